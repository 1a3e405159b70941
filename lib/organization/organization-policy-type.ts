/**
 * A type of policies of AWS Organizations.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_EnablePolicyType.html
 */
export enum OrganizationPolicyType {
  /** What no member account can do. */
  SERVICE_CONTROL_POLICY = 'SERVICE_CONTROL_POLICY',
  /** What nobody can do with the resources of member accounts. */
  RESOURCE_CONTROL_POLICY = 'RESOURCE_CONTROL_POLICY',
  /** How Amazon EC2 is set in member accounts. */
  DECLARATIVE_POLICY_EC2 = 'DECLARATIVE_POLICY_EC2',
  /** How Amazon S3 blocks public access in member accounts. */
  S3_POLICY = 'S3_POLICY',
  /** Whether AI services of AWS may learn from contents. */
  AISERVICES_OPT_OUT_POLICY = 'AISERVICES_OPT_OUT_POLICY',
  /** Backup plans of member accounts. */
  BACKUP_POLICY = 'BACKUP_POLICY',
  /** Tags, and how they are written. */
  TAG_POLICY = 'TAG_POLICY',
}
