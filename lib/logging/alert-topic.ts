import { IKey } from 'aws-cdk-lib/aws-kms';
import { CfnSubscription, ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { checkEmail, checkText, Problem, refuse } from '../private/validation';
import { warn } from '../private/warn';
import { NotificationTopic } from './notification-topic';
import { isKeyPolicyUnknown, topicKeyProblems, warnOfUnknownKey } from './topic-key';

/** Properties of an AlertTopic. */
export interface AlertTopicProps {
  /**
   * Encrypts what is sent. Its policy lets Amazon CloudWatch and Amazon EventBridge use it, as that of a LogArchive does. A policy that cannot be
   * seen, that of an imported key, gives a warning.
   */
  readonly encryptionKey: IKey;

  /**
   * E-mail address that gets the alerts. AWS asks the address to confirm first.
   *
   * @default - nobody is subscribed, and synthesis warns of it
   */
  readonly securityContact?: string;

  /**
   * Name of the topic: 1 to 256 letters, digits, `-` and `_`, one of a name for an account and region. Guardrails protect topics whose name begins
   * with `secure-baseline-`.
   *
   * @default 'secure-baseline-alerts'
   */
  readonly topicName?: string;
}

/**
 * Where alerts go: an encrypted topic that alarms and event rules of this account may publish to, over TLS alone.
 *
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-security-best-practices.html
 */
export class AlertTopic extends Construct {
  /** @internal */
  public static _problems(props: Pick<AlertTopicProps, 'securityContact' | 'topicName'>): Problem[] {
    return [
      ...checkEmail('securityContact', props.securityContact),
      ...checkText('topicName', props.topicName, /^[\w-]{1,256}$/, '1 to 256 letters, digits, "-" and "_"',
        'use a name such as secure-baseline-alerts'),
    ];
  }

  /** The topic. */
  public readonly topic: ITopic;

  /** @throws when the security contact is no e-mail address, the name is none, or the key is one that alarms or event rules may not use */
  constructor(scope: Construct, id: string, props: AlertTopicProps) {
    super(scope, id);
    refuse(this, [...topicKeyProblems(this, 'encryptionKey', props.encryptionKey), ...AlertTopic._problems(props)]);

    const topic = new NotificationTopic(this, 'Resource', {
      topicName: props.topicName ?? 'secure-baseline-alerts', displayName: 'AWS security alerts', encryptionKey: props.encryptionKey,
    });
    this.topic = topic;

    if (isKeyPolicyUnknown(this, props.encryptionKey)) {
      warnOfUnknownKey(this, 'encryptionKey');
    }
    if (props.securityContact === undefined) {
      warn(this, 'no-security-contact', 'nobody is subscribed to the alerts: set securityContact to the e-mail address of whoever answers them');
    } else {
      new CfnSubscription(this, 'SecurityContact', { topicArn: topic.topicArn, protocol: 'email', endpoint: props.securityContact });
    }
  }
}
