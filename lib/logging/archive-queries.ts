import { Aws, Duration, Fn, Stack } from 'aws-cdk-lib';
import { CfnNamedQuery, CfnWorkGroup } from 'aws-cdk-lib/aws-athena';
import { CfnDatabase, CfnTable } from 'aws-cdk-lib/aws-glue';
import { IKey } from 'aws-cdk-lib/aws-kms';
import { IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { AWS_REGIONS } from '../private/regions';
import { checkAccountId, checkRange, checkUnique, Problem, refuse } from '../private/validation';
import { PrivateBucket } from '../storage/private-bucket';
import { ServerSideEncryption } from '../storage/server-side-encryption';
import { TRAIL_COLUMNS } from './trail-columns';
import { TRAIL_QUESTIONS, TrailQuestion } from './trail-questions';
import { TrailScope } from './trail-scope';

const DATABASE = 'secure_baseline';
const TABLE = 'cloudtrail';
const WORK_GROUP = 'secure-baseline';
const GIGABYTE = 1_000_000_000;

/** Properties of ArchiveQueries. */
export interface ArchiveQueriesProps {
  /** Where AWS CloudTrail delivers, such as the bucket of a LogArchive. */
  readonly bucket: IBucket;

  /** Encrypts the answers. Whoever asks has to be allowed to use it, and the key of the archive. */
  readonly encryptionKey: IKey;

  /**
   * Whose events are in the archive, as given to the AuditTrail that delivers there.
   *
   * @default TrailScope.account()
   */
  readonly scope?: TrailScope;

  /**
   * Accounts to search, 12 digits each.
   *
   * @default - the account of the stack; with the events of an organization, those that a query names: `account IN ('111122223333')`
   */
  readonly accountIds?: string[];

  /**
   * Gigabytes a query may read before it is cancelled, from 1 to 10,000. AWS charges 5 USD for 1,000 of them.
   *
   * @default 100
   */
  readonly maximumGigabytes?: number;

  /**
   * Takes the answers. Its objects should expire: they hold what the archive holds.
   *
   * @default - a PrivateBucket that keeps them for 30 days
   */
  readonly resultBucket?: IBucket;

  /**
   * Where requests to the bucket of the answers are recorded, such as the access-log bucket of a LogArchive.
   *
   * @default - they are not recorded as server access logs
   */
  readonly accessLogBucket?: IBucket;
}

/**
 * The archive of a trail as a table of Amazon Athena, with the same questions as TrailQueries, for as long as the archive keeps events. Nothing runs
 * until somebody asks; no crawler is needed, since account, region and day stand in the path of each log file.
 *
 * Log files that have moved to Glacier Deep Archive are left out until they are restored. A query for an organization names the accounts it is about:
 * replace the one that the saved queries name.
 *
 * @see https://docs.aws.amazon.com/athena/latest/ug/create-cloudtrail-table-partition-projection.html
 * @see https://docs.aws.amazon.com/athena/latest/ug/partition-projection-dynamic-id-partitioning.html
 */
export class ArchiveQueries extends Construct {
  /** @internal */
  public static _problems(props: Pick<ArchiveQueriesProps, 'scope' | 'accountIds' | 'maximumGigabytes'>): Problem[] {
    const accounts = props.accountIds ?? [];
    const found = [
      ...props.scope?._problems('scope') ?? [],
      ...accounts.flatMap((account, index) => checkAccountId(`accountIds[${index}]`, account)),
      ...checkUnique('accountIds', accounts, 'name each account once'),
      ...checkRange('maximumGigabytes', props.maximumGigabytes, 1, 10_000, 'leave it out for 100: a query of a few days reads far less'),
    ];
    if (props.accountIds?.length === 0) {
      found.push({ prop: 'accountIds', got: props.accountIds, allowed: 'one account at least', fix: 'leave it out for the account of the stack' });
    }
    return found;
  }

  /** Name of the work group. Its limits hold whatever a query asks for. */
  public readonly workGroupName: string;

  /** Takes the answers. */
  public readonly resultBucket: IBucket;

  /** @throws when an account or the organization's id is none, or the limit is out of its range */
  constructor(scope: Construct, id: string, props: ArchiveQueriesProps) {
    super(scope, id);
    refuse(this, ArchiveQueries._problems(props));
    this.resultBucket = props.resultBucket ?? new PrivateBucket(this, 'Results', {
      encryption: ServerSideEncryption.kms(props.encryptionKey),
      accessLogBucket: props.accessLogBucket,
      noncurrentVersionExpiration: Duration.days(1),
      lifecycleRules: [{ id: 'Answers', expiration: Duration.days(30) }],
    }).bucket;
    const table = this.table(props);
    const workGroup = new CfnWorkGroup(this, 'WorkGroup', {
      name: WORK_GROUP,
      description: 'Questions to the archive of AWS CloudTrail',
      // With what was asked, without which Amazon Athena lets no work group go. The answers are in the bucket, which stays.
      recursiveDeleteOption: true,
      workGroupConfiguration: {
        enforceWorkGroupConfiguration: true,
        publishCloudWatchMetricsEnabled: true,
        bytesScannedCutoffPerQuery: (props.maximumGigabytes ?? 100) * GIGABYTE,
        resultConfiguration: {
          outputLocation: `s3://${this.resultBucket.bucketName}/`,
          expectedBucketOwner: Stack.of(this).account,
          encryptionConfiguration: { encryptionOption: 'SSE_KMS', kmsKey: props.encryptionKey.keyArn },
        },
      },
    });
    this.workGroupName = workGroup.name;
    for (const question of TRAIL_QUESTIONS) {
      const query = new CfnNamedQuery(this, question.id, {
        name: `secure-baseline/${question.id}`,
        description: question.what,
        database: DATABASE,
        workGroup: WORK_GROUP,
        queryString: sql(question, isNamedInQueries(props)),
      });
      query.addResourceDependency(workGroup);
      query.addResourceDependency(table);
    }
  }

  /** Where each log file lies follows from account, region and day, so that a query reads no other. */
  private table(props: ArchiveQueriesProps): CfnTable {
    const organizationId = props.scope?.organizationId;
    const root = `s3://${props.bucket.bucketName}/AWSLogs/${organizationId === undefined ? '' : `${organizationId}/`}`;
    const database = new CfnDatabase(this, 'Database', {
      catalogId: Aws.ACCOUNT_ID, databaseInput: { name: DATABASE, description: 'Evidence of the account' },
    });
    const table = new CfnTable(this, 'Table', {
      catalogId: Aws.ACCOUNT_ID,
      databaseName: DATABASE,
      tableInput: {
        name: TABLE,
        description: 'Events of AWS CloudTrail, by account, region and day',
        tableType: 'EXTERNAL_TABLE',
        partitionKeys: ['account', 'region', 'day'].map((name) => ({ name, type: 'string' })),
        parameters: {
          'classification': 'cloudtrail',
          'projection.enabled': 'true',
          ...isNamedInQueries(props) ? { 'projection.account.type': 'injected' } : {
            'projection.account.type': 'enum',
            'projection.account.values': (props.accountIds ?? [Stack.of(this).account]).join(','),
          },
          'projection.region.type': 'enum',
          'projection.region.values': AWS_REGIONS.join(','),
          'projection.day.type': 'date',
          'projection.day.format': 'yyyy/MM/dd',
          'projection.day.interval': '1',
          'projection.day.interval.unit': 'DAYS',
          'projection.day.range': 'NOW-10YEARS,NOW',
          'storage.location.template': Fn.sub('${root}${!account}/CloudTrail/${!region}/${!day}', { root }),
          'read_restored_glacier_objects': 'true',
        },
        storageDescriptor: {
          location: root,
          columns: TRAIL_COLUMNS.map(([name, type]) => ({ name, type })),
          inputFormat: 'com.amazon.emr.cloudtrail.CloudTrailInputFormat',
          outputFormat: 'org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat',
          serdeInfo: { serializationLibrary: 'org.apache.hive.hcatalog.data.JsonSerDe' },
        },
      },
    });
    table.addResourceDependency(database);
    return table;
  }
}

/** Nobody knows the accounts of an organization for as long as its archive keeps events. */
function isNamedInQueries({ scope, accountIds }: ArchiveQueriesProps): boolean {
  return scope?.organizationId !== undefined && accountIds === undefined;
}

function sql({ what, why, columns, condition, groupBy, days }: TrailQuestion, namesAccounts: boolean): string {
  return [
    `-- ${what} ${why}`,
    `SELECT ${columns}`,
    `FROM ${DATABASE}.${TABLE}`,
    `WHERE day >= date_format(current_date - INTERVAL '${days}' DAY, '%Y/%m/%d')`,
    ...namesAccounts ? [`  AND account IN ('${Aws.ACCOUNT_ID}') -- the accounts to search, each in quotation marks`] : [],
    `  AND ${condition}`,
    ...groupBy === undefined ? ['ORDER BY eventtime DESC'] : [`GROUP BY ${groupBy}`, 'ORDER BY count(*) DESC'],
    'LIMIT 1000',
  ].join('\n');
}
