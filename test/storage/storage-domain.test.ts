import { App, Duration, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { AccountBaseline, LogArchive, ObjectLock, StorageDomain } from '../../lib';
import { ACCOUNT, REGION, templateOf } from '../support';
import { KEY_ARN } from './callers';

describe('StorageDomain', () => {
  it('hands settings on to the archive', () => {
    const retention = Duration.days(100);
    expect(StorageDomain.logArchive({ retention })._props).toEqual({ retention });
    expect(StorageDomain.logArchive()).toMatchObject({ _props: {}, _bucket: undefined, _encryptionKey: undefined, omittedBecause: undefined });
  });

  it('hands on what exists', () => {
    const stack = new Stack(new App(), 'Test');
    const bucket = new Bucket(stack, 'Bucket');
    const key = new Key(stack, 'Key');
    const domain = StorageDomain.existing(bucket, key);
    expect(domain._bucket).toBe(bucket);
    expect(domain._encryptionKey).toBe(key);
    expect(domain._problems()).toEqual([]);
  });

  it('knows where AWS Config delivers to, where other regions do not by themselves', () => {
    const bucket = Bucket.fromBucketName(new Stack(new App(), 'Test'), 'Bucket', 'theirs');
    const name = (domain: StorageDomain) => domain._configurationBucketName('111122223333', 'eu-central-1');
    expect(name(StorageDomain.logArchive())).toBeUndefined();
    expect(name(StorageDomain.logArchive({ objectLock: ObjectLock.legalHoldOnly() }))).toBe('secure-baseline-config-111122223333-eu-central-1-an');
    expect(name(StorageDomain.existing(bucket, new Key(new Stack(new App(), 'Test'), 'Key')))).toBe('theirs');
  });

  it('names the problems of the archive from the outside', () => {
    expect(StorageDomain.logArchive({ retention: Duration.days(91) })._problems()).toEqual([]);
    expect(StorageDomain.logArchive({ retention: Duration.days(90) })._problems()).toMatchObject([{ prop: 'storage.retention', got: 90 }]);
  });

  it('cannot be left out: without evidence nothing can be proven', () => {
    expect(StorageDomain).not.toHaveProperty('omitted');
  });

  describe('in a baseline', () => {
    const stacks = (choose: (app: App) => StorageDomain | undefined = () => undefined) => {
      const app = new App();
      const storage = choose(app);
      const baseline = new AccountBaseline(app, 'Baseline', { account: ACCOUNT, homeRegion: REGION, additionalRegions: ['eu-west-1'], securityContact: 'security@example.com', storage });
      return {
        storage: templateOf(Stack.of(baseline.logArchive ?? baseline.alertTopic)),
        logging: templateOf(Stack.of(baseline.alertTopic)),
        home: templateOf(Stack.of(baseline.configurationRecorder!)),
        further: templateOf(Stack.of(baseline.regions[0].configurationRecorder!)),
      };
    };

    it('sends AWS Config of every region to the bucket it can deliver to', () => {
      const plain = stacks();
      const locked = stacks(() => StorageDomain.logArchive({ objectLock: ObjectLock.governance(Duration.days(30)) }));
      plain.further.hasResourceProperties('AWS::Config::DeliveryChannel', { S3BucketName: LogArchive.bucketName(ACCOUNT, REGION) });
      locked.further.hasResourceProperties('AWS::Config::DeliveryChannel', { S3BucketName: LogArchive.configurationBucketName(ACCOUNT, REGION) });
      const exported = (template: Template) => JSON.stringify(template.findResources('AWS::Config::DeliveryChannel'));
      expect(exported(plain.home)).toMatch(/LogArchiveBucket/);
      expect(exported(locked.home)).toMatch(/LogArchiveConfigurationBucket/);
      expect(Object.keys(plain.storage.findResources('AWS::S3::Bucket')).every((id) => Object.keys(locked.storage.findResources('AWS::S3::Bucket')).includes(id))).toBe(true);
    });

    it('alerts of changes to the key of the archive, and of no key of somebody else', () => {
      const rules = (template: Template) => Object.keys(template.findResources('AWS::Events::Rule')).filter((id) => id.startsWith('KeyAlerts'));
      expect(rules(stacks().logging)).toHaveLength(1);
      const theirs = stacks((app) => {
        const elsewhere = new Stack(app, 'Elsewhere', { env: { account: ACCOUNT, region: REGION } });
        return StorageDomain.existing(Bucket.fromBucketName(elsewhere, 'Logs', 'theirs'), Key.fromKeyArn(elsewhere, 'Key', KEY_ARN));
      });
      expect(rules(theirs.logging)).toEqual([]);
      theirs.home.hasResourceProperties('AWS::Config::DeliveryChannel', { S3BucketName: 'theirs' });
      theirs.further.hasResourceProperties('AWS::Config::DeliveryChannel', { S3BucketName: 'theirs' });
    });
  });
});
