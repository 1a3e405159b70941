import { ActivityFilter } from '../logging/activity-filter';

/** Of a dashboard. */
const COLUMNS = 24;
/** In seconds: what a point of a graph stands for. */
const HOUR = 3600;
const NAMESPACE = 'SecureBaseline';

/** Part of a dashboard, as Amazon CloudWatch wants it but for its place. */
export interface Widget {
  readonly type: string;
  readonly width: number;
  readonly height: number;
  readonly properties: Record<string, unknown>;
}

export type Metric = readonly (string | Record<string, string>)[];

/** Of the account and region that a dashboard is in. AWS CloudFormation fills it in. */
const REGION = '${AWS::Region}';

/** Consoles that answer what a graph asks. */
const LINKS: readonly (readonly [string, string])[] = [
  ['Findings of Amazon GuardDuty', `guardduty/home?region=${REGION}#/findings`],
  ['AWS Security Hub', `securityhub/home?region=${REGION}#/summary`],
  ['Rules of AWS Config', `config/home?region=${REGION}#/rules`],
  ['IAM Access Analyzer', `access-analyzer/home?region=${REGION}#/`],
  ['Alarms', `cloudwatch/home?region=${REGION}#alarmsV2:?~(alarmStateFilter~'ALARM)`],
  ['Events of AWS CloudTrail', `cloudtrailv2/home?region=${REGION}#/events`],
  ['Unusual spending', 'costmanagement/home#/anomaly-detection/overview'],
];

export function links(): Widget {
  const list = LINKS.map(([name, path]) => `[${name}](https://console.aws.amazon.com/${path})`).join(' | ');
  return {
    type: 'text', width: COLUMNS, height: 3,
    properties: {
      markdown: [
        `# Security posture of account \${AWS::AccountId} in ${REGION}`, list, '',
        'An empty graph is good news, but for the events of the trail and those that GuardDuty has looked at.',
      ].join('\n'),
    },
  };
}

/** The state of alarms, the latest change first. */
export function alarmStates(title: string, alarms: string[], width = COLUMNS): Widget {
  return { type: 'alarm', width, height: 6, properties: { title, alarms, sortBy: 'stateUpdatedTimestamp' } };
}

/** The ARN of the alarm that ActivityAlarms make of a filter. */
export function activityAlarmArn({ id }: ActivityFilter): string {
  return `arn:\${AWS::Partition}:cloudwatch:${REGION}:\${AWS::AccountId}:alarm:secure-baseline-${id}`;
}

/** What the filters of ActivityAlarms count. */
export function activityMetric(id: string, label: string): Metric {
  return [NAMESPACE, id, { label }];
}

/** Sums by the hour. */
export function graph(title: string, metrics: readonly Metric[]): Widget {
  return {
    type: 'metric', width: COLUMNS / 2, height: 6,
    properties: { title, metrics, region: REGION, stat: 'Sum', period: HOUR, view: 'timeSeries', stacked: false, yAxis: { left: { min: 0 } } },
  };
}

/** Metrics of a namespace by their name, whatever dimensions they have. */
export function found(namespace: string, names: string[]): Metric {
  const any = names.map((name) => `"${name}"`).join(' OR ');
  return [{ expression: `SEARCH('Namespace="${namespace}" MetricName=(${any})', 'Sum', ${HOUR})`, id: 'found' }];
}

/** What a query finds in a log group in the period the dashboard shows. */
export function answer(title: string, logGroup: string, steps: string[]): Widget {
  return {
    type: 'log', width: COLUMNS / 2, height: 6,
    properties: { title, region: REGION, query: [`SOURCE '${logGroup}'`, ...steps].join(' | '), view: 'table' },
  };
}

/** Widgets from left to right, and below each other where a row is full. */
export function placed(widgets: readonly Widget[]): (Widget & { readonly x: number; readonly y: number })[] {
  let [x, y, tallest] = [0, 0, 0];
  return widgets.map((widget) => {
    if (x + widget.width > COLUMNS) {
      [x, y, tallest] = [0, y + tallest, 0];
    }
    const place = { x, y };
    [x, tallest] = [x + widget.width, Math.max(tallest, widget.height)];
    return { ...widget, ...place };
  });
}
