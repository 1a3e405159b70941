import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Alias, Key } from 'aws-cdk-lib/aws-kms';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { ITopic, Topic } from 'aws-cdk-lib/aws-sns';
import {
  ActivityAlarms, AlertChannel, AlertChannels, BreakGlassRole, ComplianceAlerts, EncryptionKey, FindingRouter, InstanceAlarms, KeyAlerts, LogArchive, SpendingBudget,
  TrailAlerts, WatchedInstances,
} from '../../lib';
import { problemsOf, synthesize, warningsOf } from '../support';

type Build = (stack: Stack, topic: ITopic, id?: string) => unknown;
const ALARMS = 'cloudwatch.amazonaws.com';
const RULES = 'events.amazonaws.com';
/** Services of the account, as before there was a policy. */
const OWNER = 'whoever the topic belongs to';
const KEY_ARN = 'arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';

const logGroup = (stack: Stack) => LogGroup.fromLogGroupName(stack, 'Log', 'a-trail');
/** Everything that publishes to a topic it is given, and by which services. */
const PUBLISHERS: [string, string[], Build][] = [
  ['ActivityAlarms', [ALARMS], (stack, topic) => new ActivityAlarms(stack, 'Made', { logGroup: logGroup(stack), topic })],
  ['InstanceAlarms', [ALARMS], (stack, topic) => new InstanceAlarms(stack, 'Made', { instances: WatchedInstances.instance('i-0123456789abcdef0'), topic })],
  ['BreakGlassRole', [ALARMS], (stack, topic) => new BreakGlassRole(stack, 'Made', { userNames: ['ann'], logGroup: logGroup(stack), topic })],
  ['TrailAlerts', [ALARMS, RULES], (stack, topic) => new TrailAlerts(stack, 'Made', { logGroup: logGroup(stack), topic })],
  ['KeyAlerts', [RULES], (stack, topic) => new KeyAlerts(stack, 'Made', { key: Key.fromKeyArn(stack, 'Watched', KEY_ARN), topic })],
  ['ComplianceAlerts', [RULES], (stack, topic) => new ComplianceAlerts(stack, 'Made', { topic })],
  ['FindingRouter', [RULES], (stack, topic, id = 'Made') => new FindingRouter(stack, id, { topic })],
  ['AlertChannels', [ALARMS, RULES], (stack, topic) => new AlertChannels(stack, 'Made', {
    encryptionKey: new LogArchive(stack, 'OtherArchive').encryptionKey, channels: [AlertChannel.topic(topic)],
  })],
];
const prop = (name: string) => name === 'AlertChannels' ? 'channels[0].topic' : 'topic';

describe.each(PUBLISHERS)('the topic of %s', (name, publishers, build) => {
  it('is refused when its key lets no alert through', () => {
    expect(problemsOf((stack) => build(stack, new Topic(stack, 'Topic', { masterKey: new Key(stack, 'Key') })))).toEqual([
      `- ${prop(name)}: got "Test/Key"; allowed is a key that ${publishers.join(' and ')} may use; allow kms:Decrypt and kms:GenerateDataKey* to them in its policy before the topic is `
        + 'made, as the key of a LogArchive does',
    ]);
  });

  it('is refused when AWS manages its key', () => {
    expect(problemsOf((stack) => build(stack, new Topic(stack, 'Topic', { masterKey: Alias.fromAliasName(stack, 'Sns', 'alias/aws/sns') })))).toEqual([
      `- ${prop(name)}: got "alias/aws/sns"; allowed is a customer managed key; make an EncryptionKey: the policy of a key that AWS manages names none of them`,
    ]);
  });

  it('may have a key that lets in those who publish, and no more', () => {
    const { node } = synthesized((stack) => {
      const { key } = new EncryptionKey(stack, 'Key', { description: 'Alerts', statements: publishers.map((service) => new PolicyStatement({
        principals: [new ServicePrincipal(service)], actions: ['kms:Decrypt', 'kms:GenerateDataKey*'], resources: ['*'],
      })) });
      build(stack, new Topic(stack, 'Topic', { masterKey: key }));
    });
    expect(warningsOf(node).filter((text) => /topic/.test(text))).toEqual([]);
  });

  it('gives a warning when nobody can see the policy of its key', () => {
    const { node } = synthesized((stack) => build(stack, new Topic(stack, 'Topic', { masterKey: Key.fromKeyArn(stack, 'Key', KEY_ARN) })));
    expect(warningsOf(node)).toContainEqual(expect.stringContaining(
      `whether alerts arrive depends on the policy of the key of the topic Test/Topic, which cannot be seen from here: it has to let ${publishers.join(' and ')} use the key`));
  });
});

