import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { IGrantable, IRole } from 'aws-cdk-lib/aws-iam';
import { IKey } from 'aws-cdk-lib/aws-kms';
import {
  BlockedEncryptionType, BlockPublicAccess, Bucket, BucketEncryption, BucketNamespace, CfnBucket, IBucket, LifecycleRule, ObjectOwnership,
} from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { acknowledge } from '../private/acknowledge';
import { checkDays, checkText, Problem, refuse } from '../private/validation';
import { BucketAccess, customerKeyStatement, encryptionStatements, grantAccess } from './bucket-access';
import { BucketDeletion } from './bucket-deletion';
import { BucketPerimeter } from './bucket-perimeter';
import { bucketPlacementProblems, lockProblems, warnOfLoosenings } from './bucket-problems';
import { BucketReplication } from './bucket-replication';
import { CustomerProvidedKeys } from './customer-provided-keys';
import { EncryptionKey } from './encryption-key';
import { ObjectLock } from './object-lock';
import { ServerSideEncryption } from './server-side-encryption';
import { checkRoleArn } from './storage-checks';

/** Properties of a PrivateBucket. */
export interface PrivateBucketProps {
  /**
   * How objects are encrypted. Uploads that ask for another encryption are denied.
   *
   * @default ServerSideEncryption.kms() - SSE-KMS with a new key and a bucket key
   */
  readonly encryption?: ServerSideEncryption;

  /**
   * Whether objects may be uploaded under keys that the caller sends along (SSE-C).
   *
   * @default CustomerProvidedKeys.refused()
   */
  readonly customerProvidedKeys?: CustomerProvidedKeys;

  /**
   * Whose identities the bucket deals with, whatever its policy comes to allow.
   *
   * @default BucketPerimeter.ownAccount()
   */
  readonly perimeter?: BucketPerimeter;

  /**
   * Who may delete objects, as a denial that binds administrators too.
   *
   * @default - whoever a policy allows to; old versions stay for `noncurrentVersionExpiration`
   */
  readonly deletion?: BucketDeletion;

  /**
   * Keeps each version from being deleted or overwritten for a time. Can be added later, and never be removed.
   *
   * @default - versions can be deleted by whoever may
   */
  readonly objectLock?: ObjectLock;

  /**
   * Copies new versions to another bucket, in another region or account.
   *
   * @default - there is one copy, across the availability zones of one region
   */
  readonly replication?: BucketReplication;

  /**
   * Whether Amazon S3 tells Amazon EventBridge of everything that happens to objects.
   *
   * @default false
   */
  readonly eventBridgeEnabled?: boolean;

  /**
   * Where Amazon S3 records each request to this bucket, under this bucket's construct path. An AccessLogBucket is ready for it. In the same
   * region and account.
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
   * How long a version stays after it was overwritten or deleted, from 1 to 3,650 days, and no shorter than `objectLock`.
   *
   * @default - 90 days, or as long as `objectLock` when that is longer
   */
  readonly noncurrentVersionExpiration?: Duration;

  /**
   * What happens to objects as they age, besides old versions and incomplete uploads. Nothing can expire before `objectLock` ends.
   *
   * @default - current versions stay as they are, for good
   */
  readonly lifecycleRules?: LifecycleRule[];
}

