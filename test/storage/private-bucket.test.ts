import { anonymousPrincipal } from '@cloud-copilot/iam-simulate';
import { Duration } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { PrivateBucket, PrivateBucketProps, ServerSideEncryption } from '../../lib';
import { AWS_REGIONS } from '../../lib/private/regions';
import { ADMINISTRATOR, decide, FOREIGN_ACCOUNT, problemsOf, resolve, synthesize } from '../support';

const make = (props: PrivateBucketProps = {}): Template => synthesize((stack) => {
  new PrivateBucket(stack, 'Private', props);
});
const refusals = (props: PrivateBucketProps) => problemsOf((stack) => new PrivateBucket(stack, 'Private', props));

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
    ['the account over TLS 1.3', ADMINISTRATOR, { 'aws:SecureTransport': 'true', 's3:TlsVersion': '1.3' }, 'Allowed'],
    ['the account over TLS 1.2', ADMINISTRATOR, { 'aws:SecureTransport': 'true', 's3:TlsVersion': '1.2' }, 'Allowed'],
    ['the account over TLS 1.1', ADMINISTRATOR, { 'aws:SecureTransport': 'true', 's3:TlsVersion': '1.1' }, 'ExplicitlyDenied'],
    ['the account over plain HTTP', ADMINISTRATOR, { 'aws:SecureTransport': 'false' }, 'ExplicitlyDenied'],
    ['another account', `arn:aws:iam::${FOREIGN_ACCOUNT}:role/Any`, { 'aws:SecureTransport': 'true', 's3:TlsVersion': '1.3' }, 'ImplicitlyDenied'],
    ['anybody', anonymousPrincipal, { 'aws:SecureTransport': 'true', 's3:TlsVersion': '1.3' }, 'ImplicitlyDenied'],
  ])('decides on %s', async (_, principal, context, decision) => {
    const [policy] = Object.values(template.findResources('AWS::S3::BucketPolicy'));
    const { Bucket: name, PolicyDocument: resource } = resolve(policy.Properties);
    for (const [action, arn] of [['s3:GetObject', `arn:aws:s3:::${name}/key`], ['s3:PutObject', `arn:aws:s3:::${name}/key`]]) {
      expect(await decide(principal, action, arn, context, { resource })).toBe(decision);
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
});
