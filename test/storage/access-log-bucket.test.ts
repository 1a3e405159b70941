import { Duration, Token } from 'aws-cdk-lib';
import { Match } from 'aws-cdk-lib/assertions';
import { AccessLogBucket, AccessLogBucketProps } from '../../lib';
import { ACCOUNT, FOREIGN_ACCOUNT, problemsOf, REGION, synthesize } from '../support';
import { administrator, bucketPolicy, judge, root, service } from './callers';

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

  describe('takes', () => {
    const { name, policy } = bucketPolicy(make());
    const balancer = (account: string) => service('logdelivery.elasticloadbalancing', {
      'aws:SourceAccount': account, 'aws:SourceArn': `arn:aws:elasticloadbalancing:${REGION}:${account}:loadbalancer/app/shop/1`,
    });
    const OWN = `AWSLogs/${ACCOUNT}/elasticloadbalancing/log.gz`;

    it.each([
      ['access logs of this account', service('logging.s3', { 'aws:SourceAccount': ACCOUNT }), 'Test/log', 'Allowed'],
      ['no access logs of another account', service('logging.s3', { 'aws:SourceAccount': FOREIGN_ACCOUNT }), 'Test/log', 'ExplicitlyDenied'],
      ['no access logs without a source', service('logging.s3'), 'Test/log', 'ImplicitlyDenied'],
      ['nothing from another service', service('config', { 'aws:SourceAccount': ACCOUNT }), 'Test/log', 'ImplicitlyDenied'],
      ['logs of load balancers of this account', balancer(ACCOUNT), OWN, 'Allowed'],
      ['the trial of a load balancer of this account', balancer(ACCOUNT), `AWSLogs/${ACCOUNT}/ELBConnectionLogTestFile`, 'Allowed'],
      ['no logs of load balancers of another account', balancer(FOREIGN_ACCOUNT), OWN, 'ExplicitlyDenied'],
      ['no logs of load balancers elsewhere', balancer(ACCOUNT), 'Test/log', 'ImplicitlyDenied'],
      ['no logs of a load balancer that is none', service('logdelivery.elasticloadbalancing', { 'aws:SourceArn': `arn:aws:s3:::${ACCOUNT}` }), OWN, 'ImplicitlyDenied'],
    ])('%s', async (_, caller, key, decision) => {
      expect(await judge(caller, 's3:PutObject', `arn:aws:s3:::${name}/${key}`, policy)).toBe(decision);
      expect(await judge(caller, 's3:GetObject', `arn:aws:s3:::${name}/${key}`, policy)).not.toBe('Allowed');
    });

    it('no deletion, from anybody', async () => {
      for (const caller of [administrator, root, service('logging.s3', { 'aws:SourceAccount': ACCOUNT })]) {
        expect(await judge(caller, 's3:DeleteObject', `arn:aws:s3:::${name}/${OWN}`, policy)).toBe('ExplicitlyDenied');
      }
    });
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
