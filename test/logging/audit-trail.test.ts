import { Token } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { AuditTrail, AuditTrailOptions, LogArchive } from '../../lib';
import { DataEvents } from '../../lib/logging/data-events';
import { TrailInsights } from '../../lib/logging/trail-insights';
import { TrailScope } from '../../lib/logging/trail-scope';
import { ACCOUNT, problemsOf, REGION, resolve, synthesize } from '../support';

const make = (options: AuditTrailOptions = {}) => synthesize((stack) => {
  const { bucket, encryptionKey } = new LogArchive(stack, 'Archive');
  const trail = new AuditTrail(stack, 'Trail', { bucket, encryptionKey, ...options });
  expect(resolve(stack.resolve(trail.trailArn))).toBe(`arn:aws:cloudtrail:${REGION}:${ACCOUNT}:trail/secure-baseline`);
});
const refusals = (logGroupRetention: number) => problemsOf((stack) => {
  const { bucket, encryptionKey } = new LogArchive(stack, 'Archive');
  new AuditTrail(stack, 'Trail', { bucket, encryptionKey, logGroupRetention });
});

describe('AuditTrail', () => {
  const template = make();

  it('records all regions and global services, so that no change of it goes unnoticed', () => {
    template.resourceCountIs('AWS::CloudTrail::Trail', 1);
    template.hasResourceProperties('AWS::CloudTrail::Trail', {
      TrailName: AuditTrail.TRAIL_NAME, IsLogging: true, IsMultiRegionTrail: true, IncludeGlobalServiceEvents: true, EnableLogFileValidation: true,
      KMSKeyId: Match.anyValue(), EventSelectors: Match.absent(), IsOrganizationTrail: Match.absent(),
    });
  });

  it('delivers to its log group, under a role that can write there and do nothing else', () => {
    const [logGroup] = Object.keys(template.findResources('AWS::Logs::LogGroup'));
    const arn = { 'Fn::GetAtt': [logGroup, 'Arn'] };
    template.hasResourceProperties('AWS::CloudTrail::Trail', { CloudWatchLogsLogGroupArn: arn });
    template.resourceCountIs('AWS::IAM::ManagedPolicy', 1);
    template.hasResourceProperties('AWS::IAM::ManagedPolicy', {
      PolicyDocument: { Statement: [{ Effect: 'Allow', Action: ['logs:CreateLogStream', 'logs:PutLogEvents'], Resource: arn }] },
    });
    template.hasResourceProperties('AWS::IAM::Role', {
      AssumeRolePolicyDocument: { Statement: [{ Action: 'sts:AssumeRole', Principal: { Service: 'cloudtrail.amazonaws.com' } }] },
    });
  });

  it('keeps its encrypted log group when the stack goes', () => {
    template.hasResource('AWS::Logs::LogGroup', {
      Properties: { LogGroupName: 'secure-baseline-trail', KmsKeyId: Match.anyValue(), RetentionInDays: 365 },
      DeletionPolicy: 'RetainExceptOnCreate', UpdateReplacePolicy: 'Retain',
    });
  });

  it('is made after the policies that AWS CloudTrail tries out at once', () => {
    const idsOf = (type: string) => Object.keys(template.findResources(type));
    const needed = [...idsOf('AWS::S3::BucketPolicy').filter((id) => !id.includes('AccessLogs')), ...idsOf('AWS::IAM::ManagedPolicy')];
    const [{ DependsOn: dependencies }] = Object.values(template.findResources('AWS::CloudTrail::Trail'));
    expect(needed).toHaveLength(2);
    expect(dependencies).toEqual(expect.arrayContaining(needed));
  });

  it.each([1, 400, 3653])('takes a retention of %i days, which Amazon CloudWatch Logs knows', (days) => {
    make({ logGroupRetention: days }).hasResourceProperties('AWS::Logs::LogGroup', { RetentionInDays: days });
  });

  it('keeps events for good when asked to', () => {
    make({ logGroupRetention: RetentionDays.INFINITE }).hasResourceProperties('AWS::Logs::LogGroup', { RetentionInDays: Match.absent() });
  });

  it.each([0, 2, 364, 366, -1])('refuses a retention of %i days, which it does not know', (days) => {
    expect(refusals(days)).toEqual([expect.stringMatching(
      new RegExp(`^- logGroupRetention: got ${days}; allowed is one of 1, 3, .*365.*; use a member of RetentionDays$`))]);
  });

  it('records every management event, and says so even where it records nothing else', () => {
    template.hasResourceProperties('AWS::CloudTrail::Trail', {
      AdvancedEventSelectors: [{ Name: 'Management events', FieldSelectors: [{ Field: 'eventCategory', Equals: ['Management'] }] }], InsightSelectors: [],
    });
  });

  it('tells of unusual rates when asked to', () => {
    const insightsOf = (insights: TrailInsights) =>
      Object.values(make({ insights }).findResources('AWS::CloudTrail::Trail'))[0].Properties.InsightSelectors as unknown;
    expect(insightsOf(TrailInsights.callAndErrorRates())).toEqual([{ InsightType: 'ApiCallRateInsight' }, { InsightType: 'ApiErrorRateInsight' }]);
    expect(insightsOf(TrailInsights.callRate())).toEqual([{ InsightType: 'ApiCallRateInsight' }]);
    expect(insightsOf(TrailInsights.errorRate())).toEqual([{ InsightType: 'ApiErrorRateInsight' }]);
    expect(insightsOf(TrailInsights.none())).toEqual([]);
  });

  it('records an organization when asked to, under the name and with the policies it needs', () => {
    make({ scope: TrailScope.organization('o-a1b2c3d4e5') })
      .hasResourceProperties('AWS::CloudTrail::Trail', { IsOrganizationTrail: true, TrailName: 'secure-baseline', IsMultiRegionTrail: true });
    make({ scope: TrailScope.account() }).hasResourceProperties('AWS::CloudTrail::Trail', { IsOrganizationTrail: Match.absent() });
  });

  it.each([
    'arn:aws:kms:eu-central-1:999988887777:alias/secure-baseline/logs', 'arn:aws-cn:kms:cn-north-1:999988887777:key/12345678-1234-1234-1234-123456789012',
    'arn:aws:kms:us-east-1:999988887777:key/mrk-12345678123412341234123456789012', Token.asString({ Ref: 'LogKey' }),
  ])('encrypts log files with the key of another account, %s, and the log group with its own', (logFileKeyArn) => {
    const other = synthesize((stack) => {
      const { bucket, encryptionKey } = new LogArchive(stack, 'Archive');
      new AuditTrail(stack, 'Trail', { bucket, encryptionKey, logFileKeyArn });
    });
    const [{ Properties: { KMSKeyId: keyId } }] = Object.values(other.findResources('AWS::CloudTrail::Trail'));
    const [{ Properties: { KmsKeyId: ofLogGroup } }] = Object.values(other.findResources('AWS::Logs::LogGroup'));
    expect(keyId).toEqual(Token.isUnresolved(logFileKeyArn) ? { Ref: 'LogKey' } : logFileKeyArn);
    expect(ofLogGroup).toEqual({ 'Fn::GetAtt': [expect.stringContaining('ArchiveKey'), 'Arn'] });
    expect(Object.values(template.findResources('AWS::CloudTrail::Trail'))[0].Properties.KMSKeyId).toEqual(ofLogGroup);
  });

  it.each(['alias/secure-baseline/logs', 'arn:aws:kms:eu-central-1:999988887777:12345678', 'arn:aws:s3:::logs'])('refuses %s as the ARN of a key', (logFileKeyArn) => {
    expect(problemsOf((stack) => {
      const { bucket, encryptionKey } = new LogArchive(stack, 'Archive');
      new AuditTrail(stack, 'Trail', { bucket, encryptionKey, logFileKeyArn });
    })).toEqual([`- logFileKeyArn: got "${logFileKeyArn}"; allowed is the ARN of a key, or of an alias of one; copy it from the console of AWS KMS`]);
  });

  it('refuses the id of an organization that is none, with everything else that is wrong', () => {
    expect(problemsOf((stack) => {
      const { bucket, encryptionKey } = new LogArchive(stack, 'Archive');
      new AuditTrail(stack, 'Trail', { bucket, encryptionKey, logGroupRetention: 2 as never, scope: TrailScope.organization('a1b2c3d4e5') });
    })).toEqual([
      expect.stringMatching(/^- logGroupRetention: got 2;/),
      '- scope.organizationId: got "a1b2c3d4e5"; allowed is "o-" and 10 to 32 lower-case letters and digits; copy it from AWS Organizations',
    ]);
  });
});

