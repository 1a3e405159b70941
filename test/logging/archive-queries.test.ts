import { Match } from 'aws-cdk-lib/assertions';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { LogArchive } from '../../lib';
import { ArchiveQueries, ArchiveQueriesProps } from '../../lib/logging/archive-queries';
import { TRAIL_COLUMNS } from '../../lib/logging/trail-columns';
import { TRAIL_QUESTIONS } from '../../lib/logging/trail-questions';
import { TrailScope } from '../../lib/logging/trail-scope';
import { findingsAround } from '../rule-packs';
import { problemsOf, synthesize } from '../support';

const make = (props: Partial<ArchiveQueriesProps> = {}) => synthesize((stack) => {
  const { bucket, encryptionKey } = new LogArchive(stack, 'Archive');
  new ArchiveQueries(stack, 'Queries', { bucket, encryptionKey, ...props });
});
const refusals = (props: Partial<ArchiveQueriesProps>) => problemsOf((stack) => {
  const { bucket, encryptionKey } = new LogArchive(stack, 'Archive');
  new ArchiveQueries(stack, 'Queries', { bucket, encryptionKey, ...props });
});

interface Table { Name: string; Parameters: Record<string, unknown>; PartitionKeys: { Name: string }[]; StorageDescriptor: { Location: unknown; Columns: { Name: string; Type: string }[] } }
const tableOf = (template: ReturnType<typeof make>) =>
  (Object.values(template.findResources('AWS::Glue::Table'))[0].Properties as { TableInput: Table }).TableInput;
