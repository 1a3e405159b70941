import { Stack, Token } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { LogArchive } from '../../lib';
import { AlertChannel } from '../../lib/logging/alert-channel';
import { AlertChannels } from '../../lib/logging/alert-channels';
import { AlertSeverity } from '../../lib/logging/alert-severity';
import { findingsAround } from '../rule-packs';
import { ACCOUNT, decide, FOREIGN_ACCOUNT, problemsOf, REGION, resolve, synthesize } from '../support';

const { LOW, HIGH, CRITICAL } = AlertSeverity;
const TEAM = '12345678-90ab-cdef-1234-567890abcdef';
const TENANT = 'abcdef12-3456-7890-abcd-ef1234567890';
const TEAMS_CHANNEL = '19%3ab6ef35dc342d56ba5654e6fc6d25a071%40thread.tacv2';
const PAGER = `arn:aws:sns:${REGION}:${ACCOUNT}:pager`;
const build = (stack: Stack, channels: AlertChannel[]) =>
  new AlertChannels(stack, 'Channels', { encryptionKey: new LogArchive(stack, 'Archive').encryptionKey, channels });
const make = (...channels: AlertChannel[]): Template => synthesize((stack) => {
  build(stack, channels);
});
const refusals = (...channels: AlertChannel[]) => problemsOf((stack) => build(stack, channels));
const topicIds = (template: Template) => Object.entries(template.findResources('AWS::SNS::Topic'))
  .map(([id, { Properties }]) => [(Properties as { TopicName: string }).TopicName.replace('secure-baseline-alerts-', ''), id]);
/** The severities whose topics a list of references names. */
const severitiesOf = (template: Template, references: unknown[]) => {
  const names = Object.fromEntries(topicIds(template).map(([name, id]) => [id, name])) as Record<string, string>;
  return references.map((reference) => names[(reference as { Ref: string }).Ref]).sort();
};

