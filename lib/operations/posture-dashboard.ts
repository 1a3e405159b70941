import { Fn } from 'aws-cdk-lib';
import { CfnDashboard } from 'aws-cdk-lib/aws-cloudwatch';
import { ILogGroup } from 'aws-cdk-lib/aws-logs';
import { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { ComplianceAlerts } from '../configuration/compliance-alerts';
import { FindingRouter } from '../detection/finding-router';
import { FINDING_SOURCE_CATALOGUE } from '../detection/finding-source-catalogue';
import { ACTIVITY_FILTERS } from '../logging/activity-filters';
import { AlertSeverity } from '../logging/alert-severity';
import { FURTHER_FILTERS } from '../logging/further-filters';
import { checkText, checkUnique, Problem, refuse } from '../private/validation';
import { activityAlarmArn, activityMetric, alarmStates, answer, found, graph, links, placed, Widget } from './posture-widgets';

/** Of a widget that shows alarms. */
const MAX_ALARMS = 100;

/** Properties of a PostureDashboard. */
export interface PostureDashboardProps {
  /**
   * Name of the dashboard: 1 to 255 letters, digits, `_` and `-`. A later change makes another dashboard.
   *
   * @default secure-baseline-posture
   */
  readonly dashboardName?: string;

  /**
   * ARNs of further alarms to show, such as those of InstanceAlarms, at most 100.
   *
   * @default - the alarms that ActivityAlarms make, by severity, and no others
   */
  readonly alarmArns?: string[];

  /**
   * Names of the event rules that alert of findings and broken rules.
   *
   * @default - those of a FindingRouter for all sources from high on, and of ComplianceAlerts
   */
  readonly alertRuleNames?: string[];

  /**
   * Log group of the trail. Shows whether events arrive, who is refused most, and whose sign-ins fail. Each time the dashboard is opened or
   * refreshed, Amazon CloudWatch charges for the gigabytes of the log group that two queries look through, for the period shown.
   *
   * @default - numbers alone, without names
   */
  readonly logGroup?: ILogGroup;

  /**
   * Topic that alerts go to. Shows whether they were delivered.
   *
   * @default - deliveries are not shown
   */
  readonly topic?: ITopic;
}

/**
 * A dashboard of how an account stands, in one region: alarms by severity, failed sign-ins and refused calls, use of the root user, findings and
 * broken rules that were alerted, what AWS Config failed to record or deliver, and links to where each is looked into.
 *
 * It shows what ActivityAlarms, FindingRouter and ComplianceAlerts count in the same account and region, under the names they give.
 * No metric of Amazon GuardDuty or AWS Security Hub counts findings, so what Amazon EventBridge matched stands for them. AWS charges 3 USD a
 * month for a dashboard, after the first three of an account.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html
 */
export class PostureDashboard extends Construct {
  /** @internal */
  public static _problems(props: Pick<PostureDashboardProps, 'dashboardName' | 'alarmArns' | 'alertRuleNames'>): Problem[] {
    const alarms = props.alarmArns ?? [];
    return [
      ...checkText('dashboardName', props.dashboardName, /^[A-Za-z0-9_-]{1,255}$/, '1 to 255 letters, digits, "_" or "-"',
        'use a name such as security'),
      ...alarms.length > MAX_ALARMS ? [{
        prop: 'alarmArns', got: alarms, allowed: `at most ${MAX_ALARMS} alarms`, fix: 'show a composite alarm in place of the alarms it is made of',
      }] : [],
      ...alarms.flatMap((arn, index) => checkText(`alarmArns[${index}]`, arn, /^arn:aws[a-z-]*:cloudwatch:[a-z0-9-]+:\d{12}:alarm:[^'"\\]{1,255}$/,
        'the ARN of an alarm', 'pass the attribute attrArn of a CfnAlarm, or alarmArn of an Alarm')),
      ...checkUnique('alarmArns', alarms, 'name each alarm once'),
      ...checkUnique('alertRuleNames', props.alertRuleNames ?? [], 'name each rule once'),
    ];
  }

  /** Name of the dashboard. */
  public readonly dashboardName: string;

  /** @throws when the name is not one Amazon CloudWatch accepts, or an ARN is not one of an alarm */
  constructor(scope: Construct, id: string, props: PostureDashboardProps = {}) {
    super(scope, id);
    refuse(this, PostureDashboard._problems(props));
    this.dashboardName = props.dashboardName ?? 'secure-baseline-posture';

    // A substitution and not a join: with a reference for each of the alarms' regions and accounts, the body would be three times as long.
    const names: Record<string, string> = {};
    const named = (variable: string, value: string) => {
      names[variable] = value;
      return `\${${variable}}`;
    };
    const further = (props.alarmArns ?? []).map((arn, index) => named(`Alarm${index + 1}`, arn));
    const widgets = [
      links(),
      ...alarmsBySeverity(),
      ...further.length > 0 ? [alarmStates('Further alarms', further)] : [],
      ...activity(),
      ...alerted(props.alertRuleNames ?? [...FindingRouter._ruleNames(), ComplianceAlerts.RULE_NAME]),
      ...records(),
      ...props.logGroup ? ofTrail(named('LogGroup', props.logGroup.logGroupName)) : [],
      ...props.topic ? [deliveries(named('Topic', props.topic.topicName))] : [],
    ];
    const body = JSON.stringify({ start: '-P7D', periodOverride: 'inherit', widgets: placed(widgets) });
    new CfnDashboard(this, 'Resource', {
      dashboardName: this.dashboardName, dashboardBody: Fn.sub(body, Object.keys(names).length > 0 ? names : undefined),
    });
  }
}

function alarmsBySeverity(): Widget[] {
  const titles = { [AlertSeverity.CRITICAL]: 'Look now', [AlertSeverity.HIGH]: 'Look within hours', [AlertSeverity.LOW]: 'Look within days' };
  return [AlertSeverity.CRITICAL, AlertSeverity.HIGH, AlertSeverity.LOW].map((severity) => alarmStates(
    `${titles[severity]} (${severity})`,
    [...ACTIVITY_FILTERS, ...FURTHER_FILTERS].filter((filter) => filter.severity === severity).map(activityAlarmArn), 8));
}

function activity(): Widget[] {
  return [
    graph('Failed sign-ins and refused calls', [
      activityMetric('console-sign-in-failures', 'Failed sign-ins'), activityMetric('unauthorized-api-calls', 'Refused calls'),
    ]),
    graph('Root user, and sign-ins without MFA', [
      activityMetric('root-user-activity', 'Use of the root user'), activityMetric('sign-in-without-mfa', 'Sign-ins without MFA'),
    ]),
  ];
}

/** What Amazon EventBridge matched. A rule that is not there would look like one that found nothing. */
function alerted(rules: string[]): Widget[] {
  const label = (rule: string) => rule === ComplianceAlerts.RULE_NAME ? 'Rules of AWS Config'
    : FINDING_SOURCE_CATALOGUE.find(({ source }) => rule.startsWith(`secure-baseline-findings-${source}-`))?.what ?? rule;
  return rules.length === 0 ? [] : [
    graph('Findings and broken rules that were alerted',
      rules.map((rule) => ['AWS/Events', 'MatchedEvents', 'RuleName', rule, { label: label(rule) }])),
  ];
}

function records(): Widget[] {
  return [
    graph('What AWS Config failed to record or deliver', [found('AWS/Config', [
      'ChangeNotificationsDeliveryFailed', 'ConfigHistoryExportFailed', 'ConfigSnapshotExportFailed',
      'ConfigurationRecorderInsufficientPermissionsFailure',
    ])]),
    // No metric of its counts what it found, as of November 2026.
    graph('Events that GuardDuty has looked at', [found('AWS/GuardDuty', ['AnalyzedCount'])]),
  ];
}

function ofTrail(logGroup: string): Widget[] {
  return [
    answer('Who is refused most', logGroup, [
      'filter errorCode like /UnauthorizedOperation|AccessDenied/',
      'stats count(*) as calls by userIdentity.arn, eventSource, eventName', 'sort calls desc', 'limit 20',
    ]),
    answer('Whose sign-ins fail', logGroup, [
      'filter eventName = "ConsoleLogin" and responseElements.ConsoleLogin = "Failure"',
      'stats count(*) as attempts by userIdentity.userName, sourceIPAddress', 'sort attempts desc', 'limit 20',
    ]),
    graph('Events of the trail that arrive', [['AWS/Logs', 'IncomingLogEvents', 'LogGroupName', logGroup, { label: 'Events' }]]),
  ];
}

function deliveries(topic: string): Widget {
  return graph('Alerts', [
    ['AWS/SNS', 'NumberOfNotificationsFailed', 'TopicName', topic, { label: 'Not delivered' }],
    ['AWS/SNS', 'NumberOfNotificationsDelivered', 'TopicName', topic, { label: 'Delivered' }],
  ]);
}
