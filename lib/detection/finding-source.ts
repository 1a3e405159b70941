/** Where findings come from. */
export enum FindingSource {
  /** Amazon GuardDuty. */
  GUARDDUTY = 'guardduty',
  /** Controls of AWS Security Hub CSPM that failed. What it collects from other services comes from those themselves. */
  SECURITY_HUB = 'securityhub',
  /** Amazon Inspector. */
  INSPECTOR = 'inspector',
  /** Amazon Macie. */
  MACIE = 'macie',
  /** IAM Access Analyzer, for access from outside. */
  ACCESS_ANALYZER = 'access-analyzer',
  /** AWS Health: abuse and exposed credentials that AWS has noticed, and trouble of its own that touches the account. */
  HEALTH = 'health',
  /** Security checks of AWS Trusted Advisor. Told in us-east-1 alone, and to accounts with a Business or Enterprise support plan alone. */
  TRUSTED_ADVISOR = 'trusted-advisor',
}
