import { CfnAlarm, CfnCompositeAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import { CfnMetricFilter, ILogGroup } from 'aws-cdk-lib/aws-logs';
import { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { checkRange, Problem, refuse } from '../private/validation';
import { ActivityFilter } from './activity-filter';
import { ACTIVITY_FILTERS } from './activity-filters';
import { AlertChannels } from './alert-channels';
import { letAlertsIn, topicProblems } from './alert-publishing';
import { AlertSeverity } from './alert-severity';
import { FURTHER_FILTERS } from './further-filters';
import { ALARMS } from './topic-key';

const NAMESPACE = 'SecureBaseline';

/** Settings of ActivityAlarms that a baseline chooses. */
export interface ActivityAlarmsOptions {
  /**
   * Refused API calls within five minutes that raise an alarm, from 1 to 10,000.
   *
   * @default 5
   */
  readonly refusedCallThreshold?: number;

  /**
   * Failed sign-ins to the console within five minutes that raise an alarm, from 1 to 1,000.
   *
   * @default 3
   */
  readonly failedSignInThreshold?: number;
}

/** Properties of ActivityAlarms. */
export interface ActivityAlarmsProps extends ActivityAlarmsOptions {
  /** Log group of a multi-region trail, such as an AuditTrail's. */
  readonly logGroup: ILogGroup;

  /** Gets each alarm by itself. The CIS AWS Foundations Benchmark wants somebody subscribed to it. */
  readonly topic: ITopic;

  /**
   * Get one message for each severity when alarms come in numbers, with the names of the first ones. As long as something of the next severity
   * stands, the less severe message is held back; what is over by then has reached `topic` alone.
   *
   * @default - every alarm is a message of its own, to `topic` alone
   */
  readonly channels?: AlertChannels;
}

/**
 * Alarms for the activity that the CIS AWS Foundations Benchmark wants watched, and for what an intruder does to go unnoticed or to come back: a
 * filter on the trail's log group, a metric, and an alarm that notifies when the event has happened within five minutes.
 *
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html
 */
export class ActivityAlarms extends Construct {
  /** @internal */
  public static _problems(props: ActivityAlarmsOptions): Problem[] {
    const fix = 'leave it out for the default: an alarm at zero would never end';
    return [
      ...checkRange('refusedCallThreshold', props.refusedCallThreshold, 1, 10_000, fix),
      ...checkRange('failedSignInThreshold', props.failedSignInThreshold, 1, 1000, fix),
    ];
  }

  /** @throws when a threshold is out of its range, or the topic's key is one that alarms may not use */
  constructor(scope: Construct, id: string, props: ActivityAlarmsProps) {
    super(scope, id);
    refuse(this, [...ActivityAlarms._problems(props), ...topicProblems(this, props.topic, [ALARMS])]);
    letAlertsIn(props.topic, [ALARMS]);
    const thresholds: Record<string, number | undefined> = {
      'unauthorized-api-calls': props.refusedCallThreshold, 'console-sign-in-failures': props.failedSignInThreshold,
    };
    const activities = [...ACTIVITY_FILTERS, ...FURTHER_FILTERS];
    const alarms = activities.map((activity) => ({ activity, alarm: this.watch(activity, props, thresholds[activity.id] ?? activity.threshold) }));
    if (props.channels) {
      this.damp(alarms, props.channels);
    }
  }

  private watch(activity: ActivityFilter, props: ActivityAlarmsProps, threshold: number): CfnAlarm {
    const one = new Construct(this, activity.id.split('-').map(capitalized).join(''));
    new CfnMetricFilter(one, 'Filter', {
      logGroupName: props.logGroup.logGroupName,
      filterPattern: activity.pattern,
      metricTransformations: [{ metricNamespace: NAMESPACE, metricName: activity.id, metricValue: '1' }],
    });
    return new CfnAlarm(one, 'Alarm', {
      alarmName: `secure-baseline-${activity.id}`,
      alarmDescription: `${activity.what} ${activity.why} (${activity.control ? `CIS ${activity.control}, ` : ''}${activity.severity})`,
      namespace: NAMESPACE,
      metricName: activity.id,
      statistic: 'Sum',
      period: 300,
      evaluationPeriods: 1,
      threshold,
      comparisonOperator: 'GreaterThanOrEqualToThreshold',
      treatMissingData: 'notBreaching',
      alarmActions: [props.topic.topicArn],
    });
  }

  private damp(alarms: { activity: ActivityFilter; alarm: CfnAlarm }[], channels: AlertChannels): void {
    let moreSevere: CfnCompositeAlarm | undefined;
    for (const severity of [AlertSeverity.CRITICAL, AlertSeverity.HIGH, AlertSeverity.LOW]) {
      const parts = alarms.filter(({ activity }) => activity.severity === severity).map(({ alarm }) => alarm);
      const composite = new CfnCompositeAlarm(this, capitalized(severity), {
        alarmName: `secure-baseline-${severity}-activity`,
        alarmDescription: `Activity that somebody has to look at (${severity}). More of the same kind is no further message until all of it is over.`,
        alarmRule: parts.map(({ alarmName }) => `ALARM("${alarmName!}")`).join(' OR '),
        alarmActions: channels.topicsFor(severity).map(({ topicArn }) => topicArn),
        ...moreSevere && {
          actionsSuppressor: moreSevere.attrArn,
          actionsSuppressorWaitPeriod: 60,
          actionsSuppressorExtensionPeriod: 60,
        },
      });
      // The rule names them, which AWS CloudFormation does not see.
      parts.forEach((alarm) => composite.addResourceDependency(alarm));
      moreSevere = composite;
    }
  }
}

function capitalized(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
