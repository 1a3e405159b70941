import { Duration } from 'aws-cdk-lib';
import { IKey } from 'aws-cdk-lib/aws-kms';
import { IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { Problem, refuse } from '../private/validation';
import { BucketDeletion } from './bucket-deletion';
import { BucketPerimeter } from './bucket-perimeter';
import { EncryptionKey } from './encryption-key';
import { DEFAULT_RETENTION, logLifecycle, logRetentionProblems } from './log-retention';
import { LogSources } from './log-sources';
import { LogWriter } from './log-writer';
import { writerKeyStatements, writerStatements } from './log-writer-statements';
import { ObjectLock } from './object-lock';
import { PrivateBucket } from './private-bucket';
import { ServerSideEncryption } from './server-side-encryption';

/** Properties of a LogBucket. */
export interface LogBucketProps {
  /** What writes into it. */
  readonly writer: LogWriter;

  /**
   * Whose logs are taken.
   *
   * @default LogSources.ownAccount()
   */
  readonly sources?: LogSources;

  /**
   * How long logs are kept, from 91 to 3,650 days. They move to Glacier Instant Retrieval after 90 days, and to Glacier Deep Archive after a
   * year when they stay long enough for that to pay.
   *
   * @default Duration.days(1096) - three years
   */
  readonly retention?: Duration;

  /**
   * Keeps each log from being deleted or overwritten, no longer than `retention`. Can never be removed.
   *
   * @default - the bucket policy alone denies every deletion
   */
  readonly objectLock?: ObjectLock;

  /**
   * Encrypts the logs. Its policy lets the writer use it, as that of a LogArchive's key does for all writers.
   *
   * @default - an EncryptionKey of its own
   */
  readonly encryptionKey?: IKey;

  /**
   * Where requests to the bucket are recorded.
   *
   * @default - they are not recorded as server access logs
   */
  readonly accessLogBucket?: IBucket;

  /**
   * Start of the bucket's name, as in PrivateBucket.
   *
   * @default - what the writer asks for; otherwise CloudFormation makes up a unique name
   */
  readonly bucketNamePrefix?: string;
}

/**
 * A bucket that one kind of log is delivered to, and that nobody deletes from: for what cannot go to the LogArchive, such as the logs of AWS WAF.
 */
export class LogBucket extends Construct {
  /** @internal */
  public static _problems(props: LogBucketProps): Problem[] {
    const { bucketNamePrefix, notLocked } = props.writer._entry;
    const found = [...logRetentionProblems(props), ...props.sources?._problems('sources') ?? []];
    if (notLocked && props.objectLock) {
      found.push({
        prop: 'objectLock', got: props.objectLock.mode ?? 'legalHoldOnly', allowed: 'nothing for this writer', fix: `leave it out: ${notLocked}`,
      });
    }
    if (bucketNamePrefix && props.bucketNamePrefix !== undefined && !props.bucketNamePrefix.startsWith(bucketNamePrefix)) {
      found.push({
        prop: 'bucketNamePrefix', got: props.bucketNamePrefix, allowed: `what starts with ${bucketNamePrefix}`,
        fix: 'put it in front: the service writes to no other bucket',
      });
    }
    return found;
  }

  /** The bucket. */
  public readonly bucket: IBucket;

  /** The key that encrypts it. */
  public readonly encryptionKey: IKey;

  /** @throws when the writer cannot deliver to such a bucket, or the retention is out of its range */
  constructor(scope: Construct, id: string, props: LogBucketProps) {
    super(scope, id);
    refuse(this, LogBucket._problems(props));
    const entry = props.writer._entry;
    const sources = props.sources ?? LogSources.ownAccount();
    const retention = props.retention ?? DEFAULT_RETENTION();

    this.encryptionKey = props.encryptionKey ?? new EncryptionKey(this, 'Key', {
      description: entry.what, statements: writerKeyStatements(this, [entry], sources),
    }).key;
    this.bucket = new PrivateBucket(this, 'Bucket', {
      bucketNamePrefix: props.bucketNamePrefix ?? (entry.bucketNamePrefix && `${entry.bucketNamePrefix}secure-baseline`),
      encryption: ServerSideEncryption.kms(this.encryptionKey),
      perimeter: sources.organizationId === undefined ? undefined : BucketPerimeter.ownOrganization(sources.organizationId),
      deletion: BucketDeletion.denied(),
      objectLock: props.objectLock,
      accessLogBucket: props.accessLogBucket,
      // Somebody who overwrites a log leaves the original behind as an old version: it is kept as long.
      noncurrentVersionExpiration: retention,
      lifecycleRules: [logLifecycle(retention)],
    }).bucket;
    writerStatements(this.bucket, [entry], sources).forEach((statement) => this.bucket.addToResourcePolicy(statement));
  }
}
