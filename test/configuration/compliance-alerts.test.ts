import { Topic } from 'aws-cdk-lib/aws-sns';
import { ConfigurationRules } from '../../lib';
import { AlertedRules } from '../../lib/configuration/alerted-rules';
import { ComplianceAlerts } from '../../lib/configuration/compliance-alerts';
import { ConfigurationRemediation } from '../../lib/configuration/configuration-remediation';
import { RemediationMode } from '../../lib/configuration/remediation-mode';
import { Remedy } from '../../lib/configuration/remedy';
import { RulePack } from '../../lib/configuration/rule-pack';
import { matches, rendered } from '../detection/event-pattern';
import { channelsIn, inChat, inMail, Target, topicNames } from '../logging/channels';
import { ACCOUNT, problemsOf, REGION, synthesize } from '../support';
import { TOPIC } from './remedies';

interface Event { 'source': string; 'detail-type': string; 'account': string; 'region': string; 'detail': Record<string, unknown> }
type Pattern = Record<string, unknown>;

/** What AWS Config sends when a resource starts, or stops, to break a rule. */
const change = (configRuleName: string, complianceType = 'NON_COMPLIANT', resource = ['AWS::S3::Bucket', 'holiday-pictures']): Event => ({
  'source': 'aws.config', 'detail-type': 'Config Rules Compliance Change', 'account': ACCOUNT, 'region': REGION,
  'detail': {
    resourceType: resource[0], resourceId: resource[1], awsRegion: REGION, awsAccountId: ACCOUNT, configRuleName, recordVersion: '1.0',
    messageType: 'ComplianceChangeNotification', newEvaluationResult: { complianceType, resultRecordedTime: '2026-11-24T10:00:00.000Z' },
  },
});

function make(rules?: AlertedRules) {
  const template = synthesize((stack) => {
    new ComplianceAlerts(stack, 'Alerts', { topic: Topic.fromTopicArn(stack, 'Topic', TOPIC), rules });
  });
  const [{ Properties: rule }] = Object.values(template.findResources('AWS::Events::Rule'));
  return { pattern: rule.EventPattern as Pattern, target: rule.Targets[0], count: rule.Targets.length as number };
}
const told = (pattern: Pattern, event: Event) => matches(pattern, event);

describe('ComplianceAlerts', () => {
  const urgent = make();
  const all = make(AlertedRules.all());

  it('tells of what is public, open or unwatched, and leaves the rest to the next review', () => {
    for (const rule of ['s3-bucket-level-public-access-prohibited', 'iam-root-access-key-check', 'incoming-ssh-disabled', 'multi-region-cloud-trail-enabled']) {
      expect([rule, told(urgent.pattern, change(`secure-baseline-${rule}`))]).toEqual([rule, true]);
    }
    expect(told(urgent.pattern, change('secure-baseline-access-keys-rotated'))).toBe(false);
    expect(told(all.pattern, change('secure-baseline-access-keys-rotated'))).toBe(true);
  });

  it('tells neither of rules of others, nor of resources that no longer break one', () => {
    for (const { pattern } of [urgent, all]) {
      expect(told(pattern, change('s3-bucket-level-public-access-prohibited'))).toBe(false);
      expect(told(pattern, change('secure-baseline-incoming-ssh-disabled', 'COMPLIANT'))).toBe(false);
      expect(told(pattern, { ...change('secure-baseline-incoming-ssh-disabled'), source: 'custom' })).toBe(false);
    }
  });

  it('stays below the 2,048 characters of a pattern', () => {
    expect(JSON.stringify(urgent.pattern).length).toBeLessThan(2048);
  });

  it('says what, where, since when and what to open', () => {
    expect(urgent.count).toBe(1);
    expect(urgent.target.Arn).toBe(TOPIC);
    expect(rendered(urgent.target.InputTransformer as never, change('secure-baseline-incoming-ssh-disabled', 'NON_COMPLIANT', ['AWS::EC2::SecurityGroup', 'sg-1'])).split('\n')).toEqual([
      '"AWS Config: AWS::EC2::SecurityGroup sg-1 breaks the rule secure-baseline-incoming-ssh-disabled."',
      `"Account ${ACCOUNT}, region ${REGION}, since 2026-11-24T10:00:00.000Z."`,
      '"What the rule looks for, and the remedy where there is one:"',
      `"https://console.aws.amazon.com/config/home?region=${REGION}#/rules/details?configRuleName=secure-baseline-incoming-ssh-disabled"`,
    ]);
  });

  it('tells channels besides, as high: a mail, a chat and a topic that exists', () => {
    const template = synthesize((stack) => {
      new ComplianceAlerts(stack, 'Alerts', { topic: Topic.fromTopicArn(stack, 'Topic', TOPIC), channels: channelsIn(stack) });
    });
    const [{ Properties: { Targets: targets } }] = Object.values(template.findResources('AWS::Events::Rule')) as { Properties: { Targets: Target[] } }[];
    const event = change('secure-baseline-incoming-ssh-disabled', 'NON_COMPLIANT', ['AWS::EC2::SecurityGroup', 'sg-1']);
    expect(topicNames(template, targets.slice(1).map(({ Arn }) => Arn))).toEqual(['high', 'pager', 'high-chat']);
    expect(targets[0].Arn).toBe(TOPIC);
    expect(inMail(targets[1], event)).toEqual(inMail(targets[0], event));
    expect(inChat(targets[3], event).content).toEqual({
      textType: 'client-markdown', title: 'AWS Config',
      description: 'AWS::EC2::SecurityGroup sg-1 breaks the rule secure-baseline-incoming-ssh-disabled.\n'
        + `Account ${ACCOUNT}, region ${REGION}, since 2026-11-24T10:00:00.000Z.\nWhat the rule looks for, and the remedy where there is one:`,
      nextSteps: [`https://console.aws.amazon.com/config/home?region=${REGION}#/rules/details?configRuleName=secure-baseline-incoming-ssh-disabled`],
      keywords: ['high'],
    });
  });

  it('refuses rules that are none', () => {
    expect(problemsOf((stack) => new ComplianceAlerts(stack, 'Alerts', { topic: Topic.fromTopicArn(stack, 'Topic', TOPIC), rules: 'all' as never }))).toEqual([
      '- rules: got "all"; allowed is AlertedRules.urgent() or .all(); pass what one of these returns',
    ]);
  });
});

