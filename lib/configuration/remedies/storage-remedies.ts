import { RemedyEntry } from './remedy-entry';

const BLOCK = { BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: true, RestrictPublicBuckets: true };
const ANY_BUCKET = 'Any bucket of the account can become public.';
const NO_RESOURCE = 'Amazon EC2 and Amazon S3 know no resource for the settings of an account.';

export const CLOSE_PUBLIC_BUCKET: RemedyEntry = {
  id: 'Bucket',
  rule: 'S3_BUCKET_LEVEL_PUBLIC_ACCESS_PROHIBITED',
  what: 'Blocks public access to the bucket.',
  changes: 'All four settings that block public access are switched on. Policy and ACLs stay, and no longer count where they are public.',
  breaks: 'Websites and downloads that are served from the bucket itself, to people who do not sign in.',
  undo: 'Serve them through Amazon CloudFront, or except the bucket with excludedPublicBuckets of the rule and delete the block of the bucket.',
  resourceType: 'AWS::S3::Bucket',
  resourceParameter: 'BucketName',
  steps: [{
    name: 'BlockPublicAccess', action: 'aws:executeAwsApi',
    inputs: { Service: 's3', Api: 'PutPublicAccessBlock', Bucket: '{{ BucketName }}', PublicAccessBlockConfiguration: BLOCK },
  }],
  permissions: [{ actions: ['s3:PutBucketPublicAccessBlock'], resources: ['arn:${AWS::Partition}:s3:::*'] }],
  wildcardReason: ANY_BUCKET,
};

export const BLOCK_PUBLIC_ACCESS: RemedyEntry = {
  id: 'Buckets',
  rule: 'S3_ACCOUNT_LEVEL_PUBLIC_ACCESS_BLOCKS_PERIODIC',
  what: 'Blocks public access to Amazon S3 for the whole account.',
  changes: 'All four settings of the account that block public access are switched on, in every region.',
  breaks: 'Websites and downloads that are served from a bucket itself, to people who do not sign in.',
  undo: 'Serve them through Amazon CloudFront, or delete the block of the account.',
  resourceParameter: 'AccountId',
  steps: [{
    name: 'BlockPublicAccess', action: 'aws:executeAwsApi',
    inputs: { Service: 's3control', Api: 'PutPublicAccessBlock', AccountId: '{{ AccountId }}', PublicAccessBlockConfiguration: BLOCK },
  }],
  permissions: [{ actions: ['s3:PutAccountPublicAccessBlock'], resources: ['*'] }],
  wildcardReason: NO_RESOURCE,
};

export const VERSION_BUCKET: RemedyEntry = {
  id: 'Versions',
  rule: 'S3_BUCKET_VERSIONING_ENABLED',
  what: 'Lets the bucket keep versions.',
  changes: 'Versioning is switched on: what is overwritten or deleted stays as an old version, and is charged.',
  breaks: 'Nothing, but costs grow where objects change all day and no lifecycle rule expires old versions.',
  undo: 'Suspend versioning; versions that are there stay until they are deleted.',
  resourceType: 'AWS::S3::Bucket',
  resourceParameter: 'BucketName',
  steps: [{
    name: 'EnableVersioning', action: 'aws:executeAwsApi',
    inputs: { Service: 's3', Api: 'PutBucketVersioning', Bucket: '{{ BucketName }}', VersioningConfiguration: { Status: 'Enabled' } },
  }],
  permissions: [{ actions: ['s3:PutBucketVersioning'], resources: ['arn:${AWS::Partition}:s3:::*'] }],
  wildcardReason: ANY_BUCKET,
};

export const ENCRYPT_NEW_VOLUMES: RemedyEntry = {
  id: 'NewVolumes',
  rule: 'EC2_EBS_ENCRYPTION_BY_DEFAULT',
  what: 'Encrypts new volumes of the region.',
  changes: 'Encryption by default is switched on. Volumes that are there stay as they are.',
  breaks: 'Instance types of before 2016 that cannot use encrypted volumes, and copies of snapshots to accounts without the key.',
  undo: 'Switch encryption by default off in the settings of Amazon EC2.',
  steps: [{
    name: 'EncryptByDefault', action: 'aws:executeAwsApi', inputs: { Service: 'ec2', Api: 'EnableEbsEncryptionByDefault' },
  }],
  permissions: [{ actions: ['ec2:EnableEbsEncryptionByDefault'], resources: ['*'] }],
  wildcardReason: NO_RESOURCE,
};

