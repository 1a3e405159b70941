import { Stack } from 'aws-cdk-lib';
import { AnyPrincipal, Effect, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { IKey } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';

interface NotificationTopicProps {
  readonly topicName: string;
  readonly displayName: string;
  readonly encryptionKey: IKey;
}

/** An encrypted topic that alarms and event rules of this account may publish to, over TLS alone. */
export function notificationTopic(scope: Construct, id: string, props: NotificationTopicProps): Topic {
  const topic = new Topic(scope, id, { topicName: props.topicName, displayName: props.displayName, masterKey: props.encryptionKey });
  topic.addToResourcePolicy(new PolicyStatement({
    sid: 'AlarmsOfThisAccount',
    principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
    actions: ['sns:Publish'],
    resources: [topic.topicArn],
    conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(scope).account } },
  }));
  // Without a condition: a rule can have a topic of its own account as its target alone, and Amazon EventBridge supports none here.
  topic.addToResourcePolicy(new PolicyStatement({
    sid: 'RulesOfThisAccount',
    principals: [new ServicePrincipal('events.amazonaws.com')],
    actions: ['sns:Publish'],
    resources: [topic.topicArn],
  }));
  topic.addToResourcePolicy(new PolicyStatement({
    sid: 'TlsOnly',
    effect: Effect.DENY,
    principals: [new AnyPrincipal()],
    actions: ['sns:Publish'],
    resources: [topic.topicArn],
    conditions: { Bool: { 'aws:SecureTransport': 'false' } },
  }));
  return topic;
}
