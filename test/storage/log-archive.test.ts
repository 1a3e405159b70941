import { anonymousPrincipal } from '@cloud-copilot/iam-simulate';
import { Duration, Token } from 'aws-cdk-lib';
import { Match } from 'aws-cdk-lib/assertions';
import { LogArchive, LogArchiveProps } from '../../lib';
import { ACCOUNT, ADMINISTRATOR, decide, FOREIGN_ACCOUNT, problemsOf, REGION, resolve, synthesize } from '../support';

const make = (props: LogArchiveProps = {}) => synthesize((stack) => {
  new LogArchive(stack, 'Archive', props);
});
const refusals = (props: LogArchiveProps) => problemsOf((stack) => new LogArchive(stack, 'Archive', props));

const template = make();
const [[, bucketPolicy]] = Object.entries(template.findResources('AWS::S3::BucketPolicy')).filter(([id]) => !id.includes('AccessLogs'));
const archive = resolve(bucketPolicy.Properties) as { Bucket: string; PolicyDocument: unknown };
const keyPolicy = resolve(Object.values(template.findResources('AWS::KMS::Key'))[0].Properties.KeyPolicy) as unknown;

const TLS = { 'aws:SecureTransport': 'true', 's3:TlsVersion': '1.3' };
const trail = (account: string) => ({ 'aws:SourceArn': `arn:aws:cloudtrail:us-east-1:${account}:trail/any` });
const from = (account: string) => ({ 'aws:SourceAccount': account });
const flowLogs = (account: string, source = account) => ({ ...from(account), 'aws:SourceArn': `arn:aws:logs:us-east-1:${source}:*` });

type Context = Record<string, string>;

