/** The settings that a baseline makes of an account unless they are left out, by name. */
export enum AccountSetting {
  /** DefaultVpcRemoval, in each region. */
  DEFAULT_VPC_REMOVAL = 'default-vpc-removal',
  /** EbsEncryptionByDefault, in each region. */
  EBS_ENCRYPTION_BY_DEFAULT = 'ebs-encryption-by-default',
  /** InstanceMetadataDefaults, in each region. */
  INSTANCE_METADATA_DEFAULTS = 'instance-metadata-defaults',
  /** SerialConsoleBlock, in each region. */
  SERIAL_CONSOLE_BLOCK = 'serial-console-block',
  /** AmiSharingBlock, in each region. */
  AMI_SHARING_BLOCK = 'ami-sharing-block',
  /** SnapshotSharingBlock, in each region. */
  SNAPSHOT_SHARING_BLOCK = 'snapshot-sharing-block',
  /** DocumentSharingBlock, in each region. */
  DOCUMENT_SHARING_BLOCK = 'document-sharing-block',
  /** S3PublicAccessBlock, once an account. */
  S3_PUBLIC_ACCESS_BLOCK = 's3-public-access-block',
  /** PasswordPolicy, once an account. */
  PASSWORD_POLICY = 'password-policy',
}
