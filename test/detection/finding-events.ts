import { FindingSource } from '../../lib/detection/finding-source';

export type Event = Record<string, unknown>;

const event = (source: string, type: string, detail: unknown, more: Event = {}): Event => ({
  'version': '0', 'id': 'cd2d702e-ab31-411b-9344-793ce56b1bc7', 'detail-type': type, source, 'account': '111122223333', 'time': '2026-11-21T12:00:00Z',
  'region': 'eu-central-1', 'resources': [], detail, ...more,
});

/** The same event with something else in one place. */
export const but = (of: Event, path: string, value: unknown): Event => {
  const copy = structuredClone(of);
  const steps = path.split('.');
  const last = steps.pop()!;
  (steps.reduce<unknown>((at, step) => (at as Event)[step], copy) as Event)[last] = value;
  return copy;
};

/** An event of each service as it tells of a finding that counts as high, after the samples in the user guides of AWS. */
export const FINDINGS: Record<FindingSource, Event> = {
  [FindingSource.GUARDDUTY]: event('aws.guardduty', 'GuardDuty Finding', {
    schemaVersion: '2.0', accountId: '111122223333', region: 'eu-central-1', partition: 'aws', id: '16afba5c5c43e07c9e3e5e2e544e95df',
    arn: 'arn:aws:guardduty:eu-central-1:111122223333:detector/d1/finding/16afba5c5c43e07c9e3e5e2e544e95df',
    type: 'CryptoCurrency:EC2/BitcoinTool.B!DNS', title: 'The EC2 instance i-99999999 is querying a Bitcoin-related domain.', severity: 8,
    resource: { resourceType: 'Instance', instanceDetails: { instanceId: 'i-99999999' } },
    service: { serviceName: 'guardduty', count: 3, archived: false, eventFirstSeen: '2026-11-21T11:40:00Z', eventLastSeen: '2026-11-21T11:55:00Z' },
  }),
  [FindingSource.SECURITY_HUB]: event('aws.securityhub', 'Security Hub Findings - Imported', { findings: [{
    SchemaVersion: '2018-10-08', Id: 'arn:aws:securityhub:eu-central-1:111122223333:security-control/S3.8/finding/f1', AwsAccountId: '111122223333',
    ProductArn: 'arn:aws:securityhub:eu-central-1::product/aws/securityhub', ProductName: 'Security Hub', Region: 'eu-central-1',
    Title: 'S3 general purpose buckets should block public access', FirstObservedAt: '2026-11-20T08:00:00.000Z',
    Severity: { Label: 'HIGH', Normalized: 70 }, Compliance: { Status: 'FAILED', SecurityControlId: 'S3.8' }, Workflow: { Status: 'NEW' },
    WorkflowState: 'NEW', RecordState: 'ACTIVE', Resources: [{ Type: 'AwsS3Bucket', Id: 'arn:aws:s3:::holiday-pictures' }],
    Remediation: { Recommendation: { Text: 'See the documentation.', Url: 'https://docs.aws.amazon.com/console/securityhub/S3.8/remediation' } },
  }] }),
  [FindingSource.INSPECTOR]: event('aws.inspector2', 'Inspector2 Finding', {
    awsAccountId: '111122223333', title: 'CVE-2026-1234 - openssl', severity: 'HIGH', status: 'ACTIVE', type: 'PACKAGE_VULNERABILITY',
    fixAvailable: 'YES', firstObservedAt: 'Nov 20, 2026, 8:00:00 AM', inspectorScore: 8.1,
    findingArn: 'arn:aws:inspector2:eu-central-1:111122223333:finding/f1',
    resources: [{ id: 'i-0c2a343f1948d5205', type: 'AWS_EC2_INSTANCE', region: 'eu-central-1', partition: 'aws' }],
  }, { resources: ['i-0c2a343f1948d5205'] }),
  [FindingSource.MACIE]: event('aws.macie', 'Macie Finding', {
    schemaVersion: '1.0', id: '64b917aa-3843-014c-91d8-937ffexample', accountId: '111122223333', partition: 'aws', region: 'eu-central-1',
    type: 'SensitiveData:S3Object/Credentials', title: 'The S3 object contains credentials data', severity: { score: 3, description: 'High' },
    createdAt: '2026-11-21T09:00:00Z', updatedAt: '2026-11-21T09:00:00Z', count: 1, archived: false, category: 'CLASSIFICATION', sample: false,
    resourcesAffected: { s3Bucket: { arn: 'arn:aws:s3:::holiday-pictures', name: 'holiday-pictures' }, s3Object: { key: 'keys.csv' } },
  }),
  [FindingSource.ACCESS_ANALYZER]: event('aws.access-analyzer', 'Access Analyzer Finding', {
    version: '1.0', id: '22222222-dcba-4444-dcba-333333333333', status: 'ACTIVE', resourceType: 'AWS::S3::Bucket', resource: 'arn:aws:s3:::holiday-pictures',
    createdAt: '2026-11-21T10:00:00Z', analyzedAt: '2026-11-21T10:00:00Z', updatedAt: '2026-11-21T10:00:00Z', accountId: '111122223333', region: 'eu-central-1',
    principal: { AWS: '999988887777' }, action: ['s3:GetObject'], condition: {}, isDeleted: false, isPublic: false,
  }, { resources: ['arn:aws:access-analyzer:eu-central-1:111122223333:analyzer/MyAnalyzer'] }),
  [FindingSource.HEALTH]: event('aws.health', 'AWS Health Event', {
    eventArn: 'arn:aws:health:us-east-1::event/RISK/AWS_RISK_CREDENTIALS_EXPOSED/AWS_RISK_CREDENTIALS_EXPOSED_1', service: 'RISK',
    eventTypeCode: 'AWS_RISK_CREDENTIALS_EXPOSED', eventTypeCategory: 'issue', eventScopeCode: 'ACCOUNT_SPECIFIC', eventRegion: 'us-east-1',
    startTime: 'Sat, 21 Nov 2026 11:00:00 GMT', statusCode: 'open', affectedAccount: '111122223333', page: '1', totalPages: '1',
    eventDescription: [{ language: 'en_US', latestDescription: 'An access key of "ann" was found in public.\nAct now.' }],
    affectedEntities: [{ entityValue: 'AKIAIOSFODNN7EXAMPLE' }],
  }, { region: 'us-east-1', resources: ['AKIAIOSFODNN7EXAMPLE'] }),
  [FindingSource.TRUSTED_ADVISOR]: event('aws.trustedadvisor', 'Trusted Advisor Check Item Refresh Notification', {
    'check-name': 'Amazon S3 Bucket Permissions', 'status': 'ERROR', 'resource_id': 'arn:aws:s3:::holiday-pictures',
    'check-item-detail': { 'Region': 'eu-central-1', 'Bucket Name': 'holiday-pictures', 'Status': 'Red' }, 'uuid': 'f1',
  }, { region: 'us-east-1' }),
};

