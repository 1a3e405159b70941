import { App, Aws, Duration, Stack, Token } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { Group, Role, ServicePrincipal, User } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Bucket, CfnBucket, StorageClass } from 'aws-cdk-lib/aws-s3';
import {
  AccessLogBucket, BucketDeletion, BucketPerimeter, BucketReplication, CustomerProvidedKeys, EncryptionKey, LogArchive, ObjectLock, PrivateBucket, PrivateBucketProps,
  ServerSideEncryption,
} from '../../lib';
import { AWS_REGIONS } from '../../lib/private/regions';
import { ACCOUNT, ADMINISTRATOR, FOREIGN_ACCOUNT, problemsOf, REGION, resolve, synthesize } from '../support';
import { administrator, anybody, bucketPolicy, identity, judge, KEY_ARN, keyPolicy, managedPolicies, outsider, plainHttp, root, service } from './callers';

const make = (props: PrivateBucketProps = {}): Template => synthesize((stack) => {
  new PrivateBucket(stack, 'Private', props);
});
const refusals = (props: PrivateBucketProps) => problemsOf((stack) => new PrivateBucket(stack, 'Private', props));
/** In a stack whose account and region are known. */
const refusalsIn = (region: string, props: (stack: Stack) => PrivateBucketProps) => problemsOf(() => {
  const stack = new Stack(new App(), 'Placed', { env: { account: ACCOUNT, region } });
  new PrivateBucket(stack, 'Private', props(stack));
});
const warnings = (props: PrivateBucketProps) => {
  const stack = new Stack(new App(), 'Test');
  new PrivateBucket(stack, 'Private', props);
  return Annotations.fromStack(stack).findWarning('*', Match.anyValue()).map(({ entry }) => entry.data as string);
};
/** What becomes of a request on an object of a bucket, or on the bucket. */
const asks = (made: Template) => {
  const { name, policy } = bucketPolicy(made);
  return {
    object: (caller: Parameters<typeof judge>[0], action: string, more?: Parameters<typeof judge>[4]) => judge(caller, action, `arn:aws:s3:::${name}/key`, policy, more),
    bucket: (caller: Parameters<typeof judge>[0], action: string, more?: Parameters<typeof judge>[4]) => judge(caller, action, `arn:aws:s3:::${name}`, policy, more),
  };
};
const DEPLOYMENT = `arn:aws:iam::${ACCOUNT}:role/Deployment`;
const ORGANIZATION = 'o-a1b2c3d4e5';

