import { Topic } from 'aws-cdk-lib/aws-sns';
import { AlertedRules } from '../../lib/configuration/alerted-rules';
import { ComplianceAlerts } from '../../lib/configuration/compliance-alerts';
import { ComplianceForwarding, ComplianceForwardingProps } from '../../lib/configuration/compliance-forwarding';
import { ACCOUNT, problemsOf, resolve, synthesize } from '../support';
import { TOPIC } from './remedies';

const make = (props: Partial<ComplianceForwardingProps> = {}) => synthesize((stack) => {
  new ComplianceForwarding(stack, 'Forwarding', { homeRegion: 'eu-west-1', ...props });
});
const BUS = `arn:aws:events:eu-west-1:${ACCOUNT}:event-bus/default`;

describe('ComplianceForwarding', () => {
  it.each([undefined, AlertedRules.all()])('sends to the home region what is told there', (rules) => {
    const [{ Properties: forwarded }] = Object.values(make({ rules }).findResources('AWS::Events::Rule'));
    const [{ Properties: told }] = Object.values(synthesize((stack) => {
      new ComplianceAlerts(stack, 'Alerts', { topic: Topic.fromTopicArn(stack, 'Topic', TOPIC), rules });
    }).findResources('AWS::Events::Rule'));
    expect(forwarded.EventPattern).toEqual(told.EventPattern);
    expect(forwarded.Targets).toHaveLength(1);
    expect(resolve(forwarded.Targets[0].Arn)).toBe(BUS);
  });

  it('may put events on that bus, for this account, and nothing else', () => {
    const [{ Properties: policy }] = Object.values(make().findResources('AWS::IAM::ManagedPolicy'));
    expect(resolve(policy.PolicyDocument.Statement)).toEqual([{ Effect: 'Allow', Action: 'events:PutEvents', Resource: BUS }]);
    const [{ Properties: role }] = Object.values(make().findResources('AWS::IAM::Role'));
    expect(role.AssumeRolePolicyDocument.Statement).toEqual([{
      Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'events.amazonaws.com' }, Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
    }]);
  });

  it('refuses a region that does not exist, and rules that are none', () => {
    expect(problemsOf((stack) => new ComplianceForwarding(stack, 'Forwarding', { homeRegion: 'mars-1', rules: 'all' as never }))).toEqual([
      expect.stringContaining('- homeRegion: got "mars-1"; allowed is the code of an AWS region'),
      '- rules: got "all"; allowed is AlertedRules.urgent() or .all(); pass what one of these returns',
    ]);
  });
});
