import { Stack, Token } from 'aws-cdk-lib';
import { CfnBucket, IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { Problem } from '../private/validation';
import { warn } from '../private/warn';
import { BucketPerimeter } from './bucket-perimeter';
import { BucketReplication } from './bucket-replication';
import { CustomerProvidedKeys } from './customer-provided-keys';
import { ObjectLock } from './object-lock';
import { ServerSideEncryption } from './server-side-encryption';
import { accountRegionalName, checkKeyRegion, sameName } from './storage-checks';

interface Placed {
  readonly objectLock?: ObjectLock;
  readonly bucketNamePrefix?: string;
  readonly accessLogBucket?: IBucket;
  readonly replication?: BucketReplication;
}

/** What is wrong with where a bucket, its key and the buckets it writes to are. */
export function bucketPlacementProblems(scope: Construct, props: Placed, encryption: ServerSideEncryption): Problem[] {
  const { region } = Stack.of(scope);
  const own = accountRegionalName(scope, props.bucketNamePrefix);
  const replica = props.replication?._props;
  const found = checkKeyRegion('encryption.key', encryption.key, region);
  if (replica && replica.region === undefined) {
    found.push(...checkKeyRegion('replication.encryptionKey', replica.encryptionKey, region));
  }
  if (replica && sameName(scope, own, replica.bucket.bucketName)) {
    found.push({
      prop: 'replication.bucket', got: show(replica.bucket), allowed: 'another bucket than the source',
      fix: 'replicate to a bucket in another region or account',
    });
  }
  if (replica && encryption.algorithm !== 'AES256' && !replica.encryptionKey) {
    found.push({
      prop: 'replication.encryptionKey', got: undefined, allowed: 'a key in the region of the replicas',
      fix: 'pass the key of the bucket that takes them: without one, Amazon S3 replicates no object that is encrypted with AWS KMS',
    });
  }
  if (replica && props.objectLock && unlocked(replica.bucket)) {
    found.push({
      prop: 'replication.bucket', got: show(replica.bucket), allowed: 'a bucket with objectLock, as the source has',
      fix: 'give the bucket of the replicas ObjectLock.legalHoldOnly() or more: Amazon S3 replicates no locked object to another',
    });
  }
  const logRegion = props.accessLogBucket?.env.region;
  if (logRegion !== undefined && !Token.isUnresolved(logRegion) && !Token.isUnresolved(region) && logRegion !== region) {
    found.push({
      prop: 'accessLogBucket', got: logRegion, allowed: `a bucket in ${region}, where the requests are`,
      fix: `pass the bucket of an AccessLogBucket in ${region}`,
    });
  }
  if (sameName(scope, own, props.accessLogBucket?.bucketName)) {
    found.push({
      prop: 'accessLogBucket', got: show(props.accessLogBucket!), allowed: 'another bucket than the one whose requests are recorded',
      fix: 'pass the bucket of an AccessLogBucket: each record would be a request to record',
    });
  }
  if (defaultRetention(props.accessLogBucket)) {
    found.push({
      prop: 'accessLogBucket', got: show(props.accessLogBucket!), allowed: 'a bucket without a default retention of Object Lock',
      fix: 'pass the bucket of an AccessLogBucket: Amazon S3 delivers no access logs to a locked one',
    });
  }
  return found;
}

/** A bucket that is locked or replicated stays versioned, whatever was done to its resource after it was made. */
export function lockProblems(bucket: CfnBucket): string[] {
  const versioning = bucket.versioningConfiguration as CfnBucket.VersioningConfigurationProperty | undefined;
  return versioning?.status === 'Enabled' ? [] : [
    `versioningConfiguration: got ${versioning ? JSON.stringify(versioning.status) : 'nothing'}; `
    + 'allowed is "Enabled" with objectLock or replication; leave the versioning of the bucket as it is',
  ];
}

/** What makes a bucket less than private, or cannot be undone. */
export function warnOfLoosenings(scope: Construct, keys: CustomerProvidedKeys, perimeter: BucketPerimeter, lock?: ObjectLock): void {
  if (keys.allowedBecause !== undefined) {
    warn(scope, 'customer-provided-keys', `objects can be uploaded under keys that AWS does not keep: ${keys.allowedBecause}`);
  }
  if (perimeter._loosening) {
    warn(scope, 'bucket-perimeter', `${perimeter._loosening}; leave perimeter out for the own account`);
  }
  if (lock?.mode === 'COMPLIANCE') {
    warn(scope, 'object-lock-compliance', 'nobody can delete a locked version or shorten its lock, and each is paid to the end: '
      + 'try ObjectLock.governance first');
  }
}

function defaultRetention(bucket: IBucket | undefined): boolean {
  const resource = bucket?.node.defaultChild;
  const lock = resource instanceof CfnBucket ? resource.objectLockConfiguration as CfnBucket.ObjectLockConfigurationProperty | undefined : undefined;
  return lock?.rule !== undefined;
}

/** A bucket of this app that is known to have no lock; of others nothing is known. */
function unlocked(bucket: IBucket): boolean {
  const resource = bucket.node.defaultChild;
  return resource instanceof CfnBucket && !resource.objectLockEnabled;
}

function show(bucket: IBucket): string {
  return Token.isUnresolved(bucket.bucketName) ? bucket.node.path : bucket.bucketName;
}