describe('PrivateBucket', () => {
  const template = make();

  it('blocks public access in all four ways, and has no ACLs', () => {
    template.hasResourceProperties('AWS::S3::Bucket', {
      PublicAccessBlockConfiguration: { BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: true, RestrictPublicBuckets: true },
      OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
      AccessControl: Match.absent(),
      WebsiteConfiguration: Match.absent(),
    });
  });

  it('is versioned, drops what was never finished, and is kept with its key when its stack goes', () => {
    const kept = { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' };
    template.hasResource('AWS::S3::Bucket', {
      ...kept,
      DeletionPolicy: 'RetainExceptOnCreate',
      Properties: {
        VersioningConfiguration: { Status: 'Enabled' },
        LifecycleConfiguration: {
          Rules: [{
            AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 }, NoncurrentVersionExpiration: { NoncurrentDays: 90 },
            ExpiredObjectDeleteMarker: true, Status: 'Enabled',
          }],
        },
      },
    });
    template.hasResource('AWS::KMS::Key', kept);
  });

  it('keeps current versions for good', () => {
    expect(JSON.stringify(template.findResources('AWS::S3::Bucket'))).not.toContain('ExpirationInDays');
  });

  it('encrypts with a key of its own and a bucket key, and hands the key over', () => {
    template.resourceCountIs('AWS::KMS::Key', 1);
    template.hasResourceProperties('AWS::S3::Bucket', {
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [{ BucketKeyEnabled: true, ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms' } }],
      },
    });
    synthesize((stack) => {
      expect(new PrivateBucket(stack, 'Private').encryptionKey).toBeDefined();
    });
  });

  it('encrypts with the key it is given, and makes none', () => {
    synthesize((stack) => {
      const key = new Key(stack, 'Mine');
      expect(new PrivateBucket(stack, 'Private', { encryption: ServerSideEncryption.kms(key) }).encryptionKey).toBe(key);
    }).resourceCountIs('AWS::KMS::Key', 1);
  });

  it('leaves the keys to Amazon S3 when asked to', () => {
    const managed = synthesize((stack) => {
      expect(new PrivateBucket(stack, 'Private', { encryption: ServerSideEncryption.s3Managed() }).encryptionKey).toBeUndefined();
    });
    managed.resourceCountIs('AWS::KMS::Key', 0);
    managed.hasResourceProperties('AWS::S3::Bucket', {
      BucketEncryption: { ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }] },
    });
  });

  it.each([
    ['the account over TLS 1.3', administrator, 'Allowed'],
    ['the account over TLS 1.2', identity(ADMINISTRATOR, { 's3:TlsVersion': '1.2' }), 'Allowed'],
    ['the account over TLS 1.1', identity(ADMINISTRATOR, { 's3:TlsVersion': '1.1' }), 'ExplicitlyDenied'],
    ['the account over plain HTTP', plainHttp, 'ExplicitlyDenied'],
    ['another account', outsider, 'ExplicitlyDenied'],
    ['anybody', anybody, 'ExplicitlyDenied'],
  ])('decides on %s', async (_, caller, decision) => {
    const { name, policy } = bucketPolicy(template);
    for (const action of ['s3:GetObject', 's3:PutObject']) {
      expect(await judge(caller, action, `arn:aws:s3:::${name}/key`, policy)).toBe(decision);
    }
  });

  it('records requests under its own path, without ACLs coming back', () => {
    const logged = synthesize((stack) => {
      new PrivateBucket(stack, 'Private', { accessLogBucket: Bucket.fromBucketName(stack, 'Logs', 'access-logs') });
    });
    logged.hasResourceProperties('AWS::S3::Bucket', {
      LoggingConfiguration: { DestinationBucketName: 'access-logs', LogFilePrefix: 'Test/Private/' },
      AccessControl: Match.absent(),
    });
    template.hasResourceProperties('AWS::S3::Bucket', { LoggingConfiguration: Match.absent() });
  });

  it('lies in the namespace of the account when it has a name, and nowhere special otherwise', () => {
    make({ bucketNamePrefix: 'team-reports' }).hasResourceProperties('AWS::S3::Bucket', {
      BucketNamePrefix: 'team-reports', BucketNamespace: 'account-regional', BucketName: Match.absent(),
    });
    template.hasResourceProperties('AWS::S3::Bucket', {
      BucketName: Match.absent(), BucketNamePrefix: Match.absent(), BucketNamespace: Match.absent(),
    });
  });

  it.each(['a', '7', 'team-reports', 'a--b'])('takes the name prefix %s', (bucketNamePrefix) => {
    expect(refusals({ bucketNamePrefix })).toEqual([]);
  });

  it.each(['', '-a', 'a-', 'Team', 'a.b', 'a_b', 'x'.repeat(35)])('refuses the name prefix %j', (bucketNamePrefix) => {
    expect(refusals({ bucketNamePrefix })).toEqual([expect.stringMatching(
      /^- bucketNamePrefix: got ".*"; allowed is 1 to 3\d lower-case letters, .*; use a short name such as team-reports; AWS adds .*$/,
    )]);
  });

  it('takes no prefix that makes a name longer than the 63 characters of Amazon S3 in any region', () => {
    const longest = [...Array(63).keys()].filter((length) => refusals({ bucketNamePrefix: 'x'.repeat(length) }).length === 0).pop()!;
    const withNamespace = AWS_REGIONS.filter((region) => !region.includes('-iso'));
    const names = withNamespace.map((region) => `${'x'.repeat(longest)}-111122223333-${region}-an`);
    expect(names.filter((name) => name.length > 63)).toEqual([]);
  });

  it.each([1, 3650])('keeps old versions for %i days when asked to', (days) => {
    make({ noncurrentVersionExpiration: Duration.days(days) }).hasResourceProperties('AWS::S3::Bucket', {
      LifecycleConfiguration: { Rules: [{ NoncurrentVersionExpiration: { NoncurrentDays: days } }] },
    });
  });

  it.each([0, 3651])('refuses to keep old versions for %i days', (days) => {
    expect(refusals({ noncurrentVersionExpiration: Duration.days(days) })).toEqual([
      `- noncurrentVersionExpiration: got ${days}; allowed is a whole number from 1 to 3650 days; pass a Duration of so many days`,
    ]);
  });

  it('adds lifecycle rules to its own', () => {
    make({ lifecycleRules: [{ id: 'Mine', expiration: Duration.days(5) }] }).hasResourceProperties('AWS::S3::Bucket', {
      LifecycleConfiguration: { Rules: [{ Id: 'Housekeeping' }, { Id: 'Mine', ExpirationInDays: 5 }] },
    });
  });

  it('reports all problems together', () => {
    expect(refusals({ bucketNamePrefix: 'A', noncurrentVersionExpiration: Duration.days(0) })).toHaveLength(2);
  });

  it('warns of every loosening under an id that stays, and of nothing else', () => {
    const id = (props: PrivateBucketProps) => warnings(props).map((text) => /\[ack: (.*)\]/.exec(text)?.[1]);
    expect(warnings({})).toEqual([]);
    expect(warnings({
      perimeter: BucketPerimeter.ownOrganization(ORGANIZATION), objectLock: ObjectLock.governance(Duration.days(1)), deletion: BucketDeletion.denied(),
      customerProvidedKeys: CustomerProvidedKeys.refused(), encryption: ServerSideEncryption.dualLayerKms(),
    })).toEqual([]);
    expect(id({ customerProvidedKeys: CustomerProvidedKeys.allowed('a partner brings keys') })).toEqual(['cdk-secure-baseline:customer-provided-keys']);
    expect(id({ perimeter: BucketPerimeter.open('a partner without an account of its own') })).toEqual(['cdk-secure-baseline:bucket-perimeter']);
    expect(id({ perimeter: BucketPerimeter.accounts([FOREIGN_ACCOUNT]) })).toEqual(['cdk-secure-baseline:bucket-perimeter']);
    expect(id({ objectLock: ObjectLock.compliance(Duration.days(1)) })).toEqual(['cdk-secure-baseline:object-lock-compliance']);
  });

  describe('with its encryption', () => {
    const put = { 's3:x-amz-server-side-encryption': '' };
    const upload = (made: Template, headers: Record<string, string>) => asks(made).object(identity(ADMINISTRATOR), 's3:PutObject', { context: headers });
    const SSE = 's3:x-amz-server-side-encryption';
    const KEY = 's3:x-amz-server-side-encryption-aws-kms-key-id';
    const given = (of: (key: Parameters<typeof ServerSideEncryption.kms>[0]) => ServerSideEncryption) => synthesize((stack) => {
      new PrivateBucket(stack, 'Private', { encryption: of(Key.fromKeyArn(stack, 'Mine', KEY_ARN)) });
    });

    it('says dual-layer, without the bucket key that does not go with it', () => {
      const dual = make({ encryption: ServerSideEncryption.dualLayerKms() });
      dual.resourceCountIs('AWS::KMS::Key', 1);
      dual.hasResourceProperties('AWS::S3::Bucket', {
        BucketEncryption: {
          ServerSideEncryptionConfiguration: [{ BucketKeyEnabled: Match.absent(), ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms:dsse', KMSMasterKeyID: Match.anyValue() } }],
        },
      });
    });

    it.each([
      ['SSE-KMS', given(ServerSideEncryption.kms), [
        [put, 'Allowed'], [{ [SSE]: 'aws:kms', [KEY]: KEY_ARN }, 'Allowed'], [{ [SSE]: 'aws:kms' }, 'ExplicitlyDenied'],
        [{ [SSE]: 'aws:kms', [KEY]: `${KEY_ARN}2` }, 'ExplicitlyDenied'], [{ [SSE]: 'AES256' }, 'ExplicitlyDenied'],
        [{ [SSE]: 'aws:kms:dsse', [KEY]: KEY_ARN }, 'ExplicitlyDenied'],
      ]],
      ['DSSE-KMS', given(ServerSideEncryption.dualLayerKms), [
        [put, 'Allowed'], [{ [SSE]: 'aws:kms:dsse', [KEY]: KEY_ARN }, 'Allowed'], [{ [SSE]: 'aws:kms', [KEY]: KEY_ARN }, 'ExplicitlyDenied'], [{ [SSE]: 'AES256' }, 'ExplicitlyDenied'],
      ]],
      ['SSE-S3', make({ encryption: ServerSideEncryption.s3Managed() }), [
        [put, 'Allowed'], [{ [SSE]: 'AES256' }, 'Allowed'], [{ [SSE]: 'aws:kms' }, 'ExplicitlyDenied'],
      ]],
    ] as const)('takes plain uploads under %s, and none that asks for another encryption or key', async (_, made, uploads) => {
      for (const [headers, decision] of uploads) {
        expect([headers, await upload(made, headers)]).toEqual([headers, decision]);
      }
    });

    it('leaves the choice of a key to the configuration of a service', async () => {
      const by = service('cloudtrail', { 'aws:SourceAccount': ACCOUNT, [SSE]: 'aws:kms', [KEY]: `${KEY_ARN}2` });
      expect(await asks(given(ServerSideEncryption.kms)).object(by, 's3:PutObject')).toBe('ImplicitlyDenied');
    });

    it('refuses keys that callers bring along, in its own setting and in its policy, until they are allowed', async () => {
      const brought = { 's3:x-amz-server-side-encryption-customer-algorithm': 'AES256' };
      const allowed = make({ customerProvidedKeys: CustomerProvidedKeys.allowed('a partner brings keys') });
      const blocked = (types: string[]) => ({ BucketEncryption: { ServerSideEncryptionConfiguration: [{ BlockedEncryptionTypes: { EncryptionType: types } }] } });
      expect(await upload(template, brought)).toBe('ExplicitlyDenied');
      template.hasResourceProperties('AWS::S3::Bucket', blocked(['SSE-C']));
      expect(await upload(allowed, brought)).toBe('Allowed');
      allowed.hasResourceProperties('AWS::S3::Bucket', blocked(['NONE']));
      expect(refusals({ customerProvidedKeys: CustomerProvidedKeys.allowed(' ') })).toEqual(['- customerProvidedKeys: got " "; allowed is a reason; say who needs it, and why']);
    });

    it('refuses a key of another region, imported or of this app, and takes one of its own', () => {
      const imported = (region: string) => (stack: Stack) => ({
        encryption: ServerSideEncryption.kms(Key.fromKeyArn(stack, 'Mine', `arn:aws:kms:${region}:${ACCOUNT}:key/1`)),
      });
      const elsewhere = (stack: Stack) => ({
        encryption: ServerSideEncryption.kms(new Key(new Stack(stack.node.root, 'Elsewhere', { env: { account: ACCOUNT, region: 'us-east-1' } }), 'Mine')),
      });
      const refusal = ['- encryption.key: got "us-east-1"; allowed is a key in eu-central-1, where the bucket is; pass a key of eu-central-1, or the replica of a multi-Region key there'];
      expect(refusalsIn(REGION, imported('us-east-1'))).toEqual(refusal);
      expect(refusalsIn(REGION, elsewhere)).toEqual(refusal);
      expect(refusalsIn(REGION, imported(REGION))).toEqual([]);
      expect(problemsOf((stack) => new PrivateBucket(stack, 'Private', imported('us-east-1')(stack)))).toEqual([]);
    });
  });

  describe('with its perimeter', () => {
    const opened = { Effect: 'Allow', Principal: '*', Action: 's3:*', Resource: '*' };
    /** Whatever else the policy comes to allow one day. */
    const withHole = async (props: PrivateBucketProps, caller: Parameters<typeof judge>[0]) => {
      const { name, policy } = bucketPolicy(make(props));
      return judge(caller, 's3:GetObject', `arn:aws:s3:::${name}/key`, { ...policy, Statement: [...policy.Statement, opened] });
    };
    const colleague = identity(`arn:aws:iam::${FOREIGN_ACCOUNT}:role/Any`, { 'aws:PrincipalOrgID': ORGANIZATION });

    it.each([
      ['the own account', {}, administrator, 'Allowed'],
      ['the own account', {}, outsider, 'ExplicitlyDenied'],
      ['the own account', {}, anybody, 'ExplicitlyDenied'],
      ['the own account', {}, service('logging.s3', { 'aws:SourceAccount': ACCOUNT }), 'Allowed'],
      ['the own account', {}, service('logging.s3', { 'aws:SourceAccount': FOREIGN_ACCOUNT }), 'ExplicitlyDenied'],
      ['the own account', {}, service('events'), 'Allowed'],
      ['the own organization', { perimeter: BucketPerimeter.ownOrganization(ORGANIZATION) }, colleague, 'Allowed'],
      ['the own organization', { perimeter: BucketPerimeter.ownOrganization(ORGANIZATION) }, outsider, 'ExplicitlyDenied'],
      ['the own organization', { perimeter: BucketPerimeter.ownOrganization(ORGANIZATION) }, anybody, 'ExplicitlyDenied'],
      ['the own organization', { perimeter: BucketPerimeter.ownOrganization(ORGANIZATION) },
        service('config', { 'aws:SourceAccount': FOREIGN_ACCOUNT, 'aws:SourceOrgID': ORGANIZATION }), 'Allowed'],
      ['the own organization', { perimeter: BucketPerimeter.ownOrganization(ORGANIZATION) },
        service('config', { 'aws:SourceAccount': FOREIGN_ACCOUNT, 'aws:SourceOrgID': 'o-zzzzzzzzzz' }), 'ExplicitlyDenied'],
      ['an account beside the own', { perimeter: BucketPerimeter.accounts([FOREIGN_ACCOUNT]) }, outsider, 'Allowed'],
      ['an account beside the own', { perimeter: BucketPerimeter.accounts([FOREIGN_ACCOUNT]) }, administrator, 'Allowed'],
      ['an account beside the own', { perimeter: BucketPerimeter.accounts([FOREIGN_ACCOUNT]) }, anybody, 'ExplicitlyDenied'],
      ['nobody in particular', { perimeter: BucketPerimeter.open('shown to the world') }, outsider, 'Allowed'],
      ['nobody in particular', { perimeter: BucketPerimeter.open('shown to the world') }, plainHttp, 'ExplicitlyDenied'],
    ])('of %s decides, whatever another statement allows (%#)', async (_, props, caller, decision) => {
      expect(await withHole(props, caller)).toBe(decision);
    });

    it('allows nothing by itself', async () => {
      for (const perimeter of [BucketPerimeter.accounts([FOREIGN_ACCOUNT]), BucketPerimeter.ownOrganization(ORGANIZATION), BucketPerimeter.open('why not')]) {
        expect(await asks(make({ perimeter })).object(colleague, 's3:GetObject')).toBe('ImplicitlyDenied');
      }
    });

    it('is refused when it names nobody', () => {
      expect(refusals({ perimeter: BucketPerimeter.accounts(['1']) })).toEqual([
        '- perimeter.accountIds[0]: got "1"; allowed is the 12 digits of an AWS account, as a string; copy it from the account menu of the console, without dashes',
      ]);
      expect(refusals({ perimeter: BucketPerimeter.ownOrganization('mine') })).toEqual([
        '- perimeter.organizationId: got "mine"; allowed is "o-" and 10 to 32 lower-case letters and digits; copy it from AWS Organizations',
      ]);
      expect(refusals({ perimeter: BucketPerimeter.open('') })).toEqual(['- perimeter: got ""; allowed is a reason; say who needs it, and why']);
      expect(refusals({ perimeter: BucketPerimeter.accounts([Aws.ACCOUNT_ID]) })).toEqual([]);
    });
  });

  describe('with its denial of deletion', () => {
    const DELETING = ['s3:DeleteObject', 's3:DeleteObjectVersion', 's3:BypassGovernanceRetention'];
    const UNDOING = ['s3:PutBucketPolicy', 's3:DeleteBucketPolicy', 's3:PutLifecycleConfiguration', 's3:PutBucketVersioning', 's3:PutBucketObjectLockConfiguration'];

    it('binds administrators and the root user alike, and leaves the rest alone', async () => {
      const denied = asks(make({ deletion: BucketDeletion.denied() }));
      for (const action of DELETING) {
        expect(await asks(template).object(administrator, action)).toBe('Allowed');
        expect(await denied.object(administrator, action)).toBe('ExplicitlyDenied');
        expect(await denied.object(root, action)).toBe('ExplicitlyDenied');
      }
      expect(await denied.object(administrator, 's3:PutObject')).toBe('Allowed');
      expect(await denied.bucket(administrator, 's3:PutBucketPolicy')).toBe('Allowed');
    });

    it('excepts the roles it names, who alone may end it', async () => {
      const { object, bucket } = asks(make({ deletion: BucketDeletion.deniedExceptTo([DEPLOYMENT]) }));
      for (const [ask, actions] of [[object, DELETING], [bucket, UNDOING]] as const) {
        for (const action of actions) {
          expect([action, await ask(identity(DEPLOYMENT), action)]).toEqual([action, 'Allowed']);
          expect([action, await ask(administrator, action)]).toEqual([action, 'ExplicitlyDenied']);
        }
      }
    });

    it('names roles, and at least one', () => {
      expect(refusals({ deletion: BucketDeletion.deniedExceptTo([]) })).toEqual([
        '- deletion: got a list of 0; allowed is one role or more; name the role that deploys the stack, or use BucketDeletion.denied()',
      ]);
      expect(refusals({ deletion: BucketDeletion.deniedExceptTo([DEPLOYMENT, `arn:aws:iam::${ACCOUNT}:role/*`]) })).toEqual([
        `- deletion.roleArns[1]: got "arn:aws:iam::${ACCOUNT}:role/*"; allowed is the ARN of an IAM role, without wildcards; write it like arn:aws:iam::111122223333:role/Deployment`,
      ]);
    });
  });

  describe('with an object lock', () => {
    it.each([
      ['governance', ObjectLock.governance(Duration.days(30)), { DefaultRetention: { Mode: 'GOVERNANCE', Days: 30 } }],
      ['compliance', ObjectLock.compliance(Duration.days(30)), { DefaultRetention: { Mode: 'COMPLIANCE', Days: 30 } }],
      ['legal holds alone', ObjectLock.legalHoldOnly(), Match.absent()],
    ])('locks by %s, and is versioned', (_, objectLock, rule) => {
      make({ objectLock }).hasResourceProperties('AWS::S3::Bucket', {
        ObjectLockEnabled: true, VersioningConfiguration: { Status: 'Enabled' },
        ...objectLock.mode === undefined ? { ObjectLockConfiguration: rule } : { ObjectLockConfiguration: { ObjectLockEnabled: 'Enabled', Rule: rule } },
      });
      template.hasResourceProperties('AWS::S3::Bucket', { ObjectLockEnabled: Match.absent(), ObjectLockConfiguration: Match.absent() });
    });

    it('keeps old versions as long as it locks them', () => {
      const kept = (days: number) => ({ LifecycleConfiguration: { Rules: [{ NoncurrentVersionExpiration: { NoncurrentDays: days } }] } });
      make({ objectLock: ObjectLock.governance(Duration.days(400)) }).hasResourceProperties('AWS::S3::Bucket', kept(400));
      make({ objectLock: ObjectLock.governance(Duration.days(4)) }).hasResourceProperties('AWS::S3::Bucket', kept(90));
      make({ objectLock: ObjectLock.governance(Duration.days(4)), noncurrentVersionExpiration: Duration.days(4) }).hasResourceProperties('AWS::S3::Bucket', kept(4));
    });

    it('refuses a lifecycle that ends before the lock', () => {
      const objectLock = ObjectLock.governance(Duration.days(400));
      const line = (prop: string, days: number) =>
        `- ${prop}: got ${days}; allowed is at least the 400 days of objectLock; pass Duration.days(400) or more, or lock for a shorter time`;
      expect(refusals({ objectLock, noncurrentVersionExpiration: Duration.days(399) })).toEqual([line('noncurrentVersionExpiration', 399)]);
      expect(refusals({
        objectLock,
        lifecycleRules: [{ expiration: Duration.days(400) }, { expiration: Duration.days(399) }, { noncurrentVersionExpiration: Duration.days(1) }],
      })).toEqual([line('lifecycleRules[1].expiration', 399), line('lifecycleRules[2].noncurrentVersionExpiration', 1)]);
      expect(refusals({ objectLock: ObjectLock.legalHoldOnly(), noncurrentVersionExpiration: Duration.days(1) })).toEqual([]);
      expect(refusals({ objectLock, lifecycleRules: [{ expiration: Duration.days(Token.asNumber({ Ref: 'Days' })) }] })).toEqual([]);
    });

    it('takes a time that is known at deployment only', () => {
      expect(refusals({ objectLock: ObjectLock.governance(Duration.days(Token.asNumber({ Ref: 'Days' }))) })).toEqual([]);
    });

    it.each([0, 36501])('refuses to lock for %i days', (days) => {
      for (const objectLock of [ObjectLock.governance(Duration.days(days)), ObjectLock.compliance(Duration.days(days))]) {
        expect(refusals({ objectLock })).toEqual([
          `- objectLock.retention: got ${days}; allowed is a whole number from 1 to 36500 days; pass a Duration of so many days, or use ObjectLock.legalHoldOnly()`,
        ]);
      }
    });

    it.each([
      ['suspended', { status: 'Suspended' }, '"Suspended"'],
      ['taken away', undefined, 'nothing'],
    ])('fails synthesis when versioning is %s behind its back', (_, versioning, got) => {
      const app = new App();
      const stack = new Stack(app, 'Test');
      const { bucket } = new PrivateBucket(stack, 'Private', { objectLock: ObjectLock.legalHoldOnly() });
      expect(() => app.synth()).not.toThrow();
      (bucket.node.defaultChild as CfnBucket).versioningConfiguration = versioning;
      expect(() => app.synth({ force: true })).toThrow(
        `versioningConfiguration: got ${got}; allowed is "Enabled" with objectLock or replication; leave the versioning of the bucket as it is`);
    });
  });

  it('tells Amazon EventBridge when asked to, without a function that does it', () => {
    const told = make({ eventBridgeEnabled: true });
    told.hasResourceProperties('AWS::S3::Bucket', { NotificationConfiguration: { EventBridgeConfiguration: { EventBridgeEnabled: true } } });
    told.resourceCountIs('AWS::Lambda::Function', 0);
    template.hasResourceProperties('AWS::S3::Bucket', { NotificationConfiguration: Match.absent() });
  });

  it('moves objects to cheaper classes as its rules say', () => {
    make({ lifecycleRules: [{ transitions: [{ storageClass: StorageClass.INTELLIGENT_TIERING, transitionAfter: Duration.days(0) }] }] }).hasResourceProperties('AWS::S3::Bucket', {
      LifecycleConfiguration: { Rules: Match.arrayWith([Match.objectLike({ Transitions: [{ StorageClass: 'INTELLIGENT_TIERING', TransitionInDays: 0 }] })]) },
    });
  });

  describe('with replication', () => {
    const REPLICA = 'reports-444455556666-eu-west-1-an';
    const REPLICA_KEY = 'arn:aws:kms:eu-west-1:444455556666:key/2';
    const replicated = (more: object = {}, props: PrivateBucketProps = {}) => synthesize((stack) => {
      const made = new PrivateBucket(stack, 'Private', {
        ...props,
        replication: BucketReplication.toBucket({
          bucket: Bucket.fromBucketName(stack, 'Replica', REPLICA), encryptionKey: Key.fromKeyArn(stack, 'ReplicaKey', REPLICA_KEY), region: 'eu-west-1', ...more,
        }),
      });
      expect(made.replicationRole).toBeDefined();
    });
    const rule = (made: Template) => {
      const [bucket] = Object.values(made.findResources('AWS::S3::Bucket'));
      return resolve(bucket.Properties.ReplicationConfiguration.Rules) as unknown[];
    };

    it('copies all that is encrypted with AWS KMS under the key of the replica, and no deletion', () => {
      expect(rule(replicated())).toEqual([{
        Id: 'Everything', Status: 'Enabled', Priority: 1, Filter: { Prefix: '' }, DeleteMarkerReplication: { Status: 'Disabled' },
        SourceSelectionCriteria: { SseKmsEncryptedObjects: { Status: 'Enabled' } },
        Destination: { Bucket: `arn:aws:s3:::${REPLICA}`, EncryptionConfiguration: { ReplicaKmsKeyID: REPLICA_KEY } },
      }]);
    });

    it('hands the replicas over to another account, keeps time and copies deletions when asked to', () => {
      expect(rule(replicated({ account: '444455556666', replicationTimeControl: true, deleteMarkerReplication: true }))).toMatchObject([{
        DeleteMarkerReplication: { Status: 'Enabled' },
        Destination: {
          Account: '444455556666', AccessControlTranslation: { Owner: 'Destination' },
          ReplicationTime: { Status: 'Enabled', Time: { Minutes: 15 } }, Metrics: { Status: 'Enabled', EventThreshold: { Minutes: 15 } },
        },
      }]);
    });

    it('needs no key when Amazon S3 holds that of the source', () => {
      expect(rule(replicated({ encryptionKey: undefined }, { encryption: ServerSideEncryption.s3Managed() }))[0])
        .toEqual(expect.not.objectContaining({ SourceSelectionCriteria: expect.anything() as unknown }));
    });

    it('works with a role that Amazon S3 alone assumes, and that can do nothing else', async () => {
      const made = replicated();
      const [role] = managedPolicies(made, 'ReplicationRole');
      made.hasResourceProperties('AWS::IAM::Role', { AssumeRolePolicyDocument: { Statement: [{ Action: 'sts:AssumeRole', Principal: { Service: 's3.amazonaws.com' } }] } });
      const { name } = bucketPolicy(made);
      const may = (action: string, resource: string, context = {}) =>
        judge(identity(`arn:aws:iam::${ACCOUNT}:role/Replication`), action, resource, undefined, { held: [role], only: true, context });
      expect(await may('s3:GetObjectVersionForReplication', `arn:aws:s3:::${name}/key`)).toBe('Allowed');
      expect(await may('s3:ReplicateObject', `arn:aws:s3:::${REPLICA}/key`)).toBe('Allowed');
      expect(await may('s3:ReplicateDelete', `arn:aws:s3:::${REPLICA}/key`)).toBe('ImplicitlyDenied');
      expect(await may('s3:ObjectOwnerOverrideToBucketOwner', `arn:aws:s3:::${REPLICA}/key`)).toBe('ImplicitlyDenied');
      for (const [action, resource] of [['s3:GetObject', name], ['s3:PutObject', REPLICA], ['s3:DeleteObject', name], ['s3:GetObjectVersionForReplication', REPLICA], ['s3:ReplicateObject', name]]) {
        expect(await may(action, `arn:aws:s3:::${resource}/key`)).toBe('ImplicitlyDenied');
      }
      const [policy] = [role as { Statement: { Sid: string; Action: string | string[]; Resource: string; Condition: object }[] }];
      expect(policy.Statement.filter(({ Sid }) => ['DecryptSource', 'EncryptReplicas'].includes(Sid))).toMatchObject([
        { Action: 'kms:Decrypt', Condition: { StringEquals: { 'kms:ViaService': `s3.${REGION}.amazonaws.com` } } },
        { Action: ['kms:Encrypt', 'kms:GenerateDataKey'], Resource: REPLICA_KEY, Condition: { StringEquals: { 'kms:ViaService': 's3.eu-west-1.amazonaws.com' } } },
      ]);
    });

    it('is acknowledged as missing only where it is', () => {
      const acknowledged = (made: PrivateBucket) => JSON.stringify(made.bucket.node.metadata).includes('S3BucketReplicationEnabled');
      const stack = new Stack(new App(), 'Test');
      expect(acknowledged(new PrivateBucket(stack, 'Alone'))).toBe(true);
      expect(acknowledged(new PrivateBucket(stack, 'Private', {
        encryption: ServerSideEncryption.s3Managed(), replication: BucketReplication.toBucket({ bucket: Bucket.fromBucketName(stack, 'Replica', REPLICA) }),
      }))).toBe(false);
    });

    it('refuses the bucket itself, whether account and region are known or not', () => {
      const fix = '; allowed is another bucket than the source; replicate to a bucket in another region or account';
      const to = (stack: Stack, name: string) => ({
        bucketNamePrefix: 'reports', encryption: ServerSideEncryption.s3Managed(), replication: BucketReplication.toBucket({ bucket: Bucket.fromBucketName(stack, 'Replica', name) }),
      });
      expect(refusalsIn(REGION, (stack) => to(stack, `reports-${ACCOUNT}-${REGION}-an`))).toEqual([`- replication.bucket: got "reports-${ACCOUNT}-${REGION}-an"${fix}`]);
      expect(problemsOf((stack) => new PrivateBucket(stack, 'Private', to(stack, `reports-${Aws.ACCOUNT_ID}-${Aws.REGION}-an`)))).toEqual([`- replication.bucket: got "Test/Replica"${fix}`]);
      expect(refusalsIn(REGION, (stack) => to(stack, `reports-${ACCOUNT}-eu-west-1-an`))).toEqual([]);
    });

    it('refuses a replica without a key, or with one of another region', () => {
      const bucket = (stack: Stack) => Bucket.fromBucketName(stack, 'Replica', REPLICA);
      expect(problemsOf((stack) => new PrivateBucket(stack, 'Private', { replication: BucketReplication.toBucket({ bucket: bucket(stack) }) }))).toEqual([
        '- replication.encryptionKey: got nothing; allowed is a key in the region of the replicas; pass the key of the bucket that takes them: '
        + 'without one, Amazon S3 replicates no object that is encrypted with AWS KMS',
      ]);
      const wrong = (region?: string) => refusalsIn(REGION, (stack) => ({
        replication: BucketReplication.toBucket({ bucket: bucket(stack), region, encryptionKey: Key.fromKeyArn(stack, 'ReplicaKey', REPLICA_KEY) }),
      }));
      const line = (region: string) => [`- replication.encryptionKey: got "eu-west-1"; allowed is a key in ${region}, where the bucket is; pass a key of ${region}, `
        + 'or the replica of a multi-Region key there'];
      expect(wrong('us-east-1')).toEqual(line('us-east-1'));
      expect(wrong()).toEqual(line(REGION));
      expect(wrong('eu-west-1')).toEqual([]);
    });

    it('goes from a lock to a lock alone', () => {
      const from = (objectLock?: ObjectLock) => problemsOf((stack) => new PrivateBucket(stack, 'Private', {
        objectLock: ObjectLock.governance(Duration.days(1)), encryption: ServerSideEncryption.s3Managed(),
        replication: BucketReplication.toBucket({ bucket: new PrivateBucket(stack, 'Replica', { objectLock }).bucket }),
      }));
      expect(from()).toEqual([
        '- replication.bucket: got "Test/Replica/Resource"; allowed is a bucket with objectLock, as the source has; '
        + 'give the bucket of the replicas ObjectLock.legalHoldOnly() or more: Amazon S3 replicates no locked object to another',
      ]);
      expect(from(ObjectLock.legalHoldOnly())).toEqual([]);
    });

    it('refuses an account or a region that is none', () => {
      expect(problemsOf((stack) => new PrivateBucket(stack, 'Private', {
        encryption: ServerSideEncryption.s3Managed(), replication: BucketReplication.toBucket({ bucket: Bucket.fromBucketName(stack, 'Replica', REPLICA), account: '1', region: 'nowhere' }),
      }))).toEqual([expect.stringMatching(/^- replication\.account: got "1"/), expect.stringMatching(/^- replication\.region: got "nowhere"/)]);
    });

    it('is taken in by a bucket of another account once that admits the role, and that role alone', async () => {
      const source = `arn:aws:iam::${FOREIGN_ACCOUNT}:role/Replication`;
      const taking = (perimeter?: BucketPerimeter) => synthesize((stack) => new PrivateBucket(stack, 'Private', { perimeter }).admitReplicas(source));
      const admitted = taking(BucketPerimeter.accounts([FOREIGN_ACCOUNT]));
      for (const action of ['s3:ReplicateObject', 's3:ReplicateTags', 's3:ReplicateDelete', 's3:ObjectOwnerOverrideToBucketOwner']) {
        expect(await asks(admitted).object(identity(source), action)).toBe('Allowed');
        expect(await asks(admitted).object(outsider, action)).toBe('ImplicitlyDenied');
        expect(await asks(taking()).object(identity(source), action)).toBe('ExplicitlyDenied');
      }
      expect(await asks(admitted).object(identity(source), 's3:GetObject')).toBe('ImplicitlyDenied');
      expect(await asks(admitted).bucket(identity(source), 's3:GetBucketVersioning')).toBe('Allowed');
      const use = (caller: Parameters<typeof judge>[0], action: string) => judge(caller, action, KEY_ARN, keyPolicy(admitted));
      expect(await use(identity(source), 'kms:Encrypt')).toBe('Allowed');
      expect(await use(identity(source), 'kms:Decrypt')).toBe('ImplicitlyDenied');
      expect(await use(outsider, 'kms:Encrypt')).toBe('ImplicitlyDenied');
      expect(problemsOf((stack) => new PrivateBucket(stack, 'Private').admitReplicas('Replication'))).toEqual([
        '- sourceRoleArn: got "Replication"; allowed is the ARN of an IAM role, without wildcards; write it like arn:aws:iam::111122223333:role/Deployment',
      ]);
    });
  });

  describe('in its policy', () => {
    const SSE = 's3:x-amz-server-side-encryption';
    const made = synthesize((stack) => {
      new PrivateBucket(stack, 'Private', { encryption: ServerSideEncryption.kms(Key.fromKeyArn(stack, 'Mine', KEY_ARN)), deletion: BucketDeletion.deniedExceptTo([DEPLOYMENT]) });
    });
    const { name, policy } = bucketPolicy(made);
    const anything = { Effect: 'Allow', Principal: '*', Action: 's3:*', Resource: '*' };
    const NEEDED: Record<string, [Parameters<typeof judge>[0], string, string]> = {
      IdentitiesOutside: [outsider, 's3:GetObject', '/key'],
      ServicesForOutsiders: [service('logging.s3', { 'aws:SourceAccount': FOREIGN_ACCOUNT }), 's3:PutObject', '/key'],
      NoOtherEncryption: [identity(ADMINISTRATOR, { [SSE]: 'aws:kms:dsse', [`${SSE}-aws-kms-key-id`]: KEY_ARN }), 's3:PutObject', '/key'],
      NoOtherKey: [identity(ADMINISTRATOR, { [SSE]: 'aws:kms' }), 's3:PutObject', '/key'],
      NoCustomerProvidedKeys: [identity(ADMINISTRATOR, { [`${SSE}-customer-algorithm`]: 'AES256' }), 's3:PutObject', '/key'],
      NobodyDeletes: [administrator, 's3:DeleteObject', '/key'],
      NobodyUndoesThat: [administrator, 's3:PutBucketPolicy', ''],
    };

    it.each(Object.entries(NEEDED))('denies by %s what nothing else would', async (sid, [caller, action, path]) => {
      const without = (left: (of?: string) => boolean) =>
        judge(caller, action, `arn:aws:s3:::${name}${path}`, { ...policy, Statement: [...policy.Statement.filter(({ Sid }) => left(Sid)), anything] });
      expect(await without(() => true)).toBe('ExplicitlyDenied');
      expect(await without((of) => of !== sid)).toBe('Allowed');
    });

    it('has no denial but those, and that of old TLS', () => {
      expect(policy.Statement.map(({ Sid }) => Sid).filter((sid) => sid !== undefined)).toEqual(Object.keys(NEEDED));
      expect(policy.Statement.filter(({ Sid }) => Sid === undefined).map((statement) => Object.values((statement as { Condition: object }).Condition))).toEqual([
        [{ 'aws:SecureTransport': 'false' }], [{ 's3:TlsVersion': 1.2 }],
      ]);
    });
  });

  describe('in what it grants', () => {
    const granted = (method: 'grantReadOnly' | 'grantUploadAndView', props: PrivateBucketProps = {}) => {
      const made = synthesize((stack) => new PrivateBucket(stack, 'Private', props)[method](new Group(stack, 'People')));
      const held = managedPolicies(made, 'People');
      const { name } = bucketPolicy(made);
      const policy = { ...bucketPolicy(made).policy };
      return {
        made,
        /** For somebody who is a member and nothing else, or an administrator besides. */
        asks: (action: string, only = false) => judge(administrator, action, action.includes('Bucket') || action.includes('Lifecycle') ? `arn:aws:s3:::${name}` : `arn:aws:s3:::${name}/key`, policy, { held, only }),
        key: (action: string, via: string) => {
          const [, { Statement }] = ['', held[0] as { Statement: { Sid: string; Resource: string }[] }];
          const { Resource } = Statement.find(({ Sid }) => Sid === 'UseKey')!;
          return judge(administrator, action, KEY_ARN, keyPolicy(made), {
            held: [JSON.parse(JSON.stringify(held[0]).replaceAll(Resource, KEY_ARN)) as unknown], only: true, context: { 'kms:ViaService': via },
          });
        },
      };
    };
    const S3 = `s3.${REGION}.amazonaws.com`;

    it('lets readers read, and nothing else, though they are administrators', async () => {
      const { asks: ask, key, made } = granted('grantReadOnly');
      for (const action of ['s3:GetObject', 's3:GetObjectVersion', 's3:ListBucket']) {
        expect([action, await ask(action, true)]).toEqual([action, 'Allowed']);
      }
      for (const action of ['s3:PutObject', 's3:DeleteObject', 's3:DeleteObjectVersion', 's3:PutObjectRetention', 's3:PutBucketPolicy', 's3:PutLifecycleConfiguration', 's3:DeleteBucketPolicy']) {
        expect([action, await ask(action)]).toEqual([action, 'ExplicitlyDenied']);
      }
      expect(await key('kms:Decrypt', S3)).toBe('Allowed');
      expect(await key('kms:Decrypt', 'secretsmanager.eu-central-1.amazonaws.com')).toBe('ImplicitlyDenied');
      expect(await key('kms:GenerateDataKey', S3)).toBe('ImplicitlyDenied');
      // Others are not bound by it.
      expect(await asks(made).object(administrator, 's3:DeleteObject')).toBe('Allowed');
    });

    it('lets others upload and view, and from then on nobody delete', async () => {
      const { asks: ask, key, made } = granted('grantUploadAndView');
      for (const action of ['s3:GetObject', 's3:PutObject', 's3:AbortMultipartUpload', 's3:ListBucket']) {
        expect([action, await ask(action, true)]).toEqual([action, 'Allowed']);
      }
      for (const action of ['s3:DeleteObject', 's3:DeleteObjectVersion', 's3:PutObjectRetention', 's3:PutBucketPolicy', 's3:PutLifecycleConfiguration']) {
        expect([action, await ask(action)]).toEqual([action, 'ExplicitlyDenied']);
      }
      expect(await key('kms:GenerateDataKey', S3)).toBe('Allowed');
      expect(await key('kms:Encrypt', S3)).toBe('ImplicitlyDenied');
      expect(await asks(made).object(administrator, 's3:DeleteObject')).toBe('ExplicitlyDenied');
      expect(await asks(made).object(root, 's3:DeleteObjectVersion')).toBe('ExplicitlyDenied');
    });

    it('leaves a denial of deletion as it was asked for, and makes one alone', async () => {
      const { made } = granted('grantUploadAndView', { deletion: BucketDeletion.deniedExceptTo([DEPLOYMENT]) });
      expect(await asks(made).object(identity(DEPLOYMENT), 's3:DeleteObject')).toBe('Allowed');
      const twice = synthesize((stack) => {
        const shared = new PrivateBucket(stack, 'Private');
        shared.grantUploadAndView(new User(stack, 'Ann'));
        shared.grantUploadAndView(new Role(stack, 'Upload', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') }));
      });
      expect(bucketPolicy(twice).policy.Statement.filter(({ Sid }) => Sid === 'NobodyDeletes')).toHaveLength(1);
      twice.hasResourceProperties('AWS::IAM::ManagedPolicy', { Users: Match.anyValue(), Path: '/secure-baseline/' });
      twice.hasResourceProperties('AWS::IAM::ManagedPolicy', { Roles: Match.anyValue() });
    });

    it('says nothing of a key where there is none', () => {
      expect(JSON.stringify(managedPolicies(granted('grantReadOnly', { encryption: ServerSideEncryption.s3Managed() }).made, 'People'))).not.toContain('kms:');
    });

    it('refuses whoever holds no policies', () => {
      for (const method of ['grantReadOnly', 'grantUploadAndView'] as const) {
        expect(problemsOf((stack) => new PrivateBucket(stack, 'Private')[method](new ServicePrincipal('glue.amazonaws.com')))).toEqual([
          '- grantee: got an object (ServicePrincipal); allowed is an IAM role, user or group; pass the identity itself; '
          + 'for a service or another account, add a statement to the bucket policy',
        ]);
      }
    });
  });

  it('refuses to record its requests in itself, or where the lock keeps records out', () => {
    expect(refusalsIn(REGION, (stack) => ({
      bucketNamePrefix: 'reports', accessLogBucket: Bucket.fromBucketName(stack, 'Logs', `reports-${ACCOUNT}-${REGION}-an`),
    }))).toEqual([
      `- accessLogBucket: got "reports-${ACCOUNT}-${REGION}-an"; allowed is another bucket than the one whose requests are recorded; `
      + 'pass the bucket of an AccessLogBucket: each record would be a request to record',
    ]);
    const locked = (objectLock: ObjectLock) => problemsOf((stack) => new PrivateBucket(stack, 'Private', { accessLogBucket: new PrivateBucket(stack, 'Logs', { objectLock }).bucket }));
    expect(locked(ObjectLock.governance(Duration.days(1)))).toEqual([
      '- accessLogBucket: got "Test/Logs/Resource"; allowed is a bucket without a default retention of Object Lock; '
      + 'pass the bucket of an AccessLogBucket: Amazon S3 delivers no access logs to a locked one',
    ]);
    expect(locked(ObjectLock.legalHoldOnly())).toEqual([]);
    expect(refusalsIn(REGION, (stack) => ({
      accessLogBucket: new AccessLogBucket(new Stack(stack.node.root, 'Elsewhere', { env: { account: ACCOUNT, region: 'us-east-1' } }), 'Logs').bucket,
    }))).toEqual(['- accessLogBucket: got "us-east-1"; allowed is a bucket in eu-central-1, where the requests are; pass the bucket of an AccessLogBucket in eu-central-1']);
    expect(problemsOf((stack) => new PrivateBucket(stack, 'Private', { bucketNamePrefix: 'reports', accessLogBucket: new AccessLogBucket(stack, 'Logs').bucket }))).toEqual([]);
    expect(problemsOf((stack) => new PrivateBucket(stack, 'Private', {
      bucketNamePrefix: 'reports', accessLogBucket: Bucket.fromBucketName(stack, 'Logs', LogArchive.bucketName(Aws.ACCOUNT_ID, Aws.REGION)),
    }))).toEqual([]);
    expect(problemsOf((stack) => new PrivateBucket(stack, 'Private', { encryption: ServerSideEncryption.kms(new EncryptionKey(stack, 'Key', { description: 'Mine' }).key) }))).toEqual([]);
  });
});
