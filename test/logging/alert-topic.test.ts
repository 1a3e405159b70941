import { Token } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { Key } from 'aws-cdk-lib/aws-kms';
import { AlertTopic } from '../../lib';
import { ACCOUNT, ADMINISTRATOR, decide, FOREIGN_ACCOUNT, problemsOf, REGION, resolve, synthesize } from '../support';

const make = (securityContact?: string) => synthesize((stack) => {
  new AlertTopic(stack, 'Alerts', { encryptionKey: new Key(stack, 'Key'), securityContact });
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
      new AlertTopic(stack, 'Alerts', { encryptionKey: new Key(stack, 'Key') });
      Annotations.fromStack(stack)
        .hasWarning('/Test/Alerts', Match.stringLikeRegexp('nobody is subscribed.*cdk-secure-baseline:no-security-contact'));
    }).resourceCountIs('AWS::SNS::Subscription', 0);
  });

  it('does not warn when there is a contact', () => {
    synthesize((stack) => {
      new AlertTopic(stack, 'Alerts', { encryptionKey: new Key(stack, 'Key'), securityContact: 'security@example.com' });
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
    expect(problemsOf((stack) => new AlertTopic(stack, 'Alerts', { encryptionKey: new Key(stack, 'Key'), securityContact: 'security' }))).toEqual([
      '- securityContact: got "security"; allowed is an e-mail address; write it like security@example.com',
    ]);
  });

  it('takes a contact that is known at deployment only', () => {
    make(Token.asString({ Ref: 'Contact' })).hasResourceProperties('AWS::SNS::Subscription', { Endpoint: { Ref: 'Contact' } });
  });
});
