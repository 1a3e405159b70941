import { Aws, Duration, Stack, Token } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { AccessLogBucket, LogArchive, LogArchiveProps, LogSources, ObjectLock } from '../../lib';
import { ACCOUNT, ADMINISTRATOR, FOREIGN_ACCOUNT, problemsOf, REGION, synthesize } from '../support';
import { administrator, anybody, bucketPolicy, Caller, Context, identity, judge, KEY_ARN, keyPolicy, outsider, plainHttp, root, service } from './callers';

const make = (props: LogArchiveProps = {}) => synthesize((stack) => {
  new LogArchive(stack, 'Archive', props);
});
const refusals = (props: LogArchiveProps) => problemsOf((stack) => new LogArchive(stack, 'Archive', props));

const template = make();
const ORGANIZATION = 'o-a1b2c3d4e5';
const MANAGEMENT = '444455556666';
const archiveOf = (made: Template, part = 'ArchiveBucket') => {
  const { name, policy } = bucketPolicy(made, part);
  return (caller: Caller, action: string, key?: string) => judge(caller, action, `arn:aws:s3:::${name}${key === undefined ? '' : `/${key}`}`, policy);
};

const trail = (account: string) => ({ 'aws:SourceArn': `arn:aws:cloudtrail:us-east-1:${account}:trail/any` });
const from = (account: string, organization?: string) => ({ 'aws:SourceAccount': account, ...organization === undefined ? {} : { 'aws:SourceOrgID': organization } });
const logs = (account: string, source = account, organization?: string) => ({ ...from(account, organization), 'aws:SourceArn': `arn:aws:logs:us-east-1:${source}:*` });
const OWNED = { 's3:x-amz-acl': 'bucket-owner-full-control' };

