import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { IKey } from 'aws-cdk-lib/aws-kms';
import { BlockPublicAccess, Bucket, BucketEncryption, BucketNamespace, CfnBucket, IBucket, LifecycleRule, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { acknowledge } from '../private/acknowledge';
import { checkDays, checkText, Problem, refuse } from '../private/validation';
import { EncryptionKey } from './encryption-key';
import { ServerSideEncryption } from './server-side-encryption';

/** Properties of a PrivateBucket. */
export interface PrivateBucketProps {
  /**
   * How objects are encrypted.
   *
   * @default ServerSideEncryption.kms() - SSE-KMS with a new key and a bucket key
   */
  readonly encryption?: ServerSideEncryption;

  /**
   * Where Amazon S3 records each request to this bucket, under this bucket's construct path. An AccessLogBucket is ready for it.
   *
   * @default - requests are not recorded as server access logs
   */
  readonly accessLogBucket?: IBucket;

  /**
   * Start of the bucket's name: 1 to 32 lower-case letters, digits and hyphens. AWS adds account, region and `-an`: the name lies in the
   * account's own namespace, where no other account can ever claim it. That namespace does not exist in `me-south-1` and `me-central-1`.
   *
   * @default - CloudFormation makes up a unique name
   */
  readonly bucketNamePrefix?: string;

  /**
   * How long a version stays after it was overwritten or deleted, from 1 to 3,650 days.
   *
   * @default Duration.days(90)
   */
  readonly noncurrentVersionExpiration?: Duration;

  /**
   * What happens to objects as they age, besides old versions and incomplete uploads.
   *
   * @default - current versions stay as they are, for good
   */
  readonly lifecycleRules?: LifecycleRule[];
}

/**
 * An Amazon S3 bucket that is private in every way AWS offers: all public access blocked, ACLs off, TLS 1.2 or newer, versioned, encrypted,
 * incomplete uploads dropped after a week, and kept when its stack goes.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html
 */
export class PrivateBucket extends Construct {
  /** @internal */
  public static _problems(props: PrivateBucketProps): Problem[] {
    return [
      ...checkDays('noncurrentVersionExpiration', props.noncurrentVersionExpiration, 1, 3650),
      ...checkText('bucketNamePrefix', props.bucketNamePrefix, /^(?!xn--|sthree-|amzn-s3-demo-)[a-z0-9]([a-z0-9-]{0,30}[a-z0-9])?$/,
        '1 to 32 lower-case letters, digits and hyphens, with a letter or digit at both ends, and no prefix that AWS reserves',
        'use a short name such as team-reports; AWS adds account and region'),
    ];
  }

  /** The bucket. */
  public readonly bucket: IBucket;

  /** The key that encrypts it. Not there when Amazon S3 holds the keys. */
  public readonly encryptionKey?: IKey;

  /** @throws when the name prefix or the expiration is not one Amazon S3 accepts */
  constructor(scope: Construct, id: string, props: PrivateBucketProps = {}) {
    super(scope, id);
    refuse(this, PrivateBucket._problems(props));

    const encryption = props.encryption ?? ServerSideEncryption.kms();
    const kms = encryption.algorithm === 'aws:kms';
    this.encryptionKey = kms
      ? encryption.key ?? new EncryptionKey(this, 'Key', { description: `Objects of ${this.node.path}` }).key
      : undefined;

    this.bucket = new Bucket(this, 'Resource', {
      bucketNamePrefix: props.bucketNamePrefix,
      bucketNamespace: props.bucketNamePrefix === undefined ? undefined : BucketNamespace.ACCOUNT_REGIONAL,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      encryption: kms ? BucketEncryption.KMS : BucketEncryption.S3_MANAGED,
      encryptionKey: this.encryptionKey,
      bucketKeyEnabled: kms || undefined,
      versioned: true,
      removalPolicy: RemovalPolicy.RETAIN,
      lifecycleRules: [
        {
          id: 'Housekeeping',
          abortIncompleteMultipartUploadAfter: Duration.days(7),
          noncurrentVersionExpiration: props.noncurrentVersionExpiration ?? Duration.days(90),
          expiredObjectDeleteMarker: true,
        },
        ...props.lifecycleRules ?? [],
      ],
    });
    if (props.accessLogBucket) {
      // Not through the L2's own prop: depending on a feature flag of the app, that one would turn ACLs on again.
      (this.bucket.node.defaultChild as CfnBucket).loggingConfiguration = {
        destinationBucketName: props.accessLogBucket.bucketName,
        logFilePrefix: `${this.node.path}/`,
      };
    }
    acknowledge(
      this.bucket,
      'Replication doubles storage and transfer and needs a second region or account: a decision of the owner, not a default.',
      'NIST.800.53.R5-S3BucketReplicationEnabled', 'HIPAA.Security-S3BucketReplicationEnabled', 'PCI.DSS.321-S3BucketReplicationEnabled',
    );
  }
}
