import { Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct, IDependable } from 'constructs';
import { addToTopicPolicy, alarmStatement } from '../logging/notification-topic';
import { Problem } from '../private/validation';
import { warn } from '../private/warn';

/** A service that publishes what it finds about spending. */
export interface SpendingPublisher {
  readonly name: string;
  readonly principal: string;
  /** Names the statements that let it publish. */
  readonly sid: string;
}

/** A topic whose key no policy can open to a service: every alert would be dropped in silence. */
export function spendingTopicProblems(topic?: ITopic): Problem[] {
  const [managed] = /alias\/aws\/\w+/.exec(topic?.masterKey?.keyArn ?? '') ?? [];
  return managed === undefined ? [] : [{
    prop: 'topic', got: managed, allowed: 'a topic that is encrypted with a customer managed key',
    fix: 'make an EncryptionKey: the policy of a key that AWS manages names no service',
  }];
}

/**
 * Lets a service publish to a topic on behalf of this account, and use the key of the topic. No IAM policy speaks for a service.
 *
 * @returns what has to be there before anything is published
 */
export function letPublish(scope: Construct, topic: ITopic, { name, principal, sid }: SpendingPublisher): IDependable[] {
  const principals = [new ServicePrincipal(principal)];
  const conditions = { StringEquals: { 'aws:SourceAccount': Stack.of(scope).account } };
  const topicPolicy = addToTopicPolicy(topic, new PolicyStatement({
    sid, principals, conditions, actions: ['sns:Publish'], resources: [topic.topicArn],
  }), alarmStatement(topic));
  const keyPolicy = topic.masterKey?.addToResourcePolicy(new PolicyStatement({
    sid, principals, conditions, actions: ['kms:Decrypt', 'kms:GenerateDataKey*'], resources: ['*'],
  }), true);
  if (!topicPolicy.statementAdded || keyPolicy?.statementAdded === false) {
    warn(scope, 'spending-topic-policy-unknown', `whether alerts of ${name} arrive depends on the policy of the topic and of its key, `
      + `which cannot be seen from here: both have to let ${principal} of this account publish`);
  }
  return topicPolicy.policyDependable ? [topicPolicy.policyDependable] : [];
}