const guardDuty = FINDINGS[FindingSource.GUARDDUTY];
const hub = FINDINGS[FindingSource.SECURITY_HUB];
const inspector = FINDINGS[FindingSource.INSPECTOR];
const macie = FINDINGS[FindingSource.MACIE];
const analyzer = FINDINGS[FindingSource.ACCESS_ANALYZER];
const health = FINDINGS[FindingSource.HEALTH];
const advisor = FINDINGS[FindingSource.TRUSTED_ADVISOR];
const trouble = but(health, 'detail.service', 'EC2');
const product = (name: string) => but(hub, 'detail.findings.0.ProductArn', `arn:aws:securityhub:eu-central-1::product/aws/${name}`);

/** Events that are worth an alert from high on, and events of the same service that are not, each with why. */
export const SAMPLES: Record<FindingSource, { alert: [string, Event][]; quiet: [string, Event][] }> = {
  [FindingSource.GUARDDUTY]: {
    alert: [
      ['high', guardDuty], ['the least that is high', but(guardDuty, 'detail.severity', 7)], ['in between', but(guardDuty, 'detail.severity', 7.5)],
      ['critical', but(guardDuty, 'detail.severity', 9.3)], ['of another region', but(guardDuty, 'region', 'us-east-1')],
    ],
    quiet: [
      ['medium', but(guardDuty, 'detail.severity', 6.9)], ['low', but(guardDuty, 'detail.severity', 1)], ['without a severity', but(guardDuty, 'detail', {})],
      ['a call of the service', but(guardDuty, 'detail-type', 'AWS API Call via CloudTrail')], ['an imitation', but(guardDuty, 'source', 'custom.guardduty')],
    ],
  },
  [FindingSource.SECURITY_HUB]: {
    alert: [
      ['high', hub], ['critical', but(hub, 'detail.findings.0.Severity.Label', 'CRITICAL')], ['of another control', but(hub, 'detail.findings.0.Compliance.SecurityControlId', 'IAM.6')],
      ['of a linked region', but(hub, 'detail.findings.0.Region', 'us-east-1')],
      ['of the hub of another region', but(hub, 'detail.findings.0.ProductArn', 'arn:aws:securityhub:us-east-1::product/aws/securityhub')],
    ],
    quiet: [
      ['medium', but(hub, 'detail.findings.0.Severity.Label', 'MEDIUM')], ['passed', but(hub, 'detail.findings.0.Compliance.Status', 'PASSED')],
      ['known', but(hub, 'detail.findings.0.Workflow.Status', 'NOTIFIED')], ['suppressed', but(hub, 'detail.findings.0.Workflow.Status', 'SUPPRESSED')],
      ['archived', but(hub, 'detail.findings.0.RecordState', 'ARCHIVED')], ['told by Amazon GuardDuty itself', product('guardduty')],
      ['told by Amazon Inspector itself', product('inspector')], ['a custom action', but(hub, 'detail-type', 'Security Hub Findings - Custom Action')],
    ],
  },
  [FindingSource.INSPECTOR]: {
    alert: [
      ['high', inspector], ['critical', but(inspector, 'detail.severity', 'CRITICAL')], ['without a fix', but(inspector, 'detail.fixAvailable', 'NO')],
      ['of an image', but(inspector, 'detail.resources.0.type', 'AWS_ECR_CONTAINER_IMAGE')], ['a reachable port', but(inspector, 'detail.type', 'NETWORK_REACHABILITY')],
    ],
    quiet: [
      ['medium', but(inspector, 'detail.severity', 'MEDIUM')], ['low', but(inspector, 'detail.severity', 'LOW')], ['not rated', but(inspector, 'detail.severity', 'UNTRIAGED')],
      ['mended', but(inspector, 'detail.status', 'CLOSED')], ['suppressed', but(inspector, 'detail.status', 'SUPPRESSED')],
      ['a finished scan', but(inspector, 'detail-type', 'Inspector2 Scan')],
    ],
  },
  [FindingSource.MACIE]: {
    alert: [
      ['high', macie], ['a public bucket', but(macie, 'detail.type', 'Policy:IAMUser/S3BucketPublic')], ['of another region', but(macie, 'detail.region', 'us-east-1')],
      ['seen again', but(macie, 'detail.count', 7)], ['of a policy', but(macie, 'detail.category', 'POLICY')],
    ],
    quiet: [
      ['medium', but(macie, 'detail.severity.description', 'Medium')], ['low', but(macie, 'detail.severity.description', 'Low')],
      ['suppressed', but(macie, 'detail.archived', true)], ['of another service', but(macie, 'source', 'aws.s3')], ['another event', but(macie, 'detail-type', 'Macie Job')],
    ],
  },
  [FindingSource.ACCESS_ANALYZER]: {
    alert: [
      ['another account', analyzer], ['everybody', but(analyzer, 'detail.isPublic', true)], ['a role', but(analyzer, 'detail.resourceType', 'AWS::IAM::Role')],
      ['a key', but(analyzer, 'detail.resourceType', 'AWS::KMS::Key')], ['of another region', but(analyzer, 'detail.region', 'us-east-1')],
    ],
    quiet: [
      ['mended', but(analyzer, 'detail.status', 'RESOLVED')], ['archived', but(analyzer, 'detail.status', 'ARCHIVED')],
      ['a preview', but(analyzer, 'detail-type', 'Access Preview State Change')], ['an imitation', but(analyzer, 'source', 'my.access-analyzer')],
      ['without a status', but(analyzer, 'detail', {})],
    ],
  },
  [FindingSource.HEALTH]: {
    alert: [
      ['exposed credentials', health], ['the same as a mere notification', but(health, 'detail.eventTypeCategory', 'accountNotification')],
      ['abuse', but(but(health, 'detail-type', 'AWS Health Abuse Event'), 'detail.service', 'ABUSE')], ['abuse without a status', but(but(health, 'detail.service', 'ABUSE'), 'detail.statusCode', undefined)],
      ['trouble that touches the account', trouble],
    ],
    quiet: [
      ['trouble that is over', but(trouble, 'detail.statusCode', 'closed')], ['trouble that may not touch the account', but(trouble, 'detail.eventScopeCode', 'PUBLIC')],
      ['maintenance to come', but(trouble, 'detail.eventTypeCategory', 'scheduledChange')], ['an announcement', but(trouble, 'detail.eventTypeCategory', 'accountNotification')],
      ['an imitation', but(health, 'source', 'my.health')],
    ],
  },
  [FindingSource.TRUSTED_ADVISOR]: {
    alert: [
      ['a bucket', advisor], ...['Exposed Access Keys', 'MFA on Root Account', 'Amazon EBS Public Snapshots', 'Security Groups - Specific Ports Unrestricted']
        .map((name): [string, Event] => [name, but(advisor, 'detail.check-name', name)]),
    ],
    quiet: [
      ['a warning', but(advisor, 'detail.status', 'WARN')], ['all well', but(advisor, 'detail.status', 'OK')],
      ['costs', but(advisor, 'detail.check-name', 'Low Utilization Amazon EC2 Instances')], ['speed', but(advisor, 'detail.check-name', 'CloudFront Content Delivery Optimization')],
      ['a call', but(advisor, 'detail-type', 'AWS API Call via CloudTrail')],
    ],
  },
};
