import { App, Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { DeveloperGroup, Persona } from '../../lib';
import { policyParts } from '../../lib/identity/policy-parts';
import { resolve, synthesize } from '../support';

const statement = (characters: number) => {
  const empty = JSON.stringify(new PolicyStatement({ sid: 'S', actions: ['s3:GetObject'], resources: [''] }).toStatementJson()).length;
  return new PolicyStatement({ sid: 'S', actions: ['s3:GetObject'], resources: ['x'.repeat(characters - empty)] });
};
const parts = (sizes: number[]) => policyParts(new Stack(new App(), 'Test'), sizes.map(statement)).map((part) => part.length);

describe('a policy near its quota', () => {
  test('is split where the next statement does not fit, and never cut', () => {
    expect(parts([3000, 3000])).toEqual([2]);
    expect(parts([3000, 3000, 3000])).toEqual([2, 1]);
    expect(parts([100, 6100, 100])).toEqual([1, 1, 1]);
    expect(parts([3000, 3000, 3000]).reduce((sum, count) => sum + count)).toBe(3);
  });

  test('is refused when a single statement is over it', () => {
    expect(parts([6000])).toEqual([1]);
    expect(() => parts([6200])).toThrow(/persona: got "statement S with 62\d\d characters"; allowed is 6144 characters a policy/);
  });

  test('keeps every statement of a persona, in parts that IAM accepts', () => {
    const documents = Object.values(synthesize((stack) => new DeveloperGroup(stack, 'Developer')).findResources('AWS::IAM::ManagedPolicy'))
      .filter(({ Properties }) => !String(Properties.Description).startsWith('Nothing without MFA'))
      .map(({ Properties }) => resolve(Properties.PolicyDocument) as { Statement: { Sid: string }[] });

    expect(documents.length).toBeGreaterThan(1);
    expect(documents.map((document) => JSON.stringify(document).length).filter((size) => size > 6144)).toEqual([]);
    expect(documents.flatMap(({ Statement }) => Statement.map(({ Sid }) => Sid))).toEqual(Persona.developer()._statements().map(({ sid }) => sid));
  });
});
