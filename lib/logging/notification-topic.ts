import { Stack } from 'aws-cdk-lib';
import { AddToResourcePolicyResult, AnyPrincipal, Effect, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { IKey } from 'aws-cdk-lib/aws-kms';
import { ITopic, Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { ALARMS, RULES } from './topic-key';

export interface NotificationTopicProps {
  readonly topicName: string;
  readonly displayName: string;
  readonly encryptionKey: IKey;
}

/** An encrypted topic that alarms and event rules of this account may publish to, over TLS alone. Whoever makes it has looked at the key. */
export class NotificationTopic extends Topic {
  constructor(scope: Construct, id: string, props: NotificationTopicProps) {
    super(scope, id, { topicName: props.topicName, displayName: props.displayName, masterKey: props.encryptionKey });
    this.addToResourcePolicy(alarmStatement(this));
    this.addToResourcePolicy(ruleStatement(this));
    this.addToResourcePolicy(new PolicyStatement({
      sid: 'TlsOnly',
      effect: Effect.DENY,
      principals: [new AnyPrincipal()],
      actions: ['sns:Publish'],
      resources: [this.topicArn],
      conditions: { Bool: { 'aws:SecureTransport': 'false' } },
    }));
  }
}

/**
 * Adds statements to the policy of a topic. The first that is added takes the place of the policy every topic starts with, by which services of its
 * account may publish: these go on to.
 */
export function addToTopicPolicy(topic: ITopic, ...statements: PolicyStatement[]): AddToResourcePolicyResult {
  const starts = topic.node.tryFindChild('Policy') === undefined;
  const [result] = statements.map((statement) => topic.addToResourcePolicy(statement));
  if (starts && result.statementAdded) {
    topic.addToResourcePolicy(new PolicyStatement({
      sid: 'ThisAccount',
      principals: [new AnyPrincipal()],
      actions: ['sns:Publish'],
      resources: [topic.topicArn],
      conditions: { StringEquals: { 'aws:SourceOwner': Stack.of(topic).account } },
    }));
  }
  return result;
}

/** Lets alarms of this account publish to a topic. */
export function alarmStatement(topic: ITopic): PolicyStatement {
  return new PolicyStatement({
    sid: 'AlarmsOfThisAccount',
    principals: [new ServicePrincipal(ALARMS)],
    actions: ['sns:Publish'],
    resources: [topic.topicArn],
    conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(topic).account } },
  });
}

/** Lets event rules publish to a topic. */
export function ruleStatement(topic: ITopic): PolicyStatement {
  // Without a condition: a rule can have a topic of its own account as its target alone, and Amazon EventBridge supports none here.
  return new PolicyStatement({
    sid: 'RulesOfThisAccount',
    principals: [new ServicePrincipal(RULES)],
    actions: ['sns:Publish'],
    resources: [topic.topicArn],
  });
}
