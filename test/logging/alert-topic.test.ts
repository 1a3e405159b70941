import { Stack, Token } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Alias, IKey, Key } from 'aws-cdk-lib/aws-kms';
import { AlertTopic, LogArchive } from '../../lib';
import { ACCOUNT, ADMINISTRATOR, decide, FOREIGN_ACCOUNT, problemsOf, REGION, resolve, synthesize } from '../support';

/** A key that the services named may use so. */
const keyOf = (stack: Stack, services = ['cloudwatch', 'events'], actions = ['kms:Decrypt', 'kms:GenerateDataKey*']) => {
  const key = new Key(stack, 'Key');
  services.forEach((name) => key.addToResourcePolicy(
    new PolicyStatement({ principals: [new ServicePrincipal(`${name}.amazonaws.com`)], actions, resources: ['*'] })));
  return key;
};
const make = (securityContact?: string) => synthesize((stack) => {
  new AlertTopic(stack, 'Alerts', { encryptionKey: keyOf(stack), securityContact });
});

describe('AlertTopic', () => {
  const template = make('security@example.com');

  it('is encrypted with the key it was given, under a name people recognise', () => {
    const [key] = Object.keys(template.findResources('AWS::KMS::Key'));
    template.hasResourceProperties('AWS::SNS::Topic', {
      TopicName: 'secure-baseline-alerts', DisplayName: 'AWS security alerts', KmsMasterKeyId: { 'Fn::GetAtt': [key, 'Arn'] },
    });
  });

  it('sends e-mail to the contact', () => {
    template.hasResourceProperties('AWS::SNS::Subscription', { Protocol: 'email', Endpoint: 'security@example.com' });
    template.resourceCountIs('AWS::SNS::Subscription', 1);
  });

  it('subscribes nobody without a contact, and warns of it', () => {
    synthesize((stack) => {
      new AlertTopic(stack, 'Alerts', { encryptionKey: keyOf(stack) });
      Annotations.fromStack(stack)
        .hasWarning('/Test/Alerts', Match.stringLikeRegexp('nobody is subscribed.*cdk-secure-baseline:no-security-contact'));
    }).resourceCountIs('AWS::SNS::Subscription', 0);
  });

  it('does not warn when there is a contact', () => {
    synthesize((stack) => {
      new AlertTopic(stack, 'Alerts', { encryptionKey: keyOf(stack), securityContact: 'security@example.com' });
      Annotations.fromStack(stack).hasNoWarning('*', Match.anyValue());
    });
  });

  it.each([
    ['an alarm of this account', 'cloudwatch.amazonaws.com', { 'aws:SourceAccount': ACCOUNT }, 'Allowed'],
    ['an event rule, which names no account', 'events.amazonaws.com', {}, 'Allowed'],
    ['an event rule over plain HTTP', 'events.amazonaws.com', { 'aws:SecureTransport': 'false' }, 'ExplicitlyDenied'],
    ['an alarm of another account', 'cloudwatch.amazonaws.com', { 'aws:SourceAccount': FOREIGN_ACCOUNT }, 'ImplicitlyDenied'],
    ['another service', 's3.amazonaws.com', { 'aws:SourceAccount': ACCOUNT }, 'ImplicitlyDenied'],
    ['an administrator', ADMINISTRATOR, { 'aws:SecureTransport': 'true' }, 'Allowed'],
    ['an administrator over plain HTTP', ADMINISTRATOR, { 'aws:SecureTransport': 'false' }, 'ExplicitlyDenied'],
    ['another account', `arn:aws:iam::${FOREIGN_ACCOUNT}:role/Any`, { 'aws:SecureTransport': 'true' }, 'ImplicitlyDenied'],
  ])('decides on a message from %s', async (_, principal, context, decision) => {
    const [topic] = Object.keys(template.findResources('AWS::SNS::Topic'));
    const [policy] = Object.values(template.findResources('AWS::SNS::TopicPolicy'));
    const arn = `arn:aws:sns:${REGION}:${ACCOUNT}:secure-baseline-alerts`;
    const resource = JSON.parse(JSON.stringify(resolve(policy.Properties.PolicyDocument)).replaceAll(topic, arn)) as unknown;
    expect(await decide(principal, 'sns:Publish', arn, { 'aws:SecureTransport': 'true', ...context }, { resource })).toBe(decision);
  });

  it('refuses a contact that is no e-mail address', () => {
    expect(problemsOf((stack) => new AlertTopic(stack, 'Alerts', { encryptionKey: keyOf(stack), securityContact: 'security' }))).toEqual([
      '- securityContact: got "security"; allowed is an e-mail address; write it like security@example.com',
    ]);
  });

  it('has another name when asked to, beside the topic of the account', () => {
    synthesize((stack) => {
      new AlertTopic(stack, 'Alerts', { encryptionKey: keyOf(stack), topicName: 'secure-baseline-organization-alerts' });
    }).hasResourceProperties('AWS::SNS::Topic', { TopicName: 'secure-baseline-organization-alerts', FifoTopic: Match.absent() });
  });

  it.each(['', 'alerts.fifo', 'a'.repeat(257)])('refuses the name %j', (topicName) => {
    expect(problemsOf((stack) => new AlertTopic(stack, 'Alerts', { encryptionKey: keyOf(stack), topicName }))).toEqual([
      expect.stringMatching(/^- topicName: got ".*; allowed is 1 to 256 letters, digits, "-" and "_"; use a name such as secure-baseline-alerts$/),
    ]);
  });

  it('takes a contact that is known at deployment only', () => {
    make(Token.asString({ Ref: 'Contact' })).hasResourceProperties('AWS::SNS::Subscription', { Endpoint: { Ref: 'Contact' } });
  });

  const refusals = (key: (stack: Stack) => IKey) =>
    problemsOf((stack) => new AlertTopic(stack, 'Alerts', { encryptionKey: key(stack), securityContact: 'security@example.com' }));
  const fix = 'allow kms:Decrypt and kms:GenerateDataKey* to them in its policy before the topic is made, as the key of a LogArchive does';

  it.each([
    ['nobody but IAM', [], undefined, 'cloudwatch.amazonaws.com and events.amazonaws.com'],
    ['alarms alone', ['cloudwatch'], undefined, 'events.amazonaws.com'],
    ['event rules alone', ['events'], undefined, 'cloudwatch.amazonaws.com'],
    ['both, to decrypt alone', undefined, ['kms:Decrypt'], 'cloudwatch.amazonaws.com and events.amazonaws.com'],
  ])('refuses a key that lets %s use it: alerts would be dropped in silence', (_, services, actions, missing) => {
    expect(refusals((stack) => keyOf(stack, services, actions)))
      .toEqual([`- encryptionKey: got "Test/Key"; allowed is a key that ${missing} may use; ${fix}`]);
    expect(refusals((stack) => new Alias(stack, 'Alias', { aliasName: 'alias/alerts', targetKey: keyOf(stack, services, actions) }))).toHaveLength(1);
  });

  it('refuses the key that AWS manages for Amazon SNS', () => {
    expect(refusals((stack) => Alias.fromAliasName(stack, 'Key', 'alias/aws/sns'))).toEqual([
      '- encryptionKey: got "alias/aws/sns"; allowed is a customer managed key; make an EncryptionKey: the policy of a key that AWS manages names none of them',
    ]);
  });

  it.each([
    ['named actions', keyOf], ['all of its actions', (stack: Stack) => keyOf(stack, undefined, ['kms:*'])],
    ['the key of an archive', (stack: Stack) => new LogArchive(stack, 'Archive').encryptionKey],
  ])('takes a key that lets them use it, by %s', (_, key) => {
    expect(refusals((stack) => key(stack))).toEqual([]);
  });

  it('warns of a key whose policy it cannot see', () => {
    synthesize((stack) => {
      const encryptionKey = Key.fromKeyArn(stack, 'Key', `arn:aws:kms:${REGION}:${ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab`);
      new AlertTopic(stack, 'Alerts', { encryptionKey, securityContact: 'security@example.com' });
      Annotations.fromStack(stack).hasWarning('/Test/Alerts',
        Match.stringLikeRegexp('policy of encryptionKey, which cannot be seen.*cdk-secure-baseline:alert-key-policy-unknown'));
    });
  });
});
