/** How a service says for whom it writes. */
export enum WriterSource {
  /** By the ARN of the trail, and by nothing else that every kind of trail sends. */
  TRAIL = 'trail',
  /** By the account whose resources it is about. */
  ACCOUNT = 'account',
  /** By that account, and by an ARN of Amazon CloudWatch Logs in it, which delivers for many services. */
  LOG_DELIVERY = 'log delivery',
}

/** A service that delivers logs into a bucket: its folders below `AWSLogs/<account>/`, and how it identifies itself. */
export interface WriterEntry {
  /** In the ids of its statements. */
  readonly name: string;
  readonly what: string;
  readonly service: string;
  readonly folders: readonly string[];
  /** Beside its folders: what it writes once to see whether it can. */
  readonly files?: readonly string[];
  readonly source: WriterSource;
  /** What the name of the bucket must start with. */
  readonly bucketNamePrefix?: string;
  /** Why it cannot write to a bucket with Object Lock. */
  readonly notLocked?: string;
  readonly link: string;
}

export const TRAILS: WriterEntry = {
  name: 'CloudTrail',
  what: 'Events of AWS CloudTrail, its insights, and the digests that prove them unchanged.',
  service: 'cloudtrail',
  folders: ['CloudTrail-Digest', 'CloudTrail-Insight', 'CloudTrail'],
  source: WriterSource.TRAIL,
  link: 'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html',
};

export const CONFIGURATION: WriterEntry = {
  name: 'Config',
  what: 'History and snapshots of AWS Config.',
  service: 'config',
  folders: ['Config'],
  source: WriterSource.ACCOUNT,
  notLocked: 'AWS Config does not deliver to a bucket with Object Lock',
  link: 'https://docs.aws.amazon.com/config/latest/developerguide/s3-bucket-policy.html',
};

export const NETWORK: WriterEntry = {
  name: 'DeliveredLogs',
  what: 'Flow logs, queries of Amazon Route 53 Resolver, AWS Network Firewall, and access logs of Network Load Balancers.',
  service: 'delivery.logs',
  folders: ['elasticloadbalancing', 'network-firewall', 'vpcdnsquerylogs', 'vpcflowlogs'],
  files: ['ELBAccessLogTestFile'],
  source: WriterSource.LOG_DELIVERY,
  link: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AWS-logs-and-resource-policy.html',
};

export const WEB_ACLS: WriterEntry = {
  name: 'WebAcls',
  what: 'Requests that AWS WAF looked at.',
  service: 'delivery.logs',
  folders: ['WAFLogs'],
  source: WriterSource.LOG_DELIVERY,
  bucketNamePrefix: 'aws-waf-logs-',
  link: 'https://docs.aws.amazon.com/waf/latest/developerguide/logging-s3.html',
};