/** A path of the table, with the archive by the name it has in the template. */
const path = (value: unknown): string => {
  const text = typeof value === 'string' ? value
    : (value as Record<string, unknown>)['Fn::Join'] ? ((value as { 'Fn::Join': [string, unknown[]] })['Fn::Join'][1]).map(path).join('')
    : (value as Record<string, unknown>)['Fn::Sub'] ? substituted((value as { 'Fn::Sub': [string, Record<string, unknown>] })['Fn::Sub'])
    : 'archive';
  return text;
};
const substituted = ([text, values]: [string, Record<string, unknown>]) =>
  Object.entries(values).reduce((result, [name, value]) => result.replace(`\${${name}}`, path(value)), text).replace(/\$\{!/g, '${');

/** What a query names as a column and the table does not have. */
function strangers(sql: string): string[] {
  const known = new Set([
    ...TRAIL_COLUMNS.map(([name]) => name), 'day', 'json_extract_scalar', 'date_format', 'current_date', 'coalesce', 'cardinality', 'count',
  ]);
  const text = sql.replace(/^--.*$/m, '').replace(/'[^']*'/g, '').replace(/\bAS \w+/g, '').replace('secure_baseline.cloudtrail', '').replace(/\]?\.[a-z]+/g, '');
  return [...new Set(text.match(/[a-z_]+/g))].filter((word) => !known.has(word));
}

describe('ArchiveQueries', () => {
  const template = make();
  const table = tableOf(template);

  it('finds log files where AWS CloudTrail puts them', () => {
    expect(path(table.StorageDescriptor.Location)).toBe('s3://archive/AWSLogs/');
    expect(path(table.Parameters['storage.location.template'])).toBe('s3://archive/AWSLogs/${account}/CloudTrail/${region}/${day}');
    expect(table.Parameters).toMatchObject({
      'projection.enabled': 'true', 'projection.account.type': 'enum', 'projection.account.values': { Ref: 'AWS::AccountId' }, 'projection.day.format': 'yyyy/MM/dd',
    });
    expect(table.PartitionKeys.map(({ Name }) => Name)).toEqual(['account', 'region', 'day']);
  });

  it('finds those of an organization one folder deeper, for the accounts named', () => {
    const other = tableOf(make({ scope: TrailScope.organization('o-a1b2c3d4e5'), accountIds: ['111122223333', '444455556666'] }));
    expect(path(other.Parameters['storage.location.template'])).toBe('s3://archive/AWSLogs/o-a1b2c3d4e5/${account}/CloudTrail/${region}/${day}');
    expect(other.Parameters['projection.account.values']).toBe('111122223333,444455556666');
  });

  it('leaves it to each query of an organization which accounts it is about, and names one where the others belong', () => {
    const organization = make({ scope: TrailScope.organization('o-a1b2c3d4e5') });
    const { Parameters: parameters } = tableOf(organization);
    expect([parameters['projection.account.type'], parameters['projection.account.values']]).toEqual(['injected', undefined]);
    const queries = (made: typeof organization) => Object.values(made.findResources('AWS::Athena::NamedQuery')).map(({ Properties: { QueryString: text } }) => JSON.stringify(text));
    expect(queries(organization)).toHaveLength(TRAIL_QUESTIONS.length);
    for (const text of queries(organization)) {
      expect(text).toContain(`AND account IN ('",{"Ref":"AWS::AccountId"},"') -- the accounts to search, each in quotation marks\\n  AND `);
    }
    expect(queries(template).filter((text) => text.includes('account IN'))).toEqual([]);
  });

  it('has a projection for every partition, and none for what is no partition', () => {
    const projected = new Set(Object.keys(table.Parameters).flatMap((name) => /^projection\.(\w+)\.type$/.exec(name)?.[1] ?? []));
    expect([...projected].sort()).toEqual(table.PartitionKeys.map(({ Name }) => Name).sort());
  });

  it('encrypts answers, keeps them for a month, and limits what a query may read, whatever the query asks for', () => {
    template.hasResourceProperties('AWS::Athena::WorkGroup', {
      Name: 'secure-baseline', RecursiveDeleteOption: true,
      WorkGroupConfiguration: {
        EnforceWorkGroupConfiguration: true, BytesScannedCutoffPerQuery: 100_000_000_000,
        ResultConfiguration: { EncryptionConfiguration: { EncryptionOption: 'SSE_KMS', KmsKey: Match.anyValue() }, ExpectedBucketOwner: { Ref: 'AWS::AccountId' } },
      },
    });
    template.hasResourceProperties('AWS::S3::Bucket', { LifecycleConfiguration: { Rules: Match.arrayWith([Match.objectLike({ ExpirationInDays: 30 })]) } });
    make({ maximumGigabytes: 1 }).hasResourceProperties('AWS::Athena::WorkGroup', { WorkGroupConfiguration: { BytesScannedCutoffPerQuery: 1_000_000_000 } });
  });

  it('puts answers into a bucket that exists when asked to', () => {
    const other = synthesize((stack) => {
      const { bucket, encryptionKey } = new LogArchive(stack, 'Archive');
      new ArchiveQueries(stack, 'Queries', { bucket, encryptionKey, resultBucket: Bucket.fromBucketName(stack, 'Results', 'answers') });
    });
    other.hasResourceProperties('AWS::Athena::WorkGroup', { WorkGroupConfiguration: { ResultConfiguration: { OutputLocation: 's3://answers/' } } });
    expect(Object.keys(other.findResources('AWS::S3::Bucket')).filter((id) => id.startsWith('Queries'))).toEqual([]);
  });

  it('has no finding of the rule packs that is not acknowledged', () => {
    synthesize((stack) => {
      const { bucket, encryptionKey, accessLogBucket } = new LogArchive(stack, 'Archive');
      new ArchiveQueries(stack, 'Queries', { bucket, encryptionKey, accessLogBucket });
      expect(findingsAround(stack)).toEqual([]);
    });
  });

  describe.each(TRAIL_QUESTIONS)('$id', ({ id, what, days }) => {
    const [query] = Object.values(template.findResources('AWS::Athena::NamedQuery')).filter(({ Properties }) => (Properties as { Name: string }).Name === `secure-baseline/${id}`);
    const { QueryString: sql, Database: database, WorkGroup: workGroup, Description: description } = query.Properties as Record<string, string>;

    it('is saved in the work group, for the table', () => {
      expect({ database, workGroup, description }).toEqual({ database: 'secure_baseline', workGroup: 'secure-baseline', description: what });
      expect(sql).toContain('FROM secure_baseline.cloudtrail\n');
    });

    it('reads no more than the days it is about, and answers with a page', () => {
      expect(sql).toContain(`WHERE day >= date_format(current_date - INTERVAL '${days}' DAY, '%Y/%m/%d')\n`);
      expect(sql.endsWith('\nLIMIT 1000')).toBe(true);
    });

    it('names columns of the table alone', () => {
      expect(strangers(sql)).toEqual([]);
      expect(strangers(sql.replace('eventname', 'evntname').replace('useridentity', 'identity'))).not.toEqual([]);
    });

    it('has parentheses and quotes in pairs', () => {
      const text = sql.replace(/^--.*$/m, '');
      expect((text.match(/\(/g) ?? []).length).toBe((text.match(/\)/g) ?? []).length);
      expect((text.match(/'/g) ?? []).length % 2).toBe(0);
    });
  });

  it('reads fields of the identity that the table has', () => {
    const [, type] = TRAIL_COLUMNS.find(([name]) => name === 'useridentity')!;
    const fields = TRAIL_QUESTIONS.flatMap(({ columns, condition }) => [...`${columns} ${condition}`.matchAll(/useridentity\.(\w+)/g)].map(([, name]) => name));
    expect(fields.filter((name) => !type.includes(`${name}:`))).toEqual([]);
  });

  it('refuses what is wrong, all together', () => {
    expect(refusals({ scope: TrailScope.organization('acme'), accountIds: ['1234', '111122223333', '111122223333'], maximumGigabytes: 0 })).toEqual([
      expect.stringMatching(/^- scope\.organizationId: got "acme";/),
      expect.stringMatching(/^- accountIds\[0\]: got "1234"; allowed is the 12 digits/),
      '- accountIds[2]: got "111122223333"; allowed is each value once; name each account once',
      '- maximumGigabytes: got 0; allowed is a whole number from 1 to 10000; leave it out for 100: a query of a few days reads far less',
    ]);
    expect(refusals({ accountIds: [] })).toEqual(['- accountIds: got a list of 0; allowed is one account at least; leave it out for the account of the stack']);
  });
});
