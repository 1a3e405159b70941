/**
 * A service of AWS that may act in all accounts of an organization, once it is trusted.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_integrate_services_list.html
 */
export enum TrustedService {
  /** IAM Access Analyzer: analyzers whose zone of trust is the organization. */
  ACCESS_ANALYZER = 'access-analyzer.amazonaws.com',
  /** AWS Account Management: alternate contacts of member accounts. */
  ACCOUNT_MANAGEMENT = 'account.amazonaws.com',
  /** AWS Backup: backup policies, and copies between accounts. */
  BACKUP = 'backup.amazonaws.com',
  /** AWS CloudTrail: trails of the organization. */
  CLOUDTRAIL = 'cloudtrail.amazonaws.com',
  /** AWS CloudFormation StackSets: stacks in member accounts. */
  CLOUDFORMATION_STACK_SETS = 'member.org.stacksets.cloudformation.amazonaws.com',
  /** AWS Config: what it records in member accounts, in one place. */
  CONFIG = 'config.amazonaws.com',
  /** AWS Config: rules and conformance packs of the organization. */
  CONFIG_RULES = 'config-multiaccountsetup.amazonaws.com',
  /** Amazon EC2: declarative policies. */
  EC2 = 'ec2.amazonaws.com',
  /** Amazon GuardDuty: threat detection in member accounts. */
  GUARDDUTY = 'guardduty.amazonaws.com',
  /** Amazon GuardDuty: malware protection in member accounts. */
  GUARDDUTY_MALWARE_PROTECTION = 'malware-protection.guardduty.amazonaws.com',
  /** AWS IAM: root users of member accounts, in one place. */
  IAM = 'iam.amazonaws.com',
  /** AWS IAM Identity Center: people, and the accounts they work in. */
  IDENTITY_CENTER = 'sso.amazonaws.com',
  /** Amazon Inspector: vulnerabilities in member accounts. */
  INSPECTOR = 'inspector2.amazonaws.com',
  /** Amazon Macie: sensitive data in member accounts. */
  MACIE = 'macie.amazonaws.com',
  /** AWS Security Hub: findings of member accounts. */
  SECURITY_HUB = 'securityhub.amazonaws.com',
  /** Tag policies: what of member accounts does not comply. */
  TAG_POLICIES = 'tagpolicies.tag.amazonaws.com',
}
