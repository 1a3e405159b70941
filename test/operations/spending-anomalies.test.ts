import { App, Stack, Token } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { AlertTopic, LogArchive } from '../../lib';
import { AnomalyMonitor } from '../../lib/operations/anomaly-monitor';
import { SpendingAnomalies, SpendingAnomaliesProps } from '../../lib/operations/spending-anomalies';
import { SpendingBudget } from '../../lib/operations/spending-budget';
import { findings } from '../rule-packs';
import { ACCOUNT, decide, FOREIGN_ACCOUNT, problemsOf, REGION, resolve, synthesize } from '../support';

const EMAIL = 'finance@example.com';
const TOPIC_ARN = `arn:aws:sns:${REGION}:${ACCOUNT}:secure-baseline-alerts`;
const MONITOR = `arn:aws:ce::${ACCOUNT}:anomalymonitor/7c1f9a2e-4b3d-11f1-9d2a-0242ac120002`;
const make = (props: SpendingAnomaliesProps = { emails: [EMAIL] }) => synthesize((stack) => { new SpendingAnomalies(stack, 'Anomalies', props); });
const refused = (props: SpendingAnomaliesProps) => problemsOf((stack) => new SpendingAnomalies(stack, 'Anomalies', props));
const expression = (template: Template) => JSON.parse(
  resolve(Object.values(template.findResources('AWS::CE::AnomalySubscription'))[0].Properties.ThresholdExpression) as string) as unknown;

describe('SpendingAnomalies', () => {
  it('watches each service of the account', () => {
    make().hasResourceProperties('AWS::CE::AnomalyMonitor', { MonitorType: 'DIMENSIONAL', MonitorDimension: 'SERVICE' });
  });

  it('writes to addresses once a day, since AWS writes to nobody at once', () => {
    const template = make();
    const [monitor] = Object.keys(template.findResources('AWS::CE::AnomalyMonitor'));
    template.resourceCountIs('AWS::CE::AnomalySubscription', 1);
    template.hasResourceProperties('AWS::CE::AnomalySubscription', {
      Frequency: 'DAILY', Subscribers: [{ Type: 'EMAIL', Address: EMAIL }], MonitorArnList: [{ 'Fn::GetAtt': [monitor, 'MonitorArn'] }],
    });
  });

  it('tells of what costs 20 US dollars more than expected, or what is asked', () => {
    const of = (value: string) => ({ Dimensions: { Key: 'ANOMALY_TOTAL_IMPACT_ABSOLUTE', MatchOptions: ['GREATER_THAN_OR_EQUAL'], Values: [value] } });
    expect(expression(make())).toEqual(of('20'));
    expect(expression(make({ emails: [EMAIL], minimumImpact: 0.5 }))).toEqual(of('0.5'));
  });

  it('takes an impact and an address that are known at deployment only', () => {
    const template = make({ emails: [Token.asString({ Ref: 'Email' })], minimumImpact: Token.asNumber({ Ref: 'Impact' }) });
    template.hasResourceProperties('AWS::CE::AnomalySubscription', { Subscribers: [{ Address: { Ref: 'Email' } }] });
    expect(expression(template)).toMatchObject({ Dimensions: { Values: ['Impact'] } });
  });

  it('uses the monitor an account has already', () => {
    const template = make({ emails: [EMAIL], anomalyMonitor: AnomalyMonitor.existing(MONITOR) });
    template.resourceCountIs('AWS::CE::AnomalyMonitor', 0);
    template.hasResourceProperties('AWS::CE::AnomalySubscription', { MonitorArnList: [MONITOR] });
  });

  describe('with a topic', () => {
    const template = synthesize((stack) => {
      const { encryptionKey } = new LogArchive(stack, 'Archive');
      const { topic } = new AlertTopic(stack, 'Alerts', { encryptionKey, securityContact: 'security@example.com' });
      new SpendingAnomalies(stack, 'Anomalies', { topic, emails: [EMAIL] });
      new SpendingBudget(stack, 'Budget', { monthlyLimit: 100, topic });
      Annotations.fromStack(stack).hasNoWarning('/Test/Anomalies', Match.anyValue());
    });
    const [topicId] = Object.keys(template.findResources('AWS::SNS::Topic'));
    const [policyId, topicPolicy] = Object.entries(template.findResources('AWS::SNS::TopicPolicy'))[0];
    const keyPolicy = Object.values(template.findResources('AWS::KMS::Key'))[0].Properties.KeyPolicy as unknown;
    const document = JSON.parse(JSON.stringify(resolve(topicPolicy.Properties.PolicyDocument)).replaceAll(topicId, TOPIC_ARN)) as unknown;

    it('tells it at once, by a subscription apart, once the topic lets it', () => {
      template.resourceCountIs('AWS::CE::AnomalySubscription', 2);
      template.hasResource('AWS::CE::AnomalySubscription', {
        Properties: { Frequency: 'IMMEDIATE', Subscribers: [{ Type: 'SNS', Address: { Ref: topicId } }] }, DependsOn: [policyId],
      });
    });

    it.each([
      ['AWS Cost Anomaly Detection on behalf of this account', 'costalerts.amazonaws.com', ACCOUNT, 'Allowed'],
      ['AWS Cost Anomaly Detection on behalf of another account', 'costalerts.amazonaws.com', FOREIGN_ACCOUNT, 'ImplicitlyDenied'],
      ['AWS Budgets, which publishes there too', 'budgets.amazonaws.com', ACCOUNT, 'Allowed'],
      ['another service', 's3.amazonaws.com', ACCOUNT, 'ImplicitlyDenied'],
    ])('decides on a message from %s, and on its encryption', async (_, service, account, decision) => {
      const context = { 'aws:SecureTransport': 'true', 'aws:SourceAccount': account };
      expect(await decide(service, 'sns:Publish', TOPIC_ARN, context, { resource: document })).toBe(decision);
      for (const action of ['kms:Decrypt', 'kms:GenerateDataKey']) {
        expect(await decide(service, action, `arn:aws:kms:${REGION}:${ACCOUNT}:key/1`, { 'aws:SourceAccount': account }, { resource: resolve(keyPolicy) })).toBe(decision);
      }
    });
  });

  it('warns when the policy of the topic cannot be seen', () => {
    const stack = new Stack(new App(), 'Test');
    new SpendingAnomalies(stack, 'Anomalies', { topic: Topic.fromTopicArn(stack, 'Topic', TOPIC_ARN) });
    Annotations.fromStack(stack).hasWarning('/Test/Anomalies', Match.stringLikeRegexp('costalerts.amazonaws.com.*cdk-secure-baseline:spending-topic-policy-unknown'));
  });

  it('refuses an impact of zero, what is no monitor, and to tell nobody, all together', () => {
    expect(refused({ minimumImpact: 0, anomalyMonitor: AnomalyMonitor.existing('Default-Services-Monitor') })).toEqual([
      '- minimumImpact: got 0; allowed is US dollars, above 0; leave it out for the default: at zero every cent would be told of',
      '- anomalyMonitor: got "Default-Services-Monitor"; allowed is the ARN of an anomaly monitor; copy it from the answer of aws ce get-anomaly-monitors',
      '- emails: got nothing; allowed is an address, or a topic; name who answers for the costs: nobody would be told',
    ]);
  });

  it('passes the rule packs', () => {
    expect(findings((stack) => new SpendingAnomalies(stack, 'Anomalies', { emails: [EMAIL] }))).toEqual([]);
  });
});