interface Selector { FieldSelectors: { Field: string; Equals?: string[]; NotStartsWith?: unknown[] }[] }

/** Whether AWS CloudTrail records an event: one selector at least has every field of it. */
function records(selectors: Selector[], event: Record<string, string>): boolean {
  return selectors.some(({ FieldSelectors: fields }) => fields.every(({ Field: field, Equals: equals, NotStartsWith: starts }) => {
    const value = event[field] ?? '';
    return (equals === undefined || equals.includes(value))
      && (starts === undefined || !starts.some((start) => value.startsWith(resolve(start) as string)));
  }));
}

describe('DataEvents', () => {
  const [MANAGEMENT, DATA] = ['Management', 'Data'];
  const object = (bucket: string, readOnly: boolean) =>
    ({ 'eventCategory': DATA, 'resources.type': 'AWS::S3::Object', 'resources.ARN': `arn:aws:s3:::${bucket}/a/key`, 'readOnly': `${readOnly}` });
  const events: Record<string, Record<string, string>> = {
    'the deletion of a bucket': { eventCategory: MANAGEMENT, readOnly: 'false' },
    'the listing of buckets': { eventCategory: MANAGEMENT, readOnly: 'true' },
    'an object written': object('customers', false),
    'an object read': object('customers', true),
    'a function called': { 'eventCategory': DATA, 'resources.type': 'AWS::Lambda::Function', 'readOnly': 'false' },
    'an object written where that is left out': object('scratch', false),
    'an object written to a bucket whose name only starts the same': object('scratch-of-customers', false),
    'a log delivered to the archive': object('ArchiveBucket', false),
    'an access log of the archive': object('ArchiveAccessLogs', false),
    'an item of a table': { 'eventCategory': DATA, 'resources.type': 'AWS::DynamoDB::Table', 'readOnly': 'false' },
  };
  const management = ['the deletion of a bucket', 'the listing of buckets'];
  const writes = ['an object written', 'a function called', 'an object written to a bucket whose name only starts the same'];
  const selectorsOf = (dataEvents: (scratch: Bucket) => DataEvents): Selector[] => {
    const template = synthesize((stack) => {
      const { bucket, encryptionKey, accessLogBucket } = new LogArchive(stack, 'Archive');
      const scratch = Bucket.fromBucketName(stack, 'Scratch', 'scratch') as Bucket;
      new AuditTrail(stack, 'Trail', { bucket, encryptionKey, accessLogBucket, dataEvents: dataEvents(scratch) });
    });
    const text = JSON.stringify(Object.values(template.findResources('AWS::CloudTrail::Trail'))[0].Properties.AdvancedEventSelectors);
    return JSON.parse(text.replace(/Archive(Bucket|AccessLogs)\w+/g, 'Archive$1')) as Selector[];
  };

  it.each([
    ['none', () => DataEvents.none(), management],
    ['writes', (scratch: Bucket) => DataEvents.writes({ unrecordedBuckets: [scratch] }), [...management, ...writes]],
    ['reads and writes', (scratch: Bucket) => DataEvents.readsAndWrites({ unrecordedBuckets: [scratch] }), [...management, ...writes, 'an object read']],
  ])('records, for %s, what it says and never its own deliveries', (_, dataEvents, expected) => {
    const selectors = selectorsOf(dataEvents);
    expect(Object.keys(events).filter((name) => records(selectors, events[name])).sort()).toEqual([...expected].sort());
  });

  it('records every bucket but those of the archive unless told otherwise', () => {
    expect(records(selectorsOf(() => DataEvents.writes()), object('scratch', false))).toBe(true);
  });

  it('names a bucket once, whoever left it out', () => {
    const template = synthesize((stack) => {
      const { bucket, encryptionKey, accessLogBucket } = new LogArchive(stack, 'Archive');
      new AuditTrail(stack, 'Trail', { bucket, encryptionKey, accessLogBucket, dataEvents: DataEvents.writes({ unrecordedBuckets: [bucket, accessLogBucket] }) });
    });
    const [{ Properties: { AdvancedEventSelectors: selectors } }] = Object.values(template.findResources('AWS::CloudTrail::Trail'));
    expect((selectors as Selector[])[1].FieldSelectors.find(({ Field: field }) => field === 'resources.ARN')!.NotStartsWith).toHaveLength(2);
  });

  it('warns of each bucket it was told to leave out, and of nothing else', () => {
    const warnings = (dataEvents: (bucket: Bucket) => DataEvents) => {
      let found: unknown[] = [];
      synthesize((stack) => {
        const { bucket, encryptionKey } = new LogArchive(stack, 'Archive');
        new AuditTrail(stack, 'Trail', { bucket, encryptionKey, dataEvents: dataEvents(bucket as Bucket) });
        found = Annotations.fromStack(stack).findWarning('/Test/Trail', Match.anyValue()).map(({ entry }) => entry.data);
      });
      return found;
    };
    expect(warnings((bucket) => DataEvents.writes({ unrecordedBuckets: [bucket] })))
      .toEqual([expect.stringMatching(/objects of 1 of the buckets.*cdk-secure-baseline:data-events-left-out/)]);
    expect(warnings(() => DataEvents.readsAndWrites())).toEqual([]);
  });

  it.each([
    ['writes', DataEvents.writes.bind(DataEvents), 491], ['reads and writes', DataEvents.readsAndWrites.bind(DataEvents), 493],
  ])('takes for %s as many buckets as the 500 values of a trail leave room for, and no more', (_, make_, most) => {
    const problems = (count: number) => problemsOf((stack) => {
      const unrecordedBuckets = [...Array(count).keys()].map((index) => Bucket.fromBucketName(stack, `Scratch${index}`, `scratch-${index}`));
      const { bucket, encryptionKey } = new LogArchive(stack, 'Archive');
      new AuditTrail(stack, 'Trail', { bucket, encryptionKey, dataEvents: make_({ unrecordedBuckets }) });
    });
    expect(problems(most)).toEqual([]);
    expect(problems(most + 1)).toEqual([
      `- dataEvents.unrecordedBuckets: got ${most + 1}; allowed is at most ${most} buckets; `
      + 'leave out those that cost little: a trail takes 500 values for all its selectors',
    ]);
  });
});
