import { ArnFormat, Duration, Stack } from 'aws-cdk-lib';
import { AnyPrincipal, Effect, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { IKey } from 'aws-cdk-lib/aws-kms';
import { IBucket, StorageClass } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { checkDays, Problem, refuse } from '../private/validation';
import { AccessLogBucket } from './access-log-bucket';
import { EncryptionKey } from './encryption-key';
import { PrivateBucket } from './private-bucket';
import { ServerSideEncryption } from './server-side-encryption';

type Conditions = Record<string, Record<string, string>>;

/** A service that delivers into the archive: its folders below `AWSLogs/<account>/`, and what must hold of its requests. */
interface Writer {
  readonly name: string;
  readonly service: string;
  readonly folders: string[];
  readonly conditions: Conditions;
}

/** Properties of a LogArchive. */
export interface LogArchiveProps {
  /**
   * How long logs are kept, from 91 to 3,650 days. They move to Glacier Instant Retrieval after 90 days.
   *
   * @default Duration.days(1096) - three years
   */
  readonly retention?: Duration;
}

/**
 * Where the account's evidence goes: a bucket that AWS CloudTrail, AWS Config and VPC flow logs of this account may write to, from every
 * region, and nobody may delete from; the bucket that records who asked for it; and the key all telemetry of the account is encrypted with.
 *
 * One an account: the buckets have names that other stacks can rely on without a lookup.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html
 * @see https://docs.aws.amazon.com/config/latest/developerguide/s3-bucket-policy.html
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-s3-permissions.html
 */
export class LogArchive extends Construct {
  /** Start of the archive's bucket name. */
  public static readonly BUCKET_NAME_PREFIX = 'secure-baseline-logs';

  /**
   * Name of the archive's bucket in an account and region, for stacks that deploy apart from it.
   *
   * @param account - the account the archive is in
   * @param region - the region the archive is in
   */
  public static bucketName(account: string, region: string): string {
    return `${LogArchive.BUCKET_NAME_PREFIX}-${account}-${region}-an`;
  }

  /** @internal */
  public static _problems(props: LogArchiveProps): Problem[] {
    return checkDays('retention', props.retention, 91, 3650, 'pass a Duration of so many days, longer than the 90 before Glacier');
  }

  /** The archive. */
  public readonly bucket: IBucket;

  /** Where requests to the archive are recorded. Takes the access logs of other buckets too. */
  public readonly accessLogBucket: IBucket;

  /** Encrypts the archive, and is ready for log groups, alert topics and trails of the account. */
  public readonly encryptionKey: IKey;

  /** @throws when the retention is out of its range */
  constructor(scope: Construct, id: string, props: LogArchiveProps = {}) {
    super(scope, id);
    refuse(this, LogArchive._problems(props));
    const retention = props.retention ?? Duration.days(1096);

    this.encryptionKey = new EncryptionKey(this, 'Key', {
      description: 'Audit logs and alerts',
      aliasName: 'secure-baseline/logs',
      statements: this.keyStatements(),
    }).key;
    this.accessLogBucket = new AccessLogBucket(this, 'AccessLogs', { retention, bucketNamePrefix: 'secure-baseline-access' }).bucket;
    this.bucket = new PrivateBucket(this, 'Bucket', {
      bucketNamePrefix: LogArchive.BUCKET_NAME_PREFIX,
      encryption: ServerSideEncryption.kms(this.encryptionKey),
      accessLogBucket: this.accessLogBucket,
      // Somebody who overwrites a log leaves the original behind as an old version: it is kept as long.
      noncurrentVersionExpiration: retention,
      lifecycleRules: [{
        id: 'Retention',
        transitions: [{ storageClass: StorageClass.GLACIER_INSTANT_RETRIEVAL, transitionAfter: Duration.days(90) }],
        expiration: retention,
      }],
    }).bucket;
    this.bucketStatements().forEach((statement) => this.bucket.addToResourcePolicy(statement));
  }

  private bucketStatements(): PolicyStatement[] {
    const account = Stack.of(this).account;
    const writers: Writer[] = [
      {
        name: 'CloudTrail',
        service: 'cloudtrail',
        folders: ['CloudTrail-Digest', 'CloudTrail-Insight', 'CloudTrail'],
        conditions: this.fromTrails(),
      },
      { name: 'Config', service: 'config', folders: ['Config'], conditions: this.fromAccount() },
      { name: 'VpcFlowLogs', service: 'delivery.logs', folders: ['vpcdnsquerylogs', 'vpcflowlogs'], conditions: this.fromFlowLogs() },
    ];
    return [
      ...writers.flatMap(({ name, service, folders, conditions }) => [
        new PolicyStatement({
          sid: `${name}Check`,
          principals: [new ServicePrincipal(`${service}.amazonaws.com`)],
          actions: ['s3:GetBucketAcl', 's3:ListBucket'],
          resources: [this.bucket.bucketArn],
          conditions,
        }),
        new PolicyStatement({
          sid: `${name}Write`,
          principals: [new ServicePrincipal(`${service}.amazonaws.com`)],
          actions: ['s3:PutObject'],
          resources: folders.map((folder) => this.bucket.arnForObjects(`AWSLogs/${account}/${folder}/*`)),
          conditions: { ...conditions, StringEquals: { ...conditions.StringEquals, 's3:x-amz-acl': 'bucket-owner-full-control' } },
        }),
      ]),
      new PolicyStatement({
        sid: 'NobodyDeletes',
        effect: Effect.DENY,
        principals: [new AnyPrincipal()],
        actions: ['s3:DeleteObject', 's3:DeleteObjectVersion'],
        resources: [this.bucket.arnForObjects('*')],
      }),
    ];
  }

  private keyStatements(): PolicyStatement[] {
    const stack = Stack.of(this);
    const allow = (sid: string, service: string, actions: string[], conditions: Conditions) =>
      new PolicyStatement({ sid, principals: [new ServicePrincipal(service)], actions, resources: ['*'], conditions });
    const use = ['kms:Decrypt', 'kms:DescribeKey', 'kms:Encrypt', 'kms:GenerateDataKey*', 'kms:ReEncrypt*'];
    const logGroups = stack.formatArn({ service: 'logs', resource: 'log-group', resourceName: '*', arnFormat: ArnFormat.COLON_RESOURCE_NAME });
    return [
      allow('CloudTrail', 'cloudtrail.amazonaws.com', ['kms:GenerateDataKey*'],
        { ...this.fromTrails(), StringLike: { 'kms:EncryptionContext:aws:cloudtrail:arn': this.trails } }),
      // Apart from the statement above, because a description carries no encryption context.
      allow('CloudTrailDescribe', 'cloudtrail.amazonaws.com', ['kms:DescribeKey'], this.fromTrails()),
      allow('Config', 'config.amazonaws.com', ['kms:Decrypt', 'kms:GenerateDataKey'], this.fromAccount()),
      allow('VpcFlowLogs', 'delivery.logs.amazonaws.com', use, this.fromFlowLogs()),
      allow('LogGroups', `logs.${stack.region}.${stack.urlSuffix}`, use, { ArnLike: { 'kms:EncryptionContext:aws:logs:arn': logGroups } }),
      allow('AlarmsToTopics', 'cloudwatch.amazonaws.com', ['kms:Decrypt', 'kms:GenerateDataKey*'], this.fromAccount()),
      // Amazon EventBridge names neither account nor rule when it uses a key: with a condition, every alert would be dropped in silence.
      allow('EventsToTopics', 'events.amazonaws.com', ['kms:Decrypt', 'kms:GenerateDataKey*'], {}),
    ];
  }

  private get trails(): string {
    return Stack.of(this).formatArn({ service: 'cloudtrail', region: '*', resource: 'trail', resourceName: '*' });
  }

  /** AWS CloudTrail names the trail it writes for, and no account besides the one in that ARN. */
  private fromTrails(): Conditions {
    return { ArnLike: { 'aws:SourceArn': this.trails } };
  }

  private fromAccount(): Conditions {
    return { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } };
  }

  private fromFlowLogs(): Conditions {
    const logs = Stack.of(this).formatArn({ service: 'logs', region: '*', resource: '*', arnFormat: ArnFormat.NO_RESOURCE_NAME });
    return { ...this.fromAccount(), ArnLike: { 'aws:SourceArn': logs } };
  }
}