describe('LogArchive', () => {
  describe('as a bucket', () => {
    const ask = archiveOf(template);
    const write = (name: string, key: string, context: Context) => ask(service(name, { ...OWNED, ...context }), 's3:PutObject', key);

    it.each([
      ['AWS CloudTrail', 'cloudtrail', `AWSLogs/${ACCOUNT}/CloudTrail/${REGION}/2026/11/21/log.gz`, trail(ACCOUNT)],
      ['the digests of AWS CloudTrail', 'cloudtrail', `AWSLogs/${ACCOUNT}/CloudTrail-Digest/digest.gz`, trail(ACCOUNT)],
      ['the insights of AWS CloudTrail', 'cloudtrail', `AWSLogs/${ACCOUNT}/CloudTrail-Insight/insight.gz`, trail(ACCOUNT)],
      ['AWS Config', 'config', `AWSLogs/${ACCOUNT}/Config/ConfigWritabilityCheckFile`, from(ACCOUNT)],
      ['flow logs', 'delivery.logs', `AWSLogs/${ACCOUNT}/vpcflowlogs/${REGION}/log.gz`, logs(ACCOUNT)],
      ['DNS queries', 'delivery.logs', `AWSLogs/${ACCOUNT}/vpcdnsquerylogs/vpc-1/log.gz`, logs(ACCOUNT)],
      ['AWS Network Firewall', 'delivery.logs', `AWSLogs/${ACCOUNT}/network-firewall/alert/log.gz`, logs(ACCOUNT)],
      ['Network Load Balancers', 'delivery.logs', `AWSLogs/${ACCOUNT}/elasticloadbalancing/${REGION}/log.gz`, logs(ACCOUNT)],
      ['the trial of a Network Load Balancer', 'delivery.logs', `AWSLogs/${ACCOUNT}/ELBAccessLogTestFile`, logs(ACCOUNT)],
    ])('takes %s of this account, from any region', async (_, name, key, context) => {
      expect(await write(name, key, context)).toBe('Allowed');
    });

    it.each([
      ['a trail of another account', 'cloudtrail', `AWSLogs/${ACCOUNT}/CloudTrail/log.gz`, trail(FOREIGN_ACCOUNT)],
      ['a trail that names no source', 'cloudtrail', `AWSLogs/${ACCOUNT}/CloudTrail/log.gz`, {}],
      ['a trail writing as another account', 'cloudtrail', `AWSLogs/${FOREIGN_ACCOUNT}/CloudTrail/log.gz`, trail(ACCOUNT)],
      ['a trail writing where AWS Config writes', 'cloudtrail', `AWSLogs/${ACCOUNT}/Config/log.gz`, trail(ACCOUNT)],
      ['a trail writing at the top', 'cloudtrail', 'log.gz', trail(ACCOUNT)],
      ['AWS Config that names no source', 'config', `AWSLogs/${ACCOUNT}/Config/log.gz`, {}],
      ['AWS Config writing as a trail', 'config', `AWSLogs/${ACCOUNT}/CloudTrail/log.gz`, from(ACCOUNT)],
      ['flow logs on behalf of another account', 'delivery.logs', `AWSLogs/${ACCOUNT}/vpcflowlogs/log.gz`, logs(ACCOUNT, FOREIGN_ACCOUNT)],
      ['flow logs writing as a trail', 'delivery.logs', `AWSLogs/${ACCOUNT}/CloudTrail/log.gz`, logs(ACCOUNT)],
      ['AWS WAF, which needs a bucket by another name', 'delivery.logs', `AWSLogs/${ACCOUNT}/WAFLogs/log.gz`, logs(ACCOUNT)],
      ['another service', 'firehose', `AWSLogs/${ACCOUNT}/CloudTrail/log.gz`, from(ACCOUNT)],
      ['Application Load Balancers, which cannot encrypt', 'logdelivery.elasticloadbalancing', `AWSLogs/${ACCOUNT}/elasticloadbalancing/log.gz`, from(ACCOUNT)],
      ['objects of somebody else', 'config', `AWSLogs/${ACCOUNT}/Config/log.gz`, { ...from(ACCOUNT), 's3:x-amz-acl': 'private' }],
    ])('does not take %s', async (_, name, key, context) => {
      expect(await write(name, key, context)).toBe('ImplicitlyDenied');
    });

    it.each([
      ['AWS Config', 'config', `AWSLogs/${ACCOUNT}/Config/log.gz`, from(FOREIGN_ACCOUNT)],
      ['flow logs', 'delivery.logs', `AWSLogs/${ACCOUNT}/vpcflowlogs/log.gz`, logs(FOREIGN_ACCOUNT)],
    ])('turns %s of another account away, whatever else it comes to allow', async (_, name, key, context) => {
      expect(await write(name, key, context)).toBe('ExplicitlyDenied');
    });

    it.each([
      ['cloudtrail', trail(ACCOUNT), trail(FOREIGN_ACCOUNT)],
      ['config', from(ACCOUNT), from(FOREIGN_ACCOUNT)],
      ['delivery.logs', logs(ACCOUNT), logs(FOREIGN_ACCOUNT)],
    ])('lets %s of this account alone see whether it can write, and read nothing', async (name, own, foreign) => {
      for (const action of ['s3:GetBucketAcl', 's3:ListBucket']) {
        expect(await ask(service(name, own), action)).toBe('Allowed');
        expect(await ask(service(name, foreign), action)).not.toBe('Allowed');
      }
      expect(await ask(service(name, own), 's3:GetObject', `AWSLogs/${ACCOUNT}/CloudTrail/log.gz`)).toBe('ImplicitlyDenied');
    });

    it.each(['s3:DeleteObject', 's3:DeleteObjectVersion', 's3:BypassGovernanceRetention'])('lets nobody do %s, not even an administrator or the root user', async (action) => {
      for (const caller of [administrator, root, outsider, service('config', from(ACCOUNT))]) {
        expect(await ask(caller, action, `AWSLogs/${ACCOUNT}/CloudTrail/log.gz`)).toBe('ExplicitlyDenied');
      }
    });

    it.each([
      ['an administrator', administrator, 'Allowed'],
      ['an administrator over TLS 1.1', identity(ADMINISTRATOR, { 's3:TlsVersion': '1.1' }), 'ExplicitlyDenied'],
      ['an administrator over plain HTTP', plainHttp, 'ExplicitlyDenied'],
      ['another account', outsider, 'ExplicitlyDenied'],
      ['anybody', anybody, 'ExplicitlyDenied'],
    ])('decides on reading by %s', async (_, caller, decision) => {
      expect(await ask(caller, 's3:GetObject', `AWSLogs/${ACCOUNT}/CloudTrail/log.gz`)).toBe(decision);
    });
  });

  describe('as a key', () => {
    const use = (caller: Caller, action: string) => judge(caller, action, KEY_ARN, keyPolicy(template));
    const files = (account: string) =>
      ({ 'kms:EncryptionContext:aws:cloudtrail:arn': `arn:aws:cloudtrail:us-east-1:${account}:trail/any` });
    const logGroup = (account: string, region = REGION) =>
      ({ 'kms:EncryptionContext:aws:logs:arn': `arn:aws:logs:${region}:${account}:log-group:secure-baseline-trail` });

    it.each([
      ['cloudtrail', 'kms:GenerateDataKey', { ...trail(ACCOUNT), ...files(ACCOUNT) }],
      ['cloudtrail', 'kms:DescribeKey', trail(ACCOUNT)],
      // Without it, no trail can be made for a bucket with a bucket key.
      ['cloudtrail', 'kms:Decrypt', { ...trail(ACCOUNT), 'kms:EncryptionContext:aws:s3:arn': 'arn:aws:s3:::archive' }],
      ['config', 'kms:GenerateDataKey', from(ACCOUNT)],
      ['config', 'kms:Decrypt', from(ACCOUNT)],
      ['delivery.logs', 'kms:GenerateDataKey', logs(ACCOUNT)],
      [`logs.${REGION}`, 'kms:Encrypt', logGroup(ACCOUNT)],
      ['cloudwatch', 'kms:GenerateDataKey', from(ACCOUNT)],
      ['events', 'kms:Decrypt', {}],
    ])('lets %s do %s for this account', async (name, action, context) => {
      expect(await use(service(name, context), action)).toBe('Allowed');
    });

    it('can be read through by whom IAM policies of this account let', async () => {
      expect(await use(administrator, 'kms:Decrypt')).toBe('Allowed');
    });

    it.each([
      ['a trail of another account', 'cloudtrail', 'kms:GenerateDataKey', { ...trail(FOREIGN_ACCOUNT), ...files(ACCOUNT) }],
      ['files of another account', 'cloudtrail', 'kms:GenerateDataKey', { ...trail(ACCOUNT), ...files(FOREIGN_ACCOUNT) }],
      ['a trail of another account that wants to read', 'cloudtrail', 'kms:Decrypt', { ...trail(FOREIGN_ACCOUNT), ...files(ACCOUNT) }],
      ['AWS Config of another account', 'config', 'kms:GenerateDataKey', from(FOREIGN_ACCOUNT)],
      ['flow logs of another account', 'delivery.logs', 'kms:GenerateDataKey', logs(FOREIGN_ACCOUNT)],
      ['a log group of another account', `logs.${REGION}`, 'kms:Decrypt', logGroup(FOREIGN_ACCOUNT)],
      ['a log group of another region', `logs.${REGION}`, 'kms:Decrypt', logGroup(ACCOUNT, 'us-east-1')],
      ['log groups served from another region', 'logs.us-east-1', 'kms:Decrypt', logGroup(ACCOUNT)],
      ['alarms of another account', 'cloudwatch', 'kms:Decrypt', from(FOREIGN_ACCOUNT)],
      ['events that want more than a message needs', 'events', 'kms:Encrypt', {}],
      ['another service', 's3', 'kms:Decrypt', from(ACCOUNT)],
      ['a service that wants to delete it', 'config', 'kms:ScheduleKeyDeletion', from(ACCOUNT)],
    ])('refuses %s', async (_, name, action, context) => {
      expect(await use(service(name, context), action)).toBe('ImplicitlyDenied');
    });

    it.each([['another account', outsider], ['anybody', anybody]])('refuses %s', async (_, caller) => {
      expect(await use(caller, 'kms:Decrypt')).toBe('ImplicitlyDenied');
    });
  });

  describe('for an organization', () => {
    const made = make({ sources: LogSources.organization(ORGANIZATION, MANAGEMENT) });
    const ask = archiveOf(made);
    const write = (name: string, key: string, context: Context) => ask(service(name, { ...OWNED, ...context }), 's3:PutObject', key);
    const MEMBER = FOREIGN_ACCOUNT;

    it.each([
      ['the trail of the organization', 'cloudtrail', `AWSLogs/${ORGANIZATION}/${MEMBER}/CloudTrail/log.gz`, trail(MANAGEMENT)],
      ['what that trail says of the management account', 'cloudtrail', `AWSLogs/${MANAGEMENT}/CloudTrail/log.gz`, trail(MANAGEMENT)],
      ['a trail of the log-archive account', 'cloudtrail', `AWSLogs/${ACCOUNT}/CloudTrail/log.gz`, trail(ACCOUNT)],
      ['AWS Config of a member', 'config', `AWSLogs/${MEMBER}/Config/log.gz`, from(MEMBER, ORGANIZATION)],
      ['flow logs of a member', 'delivery.logs', `AWSLogs/${MEMBER}/vpcflowlogs/log.gz`, logs(MEMBER, MEMBER, ORGANIZATION)],
    ])('takes %s', async (_, name, key, context) => {
      expect(await write(name, key, context)).toBe('Allowed');
    });

    it.each([
      ['a trail of a member that is not the organization\'s', 'cloudtrail', `AWSLogs/${ORGANIZATION}/${MEMBER}/CloudTrail/log.gz`, trail(MEMBER)],
      ['AWS Config of a member in the folder of another', 'config', `AWSLogs/${ACCOUNT}/Config/log.gz`, from(MEMBER, ORGANIZATION)],
      ['AWS Config outside', 'config', `AWSLogs/${MEMBER}/Config/log.gz`, from(MEMBER, 'o-zzzzzzzzzz')],
      ['AWS Config of an account without an organization', 'config', `AWSLogs/${MEMBER}/Config/log.gz`, from(MEMBER)],
      ['flow logs of a member in the folder of another', 'delivery.logs', `AWSLogs/${ACCOUNT}/vpcflowlogs/log.gz`, logs(MEMBER, MEMBER, ORGANIZATION)],
      ['flow logs outside', 'delivery.logs', `AWSLogs/${MEMBER}/vpcflowlogs/log.gz`, logs(MEMBER, MEMBER, 'o-zzzzzzzzzz')],
    ])('does not take %s', async (_, name, key, context) => {
      expect(await write(name, key, context)).not.toBe('Allowed');
    });

    it('lets members of the organization encrypt, and its identities in no further than that', async () => {
      const use = (caller: Caller, action: string) => judge(caller, action, KEY_ARN, keyPolicy(made));
      const member = identity(`arn:aws:iam::${MEMBER}:role/Any`, { 'aws:PrincipalOrgID': ORGANIZATION });
      expect(await use(service('config', from(MEMBER, ORGANIZATION)), 'kms:GenerateDataKey')).toBe('Allowed');
      expect(await use(service('config', from(MEMBER, 'o-zzzzzzzzzz')), 'kms:GenerateDataKey')).toBe('ImplicitlyDenied');
      expect(await use(service('cloudtrail', { ...trail(MANAGEMENT), 'kms:EncryptionContext:aws:cloudtrail:arn': trail(MANAGEMENT)['aws:SourceArn'] }), 'kms:GenerateDataKey')).toBe('Allowed');
      expect(await use(member, 'kms:Decrypt')).toBe('ImplicitlyDenied');
      expect(await ask(member, 's3:GetObject', 'AWSLogs/any')).toBe('ImplicitlyDenied');
    });

    it('refuses what is none', () => {
      expect(refusals({ sources: LogSources.organization('mine', '1') })).toEqual([
        '- sources.organizationId: got "mine"; allowed is "o-" and 10 to 32 lower-case letters and digits; copy it from AWS Organizations',
        '- sources.managementAccountId: got "1"; allowed is the 12 digits of an AWS account, as a string; copy it from the account menu of the console, without dashes',
      ]);
    });
  });

  describe('with an object lock', () => {
    const made = make({ objectLock: ObjectLock.governance(Duration.days(400)) });

    it('locks the archive, and gives AWS Config a bucket that is not locked, since it delivers to no other', async () => {
      made.resourceCountIs('AWS::S3::Bucket', 3);
      made.resourceCountIs('AWS::KMS::Key', 1);
      made.hasResourceProperties('AWS::S3::Bucket', { BucketNamePrefix: LogArchive.BUCKET_NAME_PREFIX, ObjectLockEnabled: true });
      made.hasResourceProperties('AWS::S3::Bucket', { BucketNamePrefix: LogArchive.CONFIGURATION_BUCKET_NAME_PREFIX, ObjectLockEnabled: Match.absent() });
      made.hasResourceProperties('AWS::S3::Bucket', { BucketNamePrefix: 'secure-baseline-access', ObjectLockEnabled: Match.absent() });
      const config = service('config', { ...OWNED, ...from(ACCOUNT) });
      const key = `AWSLogs/${ACCOUNT}/Config/log.gz`;
      expect(await archiveOf(made)(config, 's3:PutObject', key)).toBe('ImplicitlyDenied');
      expect(await archiveOf(made, 'Configuration')(config, 's3:PutObject', key)).toBe('Allowed');
      expect(await archiveOf(made, 'Configuration')(administrator, 's3:DeleteObject', key)).toBe('ExplicitlyDenied');
      expect(await archiveOf(made, 'Configuration')(service('cloudtrail', { ...OWNED, ...trail(ACCOUNT) }), 's3:PutObject', `AWSLogs/${ACCOUNT}/CloudTrail/log.gz`)).toBe('ImplicitlyDenied');
    });

    it('hands out the bucket that AWS Config delivers to, by reference and by name', () => {
      synthesize((stack) => {
        const plain = new LogArchive(new Stack(stack.node.root, 'Plain'), 'Archive');
        const locked = new LogArchive(stack, 'Archive', { objectLock: ObjectLock.legalHoldOnly() });
        expect(plain.configurationBucket).toBe(plain.bucket);
        expect(locked.configurationBucket).not.toBe(locked.bucket);
      });
      expect(LogArchive.configurationBucketName(ACCOUNT, REGION)).toBe('secure-baseline-config-111122223333-eu-central-1-an');
    });

    it('refuses to let logs go before the lock does, and a lock of no time', () => {
      expect(refusals({ objectLock: ObjectLock.compliance(Duration.days(1097)) })).toEqual([
        '- retention: got 1096; allowed is at least the 1097 days of objectLock; keep logs longer, or lock them for a shorter time',
      ]);
      expect(refusals({ objectLock: ObjectLock.compliance(Duration.days(1096)) })).toEqual([]);
      expect(refusals({ objectLock: ObjectLock.compliance(Duration.days(0)) })).toEqual([
        '- objectLock.retention: got 0; allowed is a whole number from 1 to 36500 days; pass a Duration of so many days, or use ObjectLock.legalHoldOnly()',
      ]);
    });
  });

  it('records requests where it is told to, and never in itself', () => {
    synthesize((stack) => {
      const { bucket } = new AccessLogBucket(stack, 'Mine');
      expect(new LogArchive(stack, 'Archive', { accessLogBucket: bucket }).accessLogBucket).toBe(bucket);
    }).resourceCountIs('AWS::S3::Bucket', 2);
    for (const [prefix, name] of [['secure-baseline-logs', LogArchive.bucketName(Aws.ACCOUNT_ID, Aws.REGION)], ['secure-baseline-config', LogArchive.configurationBucketName(Aws.ACCOUNT_ID, Aws.REGION)]]) {
      expect(problemsOf((stack) => new LogArchive(stack, 'Archive', { accessLogBucket: Bucket.fromBucketName(stack, 'Itself', name) }))).toEqual([
        `- accessLogBucket: got "${prefix}-…"; allowed is another bucket than the archive; leave it out: an archive that recorded its requests in itself would never stop writing`,
      ]);
    }
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
    template.allResources('AWS::S3::Bucket', { DeletionPolicy: 'RetainExceptOnCreate', UpdateReplacePolicy: 'Retain' });
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

  it.each([[undefined, 1096], [91, 91], [544, 544], [545, 545], [3650, 3650]])('keeps logs and who asked for them equally long, given %p', (days, kept) => {
    const rules = (extra: object) => Match.arrayWith([Match.objectLike({ Id: 'Retention', Status: 'Enabled', ExpirationInDays: kept, ...extra })]);
    const archived = make({ retention: days === undefined ? undefined : Duration.days(days) });
    archived.hasResourceProperties('AWS::S3::Bucket', {
      BucketNamePrefix: LogArchive.BUCKET_NAME_PREFIX,
      LifecycleConfiguration: {
        Rules: rules({ Transitions: [{ StorageClass: 'GLACIER_IR', TransitionInDays: 90 }, ...kept < 545 ? [] : [{ StorageClass: 'DEEP_ARCHIVE', TransitionInDays: 365 }]] }),
      },
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
