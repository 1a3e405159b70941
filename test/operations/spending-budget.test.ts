import { App, Stack, Token } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { Alias } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { AlertTopic, LogArchive } from '../../lib';
import { SpendingBudget, SpendingBudgetProps } from '../../lib/operations/spending-budget';
import { SpendingThreshold } from '../../lib/operations/spending-threshold';
import { findings } from '../rule-packs';
import { ACCOUNT, decide, FOREIGN_ACCOUNT, problemsOf, refusalsOf, REGION, resolve, synthesize } from '../support';

const EMAIL = 'finance@example.com';
const TOPIC_ARN = `arn:aws:sns:${REGION}:${ACCOUNT}:secure-baseline-alerts`;
const make = (props: Partial<SpendingBudgetProps> = {}) => synthesize((stack) => {
  new SpendingBudget(stack, 'Budget', { monthlyLimit: 500, emails: [EMAIL], ...props });
});
const withTopic = (stack: Stack) => {
  const { encryptionKey } = new LogArchive(stack, 'Archive');
  const { topic } = new AlertTopic(stack, 'Alerts', { encryptionKey, securityContact: 'security@example.com' });
  return { topic, budget: new SpendingBudget(stack, 'Budget', { monthlyLimit: 500, topic }) };
};
const refused = (props: Partial<SpendingBudgetProps>) => problemsOf((stack) => new SpendingBudget(stack, 'Budget', { monthlyLimit: 500, emails: [EMAIL], ...props }));

interface Notification {
  readonly Notification: { readonly NotificationType: string; readonly Threshold: number; readonly ThresholdType: string; readonly ComparisonOperator: string };
  readonly Subscribers: { readonly SubscriptionType: string; readonly Address: unknown }[];
}
const notifications = (template: Template) =>
  Object.values(template.findResources('AWS::Budgets::Budget'))[0].Properties.NotificationsWithSubscribers as Notification[];

