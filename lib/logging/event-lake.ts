import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { CfnEventDataStore } from 'aws-cdk-lib/aws-cloudtrail';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { checkDays, Problem, refuse } from '../private/validation';
import { warn } from '../private/warn';
import { EncryptionKey } from '../storage/encryption-key';
import { DataEvents } from './data-events';
import { TrailScope } from './trail-scope';

/** Properties of an EventLake. */
export interface EventLakeProps {
  /**
   * How long events can be searched, from 7 to 3,653 days. The first 366 days are in the price of taking them in.
   *
   * @default Duration.days(366)
   */
  readonly retention?: Duration;

  /**
   * Which data events it takes, besides all management events.
   *
   * @default DataEvents.none()
   */
  readonly dataEvents?: DataEvents;

  /**
   * Whose events it takes. For an organization, in the management account or that of the delegated administrator.
   *
   * @default TrailScope.account()
   */
  readonly scope?: TrailScope;

  /**
   * Encrypts the events, and can never be changed. Its policy lets AWS CloudTrail use it without a condition, since the service names neither
   * account nor store here: take no key that encrypts anything else.
   *
   * @default - an EncryptionKey of its own
   */
  readonly encryptionKey?: IKey;
}

/**
 * An event data store of AWS CloudTrail Lake: events of all regions, searched with SQL, without a bucket to look after. Cannot be deleted before
 * somebody ends its protection, and stays when its stack goes.
 *
 * Since 31 May 2026 AWS opens CloudTrail Lake to no new customers: it works only in accounts that used it before. ArchiveQueries do the same
 * everywhere. AWS charges 0.75 USD for each gigabyte that comes in, and 0.005 USD for each gigabyte searched.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-lake-service-availability-change.html
 */
export class EventLake extends Construct {
  /** @internal */
  public static _problems(props: EventLakeProps): Problem[] {
    return [
      ...checkDays('retention', props.retention, 7, 3653),
      ...props.dataEvents?._problems('dataEvents') ?? [],
      ...props.scope?._problems('scope') ?? [],
    ];
  }

  /** ARN of the event data store. */
  public readonly eventDataStoreArn: string;

  /** The key that encrypts the events. */
  public readonly encryptionKey: IKey;

  /** @throws when the retention is out of its range, too many buckets are left out, or the organization's id is none */
  constructor(scope: Construct, id: string, props: EventLakeProps = {}) {
    super(scope, id);
    refuse(this, EventLake._problems(props));
    warn(this, 'event-lake-closed', 'AWS CloudTrail Lake has been closed to new customers since 31 May 2026: '
      + 'deploy this only where it was used before, and take ArchiveQueries elsewhere');

    this.encryptionKey = props.encryptionKey ?? new EncryptionKey(this, 'Key', {
      description: 'Events in AWS CloudTrail Lake',
      statements: [new PolicyStatement({
        // AWS CloudTrail sends no source, neither ARN nor account, for an event data store: with a condition, it takes in nothing.
        sid: 'EventDataStores',
        principals: [new ServicePrincipal('cloudtrail.amazonaws.com')],
        actions: ['kms:Decrypt', 'kms:DescribeKey', 'kms:GenerateDataKey'],
        resources: ['*'],
      })],
    }).key;
    const dataEvents = props.dataEvents ?? DataEvents.none();
    const store = new CfnEventDataStore(this, 'Resource', {
      name: 'secure-baseline',
      multiRegionEnabled: true,
      organizationEnabled: props.scope?.organizationId !== undefined,
      advancedEventSelectors: dataEvents._selectors(dataEvents._unrecordedBuckets.map(({ bucketArn }) => bucketArn)),
      billingMode: 'EXTENDABLE_RETENTION_PRICING',
      retentionPeriod: (props.retention ?? Duration.days(366)).toDays(),
      kmsKeyId: this.encryptionKey.keyArn,
      terminationProtectionEnabled: true,
    });
    store.applyRemovalPolicy(RemovalPolicy.RETAIN);
    this.eventDataStoreArn = store.attrEventDataStoreArn;
  }
}
