import { AlertText } from '../logging/alert-targets';
import { FindingSeverity } from './finding-severity';
import { FindingSource } from './finding-source';

/** A part of an event pattern of Amazon EventBridge. */
export type Pattern = Record<string, unknown>;

/** How the findings of one service are picked and told: what, where, since when, what to do. */
export interface FindingSourceEntry extends AlertText {
  readonly source: FindingSource;
  readonly what: string;
  /** As Amazon EventBridge knows it: `aws.guardduty`. */
  readonly eventSource: string;
  readonly detailTypes: readonly string[];
  /** What `detail` of an event matches from a severity on, and below another one; nothing where the service knows none between. */
  readonly detail: (from: FindingSeverity, below?: FindingSeverity) => Pattern | undefined;
  readonly link: string;
}

const { LOW, MEDIUM, HIGH, CRITICAL } = FindingSeverity;
const LEVELS = [LOW, MEDIUM, HIGH, CRITICAL];

/** The severities from one on, and below another one. */
function between(from: FindingSeverity, below?: FindingSeverity): FindingSeverity[] {
  return LEVELS.slice(LEVELS.indexOf(from), below && LEVELS.indexOf(below));
}

/** What a service calls the severities from one on, and below another one. Its names stand from the least to the worst, where it has them. */
function named(from: FindingSeverity, below: FindingSeverity | undefined, ...names: string[]): string[] {
  return between(from, below).flatMap((severity) => names[LEVELS.indexOf(severity)] ?? []);
}

const EXPOSED_KEYS = 'Exposed Access Keys';
/** Checks of the security category, as of November 2026: an event names its check and not the category. */
const SECURITY_CHECKS = [
  'AWS CloudTrail Logging', 'Amazon EBS Public Snapshots', 'Amazon RDS Public Snapshots', 'Amazon S3 Bucket Permissions',
  'CloudFront Custom SSL Certificates in the IAM Certificate Store', 'ELB Listener Security', EXPOSED_KEYS, 'IAM Access Key Rotation',
  'IAM Password Policy', 'MFA on Root Account', 'Security Groups - Specific Ports Unrestricted', 'Security Groups - Unrestricted Access',
];

