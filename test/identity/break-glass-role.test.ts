import { Match } from 'aws-cdk-lib/assertions';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { BreakGlassRole } from '../../lib';
import { matches } from '../logging/filter-pattern';
import { problemsOf, resolve, synthesize } from '../support';

const template = (userNames: string[]) => synthesize((stack) =>
  new BreakGlassRole(stack, 'BreakGlass', { userNames, logGroup: new LogGroup(stack, 'Trail'), topic: new Topic(stack, 'Alerts') }));

describe('the break-glass role', () => {
  test('lets named people in, with MFA, for an hour', () => {
    const [{ Properties: role }] = Object.values(template(['ann', 'bob']).findResources('AWS::IAM::Role'));

    expect(role).toMatchObject({ RoleName: 'secure-baseline-break-glass', MaxSessionDuration: 3600 });
    expect(resolve(role.AssumeRolePolicyDocument)).toMatchObject({ Statement: ['ann', 'bob'].map((name) => ({
      Action: 'sts:AssumeRole', Principal: { AWS: `arn:aws:iam::111122223333:user/${name}` }, Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } },
    })) });
  });

  test('raises an alarm each time somebody assumes it, and for no other role', () => {
    const [{ Properties: { FilterPattern: pattern } }] = Object.values(template(['ann']).findResources('AWS::Logs::MetricFilter'));
    const assume = (role: string) => ({ eventSource: 'sts.amazonaws.com', eventName: 'AssumeRole', requestParameters: { roleArn: `arn:aws:iam::111122223333:role/${role}` } });

    expect(matches(pattern as string, assume('secure-baseline/secure-baseline-break-glass'))).toBe(true);
    expect(matches(pattern as string, assume('secure-baseline/secure-baseline-auditor'))).toBe(false);
    template(['ann']).hasResourceProperties('AWS::CloudWatch::Alarm', { Threshold: 1, Period: 60, AlarmActions: [{ Ref: Match.anyValue() }] });
  });

  test('refuses nobody, too many, one twice, and a name that is none', () => {
    const refused = (userNames: string[]) => problemsOf((stack) =>
      new BreakGlassRole(stack, 'BreakGlass', { userNames, logGroup: new LogGroup(stack, 'Trail'), topic: new Topic(stack, 'Alerts') }));

    expect(refused([])).toEqual([expect.stringContaining('userNames: got 0; allowed is a whole number from 1 to 5')]);
    expect(refused(['a', 'b', 'c', 'd', 'e', 'f'])).toHaveLength(1);
    expect(refused(['ann', 'ann'])).toEqual([expect.stringContaining('userNames[1]: got "ann"; allowed is each value once')]);
    expect(refused(['path/ann'])).toEqual([expect.stringContaining('the name of an IAM user')]);
  });
});
