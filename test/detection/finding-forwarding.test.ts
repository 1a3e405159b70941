import { Aws } from 'aws-cdk-lib';
import { Match } from 'aws-cdk-lib/assertions';
import { FindingForwarding } from '../../lib/detection/finding-forwarding';
import { ACCOUNT, problemsOf, resolve, synthesize } from '../support';
import { matches } from './event-pattern';

const make = (homeRegion: string) => synthesize((stack) => {
  new FindingForwarding(stack, 'Forwarding', { homeRegion });
});
const HOME_BUS = `arn:aws:events:us-west-2:${ACCOUNT}:event-bus/default`;

describe('FindingForwarding', () => {
  const template = make('us-west-2');
  const only = (type: string) => resolve(Object.values(template.findResources(type))[0].Properties);

  it('sends findings, however bad, to the default bus of the home region', () => {
    const rule = only('AWS::Events::Rule');
    const told = (source: string, type: string) => matches(rule.EventPattern, { source, 'detail-type': type, 'detail': {} });
    expect([
      told('aws.guardduty', 'GuardDuty Finding'), told('aws.inspector2', 'Inspector2 Finding'), told('aws.macie', 'Macie Finding'),
      told('aws.access-analyzer', 'Access Analyzer Finding'), told('aws.health', 'AWS Health Abuse Event'),
      told('aws.trustedadvisor', 'Trusted Advisor Check Item Refresh Notification'),
    ]).toEqual([true, true, true, true, true, true]);
    expect([
      // The aggregation of AWS Security Hub does.
      told('aws.securityhub', 'Security Hub Findings - Imported'),
      told('aws.inspector2', 'Inspector2 Scan'), told('aws.ec2', 'EC2 Instance State-change Notification'), told('attacker', 'GuardDuty Finding'),
      told('aws.guardduty', 'AWS API Call via CloudTrail'),
    ]).toEqual([false, false, false, false, false]);
    expect(rule.Targets).toMatchObject([{ Arn: HOME_BUS }]);
    expect(rule.Name).toBe('secure-baseline-finding-forwarding');
  });

  it('does so under a role that can put events on that bus and nothing else, for this account', () => {
    template.hasResourceProperties('AWS::Events::Rule', { Targets: [{ RoleArn: Match.anyValue(), InputTransformer: Match.absent() }] });
    expect(only('AWS::IAM::ManagedPolicy').PolicyDocument.Statement).toEqual([{ Effect: 'Allow', Action: 'events:PutEvents', Resource: HOME_BUS }]);
    expect(only('AWS::IAM::Role').AssumeRolePolicyDocument.Statement).toMatchObject([{
      Principal: { Service: 'events.amazonaws.com' }, Condition: { StringEquals: { 'aws:SourceAccount': ACCOUNT } },
    }]);
  });

  it('refuses a home region that does not exist', () => {
    expect(problemsOf((stack) => new FindingForwarding(stack, 'Forwarding', { homeRegion: 'us-west-3' }))).toEqual([
      expect.stringMatching(/^- homeRegion: got "us-west-3"; allowed is the code of an AWS region; use one of .*us-west-2/),
    ]);
  });

  it('takes a home region that is known at deployment only', () => {
    make(Aws.REGION).resourceCountIs('AWS::Events::Rule', 1);
  });
});
