import { RuleEntry } from './rule-entry';

/** Whether somebody is watching. */
export const WATCH_RULES: readonly RuleEntry[] = [
  {
    identifier: 'MULTI_REGION_CLOUD_TRAIL_ENABLED', cis: ['4.1'], fsbp: ['CloudTrail.1'], pack: 'essential', global: true, urgent: true,
    what: 'No trail of AWS CloudTrail covers all regions.',
    why: 'What is done in a region nobody looks at would leave no trace.',
    parameters: [
      { name: 's3BucketName', kind: 'text' }, { name: 'snsTopicArn', kind: 'text' }, { name: 'cloudWatchLogsLogGroupArn', kind: 'text' },
      { name: 'includeManagementEvents', kind: 'boolean' }, { name: 'readWriteType', kind: 'text' },
    ],
  },
  {
    identifier: 'CLOUD_TRAIL_LOG_FILE_VALIDATION_ENABLED', cis: ['4.2'], fsbp: ['CloudTrail.4'], pack: 'essential', global: true,
    what: 'A trail writes no digests of its log files.',
    why: 'A changed or missing file would go unnoticed.',
  },
  {
    identifier: 'CLOUD_TRAIL_ENCRYPTION_ENABLED', cis: ['4.5'], fsbp: ['CloudTrail.2'], pack: 'essential', global: true,
    what: 'A trail is not encrypted with a key of AWS KMS.',
    why: 'The right to read the bucket would be the right to read what everybody did.',
  },
  {
    identifier: 'CLOUD_TRAIL_CLOUD_WATCH_LOGS_ENABLED', fsbp: ['CloudTrail.5'], pack: 'essential', global: true,
    what: 'A trail does not send its events to Amazon CloudWatch Logs.',
    why: 'No alarm can see them there.',
    parameters: [{ name: 'expectedDeliveryWindowAge', kind: 'number' }],
  },
  {
    identifier: 'CLOUDTRAIL_S3_DATAEVENTS_ENABLED', cis: ['4.8', '4.9'], pack: 'regulated', global: true,
    what: 'No trail records who reads and writes the objects of all buckets.',
    why: 'Nobody could say afterwards what was taken.',
    parameters: [{ name: 'S3BucketNames', kind: 'list' }],
  },
  {
    identifier: 'GUARDDUTY_ENABLED_CENTRALIZED', fsbp: ['GuardDuty.1'], pack: 'essential', urgent: true,
    what: 'Amazon GuardDuty is off in this region.',
    why: 'An intruder picks the region where nobody watches.',
    parameters: [{ name: 'CentralMonitoringAccount', kind: 'text' }],
  },
  {
    identifier: 'SECURITYHUB_ENABLED', cis: ['5.16'], pack: 'standard',
    what: 'AWS Security Hub is off in this region.',
    why: 'Findings of many services stay where nobody looks.',
  },
  {
    identifier: 'CLOUDWATCH_LOG_GROUP_ENCRYPTED', pack: 'regulated',
    what: 'A log group is not encrypted with a key of AWS KMS.',
    why: 'Logs say more than their writers think.',
    parameters: [{ name: 'KmsKeyId', kind: 'text' }],
  },
  {
    identifier: 'CW_LOGGROUP_RETENTION_PERIOD_CHECK', pack: 'regulated',
    what: 'A log group keeps less than a year.',
    why: 'An intrusion is found after months.',
    parameters: [{ name: 'MinRetentionTime', kind: 'number', value: '365' }, { name: 'LogGroupNames', kind: 'list' }],
  },
];