describe('all buckets must not allow public access', () => {
  const template = synthesize((stack) => {
    const rules = new ConfigurationRules(stack, 'Rules', { pack: RulePack.essential() });
    new ComplianceAlerts(stack, 'Alerts', { topic: Topic.fromTopicArn(stack, 'Topic', TOPIC) });
    new ConfigurationRemediation(stack, 'Remediation', { rules, remedies: [Remedy.closePublicBucket(RemediationMode.automatic())] });
  });
  const properties = (type: string, filter: (one: Record<string, never>) => unknown = () => true) =>
    Object.values(template.findResources(type)).map(({ Properties: one }) => one as Record<string, never>).filter(filter)[0] as Record<string, any>; // eslint-disable-line @typescript-eslint/no-explicit-any

  it('holds from rule to alert to remedy', () => {
    // A rule looks at each bucket that changes.
    const rule = properties('AWS::Config::ConfigRule', ({ Source: { SourceIdentifier: identifier } }) => identifier === 'S3_BUCKET_LEVEL_PUBLIC_ACCESS_PROHIBITED');
    const name = rule.ConfigRuleName as string;
    // It finds a bucket that breaks it, and somebody reads which.
    const { EventPattern: pattern, Targets: [target] } = properties('AWS::Events::Rule') as { EventPattern: Pattern; Targets: [Record<string, unknown>] };
    const event = change(name);
    expect(told(pattern, event)).toBe(true);
    expect(target.Arn).toBe(TOPIC);
    expect(rendered(target.InputTransformer as never, event)).toContain(`AWS::S3::Bucket holiday-pictures breaks the rule ${name}`);
    // AWS Config starts the remedy with the id of the bucket.
    const remediation = properties('AWS::Config::RemediationConfiguration');
    expect(remediation).toMatchObject({
      ConfigRuleName: name, Automatic: true, ResourceType: event.detail.resourceType, Parameters: { BucketName: { ResourceValue: { Value: 'RESOURCE_ID' } } },
    });
    // The remedy closes that bucket, in all four ways, and its role may do just that.
    const document = properties('AWS::SSM::Document');
    expect(template.findResources('AWS::SSM::Document')[remediation.TargetId.Ref as string].Properties).toEqual(document);
    expect(document.Content.mainSteps.map(({ inputs }: { inputs: unknown }) => inputs)).toEqual([{
      Service: 's3', Api: 'PutPublicAccessBlock', Bucket: '{{ BucketName }}',
      PublicAccessBlockConfiguration: { BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: true, RestrictPublicBuckets: true },
    }]);
    expect(properties('AWS::IAM::ManagedPolicy').PolicyDocument.Statement).toEqual([
      { Effect: 'Allow', Action: 's3:PutBucketPublicAccessBlock', Resource: { 'Fn::Sub': 'arn:${AWS::Partition}:s3:::*' } },
    ]);
  });
});
