import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import { CfnTrail } from 'aws-cdk-lib/aws-cloudtrail';
import { IRole, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { IKey } from 'aws-cdk-lib/aws-kms';
import { ILogGroup, LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { serviceRole } from '../private/service-role';
import { checkText, Problem, refuse } from '../private/validation';
import { warn } from '../private/warn';
import { ServiceAdoption } from '../service-adoption';
import { AdoptedTrail } from './adopted-trail';
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

  /**
   * What to do where there may be a trail already: a second one records every event again, and AWS charges for it.
   *
   * `adopt()` takes over the one called `trailName`. It is made to cover all regions and global services, to sign its files, and to run; where
   * `logGroupName` names none, it delivers to a log group as well. Bucket, key and what it records besides stay what they are. When the stack goes,
   * all of that is put back where nobody has changed it since, except that the trail is not stopped. `skip(reason)` changes nothing, and watches
   * `logGroupName`.
   *
   * A trail that AWS Control Tower or another account made for the organization cannot be changed from a member account. Such an account skips it.
   *
   * @default ServiceAdoption.create()
   */
  readonly adoption?: ServiceAdoption;

  /**
   * Name of the trail that is adopted: one of this account, whose home region is that of the stack.
   *
   * @default - `secure-baseline` is made; a trail that is adopted has to be named
   */
  readonly trailName?: string;

  /**
   * Name of the log group that a trail delivers to which is adopted or skipped, in the account and region of the stack.
   *
   * @default - one is made; the deployment fails where an adopted trail delivers to another one
   */
  readonly logGroupName?: string;
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
 * delivered to a bucket and to a log group that alarms watch. Makes one, or takes over one that is there.
 *
 * Records management events, whatever else it is asked to record. The first trail of an account delivers those free of charge.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/best-practices-security.html
 */
export class AuditTrail extends Construct {
  /** Name of the trail that is made. */
  public static readonly TRAIL_NAME = 'secure-baseline';

  /** Name of the log group that is made. */
  public static readonly LOG_GROUP_NAME = 'secure-baseline-trail';

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
      ...adoptionProblems(props),
    ];
  }

  /** ARN of the trail. Not there when it is skipped. */
  public readonly trailArn?: string;

  /** Where the events can be searched and watched. */
  public readonly logGroup: ILogGroup;

  private readonly logGroupName: string;

  /**
   * @throws when the retention is not one Amazon CloudWatch Logs knows, too many buckets are left out, the organization's id is none, the ARN of
   * the key for log files is none, or a trail is adopted without its name, or skipped without a log group
   */
  constructor(scope: Construct, id: string, props: AuditTrailProps) {
    super(scope, id);
    refuse(this, AuditTrail._problems(props));
    const { adoption = ServiceAdoption.create(), encryptionKey, logGroupName, trailName } = props;
    this.logGroupName = logGroupName ?? AuditTrail.LOG_GROUP_NAME;
    const existing = logGroupName === undefined ? undefined : LogGroup.fromLogGroupName(this, 'LogGroup', logGroupName);
    this.logGroup = existing ?? new LogGroup(this, 'LogGroup', {
      logGroupName: AuditTrail.LOG_GROUP_NAME,
      encryptionKey,
      retention: props.logGroupRetention ?? RetentionDays.ONE_YEAR,
      // One of a creation that failed would be in the way of the next one by its name.
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    if (adoption.name === 'skip') {
      warn(this, 'trail-skipped', `the audit trail is left alone: ${adoption.reason}`);
      return;
    }
    const role = existing === undefined ? serviceRole(this, 'Role', 'cloudtrail.amazonaws.com', [new PolicyStatement({
      actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      resources: [this.logGroup.logGroupArn],
    })]) : undefined;
    if (adoption.name === 'adopt') {
      warn(this, 'trail-adopted', `the trail ${trailName} goes on with its bucket, its key and what it records, which cannot be seen from here. `
        + 'That of an organization is changed in the account that made it: elsewhere the deployment fails, so skip it there');
      const delivery = role && { logGroup: this.logGroup, role };
      this.trailArn = new AdoptedTrail(this, 'Adopted', { trailName: trailName!, delivery, logKey: encryptionKey }).trailArn;
    } else {
      this.trailArn = this.create(props, role!);
    }
  }

  /**
   * The log group for another stack, by its name: with an export in between, the trail could not become an adopted one with a log group of its own,
   * and a stack of alarms would be too large.
   *
   * @internal
   */
  public _logGroupFor(scope: Construct): ILogGroup {
    Stack.of(scope).addStackDependency(Stack.of(this));
    return LogGroup.fromLogGroupName(scope, 'TrailLogGroup', this.logGroupName);
  }

  private create(props: AuditTrailProps, role: IRole): string {
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
    return Stack.of(this).formatArn({ service: 'cloudtrail', resource: 'trail', resourceName: AuditTrail.TRAIL_NAME });
  }
}

const ORGANIZATION = 'that of an organization belongs to the account that made it, and is skipped elsewhere';

function adoptionProblems(props: AuditTrailOptions): Problem[] {
  const { adoption, trailName, logGroupName } = props;
  const unknown = ServiceAdoption._check('adoption', adoption);
  const choice = adoption?.name ?? 'create';
  if (unknown.length > 0) {
    return unknown;
  }
  const unwanted = (prop: string, value: unknown, allowed: string, fix: string) => value === undefined ? [] : [{ prop, got: value, allowed, fix }];
  const kept = (prop: 'dataEvents' | 'insights' | 'scope') => unwanted(prop, props[prop], 'nothing for a trail that is there',
    'leave it out: the trail goes on recording what it records');
  return [
    ...choice === 'adopt' ? [] : unwanted('trailName', trailName, 'nothing but with ServiceAdoption.adopt()',
      `leave it out: the trail that is made is called ${AuditTrail.TRAIL_NAME}`),
    ...choice === 'adopt' && trailName === undefined ? [{
      prop: 'trailName', got: trailName, allowed: 'the name of the trail to adopt', fix: `see aws cloudtrail describe-trails: ${ORGANIZATION}`,
    }] : [],
    ...checkText('trailName', trailName, /^(?=.{3,128}$)[a-zA-Z0-9]+([._-][a-zA-Z0-9]+)*$/,
      '3 to 128 letters and digits, with single ".", "_" or "-" between them', `pass the name and not the ARN: ${ORGANIZATION}`),
    ...choice === 'create' ? unwanted('logGroupName', logGroupName, 'nothing where a trail is made',
      `leave it out: the log group that is made is called ${AuditTrail.LOG_GROUP_NAME}`) : [],
    ...choice === 'skip' && logGroupName === undefined ? [{
      prop: 'logGroupName', got: logGroupName, allowed: 'the log group of the trail that is skipped',
      fix: 'name it, or make no AuditTrail: there is nothing to watch',
    }] : [],
    ...checkText('logGroupName', logGroupName, /^[\w./#-]{1,512}$/, '1 to 512 letters, digits, ".", "_", "-", "/" and "#"',
      'pass the name and not the ARN'),
    ...choice === 'create' ? [] : [...kept('dataEvents'), ...kept('insights'), ...kept('scope')],
  ];
}
