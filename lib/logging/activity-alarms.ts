import { CfnAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import { CfnMetricFilter, ILogGroup } from 'aws-cdk-lib/aws-logs';
import { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { ACTIVITY_FILTERS } from './activity-filters';

const NAMESPACE = 'SecureBaseline';

/** Properties of ActivityAlarms. */
export interface ActivityAlarmsProps {
  /** Log group of a multi-region trail, such as an AuditTrail's. */
  readonly logGroup: ILogGroup;

  /** Gets the alerts. */
  readonly topic: ITopic;
}

/**
 * Alarms for the activity that the CIS AWS Foundations Benchmark wants watched: a filter on the trail's log group, a metric, and an alarm that
 * notifies when the event has happened within five minutes.
 *
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html
 */
export class ActivityAlarms extends Construct {
  constructor(scope: Construct, id: string, props: ActivityAlarmsProps) {
    super(scope, id);
    for (const activity of ACTIVITY_FILTERS) {
      const one = new Construct(this, activity.id.split('-').map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join(''));
      new CfnMetricFilter(one, 'Filter', {
        logGroupName: props.logGroup.logGroupName,
        filterPattern: activity.pattern,
        metricTransformations: [{ metricNamespace: NAMESPACE, metricName: activity.id, metricValue: '1' }],
      });
      new CfnAlarm(one, 'Alarm', {
        alarmName: `secure-baseline-${activity.id}`,
        alarmDescription: `${activity.what} ${activity.why} (CIS ${activity.control})`,
        namespace: NAMESPACE,
        metricName: activity.id,
        statistic: 'Sum',
        period: 300,
        evaluationPeriods: 1,
        threshold: activity.threshold,
        comparisonOperator: 'GreaterThanOrEqualToThreshold',
        treatMissingData: 'notBreaching',
        alarmActions: [props.topic.topicArn],
      });
    }
  }
}
