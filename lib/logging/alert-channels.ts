import { ManagedPolicy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { IKey } from 'aws-cdk-lib/aws-kms';
import { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { acknowledgeWildcards } from '../private/acknowledge-wildcards';
import { nested, Problem, refuse } from '../private/validation';
import { AlertChannel } from './alert-channel';
import { letAlertsIn, topicProblems } from './alert-publishing';
import { AlertSeverity } from './alert-severity';
import { ChatAccess } from './chat-access';
import { NotificationTopic } from './notification-topic';
import { ALARMS, isKeyPolicyUnknown, RULES, topicKeyProblems, warnOfUnknownKey } from './topic-key';

/** An alarm has five actions at most and an event rule five targets, of which one is for the topic that alerts go to besides. */
const MAX_TOPICS = 4;
/** What it takes to show an alarm and its graph in a chat. None of it can be limited to a resource. */
const SHOWING = [
  'cloudwatch:DescribeAlarmHistory', 'cloudwatch:DescribeAlarms', 'cloudwatch:DescribeAlarmsForMetric', 'cloudwatch:GetMetricData',
  'cloudwatch:GetMetricStatistics', 'cloudwatch:GetMetricWidgetImage',
];

/** Properties of AlertChannels. */
export interface AlertChannelsProps {
  /**
   * Encrypts what is sent. Its policy lets Amazon CloudWatch and Amazon EventBridge use it, as that of a LogArchive does. A policy that cannot be
   * seen, that of an imported key, gives a warning.
   */
  readonly encryptionKey: IKey;

  /** Where alerts reach people. One at least. */
  readonly channels: AlertChannel[];
}

/**
 * Alerts by severity: an encrypted topic for each, and every channel on the topics of the severities it is meant to get. Chats have topics of their
 * own: they show alarms and custom notifications, and drop the text that people read in a mail.
 *
 * A channel in a chat may show alarms and their graphs, and nothing else: AWS would otherwise let whoever writes in it do everything the role of
 * the channel may, up to `AdministratorAccess`.
 *
 * @see https://docs.aws.amazon.com/chatbot/latest/adminguide/understanding-permissions.html
 */
export class AlertChannels extends Construct {
  /** @internal */
  public static _problems(props: Pick<AlertChannelsProps, 'channels'>, prop = 'channels'): Problem[] {
    const strange = [props.channels].flat().flatMap((channel: unknown, index) => channel instanceof AlertChannel ? [] : [{
      prop: `${prop}[${index}]`, got: channel, allowed: 'what a factory of AlertChannel returns', fix: 'write AlertChannel.email(…) for an address',
    }]);
    if (!Array.isArray(props.channels) || strange.length > 0) {
      return strange.length > 0 ? strange : [{ prop, got: props.channels, allowed: 'a list', fix: 'put it into brackets' }];
    }
    const found = props.channels.flatMap((channel, index) => nested(`${prop}[${index}]`, channel._problems()));
    if (props.channels.length === 0) {
      found.push({ prop, got: props.channels, allowed: 'one at least', fix: 'add AlertChannel.email(…) of whoever answers alerts' });
    }
    const topics = props.channels.filter(({ _topic: topic }) => topic);
    const hasChat = props.channels.some(({ _isChat: isChat }) => isChat);
    const most = MAX_TOPICS - (hasChat ? 2 : 1);
    if (topics.length > most) {
      found.push({
        prop, got: `${topics.length} topics`,
        allowed: `at most ${most} topics that exist${hasChat ? ', beside chats' : ''}: an alarm has five actions, and a rule five targets`,
        fix: 'subscribe what is behind them to the topics of the AlertChannels',
      });
    }
    return found;
  }

  /** What has to be looked at now, but for chats. */
  public readonly criticalTopic: ITopic;

  /** What has to be looked at within hours, but for chats. */
  public readonly highTopic: ITopic;

  /** What should be looked at within days, but for chats. */
  public readonly lowTopic: ITopic;

  private readonly channels: AlertChannel[];
  private readonly chatTopics: Record<string, ITopic>;

  /**
   * @throws when there is no channel, an address or id is malformed, topics are too many, or the key of a topic is one that alarms or event rules
   * may not use
   */
  constructor(scope: Construct, id: string, props: AlertChannelsProps) {
    super(scope, id);
    const { channels, encryptionKey } = props;
    refuse(this, [
      ...topicKeyProblems(this, 'encryptionKey', encryptionKey),
      ...[channels].flat().flatMap((channel, index) => topicProblems(this, channel?._topic, [ALARMS, RULES], `channels[${index}].topic`)),
      ...AlertChannels._problems(props),
    ]);
    if (isKeyPolicyUnknown(this, encryptionKey)) {
      warnOfUnknownKey(this, 'encryptionKey');
    }
    channels.forEach(({ _topic: topic }) => letAlertsIn(topic, [ALARMS, RULES]));

    this.channels = channels;
    const topicOf = (severity: AlertSeverity, name: string) => new NotificationTopic(this, name, {
      topicName: `secure-baseline-alerts-${severity}`, displayName: `AWS security alerts, ${severity}`, encryptionKey,
    });
    this.criticalTopic = topicOf(AlertSeverity.CRITICAL, 'Critical');
    this.highTopic = topicOf(AlertSeverity.HIGH, 'High');
    this.lowTopic = topicOf(AlertSeverity.LOW, 'Low');
    const chats = channels.filter(({ _isChat: isChat }) => isChat);
    const severities = Object.values(AlertSeverity);
    this.chatTopics = Object.fromEntries(severities.filter((severity) => chats.some((chat) => chat._gets(severity))).map((severity) =>
      [severity, new NotificationTopic(this, `${severity.charAt(0).toUpperCase()}${severity.slice(1)}Chat`, {
        topicName: `secure-baseline-alerts-${severity}-chat`, displayName: `AWS security alerts for chats, ${severity}`, encryptionKey,
      })]));
    const access = chats.length > 0 ? this.chatAccess() : undefined;
    channels.forEach((channel, index) => channel._connect(new Construct(this, `Channel${index + 1}`),
      severities.filter((severity) => channel._gets(severity))
        .map((severity) => channel._isChat ? this.chatTopics[severity] : this.ownTopic(severity)), access));
  }

  /**
   * Every topic that an alarm of a severity has to be published to. Four at most. An event rule has to tell them apart: it publishes text to those
   * that `chatTopicFor` does not give.
   *
   * @param severity - how soon somebody has to look
   */
  public topicsFor(severity: AlertSeverity): ITopic[] {
    const [own, ...existing] = this._textTopicsFor(severity);
    const chat = this.chatTopicFor(severity);
    return [own, ...chat ? [chat] : [], ...existing];
  }

  /**
   * The topic of the chats for alerts of a severity. It takes alarms, events as AWS services send them, and custom notifications; anything else,
   * plain text among it, never reaches a chat. Undefined where no chat gets them.
   *
   * @param severity - how soon somebody has to look
   * @see https://docs.aws.amazon.com/chatbot/latest/adminguide/custom-notifs.html
   */
  public chatTopicFor(severity: AlertSeverity): ITopic | undefined {
    return this.chatTopics[severity];
  }

  /**
   * The topics whose subscribers read text.
   *
   * @internal
   */
  public _textTopicsFor(severity: AlertSeverity): ITopic[] {
    return [this.ownTopic(severity), ...this.channels.filter((channel) => channel._gets(severity)).flatMap(({ _topic: topic }) => topic ?? [])];
  }

  private ownTopic(severity: AlertSeverity): ITopic {
    return severity === AlertSeverity.CRITICAL ? this.criticalTopic : severity === AlertSeverity.HIGH ? this.highTopic : this.lowTopic;
  }

  private chatAccess(): ChatAccess {
    const role = new Role(this, 'ChatRole', {
      assumedBy: new ServicePrincipal('chatbot.amazonaws.com'), description: 'Shows alarms and their graphs in a chat',
    });
    const policy = new ManagedPolicy(this, 'ChatPolicy', {
      description: 'What a chat channel may do: show alarms and their graphs',
      statements: [new PolicyStatement({ sid: 'ShowAlarms', actions: SHOWING, resources: ['*'] })],
      roles: [role],
    });
    acknowledgeWildcards(policy, 'Alarms and metrics are only read, and Amazon CloudWatch knows no resources for most of these calls.');
    return { roleArn: role.roleArn, guardrailPolicyArn: policy.managedPolicyArn };
  }
}
