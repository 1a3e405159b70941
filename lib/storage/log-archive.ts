import { Duration } from 'aws-cdk-lib';
import { IKey } from 'aws-cdk-lib/aws-kms';
import { IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { Problem, refuse } from '../private/validation';
import { AccessLogBucket } from './access-log-bucket';
import { BucketDeletion } from './bucket-deletion';
import { BucketPerimeter } from './bucket-perimeter';
import { EncryptionKey } from './encryption-key';
import { LogBucket } from './log-bucket';
import { DEFAULT_RETENTION, logLifecycle, logRetentionProblems } from './log-retention';
import { LogSources } from './log-sources';
import { LogWriter } from './log-writer';
import { writerKeyStatements, writerStatements } from './log-writer-statements';
import { CONFIGURATION, NETWORK, TRAILS } from './log-writers';
import { ObjectLock } from './object-lock';
import { PrivateBucket } from './private-bucket';
import { ServerSideEncryption } from './server-side-encryption';
import { accountRegionalName, sameName } from './storage-checks';
import { telemetryKeyStatements } from './telemetry-key-statements';

/** Properties of a LogArchive. */
export interface LogArchiveProps {
  /**
   * How long logs are kept, from 91 to 3,650 days. They move to Glacier Instant Retrieval after 90 days, and to Glacier Deep Archive after a
   * year when they stay for half a year more: then reading one takes a restore of hours. What is smaller than 128 KB stays where it is, since moving
   * it would cost more than it saves.
   *
   * @default Duration.days(1096) - three years
   */
  readonly retention?: Duration;

  /**
   * Whose logs the archive takes.
   *
   * @default LogSources.ownAccount()
   */
  readonly sources?: LogSources;

  /**
   * Keeps each log from being deleted or overwritten, no longer than `retention`, even by whoever may change the bucket policy. Can never be
   * removed. AWS Config cannot deliver to such a bucket, and gets one of its own: `configurationBucket`.
   *
   * @default - the bucket policy alone denies every deletion
   */
  readonly objectLock?: ObjectLock;

  /**
   * A bucket that exists, such as that of an AccessLogBucket, for the record of requests to the archive. In the same account and region.
   *
   * @default - an AccessLogBucket of its own
   */
  readonly accessLogBucket?: IBucket;
}

/**
 * Where the evidence of an account, or of all accounts of an organization, goes: a bucket that AWS CloudTrail, AWS Config, flow logs, DNS query
 * logs, firewalls and Network Load Balancers may write to, from every region, and nobody may delete from; the bucket that records who asked for
 * it; and the key all telemetry of the account is encrypted with.
 *
 * Access logs of Amazon S3 and of Application Load Balancers cannot be encrypted with AWS KMS and go to the bucket of the access logs; logs of
 * AWS WAF need a bucket by another name, which LogBucket makes.
 *
 * One an account: the buckets have names that other stacks can rely on without a lookup.
 *
 * @see https://docs.aws.amazon.com/prescriptive-guidance/latest/security-reference-architecture/log-archive.html
 */
export class LogArchive extends Construct {
  /** Start of the archive's bucket name. */
  public static readonly BUCKET_NAME_PREFIX = 'secure-baseline-logs';

  /** Start of the name of the bucket that records requests to the archive. */
  public static readonly ACCESS_LOG_BUCKET_NAME_PREFIX = 'secure-baseline-access';

  /** Name of the archive's key, as in `alias/secure-baseline/logs`. */
  public static readonly KEY_ALIAS_NAME = 'secure-baseline/logs';

  /** Start of the name of the bucket AWS Config has to itself when the archive is locked. */
  public static readonly CONFIGURATION_BUCKET_NAME_PREFIX = 'secure-baseline-config';

  /**
   * Name of the archive's bucket in an account and region, for stacks that deploy apart from it.
   *
   * @param account - the account the archive is in
   * @param region - the region the archive is in
   */
  public static bucketName(account: string, region: string): string {
    return `${LogArchive.BUCKET_NAME_PREFIX}-${account}-${region}-an`;
  }

  /**
   * Name of the bucket AWS Config has to itself when the archive is locked, for stacks that deploy apart from it.
   *
   * @param account - the account the archive is in
   * @param region - the region the archive is in
   */
  public static configurationBucketName(account: string, region: string): string {
    return `${LogArchive.CONFIGURATION_BUCKET_NAME_PREFIX}-${account}-${region}-an`;
  }

  /**
   * Name of the bucket that records requests to the archive, for stacks that deploy apart from it.
   *
   * @param account - the account the archive is in
   * @param region - the region the archive is in
   */
  public static accessLogBucketName(account: string, region: string): string {
    return `${LogArchive.ACCESS_LOG_BUCKET_NAME_PREFIX}-${account}-${region}-an`;
  }

  /** @internal */
  public static _problems(props: LogArchiveProps): Problem[] {
    return [...logRetentionProblems(props), ...props.sources?._problems('sources') ?? []];
  }

  /** The archive. */
  public readonly bucket: IBucket;

  /** Takes what AWS Config delivers: the archive itself, unless it is locked. */
  public readonly configurationBucket: IBucket;

  /** Where requests to the archive are recorded. Takes the access logs of other buckets too. */
  public readonly accessLogBucket: IBucket;

  /** Encrypts the archive, and is ready for log groups, alert topics and trails of the account. */
  public readonly encryptionKey: IKey;

  /** @throws when the retention is out of its range or ends before the lock, a source is none, or the archive would record itself */
  constructor(scope: Construct, id: string, props: LogArchiveProps = {}) {
    super(scope, id);
    refuse(this, [...LogArchive._problems(props), ...this.loopProblems(props.accessLogBucket)]);
    const retention = props.retention ?? DEFAULT_RETENTION();
    const sources = props.sources ?? LogSources.ownAccount();

    this.encryptionKey = new EncryptionKey(this, 'Key', {
      description: 'Audit logs and alerts',
      aliasName: LogArchive.KEY_ALIAS_NAME,
      statements: [...writerKeyStatements(this, [TRAILS, CONFIGURATION, NETWORK], sources), ...telemetryKeyStatements(this)],
    }).key;
    this.accessLogBucket = props.accessLogBucket
      ?? new AccessLogBucket(this, 'AccessLogs', { retention, bucketNamePrefix: LogArchive.ACCESS_LOG_BUCKET_NAME_PREFIX }).bucket;
    this.bucket = new PrivateBucket(this, 'Bucket', {
      bucketNamePrefix: LogArchive.BUCKET_NAME_PREFIX,
      encryption: ServerSideEncryption.kms(this.encryptionKey),
      perimeter: sources.organizationId === undefined ? undefined : BucketPerimeter.ownOrganization(sources.organizationId),
      deletion: BucketDeletion.denied(),
      objectLock: props.objectLock,
      accessLogBucket: this.accessLogBucket,
      // Somebody who overwrites a log leaves the original behind as an old version: it is kept as long.
      noncurrentVersionExpiration: retention,
      lifecycleRules: [logLifecycle(retention)],
    }).bucket;
    writerStatements(this.bucket, props.objectLock ? [TRAILS, NETWORK] : [TRAILS, CONFIGURATION, NETWORK], sources)
      .forEach((statement) => this.bucket.addToResourcePolicy(statement));
    this.configurationBucket = props.objectLock === undefined ? this.bucket : new LogBucket(this, 'Configuration', {
      writer: LogWriter.configuration(),
      bucketNamePrefix: LogArchive.CONFIGURATION_BUCKET_NAME_PREFIX,
      encryptionKey: this.encryptionKey,
      accessLogBucket: this.accessLogBucket,
      retention,
      sources,
    }).bucket;
  }

  private loopProblems(accessLogBucket?: IBucket): Problem[] {
    return [LogArchive.BUCKET_NAME_PREFIX, LogArchive.CONFIGURATION_BUCKET_NAME_PREFIX]
      .filter((prefix) => sameName(this, accountRegionalName(this, prefix), accessLogBucket?.bucketName))
      .map((prefix) => ({
        prop: 'accessLogBucket', got: `${prefix}-…`, allowed: 'another bucket than the archive',
        fix: 'leave it out: an archive that recorded its requests in itself would never stop writing',
      }));
  }
}