describe('AlertChannels', () => {
  it('has an encrypted topic for each severity', () => {
    const template = make(AlertChannel.email('security@example.com'));
    expect(topicIds(template).map(([name]) => name).sort()).toEqual([CRITICAL, HIGH, LOW]);
    template.allResourcesProperties('AWS::SNS::Topic', { KmsMasterKeyId: Match.anyValue() });
  });

  it.each([
    [undefined, [CRITICAL, `${CRITICAL}-chat`, HIGH, `${HIGH}-chat`, LOW, `${LOW}-chat`]], [HIGH, [CRITICAL, `${CRITICAL}-chat`, HIGH, `${HIGH}-chat`, LOW]],
    [CRITICAL, [CRITICAL, `${CRITICAL}-chat`, HIGH, LOW]],
  ])('has an encrypted topic more for each severity that a chat gets, from %s on: chats drop what people read in a mail', (minimumSeverity, expected) => {
    const template = make(AlertChannel.slack('T0123ABCDEF', 'C0123ABCDEF', { minimumSeverity }), AlertChannel.teams(TEAM, TENANT, TEAMS_CHANNEL, { minimumSeverity: CRITICAL }));
    expect(topicIds(template).map(([name]) => name).sort()).toEqual(expected);
    template.allResourcesProperties('AWS::SNS::Topic', { KmsMasterKeyId: Match.anyValue() });
  });

  it.each([
    [LOW, [CRITICAL, HIGH, LOW]], [HIGH, [CRITICAL, HIGH]], [CRITICAL, [CRITICAL]], [undefined, [CRITICAL, HIGH, LOW]],
  ])('routes by severity: from %s on, by every kind of channel, and chats from topics of their own', (minimumSeverity, expected) => {
    const options = { minimumSeverity };
    const template = make(
      AlertChannel.email('security@example.com', options), AlertChannel.slack('T0123ABCDEF', 'C0123ABCDEF', options), AlertChannel.teams(TEAM, TENANT, TEAMS_CHANNEL, options),
    );
    const of = (type: string, property: string) => Object.values(template.findResources(type)).flatMap(({ Properties }) => (Properties as Record<string, unknown>)[property]);
    expect(severitiesOf(template, of('AWS::SNS::Subscription', 'TopicArn'))).toEqual(expected);
    expect(severitiesOf(template, of('AWS::Chatbot::SlackChannelConfiguration', 'SnsTopicArns'))).toEqual(expected.map((severity) => `${severity}-chat`));
    expect(severitiesOf(template, of('AWS::Chatbot::MicrosoftTeamsChannelConfiguration', 'SnsTopicArns'))).toEqual(expected.map((severity) => `${severity}-chat`));
  });

  it('publishes to topics that exist, besides its own', () => {
    let found: Record<string, string[]> = {};
    synthesize((stack) => {
      const channels = build(stack, [
        AlertChannel.topic(Topic.fromTopicArn(stack, 'Pager', PAGER), { minimumSeverity: HIGH }), AlertChannel.email('security@example.com'),
      ]);
      expect([LOW, HIGH, CRITICAL].map((severity) => channels.topicsFor(severity)[0])).toEqual([channels.lowTopic, channels.highTopic, channels.criticalTopic]);
      found = Object.fromEntries([LOW, HIGH, CRITICAL].map((severity) => [severity, channels.topicsFor(severity).slice(1).map(({ topicArn }) => topicArn)]));
    });
    expect(found).toEqual({ [LOW]: [], [HIGH]: [PAGER], [CRITICAL]: [PAGER] });
  });

  it('publishes alarms to the topics of chats too', () => {
    synthesize((stack) => {
      const channels = build(stack, [AlertChannel.slack('T0123ABCDEF', 'C0123ABCDEF', { minimumSeverity: HIGH }), AlertChannel.topic(Topic.fromTopicArn(stack, 'Pager', PAGER))]);
      expect(channels.topicsFor(CRITICAL).slice(0, 2)).toEqual([channels.criticalTopic, channels.chatTopicFor(CRITICAL)]);
      expect(channels.topicsFor(CRITICAL).map(({ topicArn }) => topicArn).slice(2)).toEqual([PAGER]);
      expect([channels.topicsFor(LOW).length, channels.chatTopicFor(LOW)]).toEqual([2, undefined]);
      expect(channels.chatTopicFor(HIGH)).not.toBe(channels.chatTopicFor(CRITICAL));
    });
  });

  it.each([
    ['an alarm of this account', 'cloudwatch.amazonaws.com', { 'aws:SourceAccount': ACCOUNT }, 'Allowed'],
    ['an alarm of another account', 'cloudwatch.amazonaws.com', { 'aws:SourceAccount': FOREIGN_ACCOUNT }, 'ImplicitlyDenied'],
    ['an event rule', 'events.amazonaws.com', {}, 'Allowed'],
    ['an event rule over plain HTTP', 'events.amazonaws.com', { 'aws:SecureTransport': 'false' }, 'ExplicitlyDenied'],
    ['another service', 's3.amazonaws.com', {}, 'ImplicitlyDenied'],
  ])('decides on a message from %s, for each topic', async (_, principal, context, decision) => {
    const template = make(AlertChannel.email('security@example.com'), AlertChannel.slack('T0123ABCDEF', 'C0123ABCDEF'));
    const policies = Object.values(template.findResources('AWS::SNS::TopicPolicy'));
    expect(policies).toHaveLength(6);
    for (const { Properties: { PolicyDocument: document, Topics: [{ Ref: topic }] } } of policies as { Properties: { PolicyDocument: unknown; Topics: { Ref: string }[] } }[]) {
      const arn = `arn:aws:sns:${REGION}:${ACCOUNT}:${topic}`;
      const resource = JSON.parse(JSON.stringify(resolve(document)).replaceAll(`"${topic}"`, `"${arn}"`)) as unknown;
      expect(await decide(principal, 'sns:Publish', arn, { 'aws:SecureTransport': 'true', ...context }, { resource })).toBe(decision);
    }
  });

  describe('in a chat', () => {
    const template = make(AlertChannel.slack('T0123ABCDEF', 'C0123ABCDEF'), AlertChannel.slack('T0123ABCDEF', 'C0123ABCXYZ'), AlertChannel.teams(TEAM, TENANT, TEAMS_CHANNEL));
    const [policyId] = Object.keys(template.findResources('AWS::IAM::ManagedPolicy'));
    const types = ['AWS::Chatbot::SlackChannelConfiguration', 'AWS::Chatbot::MicrosoftTeamsChannelConfiguration'];

    it('finds the channel', () => {
      template.hasResourceProperties(types[0], { SlackWorkspaceId: 'T0123ABCDEF', SlackChannelId: 'C0123ABCDEF' });
      template.hasResourceProperties(types[1], { TeamId: TEAM, TeamsTenantId: TENANT, TeamsChannelId: TEAMS_CHANNEL });
    });

    it('has a name of its own for each channel that AWS accepts', () => {
      const names = types.flatMap((type) => Object.values(template.findResources(type))).map(({ Properties }) => (Properties as { ConfigurationName: string }).ConfigurationName);
      expect(new Set(names).size).toBe(3);
      expect(names.filter((name) => !/^[\w-]{1,128}$/.test(name))).toEqual([]);
    });

    it('may show alarms and do nothing else, whatever the role may come to do: without a guardrail it would be an administrator', () => {
      const guarded = { GuardrailPolicies: [{ Ref: policyId }], IamRoleArn: Match.anyValue() };
      types.forEach((type) => template.allResourcesProperties(type, guarded));
      template.resourceCountIs('AWS::IAM::ManagedPolicy', 1);
      template.hasResourceProperties('AWS::IAM::ManagedPolicy', {
        PolicyDocument: { Statement: [{ Effect: 'Allow', Action: Match.anyValue(), Resource: '*' }] },
      });
      const [{ Properties: { PolicyDocument: { Statement: [{ Action: actions }] } } }] =
        Object.values(template.findResources('AWS::IAM::ManagedPolicy')) as { Properties: { PolicyDocument: { Statement: { Action: string[] }[] } } }[];
      expect(actions.filter((action) => !/^cloudwatch:(Describe|Get)[A-Za-z]+$/.test(action))).toEqual([]);
    });

    it('acts under a role that nobody else assumes', () => {
      template.resourceCountIs('AWS::IAM::Role', 1);
      template.hasResourceProperties('AWS::IAM::Role', {
        AssumeRolePolicyDocument: { Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'chatbot.amazonaws.com' } }] },
      });
    });

    it('has no role where there is no chat', () => {
      make(AlertChannel.email('security@example.com')).resourceCountIs('AWS::IAM::Role', 0);
    });
  });

  it('has no finding of the rule pack that is not acknowledged', () => {
    synthesize((stack) => {
      build(stack, [AlertChannel.email('security@example.com'), AlertChannel.slack('T0123ABCDEF', 'C0123ABCDEF')]);
      expect(findingsAround(stack)).toEqual([]);
    });
  });

  describe('refuses', () => {
    it('to have no channel', () => {
      expect(refusals()).toEqual(['- channels: got a list of 0; allowed is one at least; add AlertChannel.email(…) of whoever answers alerts']);
      expect(refusals('security@example.com' as never)).toEqual([
        '- channels[0]: got "security@example.com"; allowed is what a factory of AlertChannel returns; write AlertChannel.email(…) for an address',
      ]);
    });

    it.each([
      ['#security', 'general', ['workspaceId: got "#security"', 'channelId: got "general"']],
      ['T0123ABCDEF', 'c0123abcdef', ['channelId: got "c0123abcdef"']], ['acme.slack.com', 'C0123ABCDEF', ['workspaceId: got "acme.slack.com"']],
    ])('Slack ids that are none: %s, %s', (workspaceId, channelId, expected) => {
      expect(refusals(AlertChannel.slack(workspaceId, channelId)).map((line) => line.replace(/^- channels\[0\]\.|; allowed.*/g, ''))).toEqual(expected);
    });

    it('Teams ids that are none, all together', () => {
      expect(refusals(AlertChannel.email('security@example.com'), AlertChannel.teams('Security', 'example.com', '19:b6ef@thread.tacv2'))).toEqual([
        expect.stringMatching(/^- channels\[1\]\.teamId: got "Security"; allowed is 32 hexadecimal digits.*; copy what follows "groupId="/),
        expect.stringMatching(/^- channels\[1\]\.tenantId: got "example\.com"; .*; copy what follows "tenantId="/),
        expect.stringMatching(/^- channels\[1\]\.channelId: got "19:b6ef@thread\.tacv2"; allowed is an id such as 19%3aab12%40thread\.tacv2; .*with its percent signs$/),
      ]);
    });

    it('an address that is none', () => {
      expect(refusals(AlertChannel.email('security'))).toEqual(['- channels[0].address: got "security"; allowed is an e-mail address; write it like security@example.com']);
    });

    const pagers = (stack: Stack, count: number) =>
      Array.from({ length: count }, (_, index) => AlertChannel.topic(Topic.fromTopicArn(stack, `Pager${index}`, `${PAGER}${index}`)));
    const chat = AlertChannel.slack('T0123ABCDEF', 'C0123ABCDEF');

    it('more topics than an alarm has actions and a rule has targets, beside the topic that alerts go to anyway', () => {
      expect(problemsOf((stack) => build(stack, pagers(stack, 4)))).toEqual([
        '- channels: got "4 topics"; allowed is at most 3 topics that exist: an alarm has five actions, and a rule five targets; '
        + 'subscribe what is behind them to the topics of the AlertChannels',
      ]);
      expect(problemsOf((stack) => build(stack, [chat, ...pagers(stack, 3)]))).toEqual([
        '- channels: got "3 topics"; allowed is at most 2 topics that exist, beside chats: an alarm has five actions, and a rule five targets; '
        + 'subscribe what is behind them to the topics of the AlertChannels',
      ]);
    });

    it('no fewer', () => {
      expect(problemsOf((stack) => build(stack, pagers(stack, 3)))).toEqual([]);
      expect(problemsOf((stack) => build(stack, [chat, ...pagers(stack, 2)]))).toEqual([]);
    });

    it('what is no channel, and what is no list, together with what else is wrong', () => {
      const lines = (channels: unknown) => problemsOf((stack) => new AlertChannels(stack, 'Channels', { encryptionKey: new Key(stack, 'Key'), channels: channels as never }));
      const fix = 'allowed is what a factory of AlertChannel returns; write AlertChannel.email(…) for an address';
      expect(lines(['x@example.com', null])).toEqual([
        expect.stringContaining('- encryptionKey: got "Test/Key"'), `- channels[0]: got "x@example.com"; ${fix}`, `- channels[1]: got null; ${fix}`,
      ]);
      expect(lines('x@example.com')).toEqual([expect.stringContaining('- encryptionKey: got "Test/Key"'), `- channels[0]: got "x@example.com"; ${fix}`]);
      expect(lines(AlertChannel.email('x@example.com'))).toEqual([
        expect.stringContaining('- encryptionKey: got "Test/Key"'), '- channels: got an object (AlertChannel); allowed is a list; put it into brackets',
      ]);
    });

    it('a key that alarms may not use, its own and that of a topic', () => {
      const lines = problemsOf((stack) => {
        const topic = new Topic(stack, 'Pager', { masterKey: new Key(stack, 'PagerKey') });
        new AlertChannels(stack, 'Channels', { encryptionKey: new Key(stack, 'Key'), channels: [AlertChannel.topic(topic)] });
      });
      expect(lines.map((line) => line.slice(0, 60))).toEqual([
        expect.stringContaining('- encryptionKey: got "Test/Key"'), expect.stringContaining('- channels[0].topic: got "Test/PagerKey"'),
      ]);
    });
  });

  it('warns of a key whose policy it cannot see', () => {
    synthesize((stack) => {
      const encryptionKey = Key.fromKeyArn(stack, 'Key', `arn:aws:kms:${REGION}:${ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab`);
      new AlertChannels(stack, 'Channels', { encryptionKey, channels: [AlertChannel.email('security@example.com')] });
      Annotations.fromStack(stack).hasWarning('/Test/Channels', Match.stringLikeRegexp('cdk-secure-baseline:alert-key-policy-unknown'));
    });
  });

  it('leaves values alone that are known at deployment only', () => {
    const token = (name: string) => Token.asString({ Ref: name });
    expect(refusals(AlertChannel.email(token('A')), AlertChannel.slack(token('B'), token('C')), AlertChannel.teams(token('D'), token('E'), token('F')))).toEqual([]);
  });
});
