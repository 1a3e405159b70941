import { RuleEntry } from './rule-entry';

const BUCKET = ['AWS::S3::Bucket'];

/** Buckets, file systems, volumes, backups, and messages at rest. */
export const STORAGE_RULES: readonly RuleEntry[] = [
  {
    identifier: 'S3_ACCOUNT_LEVEL_PUBLIC_ACCESS_BLOCKS_PERIODIC', cis: ['3.1.4'], fsbp: ['S3.1'], pack: 'essential', urgent: true,
    what: 'Public access to Amazon S3 is not blocked for the whole account.',
    why: 'The block of a single bucket can be forgotten, or lifted.',
    parameters: ['IgnorePublicAcls', 'BlockPublicPolicy', 'BlockPublicAcls', 'RestrictPublicBuckets'].map((name) => ({ name, kind: 'boolean' })),
  },
  {
    identifier: 'S3_BUCKET_LEVEL_PUBLIC_ACCESS_PROHIBITED', cis: ['3.1.4'], fsbp: ['S3.8'], pack: 'essential', types: BUCKET, urgent: true,
    what: 'A bucket does not block public access.',
    why: 'One ACL or policy is then enough to publish it.',
    parameters: [{ name: 'excludedPublicBuckets', kind: 'list' }],
  },
  {
    identifier: 'S3_BUCKET_PUBLIC_READ_PROHIBITED', fsbp: ['S3.2'], pack: 'standard', types: BUCKET, urgent: true,
    what: 'Everybody may read a bucket.',
    why: 'What is public once is copied for good.',
  },
  {
    identifier: 'S3_BUCKET_PUBLIC_WRITE_PROHIBITED', fsbp: ['S3.3'], pack: 'standard', types: BUCKET, urgent: true,
    what: 'Everybody may write to a bucket.',
    why: 'Strangers can replace what others trust, at the cost of the account.',
  },
  {
    identifier: 'S3_BUCKET_SSL_REQUESTS_ONLY', cis: ['3.1.1'], fsbp: ['S3.5'], pack: 'essential', types: BUCKET,
    what: 'A bucket accepts requests without TLS.',
    why: 'They can be read and changed on the way.',
  },
  {
    identifier: 'S3_BUCKET_BLACKLISTED_ACTIONS_PROHIBITED', fsbp: ['S3.6'], pack: 'standard', types: BUCKET,
    what: 'A bucket lets another account change its policy, its ACLs or its encryption.',
    why: 'Whoever may do that may do everything with what is in it.',
    parameters: [{
      name: 'blacklistedActionPattern', kind: 'list', required: true,
      value: 's3:DeleteBucketPolicy,s3:PutBucketAcl,s3:PutBucketPolicy,s3:PutEncryptionConfiguration,s3:PutObjectAcl',
    }],
  },
  {
    identifier: 'S3_BUCKET_LOGGING_ENABLED', cis: ['4.4'], fsbp: ['S3.9'], pack: 'standard', types: BUCKET,
    what: 'Requests to a bucket are not recorded.',
    why: 'Nobody could say afterwards what was read.',
    parameters: [{ name: 'targetBucket', kind: 'text' }, { name: 'targetPrefix', kind: 'text' }],
  },
  {
    identifier: 'S3_BUCKET_ACL_PROHIBITED', fsbp: ['S3.12'], pack: 'standard', types: BUCKET,
    what: 'A bucket grants access by ACL.',
    why: 'No policy shows what an ACL grants.',
  },
  {
    identifier: 'S3_BUCKET_VERSIONING_ENABLED', fsbp: ['S3.14'], pack: 'standard', types: BUCKET,
    what: 'A bucket keeps no versions.',
    why: 'What is overwritten or deleted by mistake is gone.',
    parameters: [{ name: 'isMfaDeleteEnabled', kind: 'boolean' }],
  },
  {
    identifier: 'S3_DEFAULT_ENCRYPTION_KMS', fsbp: ['S3.17'], pack: 'regulated', types: BUCKET,
    what: 'A bucket is not encrypted with a key of AWS KMS.',
    why: 'Without one, the right to read the bucket is the right to read its plain text.',
    parameters: [{ name: 'kmsKeyArns', kind: 'list' }],
  },
  {
    identifier: 'EFS_ENCRYPTED_CHECK', cis: ['3.3.1'], fsbp: ['EFS.1'], pack: 'essential',
    what: 'A file system is not encrypted at rest.',
    why: 'Encryption cannot be switched on later without a copy.',
    parameters: [{ name: 'KmsKeyId', kind: 'text' }],
  },
  {
    identifier: 'EFS_ACCESS_POINT_ENFORCE_ROOT_DIRECTORY', fsbp: ['EFS.3'], pack: 'regulated', types: ['AWS::EFS::AccessPoint'],
    what: 'An access point shows the whole file system.',
    why: 'Applications that share a file system can then read each other.',
  },
  {
    identifier: 'EFS_ACCESS_POINT_ENFORCE_USER_IDENTITY', fsbp: ['EFS.4'], pack: 'regulated', types: ['AWS::EFS::AccessPoint'],
    what: 'An access point believes the user id that a client sends.',
    why: 'A client can send that of root.',
  },
  {
    identifier: 'EC2_EBS_ENCRYPTION_BY_DEFAULT', cis: ['6.1.1'], fsbp: ['EC2.7'], pack: 'essential',
    what: 'New volumes in this region are not encrypted by default.',
    why: 'It then depends on everybody remembering.',
  },
  {
    identifier: 'ENCRYPTED_VOLUMES', fsbp: ['EC2.3'], pack: 'essential', types: ['AWS::EC2::Volume'],
    what: 'A volume in use is not encrypted at rest.',
    why: 'Its snapshots are not either, and they travel.',
    parameters: [{ name: 'kmsId', kind: 'text' }],
  },
  {
    identifier: 'EBS_SNAPSHOT_PUBLIC_RESTORABLE_CHECK', fsbp: ['EC2.1'], pack: 'essential', urgent: true,
    what: 'A snapshot of a volume is public.',
    why: 'Everybody can make a disk of it and read it.',
  },
  {
    identifier: 'BACKUP_RECOVERY_POINT_ENCRYPTED', fsbp: ['Backup.1'], pack: 'standard', types: ['AWS::Backup::RecoveryPoint'],
    what: 'A backup is not encrypted.',
    why: 'A backup is worth what it is a copy of.',
  },
  {
    identifier: 'SNS_ENCRYPTED_KMS', fsbp: ['SNS.1'], pack: 'standard', types: ['AWS::SNS::Topic'],
    what: 'A topic is not encrypted with a key of AWS KMS.',
    why: 'Messages say more than their senders think.',
    parameters: [{ name: 'kmsKeyIds', kind: 'list' }],
  },
  {
    identifier: 'KINESIS_STREAM_ENCRYPTED', fsbp: ['Kinesis.1'], pack: 'regulated', types: ['AWS::Kinesis::Stream'],
    what: 'A data stream is not encrypted at rest.',
    why: 'Records stay in it for up to a year.',
  },
];
