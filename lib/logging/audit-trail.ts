import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import { CfnTrail } from 'aws-cdk-lib/aws-cloudtrail';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { IKey } from 'aws-cdk-lib/aws-kms';
import { ILogGroup, LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { serviceRole } from '../private/service-role';
import { checkText, Problem, refuse } from '../private/validation';
import { warn } from '../private/warn';
import { DataEvents } from './data-events';
import { TrailInsights } from './trail-insights';
import { TrailScope } from './trail-scope';

/** Settings of an AuditTrail that a baseline chooses. */
export interface AuditTrailOptions {
  /**
   * How long events stay searchable in Amazon CloudWatch Logs. The log archive keeps them longer.
   *
   * @default RetentionDays.ONE_YEAR
   */
  readonly logGroupRetention?: RetentionDays;

  /**
   * Whether the trail records what happens inside buckets and functions too.
   *
   * @default DataEvents.none()
   */
  readonly dataEvents?: DataEvents;

  /**
   * Whether AWS CloudTrail tells of unusual activity.
   *
   * @default TrailInsights.none()
   */
  readonly insights?: TrailInsights;

  /**
   * Whose events are recorded.
   *
   * @default TrailScope.account()
   */
  readonly scope?: TrailScope;
}

/** Properties of an AuditTrail. */
export interface AuditTrailProps extends AuditTrailOptions {
  /** Takes the log files. Its policy lets AWS CloudTrail write to it, as that of a LogArchive does. */
  readonly bucket: IBucket;

  /**
   * Encrypts the log group, and the log files unless `logFileKeyArn` names another key for them. Its policy lets AWS CloudTrail and Amazon CloudWatch
   * Logs use it, as that of a LogArchive's key does.
   */
  readonly encryptionKey: IKey;

  /**
   * ARN of the key that encrypts the log files, or of an alias of it: for a bucket in another account, which has a key of its own. In the region of
   * the bucket. Its policy lets AWS CloudTrail use it.
   *
   * @default - `encryptionKey` encrypts them
   */
  readonly logFileKeyArn?: string;

  /**
   * Takes the access logs of `bucket`. Its objects stay out of the data events, as those of `bucket` do: each delivery would cause the next.
   *
   * @default - there is none, or no data events are recorded
   */
  readonly accessLogBucket?: IBucket;
}

/**
 * The account's record of who did what: one trail for all regions and global services, with log files that cannot be changed unnoticed,
 * delivered to a bucket and to a log group that alarms watch.
 *
 * Records management events, whatever else it is asked to record. The first trail of an account delivers those free of charge.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/best-practices-security.html
 */
export class AuditTrail extends Construct {
  /** Name of the trail. */
  public static readonly TRAIL_NAME = 'secure-baseline';

  /** @internal */
  public static _problems(props: AuditTrailOptions & { logFileKeyArn?: string }): Problem[] {
    const known = Object.values(RetentionDays).filter((days) => typeof days === 'number');
    const retention = props.logGroupRetention === undefined || known.includes(props.logGroupRetention)
      ? []
      : [{ prop: 'logGroupRetention', got: props.logGroupRetention, allowed: `one of ${known.join(', ')}`, fix: 'use a member of RetentionDays' }];
    return [
      ...retention, ...props.dataEvents?._problems('dataEvents') ?? [], ...props.scope?._problems('scope') ?? [],
      ...checkText('logFileKeyArn', props.logFileKeyArn, /^arn:[^:]+:kms:[a-z0-9-]+:\d{12}:(key\/[\w-]+|alias\/[\w/-]+)$/,
        'the ARN of a key, or of an alias of one', 'copy it from the console of AWS KMS'),
    ];
  }

  /** ARN of the trail. */
  public readonly trailArn: string;

  /** Where the events can be searched and watched. */
  public readonly logGroup: ILogGroup;

  /**
   * @throws when the retention is not one Amazon CloudWatch Logs knows, too many buckets are left out, the organization's id is none, or the ARN of
   * the key for log files is none
   */
  constructor(scope: Construct, id: string, props: AuditTrailProps) {
    super(scope, id);
    refuse(this, AuditTrail._problems(props));
    this.logGroup = new LogGroup(this, 'LogGroup', {
      logGroupName: 'secure-baseline-trail',
      encryptionKey: props.encryptionKey,
      retention: props.logGroupRetention ?? RetentionDays.ONE_YEAR,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    const role = serviceRole(this, 'Role', 'cloudtrail.amazonaws.com', [new PolicyStatement({
      actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      resources: [this.logGroup.logGroupArn],
    })]);
    const dataEvents = props.dataEvents ?? DataEvents.none();
    const unrecorded = dataEvents._unrecordedBuckets;
    if (unrecorded.length > 0) {
      warn(this, 'data-events-left-out',
        `the trail does not record who reads or changes the objects of ${unrecorded.length} of the buckets: record them, or say why not`);
    }
    const trail = new CfnTrail(this, 'Resource', {
      trailName: AuditTrail.TRAIL_NAME,
      isLogging: true,
      isMultiRegionTrail: true,
      includeGlobalServiceEvents: true,
      enableLogFileValidation: true,
      isOrganizationTrail: props.scope?.organizationId === undefined ? undefined : true,
      // Written without data events too: a trail whose selectors are taken out of a template keeps them.
      advancedEventSelectors: dataEvents._selectors(
        [props.bucket, props.accessLogBucket, ...unrecorded].flatMap((bucket) => bucket?.bucketArn ?? [])),
      insightSelectors: props.insights?._selectors ?? [],
      s3BucketName: props.bucket.bucketName,
      kmsKeyId: props.logFileKeyArn ?? props.encryptionKey.keyArn,
      cloudWatchLogsLogGroupArn: this.logGroup.logGroupArn,
      cloudWatchLogsRoleArn: role.roleArn,
    });
    // AWS CloudTrail tries all three when the trail is made: the bucket with its policy, and the role with its own.
    trail.node.addDependency(props.bucket, role);
    this.trailArn = Stack.of(this).formatArn({ service: 'cloudtrail', resource: 'trail', resourceName: AuditTrail.TRAIL_NAME });
  }
}
