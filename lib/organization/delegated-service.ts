/**
 * A service whose work for all accounts of an organization a member account can do.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_integrate_delegated_admin.html
 */
export enum DelegatedService {
  /** IAM Access Analyzer. */
  ACCESS_ANALYZER = 'access-analyzer.amazonaws.com',
  /** AWS Backup. */
  BACKUP = 'backup.amazonaws.com',
  /** AWS CloudTrail. */
  CLOUDTRAIL = 'cloudtrail.amazonaws.com',
  /** AWS Config: what it records in all accounts. */
  CONFIG = 'config.amazonaws.com',
  /** AWS Config: rules and conformance packs of the organization. */
  CONFIG_RULES = 'config-multiaccountsetup.amazonaws.com',
  /** Amazon GuardDuty, in each region. */
  GUARDDUTY = 'guardduty.amazonaws.com',
  /** Amazon Inspector, in each region. */
  INSPECTOR = 'inspector2.amazonaws.com',
  /** Amazon Macie, in each region. */
  MACIE = 'macie.amazonaws.com',
  /** AWS Security Hub, in each region. */
  SECURITY_HUB = 'securityhub.amazonaws.com',
}