describe('the policy of a topic', () => {
  const open = (template: Template) => {
    const topics = Object.keys(template.findResources('AWS::SNS::Topic')).filter((id) => /^Topic/.test(id));
    return Object.values(template.findResources('AWS::SNS::TopicPolicy'))
      .filter(({ Properties }) => topics.includes((Properties.Topics as { Ref: string }[])[0].Ref))
      .flatMap(({ Properties }) => (Properties.PolicyDocument.Statement as { Sid?: string; Principal: { Service: string } }[]).map(({ Sid, Principal }) => Sid === 'ThisAccount' ? OWNER : Principal.Service)).sort();
  };

  it.each(PUBLISHERS.filter(([, publishers]) => publishers.includes(RULES)))('lets event rules of %s publish, and alarms go on publishing', (__unused, ___unused, build) => {
    expect(open(synthesize((stack) => build(stack, new Topic(stack, 'Topic'))))).toEqual([ALARMS, RULES, OWNER]);
  });

  it.each(PUBLISHERS.filter(([, publishers]) => !publishers.includes(RULES)))('lets alarms of %s publish, where somebody asks for TLS too', (__unused, ___unused, build) => {
    expect(open(synthesize((stack) => build(stack, new Topic(stack, 'Topic'))))).toEqual([ALARMS, OWNER]);
    expect(open(synthesize((stack) => build(stack, new Topic(stack, 'Topic', { enforceSSL: true }))))).toEqual([ALARMS, undefined]);
  });

  it('lets alarms publish beside a budget, which needs one', () => {
    const template = synthesize((stack) => new SpendingBudget(stack, 'Budget', { monthlyLimit: 100, topic: new Topic(stack, 'Topic') }));
    expect(open(template)).toEqual(['budgets.amazonaws.com', ALARMS, OWNER]);
  });

  it('says the same once, however many publish', () => {
    const template = synthesize((stack) => {
      const topic = new Topic(stack, 'Topic');
      PUBLISHERS.filter(([name]) => name !== 'FindingRouter' && name !== 'BreakGlassRole').forEach(([name, , build]) => build(new Stack(stack, name), topic));
    });
    expect(open(template)).toEqual([ALARMS, RULES, OWNER]);
  });

  it('is warned of once where it cannot be seen', () => {
    const { node } = synthesized((stack) => {
      const topic = Topic.fromTopicArn(stack, 'Imported', 'arn:aws:sns:eu-central-1:111122223333:alerts');
      new ComplianceAlerts(stack, 'Compliance', { topic });
      new FindingRouter(stack, 'Findings', { topic });
    });
    expect(warningsOf(node)).toEqual([expect.stringContaining(
      'whether alerts arrive depends on the policy of the topic Test/Imported, which cannot be seen from here: it has to let events.amazonaws.com publish')]);
  });
});

/** A stack that was synthesized, for what it warns of. */
function synthesized(build: (stack: Stack) => unknown): { node: Stack } {
  let node: Stack | undefined;
  synthesize((stack) => {
    node = stack;
    build(stack);
  });
  return { node: node! };
}
