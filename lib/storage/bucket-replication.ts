import { Stack } from 'aws-cdk-lib';
import { ArnPrincipal, ManagedPolicy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { IKey } from 'aws-cdk-lib/aws-kms';
import { CfnBucket, IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { acknowledgeWildcards } from '../private/acknowledge-wildcards';
import { checkAccountId, checkRegion, Problem } from '../private/validation';
import { checkKeyRegion } from './storage-checks';

/** Where and how a bucket is replicated. */
export interface ReplicaProps {
  /** The bucket that takes the replicas, with versioning on: another PrivateBucket, in whatever region and account. */
  readonly bucket: IBucket;

  /**
   * Encrypts the replicas; in the region of their bucket. Needed unless Amazon S3 holds the keys of the source.
   *
   * @default - none: for a source with `ServerSideEncryption.s3Managed()`
   */
  readonly encryptionKey?: IKey;

  /**
   * The account that owns the bucket of the replicas, 12 digits. It then owns the replicas too.
   *
   * @default - the account of the source
   */
  readonly account?: string;

  /**
   * The region of the bucket of the replicas.
   *
   * @default - the region of the source
   */
  readonly region?: string;

  /**
   * Whether AWS commits to replicating nearly everything within 15 minutes, and measures it. Has a price by the gigabyte.
   *
   * @default false
   */
  readonly replicationTimeControl?: boolean;

  /**
   * Whether an object that is deleted in the source is deleted in the replica as well. Versions never are.
   *
   * @default false - what somebody deletes by mistake, or on purpose, stays in the replica
   */
  readonly deleteMarkerReplication?: boolean;
}

/**
 * A copy of every new object version in another bucket. What is in the bucket already is not copied: S3 Batch Replication does that. A bucket
 * with Object Lock replicates to one that has it too.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication.html
 */
export class BucketReplication {
  /**
   * Replicates everything to one bucket.
   *
   * @param props - the bucket, and how
   */
  public static toBucket(props: ReplicaProps): BucketReplication {
    return new BucketReplication(props);
  }

  /**
   * What the policy of a bucket in another account must say to take replicas. `PrivateBucket.admitReplicas` adds it to a PrivateBucket.
   *
   * @param sourceRoleArn - ARN of the role that replicates: `replicationRole` of the source
   * @param bucketArn - ARN of the bucket that takes the replicas
   */
  public static replicaStatements(sourceRoleArn: string, bucketArn: string): PolicyStatement[] {
    const allow = (sid: string, actions: string[], resource: string) =>
      new PolicyStatement({ sid, principals: [new ArnPrincipal(sourceRoleArn)], actions, resources: [resource] });
    return [
      allow(
        'TakeReplicas', ['s3:ObjectOwnerOverrideToBucketOwner', 's3:ReplicateDelete', 's3:ReplicateObject', 's3:ReplicateTags'], `${bucketArn}/*`,
      ),
      allow('SeeWhetherVersioned', ['s3:GetBucketVersioning', 's3:ListBucket'], bucketArn),
    ];
  }

  /**
   * What the policy of a key in another account must say so that replicas can be encrypted with it.
   *
   * @param sourceRoleArn - ARN of the role that replicates: `replicationRole` of the source
   */
  public static replicaKeyStatements(sourceRoleArn: string): PolicyStatement[] {
    return [new PolicyStatement({
      sid: 'EncryptReplicas', principals: [new ArnPrincipal(sourceRoleArn)], actions: ['kms:Encrypt', 'kms:GenerateDataKey'], resources: ['*'],
    })];
  }

  private constructor(
    /** @internal */
    public readonly _props: ReplicaProps,
  ) {}

  /** @internal */
  public _problems(prop: string): Problem[] {
    return [
      ...checkAccountId(`${prop}.account`, this._props.account),
      ...checkRegion(`${prop}.region`, this._props.region),
      ...this._props.region === undefined ? [] : checkKeyRegion(`${prop}.encryptionKey`, this._props.encryptionKey, this._props.region),
    ];
  }

  /**
   * Makes a bucket replicate.
   *
   * @internal
   */
  public _bind(scope: Construct, source: IBucket, key?: IKey): Role {
    const { bucket, encryptionKey, account } = this._props;
    const on = { status: 'Enabled' };
    const off = { status: 'Disabled' };
    const quarter = { minutes: 15 };
    const role = new Role(scope, 'ReplicationRole', { assumedBy: new ServicePrincipal('s3.amazonaws.com') });
    const policy = new ManagedPolicy(role, 'Policy', { statements: this.roleStatements(scope, source, key), roles: [role] });
    acknowledgeWildcards(policy, 'Everything in the bucket is replicated, whatever it is called.');

    (source.node.defaultChild as CfnBucket).replicationConfiguration = {
      role: role.roleArn,
      rules: [{
        id: 'Everything',
        status: 'Enabled',
        priority: 1,
        filter: { prefix: '' },
        deleteMarkerReplication: this._props.deleteMarkerReplication ? on : off,
        sourceSelectionCriteria: key && { sseKmsEncryptedObjects: on },
        destination: {
          bucket: bucket.bucketArn,
          account,
          accessControlTranslation: account === undefined ? undefined : { owner: 'Destination' },
          encryptionConfiguration: encryptionKey && { replicaKmsKeyId: encryptionKey.keyArn },
          ...this._props.replicationTimeControl
            ? { replicationTime: { ...on, time: quarter }, metrics: { ...on, eventThreshold: quarter } }
            : {},
        },
      }],
    };
    return role;
  }

  private roleStatements(scope: Construct, source: IBucket, key?: IKey): PolicyStatement[] {
    const { bucket, encryptionKey, account, deleteMarkerReplication } = this._props;
    const stack = Stack.of(scope);
    const through = (region: string, arn: string) => ({
      StringEquals: { 'kms:ViaService': `s3.${region}.amazonaws.com` },
      // With a bucket key, the context names the bucket alone.
      StringLike: { 'kms:EncryptionContext:aws:s3:arn': [arn, `${arn}/*`] },
    });
    return [
      new PolicyStatement({ sid: 'ReadSource', actions: ['s3:GetReplicationConfiguration', 's3:ListBucket'], resources: [source.bucketArn] }),
      new PolicyStatement({
        sid: 'ReadVersions',
        actions: [
          's3:GetObjectLegalHold', 's3:GetObjectRetention', 's3:GetObjectVersionAcl', 's3:GetObjectVersionForReplication',
          's3:GetObjectVersionTagging',
        ],
        resources: [source.arnForObjects('*')],
      }),
      new PolicyStatement({
        sid: 'WriteReplicas',
        actions: [
          's3:ReplicateObject', 's3:ReplicateTags',
          ...deleteMarkerReplication ? ['s3:ReplicateDelete'] : [],
          ...account === undefined ? [] : ['s3:ObjectOwnerOverrideToBucketOwner'],
        ],
        resources: [bucket.arnForObjects('*')],
      }),
      ...key ? [new PolicyStatement({
        sid: 'DecryptSource', actions: ['kms:Decrypt'], resources: [key.keyArn], conditions: through(stack.region, source.bucketArn),
      })] : [],
      ...encryptionKey ? [new PolicyStatement({
        sid: 'EncryptReplicas',
        actions: ['kms:Encrypt', 'kms:GenerateDataKey'],
        resources: [encryptionKey.keyArn],
        conditions: through(this._props.region ?? stack.region, bucket.bucketArn),
      })] : [],
    ];
  }
}
