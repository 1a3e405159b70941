import { CfnRule } from 'aws-cdk-lib/aws-events';
import { IKey } from 'aws-cdk-lib/aws-kms';
import { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { AlertChannels } from '../logging/alert-channels';
import { letAlertsIn, topicProblems } from '../logging/alert-publishing';
import { AlertSeverity } from '../logging/alert-severity';
import { channelTargets, topicTarget } from '../logging/alert-targets';
import { RULES } from '../logging/topic-key';
import { refuse } from '../private/validation';

/** What takes a key away, and the change of policy that has to come before it. */
const EVENTS = ['DisableKey', 'DisableKeyRotation', 'PutKeyPolicy', 'ScheduleKeyDeletion'];

/** Properties of KeyAlerts. */
export interface KeyAlertsProps {
  /** The key to watch, in the region of the stack. */
  readonly key: IKey;

  /** Where alerts go. Its policy lets Amazon EventBridge publish, as that of an AlertTopic does. */
  readonly topic: ITopic;

  /**
   * Get the alerts besides, as critical. Topics that are encrypted with the very key deliver as long as it works.
   *
   * @default - `topic` alone is told
   */
  readonly channels?: AlertChannels;
}

/**
 * An alert within minutes for every attempt, successful or not, to disable a key, to schedule its deletion or to change its policy. Needs a
 * trail that records management events, such as an AuditTrail.
 *
 * A topic that is encrypted with the very key cannot deliver once the key is disabled. For an EncryptionKey without administrators that does not
 * matter: its policy has to be changed first, while the key still works.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/deleting-keys-creating-cloudwatch-alarm.html
 */
export class KeyAlerts extends Construct {
  /** @throws when the topic's key is one that event rules may not use */
  constructor(scope: Construct, id: string, props: KeyAlertsProps) {
    super(scope, id);
    refuse(this, topicProblems(this, props.topic, [RULES]));
    letAlertsIn(props.topic, [RULES]);
    const alert = {
      paths: {
        account: '$.account', action: '$.detail.eventName', error: '$.detail.errorCode', region: '$.region', time: '$.time',
        who: '$.detail.userIdentity.arn',
      },
      text: [
        `AWS KMS: <action> on ${props.key.keyArn}`,
        'By <who>, account <account>, region <region>, at <time>. Error, when it did not succeed: <error>',
        'A key that is to be deleted can be kept for 30 days: aws kms cancel-key-deletion',
      ],
    };
    new CfnRule(this, 'Resource', {
      description: 'Attempts to disable or delete a key, or to change who may',
      eventPattern: {
        'source': ['aws.kms'],
        'detail-type': ['AWS API Call via CloudTrail'],
        'detail': {
          eventSource: ['kms.amazonaws.com'],
          eventName: EVENTS,
          // A call that is refused may name the key in its message alone.
          $or: [{ resources: { ARN: [props.key.keyArn] } }, { errorMessage: [{ wildcard: `*${props.key.keyArn}*` }] }],
        },
      },
      targets: [topicTarget(props.topic, alert), ...channelTargets(props.channels, AlertSeverity.CRITICAL, alert)],
    });
  }
}
