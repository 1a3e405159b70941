/** A managed rule of AWS Config that the baseline sets up. */
export interface RuleEntry {
  /** Identifier of the managed rule in AWS Config. */
  readonly identifier: string;
  /** What the rule finds, in a sentence. */
  readonly what: string;
  /** Why that matters. */
  readonly why: string;
  /** Control of the CIS AWS Foundations Benchmark 7.0 that it serves, where there is one. */
  readonly control?: string;
  /** Whether it looks at what exists once for all regions, and so belongs to the home region alone. */
  readonly global?: boolean;
  /** Parameters of the rule; AWS Config takes them as text. */
  readonly parameters?: Record<string, string>;
}

/**
 * The first set of rules, by domain.
 *
 * @see https://docs.aws.amazon.com/config/latest/developerguide/managed-rules-by-aws-config.html
 */
export const RULES: readonly RuleEntry[] = [
  {
    identifier: 'ROOT_ACCOUNT_MFA_ENABLED', control: '2.5', global: true,
    what: 'The root user has no MFA device.',
    why: 'No policy limits the root user: a password alone must not be enough.',
  },
  {
    identifier: 'IAM_ROOT_ACCESS_KEY_CHECK', control: '2.4', global: true,
    what: 'The root user has an access key.',
    why: 'Such a key can do everything, from anywhere, without MFA.',
  },
  {
    identifier: 'IAM_PASSWORD_POLICY', control: '2.8', global: true,
    what: 'The password policy asks for less than 14 characters, or lets one of the last 24 passwords be used again.',
    why: 'Length is what guessing costs.',
    parameters: { MinimumPasswordLength: '14', PasswordReusePrevention: '24' },
  },
  {
    identifier: 'MFA_ENABLED_FOR_IAM_CONSOLE_ACCESS', control: '2.10', global: true,
    what: 'A user with a console password has no MFA device.',
    why: 'The groups deny everything until there is one, but a user outside the groups is not bound by that.',
  },
  {
    identifier: 'IAM_USER_UNUSED_CREDENTIALS_CHECK', control: '2.11', global: true,
    what: 'A password or access key was not used for 45 days.',
    why: 'Nobody notices when a forgotten credential is used by somebody else.',
    parameters: { maxCredentialUsageAge: '45' },
  },
  {
    identifier: 'ACCESS_KEYS_ROTATED', control: '2.12', global: true,
    what: 'An access key is older than 90 days.',
    why: 'The older a key, the more places it was copied to.',
    parameters: { maxAccessKeyAge: '90' },
  },
  {
    identifier: 'IAM_USER_NO_POLICIES_CHECK', control: '2.13', global: true,
    what: 'A user has a policy attached directly.',
    why: 'Permissions that come from groups alone can be reviewed and revoked in one place.',
  },
  {
    identifier: 'IAM_POLICY_NO_STATEMENTS_WITH_ADMIN_ACCESS', control: '2.14', global: true,
    what: 'A policy allows every action on every resource.',
    why: 'It cannot be reviewed, and includes switching off everything else on this list.',
  },
  {
    identifier: 'S3_ACCOUNT_LEVEL_PUBLIC_ACCESS_BLOCKS_PERIODIC', control: '3.1.4',
    what: 'Public access to Amazon S3 is not blocked for the whole account.',
    why: 'The block of a single bucket can be forgotten, or lifted.',
  },
  {
    identifier: 'S3_BUCKET_LEVEL_PUBLIC_ACCESS_PROHIBITED', control: '3.1.4',
    what: 'A bucket does not block public access.',
    why: 'One ACL or policy is then enough to publish it.',
  },
  {
    identifier: 'S3_BUCKET_SSL_REQUESTS_ONLY', control: '3.1.1',
    what: 'A bucket accepts requests without TLS.',
    why: 'They can be read and changed on the way.',
  },
  {
    identifier: 'RDS_STORAGE_ENCRYPTED', control: '3.2.1',
    what: 'A database is not encrypted at rest.',
    why: 'Encryption cannot be switched on later without a copy.',
  },
  {
    identifier: 'RDS_INSTANCE_PUBLIC_ACCESS_CHECK', control: '3.2.3',
    what: 'A database has a public address.',
    why: 'Databases are reached through an application, never from the internet.',
  },
  {
    identifier: 'EFS_ENCRYPTED_CHECK', control: '3.3.1',
    what: 'A file system is not encrypted at rest.',
    why: 'Encryption cannot be switched on later without a copy.',
  },
  {
    identifier: 'MULTI_REGION_CLOUD_TRAIL_ENABLED', control: '4.1', global: true,
    what: 'No trail of AWS CloudTrail covers all regions.',
    why: 'What is done in a region nobody looks at would leave no trace.',
  },
  {
    identifier: 'CLOUD_TRAIL_LOG_FILE_VALIDATION_ENABLED', control: '4.2', global: true,
    what: 'A trail writes no digests of its log files.',
    why: 'A changed or missing file would go unnoticed.',
  },
  {
    identifier: 'CMK_BACKING_KEY_ROTATION_ENABLED', control: '4.6',
    what: 'A customer managed key is never rotated.',
    why: 'All data of all years would depend on one piece of key material.',
  },
  {
    identifier: 'VPC_FLOW_LOGS_ENABLED', control: '4.7',
    what: 'A VPC has no flow logs.',
    why: 'Nobody could say afterwards who talked to whom.',
  },
  {
    identifier: 'EC2_EBS_ENCRYPTION_BY_DEFAULT', control: '6.1.1',
    what: 'New volumes in this region are not encrypted by default.',
    why: 'It then depends on everybody remembering.',
  },
  {
    identifier: 'NACL_NO_UNRESTRICTED_SSH_RDP', control: '6.2',
    what: 'A network ACL lets the internet reach SSH or RDP.',
    why: 'These ports are scanned all day long; Session Manager needs neither.',
  },
  {
    identifier: 'INCOMING_SSH_DISABLED', control: '6.3',
    what: 'A security group lets the internet reach SSH.',
    why: 'This port is scanned all day long; Session Manager does without it.',
  },
  {
    identifier: 'VPC_DEFAULT_SECURITY_GROUP_CLOSED', control: '6.5',
    what: 'The default security group of a VPC lets traffic through.',
    why: 'It takes every resource that nobody gave a group.',
  },
  {
    identifier: 'EC2_IMDSV2_CHECK', control: '6.7',
    what: 'An instance serves its credentials over IMDSv1.',
    why: 'A request forged through the application on it can then steal them.',
  },
  {
    identifier: 'GUARDDUTY_ENABLED_CENTRALIZED',
    what: 'Amazon GuardDuty is off in this region.',
    why: 'An intruder picks the region where nobody watches.',
  },
];
