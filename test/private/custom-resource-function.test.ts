import { Stack } from 'aws-cdk-lib';
import { CustomResourceFunction } from '../../lib/private/custom-resource-function';
import { everything, run, templates, withBodies } from '../gates/apps';
import { problemsOf } from '../support';

class Function extends CustomResourceFunction {
  public constructor(scope: Stack, logGroupPrefix: string) {
    super(scope, 'Function', { description: 'Tests', settle: 'const settle = async () => {};', logGroupPrefix });
  }
}

/** How long a name is in an account, where it has the last part of the id of its stack. */
function lengthOf(name: unknown): number {
  return (name as { 'Fn::Join': [string, unknown[]] })['Fn::Join'][1].reduce<number>((sum, part) => sum + (typeof part === 'string' ? part.length : 36), 0);
}

describe('CustomResourceFunction', () => {
  it('refuses a name that AWS Lambda would refuse', () => {
    expect(problemsOf((stack) => new Function(stack, 'x'.repeat(27)))).toEqual([]);
    expect(problemsOf((stack) => new Function(stack, 'x'.repeat(28)))).toEqual([
      `- logGroupPrefix: got "${'x'.repeat(28)}"; allowed is up to 27 characters; shorten it: AWS Lambda refuses the name`,
    ]);
  });

  it('has a name of 64 characters at most wherever it has one', () => {
    const names = [everything(), run('organization')].flatMap((app) => Object.values(templates(app))).flatMap(({ template }) => withBodies(template)).flatMap(({ Resources: resources }) =>
      Object.values(resources).filter(({ Type, Properties }) => Type === 'AWS::Lambda::Function' && Properties?.FunctionName)
        .map(({ Properties }) => resources[(Properties!.FunctionName as { Ref: string }).Ref].Properties!.LogGroupName));
    expect(names.length).toBeGreaterThan(10);
    expect(names.map(lengthOf).filter((length) => length > 64)).toEqual([]);
  });
});
