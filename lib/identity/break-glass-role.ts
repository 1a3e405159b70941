import { Duration } from 'aws-cdk-lib';
import { CfnAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import { CompositePrincipal, IRole, ManagedPolicy, PolicyStatement, Role } from 'aws-cdk-lib/aws-iam';
import { CfnMetricFilter, ILogGroup } from 'aws-cdk-lib/aws-logs';
import { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { AlertChannels } from '../logging/alert-channels';
import { letAlertsIn, topicProblems } from '../logging/alert-publishing';
import { AlertSeverity } from '../logging/alert-severity';
import { ALARMS } from '../logging/topic-key';
import { acknowledgeWildcards } from '../private/acknowledge-wildcards';
import { checkRange, checkUnique, Problem, refuse } from '../private/validation';
import { BASELINE_PATH } from './names';
import { SERVICES } from './personas/administrator';
import { RoleTrust } from './role-trust';

const ROLE_NAME = 'secure-baseline-break-glass';

/** Properties of a BreakGlassRole. */
export interface BreakGlassRoleProps {
  /** Names of the IAM users of this account who may assume it, at most five. */
  readonly userNames: string[];

  /** Log group of a multi-region trail, such as an AuditTrail's. */
  readonly logGroup: ILogGroup;

  /** Told of every use, and of every attempt. Its policy lets Amazon CloudWatch publish, as that of an AlertTopic does. */
  readonly topic: ITopic;

  /**
   * Told besides, as critical.
   *
   * @default - `topic` alone is told
   */
  readonly channels?: AlertChannels;
}

/**
 * The way in when nothing else works: everything an administrator may do, without the limits that protect the baseline, for named people
 * with MFA, for
 * one hour, and with an alarm each time.
 *
 * @see https://docs.aws.amazon.com/wellarchitected/latest/security-pillar/sec_permissions_emergency_process.html
 */
export class BreakGlassRole extends Construct {
  /** The role. */
  public readonly role: IRole;

  /** @throws when nobody or too many are named, or the topic's key is one that alarms may not use */
  constructor(scope: Construct, id: string, props: BreakGlassRoleProps) {
    super(scope, id);
    const trusts = props.userNames.map((name) => RoleTrust.user(name));
    refuse(this, [...problems(props), ...trusts.flatMap((trust) => trust._problems()), ...topicProblems(this, props.topic, [ALARMS])]);
    letAlertsIn(props.topic, [ALARMS]);
    const role = new Role(this, 'Resource', {
      roleName: ROLE_NAME,
      path: BASELINE_PATH,
      description: 'The way in when nothing else works: every use raises an alarm',
      assumedBy: new CompositePrincipal(...trusts.map((trust) => trust._assumedBy())),
      maxSessionDuration: Duration.hours(1),
    });
    this.role = role;
    const policy = new ManagedPolicy(this, 'Permissions', {
      path: BASELINE_PATH,
      roles: [role],
      statements: [new PolicyStatement({ sid: 'UseNamedServices', actions: SERVICES.map((service) => `${service}:*`), resources: ['*'] })],
    });
    acknowledgeWildcards(policy,
      'In an emergency the whole of the services named one by one is needed, for an hour, by named people with MFA, under an alarm.');
    this.alarm(props);
  }

  private alarm(props: BreakGlassRoleProps): void {
    const metric = { metricNamespace: 'SecureBaseline', metricName: 'break-glass' };
    new CfnMetricFilter(this, 'Filter', {
      logGroupName: props.logGroup.logGroupName,
      // AWS CloudTrail leaves the parameters of a refused call out where it does not trust them; the error names the role then.
      filterPattern: '{ ($.eventSource = sts.amazonaws.com) && ($.eventName = AssumeRole) && '
        + `(($.requestParameters.roleArn = "*/${ROLE_NAME}") || ($.errorMessage = "*${BASELINE_PATH}${ROLE_NAME}*")) }`,
      metricTransformations: [{ ...metric, metricValue: '1' }],
    });
    new CfnAlarm(this, 'Alarm', {
      alarmName: 'secure-baseline-break-glass',
      alarmDescription: 'Somebody assumed the break-glass role, or tried to. Ask who, and why, now.',
      namespace: metric.metricNamespace,
      metricName: metric.metricName,
      statistic: 'Sum',
      period: 60,
      evaluationPeriods: 1,
      threshold: 1,
      comparisonOperator: 'GreaterThanOrEqualToThreshold',
      treatMissingData: 'notBreaching',
      alarmActions: [props.topic, ...props.channels?.topicsFor(AlertSeverity.CRITICAL) ?? []].map(({ topicArn }) => topicArn),
    });
  }
}

function problems(props: BreakGlassRoleProps): Problem[] {
  return [
    ...checkRange('userNames', props.userNames.length, 1, 5, 'name the few people who answer emergencies'),
    ...checkUnique('userNames', props.userNames, 'name each person once'),
  ];
}
