import { Match } from 'aws-cdk-lib/assertions';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { BreakGlassRole } from '../../lib';
import { channelsIn, topicNames } from '../logging/channels';
import { call, role as developer, user } from '../logging/events';
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
    const arn = (name: string, partition = 'aws') => `arn:${partition}:iam::111122223333:role/secure-baseline/secure-baseline-${name}`;
    const assume = (roleArn: string, more: object = {}) => call('sts', 'AssumeRole', { userIdentity: user, requestParameters: { roleArn }, ...more });
    const refusal = (roleArn: string) => ({
      requestParameters: null, errorCode: 'AccessDenied', errorMessage: `User: ${user.arn} is not authorized to perform: sts:AssumeRole on resource: ${roleArn} because no identity-based policy allows it`,
    });
    const glass = arn('break-glass');

    const raises = [
      assume(glass), assume(glass, { awsRegion: 'us-east-1' }), assume(glass, { userIdentity: developer }), assume(glass, { errorCode: 'AccessDenied' }), assume(glass, refusal(glass)),
      assume(arn('break-glass', 'aws-us-gov')),
    ];
    const leaves = [
      assume(arn('auditor')), assume(arn('auditor'), refusal(arn('auditor'))), assume(arn('break-glass-reader')), assume('arn:aws:iam::111122223333:role/break-glass'),
      call('iam', 'GetRole', { requestParameters: { roleName: 'secure-baseline-break-glass' } }), call('sts', 'GetCallerIdentity'), call('s3', 'GetObject', { requestParameters: { roleArn: glass } }),
    ];
    expect(raises.filter((event) => !matches(pattern as string, event))).toEqual([]);
    expect(leaves.filter((event) => matches(pattern as string, event))).toEqual([]);
    template(['ann']).hasResourceProperties('AWS::CloudWatch::Alarm', { Threshold: 1, Period: 60, AlarmActions: [{ Ref: Match.anyValue() }] });
  });

  test('tells channels besides, as critical', () => {
    const told = synthesize((stack) => new BreakGlassRole(stack, 'BreakGlass', {
      userNames: ['ann'], logGroup: new LogGroup(stack, 'Trail'), topic: Topic.fromTopicArn(stack, 'Alerts', 'arn:aws:sns:eu-central-1:111122223333:alerts'), channels: channelsIn(stack),
    }));
    const [{ Properties: alarm }] = Object.values(told.findResources('AWS::CloudWatch::Alarm'));

    expect(topicNames(told, alarm.AlarmActions as unknown[])).toEqual(['alerts', 'critical', 'critical-chat', 'pager']);
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