/**
 * An Amazon S3 bucket that is private in every way AWS offers: all public access blocked, ACLs off, TLS 1.2 or newer, the identities of its own
 * account alone, versioned, encrypted in one way, incomplete uploads dropped after a week, and kept when its stack goes.
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
      ...props.customerProvidedKeys?._problems('customerProvidedKeys') ?? [],
      ...props.perimeter?._problems('perimeter') ?? [],
      ...props.deletion?._problems('deletion') ?? [],
      ...props.objectLock?._problems('objectLock') ?? [],
      ...props.objectLock?._lifecycleProblems(props.lifecycleRules ?? [], props.noncurrentVersionExpiration) ?? [],
      ...props.replication?._problems('replication') ?? [],
    ];
  }

  /** The bucket. */
  public readonly bucket: IBucket;

  /** The key that encrypts it. Not there when Amazon S3 holds the keys. */
  public readonly encryptionKey?: IKey;

  /** The role that replicates. Not there when nothing is replicated. */
  public readonly replicationRole?: IRole;

  private deletionDenied: boolean;

  /** @throws when a property is not one Amazon S3 would accept, or would not do what it says; the error lists all of them */
  constructor(scope: Construct, id: string, props: PrivateBucketProps = {}) {
    super(scope, id);
    const encryption = props.encryption ?? ServerSideEncryption.kms();
    refuse(this, [...PrivateBucket._problems(props), ...bucketPlacementProblems(this, props, encryption)]);

    const kms = encryption.algorithm !== 'AES256';
    const dual = encryption.algorithm === 'aws:kms:dsse';
    this.encryptionKey = kms
      ? encryption.key ?? new EncryptionKey(this, 'Key', { description: `Objects of ${this.node.path}` }).key
      : undefined;
    const customerKeys = props.customerProvidedKeys ?? CustomerProvidedKeys.refused();
    const { objectLock } = props;

    this.bucket = new Bucket(this, 'Resource', {
      bucketNamePrefix: props.bucketNamePrefix,
      bucketNamespace: props.bucketNamePrefix === undefined ? undefined : BucketNamespace.ACCOUNT_REGIONAL,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      encryption: dual ? BucketEncryption.DSSE : kms ? BucketEncryption.KMS : BucketEncryption.S3_MANAGED,
      encryptionKey: this.encryptionKey,
      bucketKeyEnabled: kms && !dual || undefined,
      // Named in both cases: what a bucket does that says nothing of it has changed over the years.
      blockedEncryptionTypes: [customerKeys.allowedBecause === undefined ? BlockedEncryptionType.SSE_C : BlockedEncryptionType.NONE],
      versioned: true,
      objectLockEnabled: objectLock && true,
      objectLockDefaultRetention: objectLock?._defaultRetention,
      // A bucket of a creation that failed is empty, and would be in the way of the next one by its name.
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
      lifecycleRules: [
        {
          id: 'Housekeeping',
          abortIncompleteMultipartUploadAfter: Duration.days(7),
          noncurrentVersionExpiration: props.noncurrentVersionExpiration ?? Duration.days(Math.max(90, objectLock?._days ?? 0)),
          expiredObjectDeleteMarker: true,
        },
        ...props.lifecycleRules ?? [],
      ],
    });
    const resource = this.bucket.node.defaultChild as CfnBucket;
    if (props.accessLogBucket) {
      // Not through the L2's own prop: depending on a feature flag of the app, that one would turn ACLs on again.
      resource.loggingConfiguration = { destinationBucketName: props.accessLogBucket.bucketName, logFilePrefix: `${this.node.path}/` };
    }
    if (props.eventBridgeEnabled) {
      // Not through the L2's own prop, which makes a function for what the resource can do by itself.
      resource.notificationConfiguration = { eventBridgeConfiguration: { eventBridgeEnabled: true } };
    }
    if (objectLock || props.replication) {
      this.node.addValidation({ validate: () => lockProblems(resource) });
    }

    const perimeter = props.perimeter ?? BucketPerimeter.ownAccount();
    [
      ...perimeter._statements(this.bucket, Stack.of(this).account),
      ...encryptionStatements(this.bucket, encryption, this.encryptionKey),
      ...customerKeys.allowedBecause === undefined ? [customerKeyStatement(this.bucket)] : [],
      ...props.deletion?._statements(this.bucket) ?? [],
    ].forEach((statement) => this.bucket.addToResourcePolicy(statement));
    this.deletionDenied = props.deletion !== undefined;

    if (props.replication) {
      this.replicationRole = props.replication._bind(this, this.bucket, this.encryptionKey);
    } else {
      acknowledge(
        this.bucket,
        'Replication doubles storage and transfer and needs a second region or account: a decision of the owner, not a default.',
        'NIST.800.53.R5-S3BucketReplicationEnabled', 'HIPAA.Security-S3BucketReplicationEnabled', 'PCI.DSS.321-S3BucketReplicationEnabled',
      );
    }
    warnOfLoosenings(this, customerKeys, perimeter, objectLock);
  }

  /**
   * Lets an identity list and read, and nothing else: all other actions on this bucket are denied to it, whatever other policies it holds, those
   * of an administrator among them. For a group, that binds its members. Of two grants to one identity, the narrower holds.
   *
   * @param grantee - a role, a user or a group
   * @throws when it is something else: a service or another account holds no policies of this account
   */
  public grantReadOnly(grantee: IGrantable): void {
    grantAccess(this, this.bucket, this.encryptionKey, grantee, BucketAccess.READ_ONLY);
  }

  /**
   * Lets an identity list, read and upload, and nothing else, as `grantReadOnly` does; and from then on nobody deletes from this bucket, neither
   * an administrator nor the root user: unless `deletion` says otherwise, it becomes `BucketDeletion.denied()`.
   *
   * @param grantee - a role, a user or a group
   * @throws when it is something else: a service or another account holds no policies of this account
   */
  public grantUploadAndView(grantee: IGrantable): void {
    grantAccess(this, this.bucket, this.encryptionKey, grantee, BucketAccess.UPLOAD_AND_VIEW);
    if (!this.deletionDenied) {
      BucketDeletion.denied()._statements(this.bucket).forEach((statement) => this.bucket.addToResourcePolicy(statement));
      this.deletionDenied = true;
    }
  }

  /**
   * Takes replicas from a bucket of another account. The perimeter must let that account in: `BucketPerimeter.accounts` or `ownOrganization`.
   * A key that was passed in must say so itself, as `BucketReplication.replicaKeyStatements` puts it, when it is not of this app.
   *
   * @param sourceRoleArn - ARN of the role that replicates: `replicationRole` of the source
   * @throws when it is no ARN of a role
   */
  public admitReplicas(sourceRoleArn: string): void {
    refuse(this, checkRoleArn('sourceRoleArn', sourceRoleArn));
    BucketReplication.replicaStatements(sourceRoleArn, this.bucket.bucketArn).forEach((statement) => this.bucket.addToResourcePolicy(statement));
    if (this.encryptionKey) {
      BucketReplication.replicaKeyStatements(sourceRoleArn).forEach((statement) => this.encryptionKey!.addToResourcePolicy(statement));
    }
  }
}