export const FINDING_SOURCE_CATALOGUE: readonly FindingSourceEntry[] = [
  {
    source: FindingSource.GUARDDUTY,
    what: 'Signs of intrusion',
    eventSource: 'aws.guardduty',
    detailTypes: ['GuardDuty Finding'],
    detail: (from, below) => {
      const least = { [LOW]: 1, [MEDIUM]: 4, [HIGH]: 7, [CRITICAL]: 9 };
      return { severity: [{ numeric: ['>=', least[from], ...below ? ['<', least[below]] : []] }] };
    },
    paths: {
      title: '$.detail.title', severity: '$.detail.severity', type: '$.detail.type', account: '$.account', region: '$.region',
      resource: '$.detail.resource.resourceType', since: '$.detail.service.eventFirstSeen', count: '$.detail.service.count', id: '$.detail.id',
    },
    text: [
      'Amazon GuardDuty, severity <severity> of 10: <title>',
      'Where: account <account>, region <region>, <resource>. Type: <type>',
      'Since: <since>, seen <count> times',
      'What to do: https://console.aws.amazon.com/guardduty/home?region=<region>#/findings?fId=<id>',
    ],
    link: 'https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_findings_eventbridge.html',
  },
  {
    source: FindingSource.SECURITY_HUB,
    what: 'Controls of a standard that failed',
    eventSource: 'aws.securityhub',
    detailTypes: ['Security Hub Findings - Imported'],
    detail: (from, below) => ({
      findings: {
        ProductArn: [{ suffix: ':product/aws/securityhub' }],
        Severity: { Label: named(from, below, 'LOW', 'MEDIUM', 'HIGH', 'CRITICAL') },
        Compliance: { Status: ['FAILED'] },
        Workflow: { Status: ['NEW'] },
        RecordState: ['ACTIVE'],
      },
    }),
    paths: {
      title: '$.detail.findings[0].Title', severity: '$.detail.findings[0].Severity.Label', account: '$.detail.findings[0].AwsAccountId',
      region: '$.detail.findings[0].Region', resource: '$.detail.findings[0].Resources[0].Id', since: '$.detail.findings[0].FirstObservedAt',
      control: '$.detail.findings[0].Compliance.SecurityControlId', fix: '$.detail.findings[0].Remediation.Recommendation.Url',
    },
    text: [
      'AWS Security Hub, <severity>: <title>',
      'Where: account <account>, region <region>, <resource>. Control: <control>',
      'Since: <since>',
      'What to do: <fix>',
    ],
    link: 'https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-cwe-event-formats.html',
  },
  {
    source: FindingSource.INSPECTOR,
    what: 'Vulnerable software, and ports that can be reached',
    eventSource: 'aws.inspector2',
    detailTypes: ['Inspector2 Finding'],
    detail: (from, below) => ({ severity: named(from, below, 'LOW', 'MEDIUM', 'HIGH', 'CRITICAL'), status: ['ACTIVE'] }),
    paths: {
      title: '$.detail.title', severity: '$.detail.severity', account: '$.detail.awsAccountId', region: '$.region',
      resource: '$.detail.resources[0].id', kind: '$.detail.resources[0].type', fixable: '$.detail.fixAvailable',
      since: '$.detail.firstObservedAt',
    },
    text: [
      'Amazon Inspector, <severity>: <title>',
      'Where: account <account>, region <region>, <kind> <resource>',
      'Since: <since>. Fix available: <fixable>',
      'What to do: https://console.aws.amazon.com/inspector/v2/home?region=<region>#/findings/all',
    ],
    link: 'https://docs.aws.amazon.com/inspector/latest/user/eventbridge-integration.html',
  },
  {
    source: FindingSource.MACIE,
    what: 'Sensitive data, and buckets that give it away',
    eventSource: 'aws.macie',
    detailTypes: ['Macie Finding'],
    // Its three severities end with High.
    detail: (from, below) => from === CRITICAL ? undefined
      : { severity: { description: named(from, below, 'Low', 'Medium', 'High') }, archived: [false] },
    paths: {
      title: '$.detail.title', severity: '$.detail.severity.description', type: '$.detail.type', account: '$.detail.accountId',
      region: '$.detail.region',
      resource: '$.detail.resourcesAffected.s3Bucket.arn', since: '$.detail.createdAt', id: '$.detail.id',
    },
    text: [
      'Amazon Macie, <severity>: <title>',
      'Where: account <account>, region <region>, <resource>. Type: <type>',
      'Since: <since>',
      'What to do: https://console.aws.amazon.com/macie/home?region=<region>#findings?itemId=<id>',
    ],
    link: 'https://docs.aws.amazon.com/macie/latest/user/findings-publish-event-schemas.html',
  },
  {
    source: FindingSource.ACCESS_ANALYZER,
    what: 'Resources that somebody outside can reach',
    eventSource: 'aws.access-analyzer',
    detailTypes: ['Access Analyzer Finding'],
    // It knows no severities: access from outside counts as high, that of everybody as critical.
    detail: (from, below) => below === HIGH || below === MEDIUM ? undefined : {
      status: ['ACTIVE'], ...from === CRITICAL ? { isPublic: [true] } : below === CRITICAL ? { isPublic: [false, { exists: false }] } : {},
    },
    paths: {
      account: '$.detail.accountId', region: '$.detail.region', resource: '$.detail.resource', kind: '$.detail.resourceType',
      public: '$.detail.isPublic', since: '$.detail.createdAt',
    },
    text: [
      'IAM Access Analyzer: somebody outside can reach <kind> <resource>. Everybody: <public>',
      'Where: account <account>, region <region>',
      'Since: <since>',
      'What to do: https://console.aws.amazon.com/access-analyzer/home?region=<region>#/findings',
    ],
    link: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-eventbridge.html',
  },
  {
    source: FindingSource.HEALTH,
    what: 'What AWS has noticed about the account: abuse, exposed credentials, and trouble of AWS itself',
    eventSource: 'aws.health',
    detailTypes: ['AWS Health Event', 'AWS Health Abuse Event'],
    detail: (from, below) => {
      const rated = { issue: HIGH, investigation: MEDIUM, accountNotification: MEDIUM, scheduledChange: LOW };
      const categories = Object.entries(rated).filter(([, severity]) => between(from, below).includes(severity)).map(([category]) => category);
      const alarming = ['ABUSE', 'RISK'];
      const trouble = { eventTypeCategory: categories, eventScopeCode: ['ACCOUNT_SPECIFIC'], statusCode: ['open', 'upcoming'] };
      return below ? { service: [{ 'anything-but': alarming }], ...trouble }
        : categories.length === 0 ? { service: alarming } : { $or: [{ service: alarming }, trouble] };
    },
    paths: {
      code: '$.detail.eventTypeCode', service: '$.detail.service', account: '$.detail.affectedAccount', region: '$.detail.eventRegion',
      resource: '$.resources[0]', since: '$.detail.startTime', category: '$.detail.eventTypeCategory',
    },
    text: [
      'AWS Health, <category>: <code> of <service>',
      'Where: account <account>, region <region>, <resource>',
      'Since: <since>',
      'What to do: https://health.aws.amazon.com/health/home#/account/event-log',
    ],
    link: 'https://docs.aws.amazon.com/health/latest/ug/aws-health-events-eventbridge-schema.html',
  },
  {
    source: FindingSource.TRUSTED_ADVISOR,
    what: 'Security checks that found something',
    eventSource: 'aws.trustedadvisor',
    detailTypes: ['Trusted Advisor Check Item Refresh Notification'],
    // It knows errors and warnings. Keys that were found in public are its one error that cannot wait.
    detail: (from, below) => {
      const covered = between(from, below);
      const status = [...covered.includes(HIGH) || covered.includes(CRITICAL) ? ['ERROR'] : [], ...covered.includes(MEDIUM) ? ['WARN'] : []];
      const checks = from === CRITICAL ? [EXPOSED_KEYS] : SECURITY_CHECKS.filter((check) => below !== CRITICAL || check !== EXPOSED_KEYS);
      return status.length === 0 ? undefined : { status, 'check-name': checks };
    },
    paths: {
      check: '$.detail.check-name', status: '$.detail.status', account: '$.account', resource: '$.detail.resource_id',
      region: '$.detail.check-item-detail.Region', since: '$.time',
    },
    text: [
      'AWS Trusted Advisor, <status>: <check>',
      'Where: account <account>, region <region>, <resource>',
      'Since: <since>',
      'What to do: https://console.aws.amazon.com/trustedadvisor/home#/category/security',
    ],
    link: 'https://docs.aws.amazon.com/awssupport/latest/user/cloudwatch-events-ta.html',
  },
];
