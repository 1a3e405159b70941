import { Duration } from 'aws-cdk-lib';
import { Match } from 'aws-cdk-lib/assertions';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { LogBucket, LogBucketProps, LogSources, LogWriter, ObjectLock } from '../../lib';
import { ACCOUNT, FOREIGN_ACCOUNT, problemsOf, REGION, synthesize } from '../support';
import { administrator, anybody, bucketPolicy, Context, judge, KEY_ARN, keyPolicy, outsider, plainHttp, root, service } from './callers';

const make = (props: LogBucketProps) => synthesize((stack) => {
  new LogBucket(stack, 'Logs', props);
});
const refusals = (props: LogBucketProps) => problemsOf((stack) => new LogBucket(stack, 'Logs', props));

const from = { 'aws:SourceAccount': ACCOUNT };
const trail = { 'aws:SourceArn': `arn:aws:cloudtrail:${REGION}:${ACCOUNT}:trail/any` };
const logs = { ...from, 'aws:SourceArn': `arn:aws:logs:${REGION}:${ACCOUNT}:*` };
const CASES: [string, LogWriter, string, string, Context][] = [
  ['trails', LogWriter.trails(), 'cloudtrail', 'CloudTrail', trail],
  ['configuration', LogWriter.configuration(), 'config', 'Config', from],
  ['network', LogWriter.network(), 'delivery.logs', 'vpcdnsquerylogs', logs],
  ['webAcls', LogWriter.webAcls(), 'delivery.logs', 'WAFLogs', logs],
];

describe('LogBucket', () => {
  it.each(CASES)('takes what %s write, and nothing else', async (_, writer, name, folder, context) => {
    const template = make({ writer });
    const { name: bucket, policy } = bucketPolicy(template);
    const put = (by: string, where: string, given: Context) =>
      judge(service(by, { ...given, 's3:x-amz-acl': 'bucket-owner-full-control' }), 's3:PutObject', `arn:aws:s3:::${bucket}/AWSLogs/${ACCOUNT}/${where}/log.gz`, policy);
    expect(await put(name, folder, context)).toBe('Allowed');
    expect(await put(name, 'Other', context)).toBe('ImplicitlyDenied');
    expect(await put('firehose', folder, context)).toBe('ImplicitlyDenied');
    expect(await put(name, folder, JSON.parse(JSON.stringify(context).replaceAll(ACCOUNT, FOREIGN_ACCOUNT)) as Context)).not.toBe('Allowed');
    const key = (given: Context) => judge(service(name, given), 'kms:GenerateDataKey', KEY_ARN, keyPolicy(template));
    expect(await key({ ...context, ...name === 'cloudtrail' ? { 'kms:EncryptionContext:aws:cloudtrail:arn': trail['aws:SourceArn'] } : {} })).toBe('Allowed');
    expect(await key({})).toBe('ImplicitlyDenied');
    expect(writer.what).toMatch(/^[A-Z].*\.$/);
  });

  it('lets nobody in who has no business there, and nobody delete', async () => {
    const { name, policy } = bucketPolicy(make({ writer: LogWriter.webAcls() }));
    const ask = (caller: typeof outsider, action: string) => judge(caller, action, `arn:aws:s3:::${name}/log.gz`, policy);
    for (const caller of [outsider, anybody, plainHttp]) {
      expect(await ask(caller, 's3:GetObject')).toBe('ExplicitlyDenied');
    }
    for (const caller of [administrator, root]) {
      expect(await ask(caller, 's3:DeleteObjectVersion')).toBe('ExplicitlyDenied');
    }
    expect(await ask(administrator, 's3:GetObject')).toBe('Allowed');
  });

  it('is named as AWS WAF needs it, and keeps logs for three years', () => {
    const template = make({ writer: LogWriter.webAcls() });
    template.hasResourceProperties('AWS::S3::Bucket', {
      BucketNamePrefix: 'aws-waf-logs-secure-baseline',
      LifecycleConfiguration: {
        Rules: Match.arrayWith([Match.objectLike({
          ExpirationInDays: 1096, Transitions: [{ StorageClass: 'GLACIER_IR', TransitionInDays: 90 }, { StorageClass: 'DEEP_ARCHIVE', TransitionInDays: 365 }],
        })]),
      },
    });
    make({ writer: LogWriter.webAcls(), bucketNamePrefix: 'aws-waf-logs-shop' }).hasResourceProperties('AWS::S3::Bucket', { BucketNamePrefix: 'aws-waf-logs-shop' });
    make({ writer: LogWriter.network() }).hasResourceProperties('AWS::S3::Bucket', { BucketNamePrefix: Match.absent() });
    expect(refusals({ writer: LogWriter.webAcls(), bucketNamePrefix: 'shop' })).toEqual([
      '- bucketNamePrefix: got "shop"; allowed is what starts with aws-waf-logs-; put it in front: the service writes to no other bucket',
    ]);
  });

  it('can be locked, but not for AWS Config', () => {
    make({ writer: LogWriter.trails(), objectLock: ObjectLock.governance(Duration.days(1)) }).hasResourceProperties('AWS::S3::Bucket', { ObjectLockEnabled: true });
    expect(refusals({ writer: LogWriter.configuration(), objectLock: ObjectLock.governance(Duration.days(1)) })).toEqual([
      '- objectLock: got "GOVERNANCE"; allowed is nothing for this writer; leave it out: AWS Config does not deliver to a bucket with Object Lock',
    ]);
    expect(refusals({ writer: LogWriter.configuration(), objectLock: ObjectLock.legalHoldOnly(), retention: Duration.days(90), sources: LogSources.organization('x', ACCOUNT) })).toHaveLength(3);
    expect(refusals({ writer: LogWriter.trails(), retention: Duration.days(91), objectLock: ObjectLock.governance(Duration.days(92)) })).toEqual([
      '- retention: got 91; allowed is at least the 92 days of objectLock; keep logs longer, or lock them for a shorter time',
    ]);
  });

  it('takes key and record of requests from elsewhere', () => {
    const template = synthesize((stack) => {
      const encryptionKey = Key.fromKeyArn(stack, 'Key', KEY_ARN);
      const made = new LogBucket(stack, 'Logs', { writer: LogWriter.network(), encryptionKey, accessLogBucket: Bucket.fromBucketName(stack, 'Access', 'access-logs') });
      expect(made.encryptionKey).toBe(encryptionKey);
    });
    template.resourceCountIs('AWS::KMS::Key', 0);
    template.hasResourceProperties('AWS::S3::Bucket', { LoggingConfiguration: { DestinationBucketName: 'access-logs' } });
  });
});
