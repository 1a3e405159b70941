import { Duration, Token } from 'aws-cdk-lib';
import { Match } from 'aws-cdk-lib/assertions';
import { AccessLogBucket, AccessLogBucketProps } from '../../lib';
import { ACCOUNT, decide, FOREIGN_ACCOUNT, problemsOf, resolve, synthesize } from '../support';

const make = (props: AccessLogBucketProps = {}) => synthesize((stack) => {
  new AccessLogBucket(stack, 'AccessLogs', props);
});
const refusals = (props: AccessLogBucketProps) => problemsOf((stack) => new AccessLogBucket(stack, 'AccessLogs', props));

describe('AccessLogBucket', () => {
  it('is encrypted as server access logs need it, and does not log into itself', () => {
    const template = make();
    template.resourceCountIs('AWS::KMS::Key', 0);
    template.hasResourceProperties('AWS::S3::Bucket', {
      BucketEncryption: { ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }] },
      PublicAccessBlockConfiguration: { BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: true, RestrictPublicBuckets: true },
      LoggingConfiguration: Match.absent(),
    });
  });

  it.each([
    ['takes logs of this account', 'logging.s3.amazonaws.com', ACCOUNT, 'Allowed'],
    ['takes no logs of another account', 'logging.s3.amazonaws.com', FOREIGN_ACCOUNT, 'ImplicitlyDenied'],
    ['takes nothing from another service', 'config.amazonaws.com', ACCOUNT, 'ImplicitlyDenied'],
  ])('%s', async (_, service, source, decision) => {
    const [policy] = Object.values(make().findResources('AWS::S3::BucketPolicy'));
    const { Bucket: name, PolicyDocument: resource } = resolve(policy.Properties);
    const context = { 'aws:SourceAccount': source, 'aws:SecureTransport': 'true', 's3:TlsVersion': '1.2' };
    expect(await decide(service, 's3:PutObject', `arn:aws:s3:::${name}/Test/log`, context, { resource })).toBe(decision);
    expect(await decide(service, 's3:GetObject', `arn:aws:s3:::${name}/Test/log`, context, { resource })).toBe('ImplicitlyDenied');
  });

  it.each([[undefined, 365], [1, 1], [3650, 3650]])('keeps logs for so many days, given %p', (days, kept) => {
    make({ retention: days === undefined ? undefined : Duration.days(days) }).hasResourceProperties('AWS::S3::Bucket', {
      LifecycleConfiguration: { Rules: Match.arrayWith([Match.objectLike({ Id: 'Retention', ExpirationInDays: kept })]) },
    });
  });

  it.each([0, 3651])('refuses a retention of %i days', (days) => {
    expect(refusals({ retention: Duration.days(days) })).toEqual([
      `- retention: got ${days}; allowed is a whole number from 1 to 3650 days; pass a Duration of so many days`,
    ]);
  });

  it('takes a retention that is known at deployment only', () => {
    expect(refusals({ retention: Duration.days(Token.asNumber({ Ref: 'Days' })) })).toEqual([]);
  });

  it('takes a name, as any private bucket does', () => {
    make({ bucketNamePrefix: 'access' })
      .hasResourceProperties('AWS::S3::Bucket', { BucketNamePrefix: 'access', BucketNamespace: 'account-regional' });
  });
});
