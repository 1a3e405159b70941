import { Stack } from 'aws-cdk-lib';
import { Effect, AnyPrincipal, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { IKey } from 'aws-cdk-lib/aws-kms';
import { CfnSubscription, ITopic, Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { checkEmail, Problem, refuse } from '../private/validation';
import { warn } from '../private/warn';

/** Properties of an AlertTopic. */
export interface AlertTopicProps {
  /** Encrypts what is sent. Its policy lets Amazon CloudWatch and Amazon EventBridge use it, as that of a LogArchive does. */
  readonly encryptionKey: IKey;

  /**
   * E-mail address that gets the alerts. AWS asks the address to confirm first.
   *
   * @default - nobody is subscribed, and synthesis warns of it
   */
  readonly securityContact?: string;
}

/**
 * Where alerts go: an encrypted topic that alarms and event rules of this account may publish to, over TLS alone.
 *
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-security-best-practices.html
 */
export class AlertTopic extends Construct {
  /** @internal */
  public static _problems(props: Pick<AlertTopicProps, 'securityContact'>): Problem[] {
    return checkEmail('securityContact', props.securityContact);
  }

  /** The topic. */
  public readonly topic: ITopic;

  /** @throws when the security contact is no e-mail address */
  constructor(scope: Construct, id: string, props: AlertTopicProps) {
    super(scope, id);
    refuse(this, AlertTopic._problems(props));

    const topic = new Topic(this, 'Resource', {
      topicName: 'secure-baseline-alerts', displayName: 'AWS security alerts', masterKey: props.encryptionKey,
    });
    topic.addToResourcePolicy(new PolicyStatement({
      sid: 'AlarmsOfThisAccount',
      principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
      actions: ['sns:Publish'],
      resources: [topic.topicArn],
      conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
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
    this.topic = topic;

    if (props.securityContact === undefined) {
      warn(this, 'no-security-contact', 'nobody is subscribed to the alerts: set securityContact to the e-mail address of whoever answers them');
    } else {
      new CfnSubscription(this, 'SecurityContact', { topicArn: topic.topicArn, protocol: 'email', endpoint: props.securityContact });
    }
  }
}
