import { Duration, Stack } from 'aws-cdk-lib';
import { CfnAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import { CfnRule } from 'aws-cdk-lib/aws-events';
import { ILogGroup } from 'aws-cdk-lib/aws-logs';
import { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { checkRange, Problem, refuse } from '../private/validation';
import { AlertChannels } from './alert-channels';
import { letAlertsIn, topicProblems } from './alert-publishing';
import { AlertSeverity } from './alert-severity';
import { channelTargets, topicTarget } from './alert-targets';
import { ALARMS, RULES } from './topic-key';

/** What stops a trail, or narrows what it records. */
const EVENTS = ['DeleteTrail', 'PutEventSelectors', 'PutInsightSelectors', 'StopLogging', 'UpdateTrail'];
const PERIOD = Duration.minutes(5);
/** An alarm looks back one day at most. */
const LONGEST = 24 * 60;

/** Properties of TrailAlerts. */
export interface TrailAlertsProps {
  /** Log group of the trail to watch, such as an AuditTrail's, in the account and region of the stack. */
  readonly logGroup: ILogGroup;

  /** Where alerts go. Its policy lets Amazon EventBridge and Amazon CloudWatch publish, as that of an AlertTopic does. */
  readonly topic: ITopic;

  /**
   * Get both alerts besides, as critical.
   *
   * @default - `topic` alone is told
   */
  readonly channels?: AlertChannels;

  /**
   * How long no event may arrive before that is an alarm: 15 minutes to a day, in steps of five minutes. AWS Config and Amazon GuardDuty alone cause
   * events every few minutes.
   *
   * @default Duration.hours(1)
   */
  readonly longestSilence?: Duration;
}

/**
 * Watches the watcher. Two alerts that do not depend on each other: a message for every attempt, successful or not, to stop a trail or to change what
 * it records; and an alarm when events no longer arrive, whatever the reason, be it a disabled key, a changed role or a lost bucket policy.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-set-up-logging.html
 */
export class TrailAlerts extends Construct {
  /** @internal */
  public static _problems(props: Pick<TrailAlertsProps, 'longestSilence'>): Problem[] {
    const minutes = props.longestSilence?.toMinutes({ integral: false });
    const steps = minutes === undefined ? undefined : minutes / PERIOD.toMinutes();
    return checkRange('longestSilence', steps, 3, LONGEST / PERIOD.toMinutes(), 'pass a Duration such as Duration.hours(1)')
      .map((problem) => ({ ...problem, got: `${minutes} minutes`, allowed: `15 minutes to ${LONGEST} minutes, in steps of ${PERIOD.toMinutes()}` }));
  }

  /** @throws when the silence is out of its range, or the topic's key is one that alarms or event rules may not use */
  constructor(scope: Construct, id: string, props: TrailAlertsProps) {
    super(scope, id);
    refuse(this, [...TrailAlerts._problems(props), ...topicProblems(this, props.topic, [ALARMS, RULES])]);
    letAlertsIn(props.topic, [ALARMS, RULES]);
    const alert = {
      paths: {
        account: '$.account', action: '$.detail.eventName', error: '$.detail.errorCode', region: '$.region', time: '$.time',
        trail: '$.detail.requestParameters.name', selected: '$.detail.requestParameters.trailName', who: '$.detail.userIdentity.arn',
      },
      text: [
        'AWS CloudTrail: <action> on the trail <trail><selected>',
        'By <who>, account <account>, region <region>, at <time>. Error, when it did not succeed: <error>',
        'If nobody planned this: aws cloudtrail start-logging --name <trail><selected>, and find out what <who> did since.',
      ],
    };
    new CfnRule(this, 'Changes', {
      description: 'Attempts to stop a trail of AWS CloudTrail, or to change what it records',
      eventPattern: {
        'source': ['aws.cloudtrail'],
        'detail-type': ['AWS API Call via CloudTrail'],
        'detail': { eventSource: ['cloudtrail.amazonaws.com'], eventName: EVENTS },
      },
      targets: [topicTarget(props.topic, alert), ...channelTargets(props.channels, AlertSeverity.CRITICAL, alert)],
    });
    const told = [props.topic, ...props.channels?.topicsFor(AlertSeverity.CRITICAL) ?? []].map(({ topicArn }) => topicArn);
    const silence = props.longestSilence ?? Duration.hours(1);
    new CfnAlarm(this, 'Silence', {
      alarmName: 'secure-baseline-trail-silence',
      alarmDescription: `No event of AWS CloudTrail has arrived in its log group for ${silence.toMinutes()} minutes. Look at the status of the trail `
        + `that delivers to ${props.logGroup.logGroupName} in ${Stack.of(this).region}: it names the delivery that fails.`,
      namespace: 'AWS/Logs',
      metricName: 'IncomingLogEvents',
      dimensions: [{ name: 'LogGroupName', value: props.logGroup.logGroupName }],
      statistic: 'Sum',
      period: PERIOD.toSeconds(),
      evaluationPeriods: silence.toMinutes() / PERIOD.toMinutes(),
      threshold: 1,
      comparisonOperator: 'LessThanThreshold',
      // Where nothing arrives there is no data: what is missing is what the alarm is about.
      treatMissingData: 'breaching',
      alarmActions: told,
      okActions: told,
    });
  }
}
