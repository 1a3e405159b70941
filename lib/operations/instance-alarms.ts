import { Stack } from 'aws-cdk-lib';
import { CfnAlarm, CfnAlarmProps } from 'aws-cdk-lib/aws-cloudwatch';
import { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { letAlertsIn, topicProblems } from '../logging/alert-publishing';
import { ALARMS } from '../logging/topic-key';
import { checkRange, Problem, refuse } from '../private/validation';
import { WatchedInstances } from './watched-instances';

/** Of basic monitoring, in seconds: how often Amazon EC2 tells of the processor. Of status checks it tells each minute. */
const PROCESSOR_PERIOD = 300;
const CHECK_PERIOD = 60;

/** Properties of InstanceAlarms. */
export interface InstanceAlarmsProps {
  /** What to watch. */
  readonly instances: WatchedInstances;

  /** Gets the alarms, and word when they are over. Its policy lets Amazon CloudWatch publish, as that of an AlertTopic does. */
  readonly topic: ITopic;

  /**
   * Percent of processor use, on average over the instances, that raise the alarm when it stays there: a whole number from 1 to 100.
   *
   * @default 90
   */
  readonly cpuThreshold?: number;

  /**
   * How many periods of five minutes in a row it has to stay there, from 1 to 288, which is a day. Mining does not end, builds do.
   *
   * @default 6 - half an hour
   */
  readonly cpuPeriods?: number;
}

/**
 * Alarms for an instance, or for an Auto Scaling group: a processor that stays busy, as it does when somebody mines on it; and status checks that
 * fail.
 *
 * An instance that stands alone is recovered on other hardware when the check of the system has failed for two minutes. An instance that is stopped
 * raises nothing. The first recovery alarm of an account makes the service-linked role `AWSServiceRoleForCloudWatchEvents`, which whoever deploys
 * has to be allowed to do.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/UsingAlarmActions.html
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/monitoring-system-instance-status-check.html
 */
export class InstanceAlarms extends Construct {
  /** @internal */
  public static _problems(props: Omit<InstanceAlarmsProps, 'topic'>): Problem[] {
    const fix = 'leave it out for the default: an alarm at zero would never end';
    return [
      ...props.instances._problems('instances'),
      ...checkRange('cpuThreshold', props.cpuThreshold, 1, 100, fix),
      ...checkRange('cpuPeriods', props.cpuPeriods, 1, 288, 'leave it out for the default'),
    ];
  }

  /** ARNs of the alarms, for a PostureDashboard. */
  public readonly alarmArns: string[];

  /** @throws when the id or name is malformed, a threshold is out of its range, or the topic's key is one that alarms may not use */
  constructor(scope: Construct, id: string, props: InstanceAlarmsProps) {
    super(scope, id);
    refuse(this, [...InstanceAlarms._problems(props), ...topicProblems(this, props.topic, [ALARMS])]);
    letAlertsIn(props.topic, [ALARMS]);
    const { instances, topic, cpuThreshold = 90, cpuPeriods = 6 } = props;
    type Settings = Pick<CfnAlarmProps, 'metricName' | 'statistic' | 'period' | 'evaluationPeriods' | 'threshold' | 'alarmDescription'>;
    const alarm = (name: string, actions: string[], settings: Settings) => new CfnAlarm(this, name, {
      namespace: 'AWS/EC2',
      dimensions: [{ name: instances.dimension, value: instances.value }],
      alarmActions: [...actions, topic.topicArn],
      okActions: [topic.topicArn],
      // What is stopped or not launched yet says nothing.
      treatMissingData: 'notBreaching',
      comparisonOperator: 'GreaterThanOrEqualToThreshold',
      ...settings,
    });
    const failed = { statistic: 'Maximum', period: CHECK_PERIOD, evaluationPeriods: 2, threshold: 1 };
    const { partition, region } = Stack.of(this);
    const alarms = [
      alarm('Processor', [], {
        metricName: 'CPUUtilization', statistic: 'Average', period: PROCESSOR_PERIOD, evaluationPeriods: cpuPeriods, threshold: cpuThreshold,
        alarmDescription: 'The processor stays busy. Find out with what: where nobody knows of work that does this, somebody may be mining.',
      }),
      alarm('StatusChecks', [], {
        ...failed, metricName: 'StatusCheckFailed', evaluationPeriods: 5,
        alarmDescription: 'A status check has failed for five minutes: the system below, the operating system, or a volume. Look at the system log.',
      }),
      ...instances._isInstance ? [alarm('Recovery', [`arn:${partition}:automate:${region}:ec2:recover`], {
        ...failed, metricName: 'StatusCheckFailed_System',
        alarmDescription: 'The hardware below the instance fails. It is being recovered on other hardware, with a restart.',
      })] : [],
    ];
    this.alarmArns = alarms.map(({ attrArn }) => attrArn);
  }
}
