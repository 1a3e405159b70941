/** What a resource costs for being there, whatever it is used for. */
export interface FixedPrice {
  /** Type in AWS CloudFormation. */
  readonly resourceType: string;
  /** What is paid for, in words. */
  readonly item: string;
  /** US dollars a month of 730 hours. */
  readonly monthly: number;
  /** The AWS page that says so. */
  readonly link: string;
}

/** What a resource costs by how much it is used. */
export interface UsagePrice {
  /** Type in AWS CloudFormation of the resource that causes it. */
  readonly resourceType: string;
  /** What is paid for, and how much, in words. */
  readonly item: string;
  /** The AWS page that says so. */
  readonly link: string;
}

/** Where and when the prices below were those of AWS. */
export const PRICES_AS_OF = 'list prices of us-east-1, November 2026';

export const FIXED_PRICES: readonly FixedPrice[] = [
  { resourceType: 'AWS::KMS::Key', item: 'customer managed key', monthly: 1, link: 'https://aws.amazon.com/kms/pricing/' },
  {
    resourceType: 'AWS::KMS::ReplicaKey', item: 'replica of a customer managed key', monthly: 1,
    link: 'https://aws.amazon.com/kms/pricing/',
  },
  { resourceType: 'AWS::EC2::NatGateway', item: 'NAT gateway, 0.045 an hour', monthly: 0.045 * 730, link: 'https://aws.amazon.com/vpc/pricing/' },
  { resourceType: 'AWS::EC2::EIP', item: 'public IPv4 address, 0.005 an hour', monthly: 0.005 * 730, link: 'https://aws.amazon.com/vpc/pricing/' },
  { resourceType: 'AWS::CloudWatch::Alarm', item: 'alarm', monthly: 0.1, link: 'https://aws.amazon.com/cloudwatch/pricing/' },
];

export const USAGE_PRICES: readonly UsagePrice[] = [
  {
    resourceType: 'AWS::Config::ConfigurationRecorder', item: 'each recorded change of a resource: 0.003, or 0.012 when recorded daily',
    link: 'https://aws.amazon.com/config/pricing/',
  },
  { resourceType: 'AWS::Config::ConfigRule', item: 'each evaluation of a rule: 0.001', link: 'https://aws.amazon.com/config/pricing/' },
  {
    resourceType: 'AWS::GuardDuty::Detector', item: 'events and logs that Amazon GuardDuty looks through, free for the first 30 days',
    link: 'https://aws.amazon.com/guardduty/pricing/',
  },
  {
    resourceType: 'AWS::Logs::MetricFilter', item: 'each metric, for the hours in which it is written',
    link: 'https://aws.amazon.com/cloudwatch/pricing/',
  },
  { resourceType: 'AWS::Logs::LogGroup', item: 'log data, by the gigabyte that comes in', link: 'https://aws.amazon.com/cloudwatch/pricing/' },
  { resourceType: 'AWS::EC2::FlowLog', item: 'flow logs, by the gigabyte delivered', link: 'https://aws.amazon.com/cloudwatch/pricing/' },
  { resourceType: 'AWS::EC2::NatGateway', item: 'traffic through NAT: 0.045 a gigabyte', link: 'https://aws.amazon.com/vpc/pricing/' },
  {
    resourceType: 'AWS::KMS::Key', item: 'the first two rotations of each key: 1 a month more for either; and requests to keys: 0.03 for 10,000',
    link: 'https://aws.amazon.com/kms/pricing/',
  },
  { resourceType: 'AWS::S3::Bucket', item: 'storage and requests', link: 'https://aws.amazon.com/s3/pricing/' },
  {
    resourceType: 'AWS::GuardDuty::MalwareProtectionPlan', item: 'objects that are scanned for malware, by the gigabyte and by the object',
    link: 'https://aws.amazon.com/guardduty/pricing/',
  },
  { resourceType: 'AWS::Backup::BackupPlan', item: 'backup storage, of what carries the tag', link: 'https://aws.amazon.com/backup/pricing/' },
];