export const HIDE_SNAPSHOTS: RemedyEntry = {
  id: 'Snapshots',
  rule: 'EBS_SNAPSHOT_PUBLIC_RESTORABLE_CHECK',
  what: 'Hides the public snapshots of the region.',
  changes: 'No snapshot of a volume is public any more, and none can be made public. Sharing with named accounts stays.',
  breaks: 'Whoever restores volumes from snapshots the account has published.',
  undo: 'Disable the block of public access to snapshots: those that were public are public again.',
  steps: [{
    name: 'BlockPublicSnapshots', action: 'aws:executeAwsApi',
    inputs: { Service: 'ec2', Api: 'EnableSnapshotBlockPublicAccess', State: 'block-all-sharing' },
  }],
  permissions: [{ actions: ['ec2:EnableSnapshotBlockPublicAccess'], resources: ['*'] }],
  wildcardReason: NO_RESOURCE,
};

export const REPORT_VOLUME: RemedyEntry = {
  id: 'Volume',
  rule: 'ENCRYPTED_VOLUMES',
  what: 'Tells about the unencrypted volume: encrypting it takes a copy, and a restart of what uses it.',
  changes: 'Nothing.',
  breaks: 'Nothing.',
  undo: 'There is nothing to undo.',
  resourceType: 'AWS::EC2::Volume',
  resourceParameter: 'VolumeId',
  parameters: { TopicArn: undefined },
  steps: [{
    name: 'Report', action: 'aws:executeAwsApi',
    inputs: {
      Service: 'sns', Api: 'Publish', TopicArn: '{{ TopicArn }}', Subject: 'Unencrypted volume',
      Message: 'The volume {{ VolumeId }} in account {{ global:ACCOUNT_ID }}, region {{ global:REGION }}, is not encrypted. '
        + 'Make a snapshot, copy it with encryption, and replace the volume by one that is made of the copy.',
    },
  }],
  permissions: [{ actions: ['sns:Publish'], resources: ['${TopicArn}'] }],
  wildcardReason: 'There are none.',
};

export const HIDE_DATABASE: RemedyEntry = {
  id: 'Database',
  rule: 'RDS_INSTANCE_PUBLIC_ACCESS_CHECK',
  what: 'Takes its public address from the database.',
  changes: 'The database is no longer publicly accessible; its name then stands for its private address.',
  breaks: 'Whoever connects to it from outside the network, until they come through a VPN, a peering connection or an application.',
  undo: 'Modify the database: publicly accessible, at once.',
  resourceType: 'AWS::RDS::DBInstance',
  resourceParameter: 'DbiResourceId',
  steps: [
    {
      name: 'Find', action: 'aws:executeAwsApi',
      inputs: { Service: 'rds', Api: 'DescribeDBInstances', Filters: [{ Name: 'dbi-resource-id', Values: ['{{ DbiResourceId }}'] }] },
      outputs: [{ Name: 'Name', Selector: '$.DBInstances[0].DBInstanceIdentifier', Type: 'String' }],
    },
    {
      name: 'Hide', action: 'aws:executeAwsApi',
      inputs: { Service: 'rds', Api: 'ModifyDBInstance', DBInstanceIdentifier: '{{ Find.Name }}', PubliclyAccessible: false, ApplyImmediately: true },
    },
  ],
  permissions: [{
    actions: ['rds:DescribeDBInstances', 'rds:ModifyDBInstance'],
    resources: ['arn:${AWS::Partition}:rds:${AWS::Region}:${AWS::AccountId}:db:*'],
  }],
  wildcardReason: 'Any database of the account can become public.',
};

export const PROTECT_DATABASE: RemedyEntry = {
  id: 'Deletion',
  rule: 'RDS_INSTANCE_DELETION_PROTECTION_ENABLED',
  what: 'Protects the database from deletion.',
  changes: 'Deletion protection is switched on. The database runs on.',
  breaks: 'Programs and stacks that delete the database.',
  undo: 'Modify the database: no deletion protection.',
  resourceType: 'AWS::RDS::DBInstance',
  resourceParameter: 'DbiResourceId',
  steps: [
    HIDE_DATABASE.steps![0],
    {
      name: 'Protect', action: 'aws:executeAwsApi',
      inputs: { Service: 'rds', Api: 'ModifyDBInstance', DBInstanceIdentifier: '{{ Find.Name }}', DeletionProtection: true },
    },
  ],
  permissions: HIDE_DATABASE.permissions,
  wildcardReason: 'Any database of the account can lack it.',
};
