import { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { Problem } from '../private/validation';
import { warn } from '../private/warn';
import { addToTopicPolicy, alarmStatement, NotificationTopic, ruleStatement } from './notification-topic';
import { isKeyPolicyUnknown, RULES, topicKeyProblems, warnOfUnknownKey } from './topic-key';

/** A topic that would drop every alert in silence, since its key is none that publishers may use. */
export function topicProblems(scope: Construct, topic: ITopic | undefined, publishers: string[], prop = 'topic'): Problem[] {
  return topic?.masterKey === undefined || topic instanceof NotificationTopic ? [] : topicKeyProblems(scope, prop, topic.masterKey, publishers);
}

/**
 * Lets publishers through to a topic that was made elsewhere: event rules where they publish, and alarms always, since anybody may have added a
 * policy, such as for TLS, that took the place of the one by which alarms may publish.
 *
 * Warns on the topic where its key or policy cannot be seen.
 */
export function letAlertsIn(topic: ITopic | undefined, publishers: string[]): void {
  if (topic === undefined || topic instanceof NotificationTopic) {
    return;
  }
  if (topic.masterKey !== undefined && isKeyPolicyUnknown(topic, topic.masterKey)) {
    warnOfUnknownKey(topic, `the key of the topic ${topic.node.path}`, publishers);
  }
  const { statementAdded: isOpen } = addToTopicPolicy(topic, alarmStatement(topic), ...publishers.includes(RULES) ? [ruleStatement(topic)] : []);
  if (!isOpen) {
    warn(topic, 'alert-topic-policy-unknown', `whether alerts arrive depends on the policy of the topic ${topic.node.path}, which cannot be seen `
      + `from here: it has to let ${publishers.join(' and ')} publish`);
  }
}