describe('SpendingBudget', () => {
  it('limits what a month may cost, and does not deduct credits, which an intruder could use up unseen', () => {
    make().hasResourceProperties('AWS::Budgets::Budget', {
      Budget: { BudgetType: 'COST', TimeUnit: 'MONTHLY', BudgetLimit: { Amount: 500, Unit: 'USD' }, CostTypes: { IncludeCredit: false, IncludeRefund: false } },
    });
  });

  it('has no name of its own, so that another with other notifications can take its place', () => {
    make().hasResourceProperties('AWS::Budgets::Budget', { Budget: { BudgetName: Match.absent() } });
  });

  it('tells at four fifths, at the limit, and when the forecast is above it', () => {
    const found = notifications(make());
    expect(found.map(({ Notification: { NotificationType: type, Threshold: percent } }) => [type, percent])).toEqual([['ACTUAL', 80], ['ACTUAL', 100], ['FORECASTED', 100]]);
    found.forEach(({ Notification: { ThresholdType: type, ComparisonOperator: comparison }, Subscribers: subscribers }) => {
      expect([type, comparison]).toEqual(['PERCENTAGE', 'GREATER_THAN']);
      expect(subscribers).toEqual([{ SubscriptionType: 'EMAIL', Address: EMAIL }]);
    });
  });

  it('tells when it is asked to', () => {
    const found = notifications(make({ thresholds: [SpendingThreshold.forecast(50), SpendingThreshold.actual(250)] }));
    expect(found.map(({ Notification: { NotificationType: type, Threshold: percent } }) => [type, percent])).toEqual([['FORECASTED', 50], ['ACTUAL', 250]]);
  });

  describe('with a topic', () => {
    const template = synthesize((stack) => { withTopic(stack); });
    const [topicId] = Object.keys(template.findResources('AWS::SNS::Topic'));
    const [policyId, topicPolicy] = Object.entries(template.findResources('AWS::SNS::TopicPolicy'))[0];
    const keyPolicy = Object.values(template.findResources('AWS::KMS::Key'))[0].Properties.KeyPolicy as unknown;
    const document = JSON.parse(JSON.stringify(resolve(topicPolicy.Properties.PolicyDocument)).replaceAll(topicId, TOPIC_ARN)) as unknown;

    it('publishes each alert to it, once the topic lets it', () => {
      notifications(template).forEach(({ Subscribers: subscribers }) => expect(subscribers).toEqual([{ SubscriptionType: 'SNS', Address: { Ref: topicId } }]));
      template.hasResource('AWS::Budgets::Budget', { DependsOn: [policyId] });
    });

    it.each([
      ['AWS Budgets on behalf of this account', 'budgets.amazonaws.com', ACCOUNT, 'Allowed'],
      ['AWS Budgets on behalf of another account', 'budgets.amazonaws.com', FOREIGN_ACCOUNT, 'ImplicitlyDenied'],
      ['another service', 'costalerts.amazonaws.com', ACCOUNT, 'ImplicitlyDenied'],
    ])('decides on a message from %s, and on its encryption', async (_, service, account, decision) => {
      const context = { 'aws:SecureTransport': 'true', 'aws:SourceAccount': account };
      expect(await decide(service, 'sns:Publish', TOPIC_ARN, context, { resource: document })).toBe(decision);
      for (const action of ['kms:Decrypt', 'kms:GenerateDataKey']) {
        expect(await decide(service, action, `arn:aws:kms:${REGION}:${ACCOUNT}:key/1`, { 'aws:SourceAccount': account }, { resource: resolve(keyPolicy) })).toBe(decision);
      }
    });

    it('says so once, however many budgets there are', () => {
      const text = (budgets: number) => JSON.stringify(synthesize((stack) => {
        const { topic } = withTopic(stack);
        [...Array(budgets).keys()].forEach((index) => new SpendingBudget(stack, `Budget${index}`, { monthlyLimit: 10, topic }));
      }).findResources('AWS::SNS::TopicPolicy'));
      expect(text(2)).toBe(text(0));
    });

    it('warns of nothing', () => {
      const stack = new Stack(new App(), 'Test');
      withTopic(stack);
      Annotations.fromStack(stack).hasNoWarning('/Test/Budget', Match.anyValue());
    });
  });

  it('warns when the policy of the topic cannot be seen', () => {
    const stack = new Stack(new App(), 'Test');
    new SpendingBudget(stack, 'Budget', { monthlyLimit: 500, topic: Topic.fromTopicArn(stack, 'Topic', TOPIC_ARN) });
    Annotations.fromStack(stack).hasWarning('/Test/Budget',
      Match.stringLikeRegexp('whether alerts of AWS Budgets arrive.*budgets.amazonaws.com.*cdk-secure-baseline:spending-topic-policy-unknown'));
  });

  it('is refused where AWS CloudFormation has no budgets, and nowhere else', () => {
    const made = (region?: string) => refusalsOf(() => new SpendingBudget(new Stack(new App(), 'Test', { env: { region } }), 'Budget', { monthlyLimit: 500, emails: [EMAIL] }));
    expect([undefined, 'eu-central-1', 'us-east-1'].map(made)).toEqual([[], [], []]);
    expect(made('eu-north-1')).toEqual([
      '- scope: got "eu-north-1"; allowed is a region where AWS CloudFormation has budgets; make a SpendingBudget in a stack of us-east-1: it covers every region',
    ]);
  });

  it('takes what is known at deployment only', () => {
    make({ monthlyLimit: Token.asNumber({ Ref: 'Limit' }), emails: [Token.asString({ Ref: 'Email' })], thresholds: [SpendingThreshold.actual(Token.asNumber({ Ref: 'Percent' }))] })
      .hasResourceProperties('AWS::Budgets::Budget', {
        Budget: { BudgetLimit: { Amount: { Ref: 'Limit' } } },
        NotificationsWithSubscribers: [{ Notification: { Threshold: { Ref: 'Percent' } }, Subscribers: [{ Address: { Ref: 'Email' } }] }],
      });
  });

  it.each([0, -5, NaN, Infinity])('refuses a limit of %s', (monthlyLimit) => {
    expect(refused({ monthlyLimit })).toEqual([
      `- monthlyLimit: got ${monthlyLimit}; allowed is US dollars a month, above 0; use what an ordinary month costs, and a fifth more`,
    ]);
  });

  it('refuses thresholds out of range or named twice, and addresses that are none, all together', () => {
    expect(refused({
      emails: ['finance'], thresholds: [SpendingThreshold.actual(0), SpendingThreshold.forecast(1_000_001), SpendingThreshold.actual(80), SpendingThreshold.actual(80)],
    })).toEqual([
      '- thresholds[0]: got 0; allowed is a percentage above 0, and at most 1,000,000; use 80 for four fifths of the limit',
      '- thresholds[1]: got 1000001; allowed is a percentage above 0, and at most 1,000,000; use 80 for four fifths of the limit',
      '- thresholds[3]: got 80; allowed is each threshold once; leave out the second',
      '- emails[0]: got "finance"; allowed is an e-mail address; write it like security@example.com',
    ]);
    expect(refused({ thresholds: [SpendingThreshold.actual(80), SpendingThreshold.forecast(80)] })).toEqual([]);
  });

  it('refuses more thresholds than AWS Budgets takes, and none', () => {
    const thresholds = (count: number) => [...Array(count).keys()].map((index) => SpendingThreshold.actual(index + 1));
    expect(refused({ thresholds: thresholds(10) })).toEqual([]);
    expect(refused({ thresholds: thresholds(11) })).toEqual(['- thresholds: got a list of 11; allowed is at most 10 of them; make a second SpendingBudget for the others']);
    expect(refused({ thresholds: [] })).toEqual(['- thresholds: got a list of 0; allowed is 1 to 10 of them; leave it out for the default: nobody would be told']);
  });

  it('refuses to tell nobody, to write twice, and to write to a crowd', () => {
    expect(refused({ emails: undefined })).toEqual(['- emails: got nothing; allowed is an address, or a topic; name who answers for the costs: nobody would be told']);
    expect(refused({ emails: [EMAIL, EMAIL] })).toEqual([`- emails[1]: got "${EMAIL}"; allowed is each value once; name each address once`]);
    expect(refused({ emails: [...Array(11).keys()].map((index) => `a${index}@example.com`) }))
      .toEqual(['- emails: got a list of 11; allowed is at most 10 addresses; use one address of a group, or a topic']);
  });

  it('refuses a topic whose key AWS manages', () => {
    expect(problemsOf((stack) => new SpendingBudget(stack, 'Budget', {
      monthlyLimit: 500, topic: new Topic(stack, 'Topic', { masterKey: Alias.fromAliasName(stack, 'Key', 'alias/aws/sns') }),
    }))).toEqual([
      '- topic: got "alias/aws/sns"; allowed is a topic that is encrypted with a customer managed key; '
      + 'make an EncryptionKey: the policy of a key that AWS manages names no service',
    ]);
  });

  it('passes the rule packs', () => {
    expect(findings((stack) => new SpendingBudget(stack, 'Budget', { monthlyLimit: 500, emails: [EMAIL] }))).toEqual([]);
  });
});