describe('LogArchive', () => {
  describe('as a bucket', () => {
    const onObject = (principal: Parameters<typeof decide>[0], action: string, key: string, context: Context) =>
      decide(principal, action, `arn:aws:s3:::${archive.Bucket}/${key}`, { ...TLS, ...context }, { resource: archive.PolicyDocument });
    const write = (service: string, key: string, context: Context) =>
      onObject(`${service}.amazonaws.com`, 's3:PutObject', key, { 's3:x-amz-acl': 'bucket-owner-full-control', ...context });

    it.each([
      ['AWS CloudTrail', 'cloudtrail', `AWSLogs/${ACCOUNT}/CloudTrail/${REGION}/2026/11/21/log.gz`, trail(ACCOUNT)],
      ['the digests of AWS CloudTrail', 'cloudtrail', `AWSLogs/${ACCOUNT}/CloudTrail-Digest/digest.gz`, trail(ACCOUNT)],
      ['the insights of AWS CloudTrail', 'cloudtrail', `AWSLogs/${ACCOUNT}/CloudTrail-Insight/insight.gz`, trail(ACCOUNT)],
      ['AWS Config', 'config', `AWSLogs/${ACCOUNT}/Config/ConfigWritabilityCheckFile`, from(ACCOUNT)],
      ['flow logs', 'delivery.logs', `AWSLogs/${ACCOUNT}/vpcflowlogs/${REGION}/log.gz`, flowLogs(ACCOUNT)],
      ['DNS queries', 'delivery.logs', `AWSLogs/${ACCOUNT}/vpcdnsquerylogs/vpc-1/2026/11/21/log.gz`, flowLogs(ACCOUNT)],
    ])('takes %s of this account, from any region', async (_, service, key, context) => {
      expect(await write(service, key, context)).toBe('Allowed');
    });

    it.each([
      ['a trail of another account', 'cloudtrail', `AWSLogs/${ACCOUNT}/CloudTrail/log.gz`, trail(FOREIGN_ACCOUNT)],
      ['a trail that names no source', 'cloudtrail', `AWSLogs/${ACCOUNT}/CloudTrail/log.gz`, {}],
      ['a trail writing as another account', 'cloudtrail', `AWSLogs/${FOREIGN_ACCOUNT}/CloudTrail/log.gz`, trail(ACCOUNT)],
      ['a trail writing where AWS Config writes', 'cloudtrail', `AWSLogs/${ACCOUNT}/Config/log.gz`, trail(ACCOUNT)],
      ['a trail writing at the top', 'cloudtrail', 'log.gz', trail(ACCOUNT)],
      ['AWS Config of another account', 'config', `AWSLogs/${ACCOUNT}/Config/log.gz`, from(FOREIGN_ACCOUNT)],
      ['AWS Config writing as a trail', 'config', `AWSLogs/${ACCOUNT}/CloudTrail/log.gz`, from(ACCOUNT)],
      ['flow logs of another account', 'delivery.logs', `AWSLogs/${ACCOUNT}/vpcflowlogs/log.gz`, flowLogs(FOREIGN_ACCOUNT)],
      ['flow logs on behalf of another account', 'delivery.logs', `AWSLogs/${ACCOUNT}/vpcflowlogs/log.gz`, flowLogs(ACCOUNT, FOREIGN_ACCOUNT)],
      ['flow logs writing as a trail', 'delivery.logs', `AWSLogs/${ACCOUNT}/CloudTrail/log.gz`, flowLogs(ACCOUNT)],
      ['DNS queries of another account', 'delivery.logs', `AWSLogs/${ACCOUNT}/vpcdnsquerylogs/vpc-1/log.gz`, flowLogs(FOREIGN_ACCOUNT)],
      ['another service', 'firehose', `AWSLogs/${ACCOUNT}/CloudTrail/log.gz`, from(ACCOUNT)],
      ['objects of somebody else', 'config', `AWSLogs/${ACCOUNT}/Config/log.gz`, { ...from(ACCOUNT), 's3:x-amz-acl': 'private' }],
    ])('does not take %s', async (_, service, key, context) => {
      expect(await write(service, key, context)).toBe('ImplicitlyDenied');
    });

    it.each([
      ['cloudtrail', trail(ACCOUNT), trail(FOREIGN_ACCOUNT)],
      ['config', from(ACCOUNT), from(FOREIGN_ACCOUNT)],
      ['delivery.logs', flowLogs(ACCOUNT), flowLogs(FOREIGN_ACCOUNT)],
    ])('lets %s of this account alone see whether it can write, and read nothing', async (service, own, foreign) => {
      for (const action of ['s3:GetBucketAcl', 's3:ListBucket']) {
        const check = (context: Context) => decide(
          `${service}.amazonaws.com`, action, `arn:aws:s3:::${archive.Bucket}`, { ...TLS, ...context }, { resource: archive.PolicyDocument });
        expect(await check(own)).toBe('Allowed');
        expect(await check(foreign)).toBe('ImplicitlyDenied');
      }
      expect(await onObject(`${service}.amazonaws.com`, 's3:GetObject', `AWSLogs/${ACCOUNT}/CloudTrail/log.gz`, own)).toBe('ImplicitlyDenied');
    });

    it.each(['s3:DeleteObject', 's3:DeleteObjectVersion'])('lets nobody do %s, not even an administrator or the root user', async (action) => {
      const key = `AWSLogs/${ACCOUNT}/CloudTrail/log.gz`;
      for (const principal of [ADMINISTRATOR, `arn:aws:iam::${ACCOUNT}:root`, `arn:aws:iam::${FOREIGN_ACCOUNT}:role/Any`, 'config.amazonaws.com']) {
        expect(await onObject(principal, action, key, {})).toBe('ExplicitlyDenied');
      }
    });

    it.each([
      ['an administrator', ADMINISTRATOR, {}, 'Allowed'],
      ['an administrator over TLS 1.1', ADMINISTRATOR, { 's3:TlsVersion': '1.1' }, 'ExplicitlyDenied'],
      ['an administrator over plain HTTP', ADMINISTRATOR, { 'aws:SecureTransport': 'false' }, 'ExplicitlyDenied'],
      ['another account', `arn:aws:iam::${FOREIGN_ACCOUNT}:role/Any`, {}, 'ImplicitlyDenied'],
      ['anybody', anonymousPrincipal, {}, 'ImplicitlyDenied'],
    ])('decides on reading by %s', async (_, principal, context, decision) => {
      expect(await onObject(principal, 's3:GetObject', `AWSLogs/${ACCOUNT}/CloudTrail/log.gz`, context)).toBe(decision);
    });
  });

  describe('as a key', () => {
    // The simulator takes no encryption contexts: two keys that it takes and that nothing else here uses stand for them.
    const known = <T>(value: T): T => JSON.parse(JSON.stringify(value)
      .replace(/kms:EncryptionContext:aws:cloudtrail:arn/g, 'aws:SourceIdentity').replace(/kms:EncryptionContext:aws:logs:arn/g, 'aws:UserAgent'));
    const use = (principal: string, action: string, context: Context) =>
      decide(principal, action, `arn:aws:kms:${REGION}:${ACCOUNT}:key/1`, known(context), { resource: known(keyPolicy) });
    const files = (account: string) =>
      ({ 'kms:EncryptionContext:aws:cloudtrail:arn': `arn:aws:cloudtrail:us-east-1:${account}:trail/any` });
    const logGroup = (account: string, region = REGION) =>
      ({ 'kms:EncryptionContext:aws:logs:arn': `arn:aws:logs:${region}:${account}:log-group:secure-baseline-trail` });

    it.each([
      ['cloudtrail.amazonaws.com', 'kms:GenerateDataKey', { ...trail(ACCOUNT), ...files(ACCOUNT) }],
      ['cloudtrail.amazonaws.com', 'kms:DescribeKey', trail(ACCOUNT)],
      ['config.amazonaws.com', 'kms:GenerateDataKey', from(ACCOUNT)],
      ['config.amazonaws.com', 'kms:Decrypt', from(ACCOUNT)],
      ['delivery.logs.amazonaws.com', 'kms:GenerateDataKey', flowLogs(ACCOUNT)],
      [`logs.${REGION}.amazonaws.com`, 'kms:Encrypt', logGroup(ACCOUNT)],
      ['cloudwatch.amazonaws.com', 'kms:GenerateDataKey', from(ACCOUNT)],
      ['events.amazonaws.com', 'kms:Decrypt', {}],
      [ADMINISTRATOR, 'kms:Decrypt', {}],
    ])('lets %s do %s for this account', async (principal, action, context) => {
      expect(await use(principal, action, context)).toBe('Allowed');
    });

    it.each([
      ['a trail of another account', 'cloudtrail.amazonaws.com', 'kms:GenerateDataKey', { ...trail(FOREIGN_ACCOUNT), ...files(ACCOUNT) }],
      ['files of another account', 'cloudtrail.amazonaws.com', 'kms:GenerateDataKey', { ...trail(ACCOUNT), ...files(FOREIGN_ACCOUNT) }],
      ['a trail that wants to read', 'cloudtrail.amazonaws.com', 'kms:Decrypt', { ...trail(ACCOUNT), ...files(ACCOUNT) }],
      ['AWS Config of another account', 'config.amazonaws.com', 'kms:GenerateDataKey', from(FOREIGN_ACCOUNT)],
      ['flow logs of another account', 'delivery.logs.amazonaws.com', 'kms:GenerateDataKey', flowLogs(FOREIGN_ACCOUNT)],
      ['a log group of another account', `logs.${REGION}.amazonaws.com`, 'kms:Decrypt', logGroup(FOREIGN_ACCOUNT)],
      ['a log group of another region', `logs.${REGION}.amazonaws.com`, 'kms:Decrypt', logGroup(ACCOUNT, 'us-east-1')],
      ['log groups served from another region', 'logs.us-east-1.amazonaws.com', 'kms:Decrypt', logGroup(ACCOUNT)],
      ['alarms of another account', 'cloudwatch.amazonaws.com', 'kms:Decrypt', from(FOREIGN_ACCOUNT)],
      ['events that want more than a message needs', 'events.amazonaws.com', 'kms:Encrypt', {}],
      ['another service', 's3.amazonaws.com', 'kms:Decrypt', from(ACCOUNT)],
      ['a service that wants to delete it', 'config.amazonaws.com', 'kms:ScheduleKeyDeletion', from(ACCOUNT)],
      ['another account', `arn:aws:iam::${FOREIGN_ACCOUNT}:role/Any`, 'kms:Decrypt', {}],
    ])('refuses %s', async (_, principal, action, context) => {
      expect(await use(principal, action, context)).toBe('ImplicitlyDenied');
    });
  });

  it('has names that other stacks can rely on', () => {
    expect(LogArchive.bucketName(ACCOUNT, REGION)).toBe('secure-baseline-logs-111122223333-eu-central-1-an');
    template.hasResourceProperties('AWS::S3::Bucket', { BucketNamePrefix: LogArchive.BUCKET_NAME_PREFIX, BucketNamespace: 'account-regional' });
    template.hasResourceProperties('AWS::S3::Bucket', { BucketNamePrefix: 'secure-baseline-access', BucketNamespace: 'account-regional' });
    template.hasResourceProperties('AWS::KMS::Alias', { AliasName: 'alias/secure-baseline/logs' });
  });

  it('is two buckets and one key, and none of them goes with its stack', () => {
    template.resourceCountIs('AWS::S3::Bucket', 2);
    template.resourceCountIs('AWS::KMS::Key', 1);
    template.allResources('AWS::S3::Bucket', { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
    template.allResources('AWS::KMS::Key', { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
  });

  it('is encrypted with its key, and records who asks for it in the other bucket', () => {
    const [accessLogs] = Object.keys(template.findResources('AWS::S3::Bucket', { Properties: { BucketNamePrefix: 'secure-baseline-access' } }));
    const [key] = Object.keys(template.findResources('AWS::KMS::Key'));
    template.hasResourceProperties('AWS::S3::Bucket', {
      BucketNamePrefix: LogArchive.BUCKET_NAME_PREFIX,
      LoggingConfiguration: { DestinationBucketName: { Ref: accessLogs } },
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { KMSMasterKeyID: { 'Fn::GetAtt': [key, 'Arn'] } } }],
      },
    });
  });

  it.each([[undefined, 1096], [91, 91], [3650, 3650]])('keeps logs and who asked for them equally long, given %p', (days, kept) => {
    const rules = (extra: object) => Match.arrayWith([Match.objectLike({ Id: 'Retention', Status: 'Enabled', ExpirationInDays: kept, ...extra })]);
    const archived = make({ retention: days === undefined ? undefined : Duration.days(days) });
    archived.hasResourceProperties('AWS::S3::Bucket', {
      BucketNamePrefix: LogArchive.BUCKET_NAME_PREFIX,
      LifecycleConfiguration: { Rules: rules({ Transitions: [{ StorageClass: 'GLACIER_IR', TransitionInDays: 90 }] }) },
    });
    archived.hasResourceProperties('AWS::S3::Bucket', {
      BucketNamePrefix: 'secure-baseline-access', LifecycleConfiguration: { Rules: rules({ Transitions: Match.absent() }) },
    });
  });

  it.each([0, 90, 3651])('refuses a retention of %i days', (days) => {
    expect(refusals({ retention: Duration.days(days) })).toEqual([
      `- retention: got ${days}; allowed is a whole number from 91 to 3650 days; pass a Duration of so many days, longer than the 90 before Glacier`,
    ]);
  });

  it('takes a retention that is known at deployment only', () => {
    expect(refusals({ retention: Duration.days(Token.asNumber({ Ref: 'Days' })) })).toEqual([]);
  });
});
