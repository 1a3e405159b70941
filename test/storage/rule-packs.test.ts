import { Duration, Stack } from 'aws-cdk-lib';
import { Group } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Topic } from 'aws-cdk-lib/aws-sns';
import {
  AccessLogBucket, BucketDeletion, BucketReplication, EncryptionKey, EncryptionKeyReplica, KeyAlerts, LogArchive, LogBucket, LogSources, LogWriter, MalwareScanning, ObjectLock, PrivateBucket,
} from '../../lib';
import { findings } from '../rule-packs';
import { ACCOUNT } from '../support';
import { KEY_ARN } from './callers';

// What no program of this repository uses.
describe('the rule packs find nothing unacknowledged in', () => {
  test.each<[string, (stack: Stack) => void]>([
    ['a bucket with all that it can have', (stack) => {
      const replication = BucketReplication.toBucket({ bucket: Bucket.fromBucketName(stack, 'Replica', 'replicas'), encryptionKey: Key.fromKeyArn(stack, 'ReplicaKey', KEY_ARN) });
      const made = new PrivateBucket(stack, 'Bucket', {
        accessLogBucket: new AccessLogBucket(stack, 'AccessLogs').bucket, deletion: BucketDeletion.denied(), objectLock: ObjectLock.governance(Duration.days(1)),
        eventBridgeEnabled: true, replication,
      });
      const people = new Group(stack, 'People');
      made.grantReadOnly(people);
      made.grantUploadAndView(people);
      new MalwareScanning(stack, 'Scanning', { bucket: made.bucket, encryptionKey: made.encryptionKey });
    }],
    ['a locked archive of an organization', (stack) => {
      new LogArchive(stack, 'Archive', { objectLock: ObjectLock.governance(Duration.days(1)), sources: LogSources.organization('o-a1b2c3d4e5', ACCOUNT) });
    }],
    ['a bucket for logs', (stack) => {
      new LogBucket(stack, 'Logs', { writer: LogWriter.webAcls(), accessLogBucket: new AccessLogBucket(stack, 'AccessLogs').bucket });
    }],
    ['keys', (stack) => {
      const { key } = new EncryptionKey(stack, 'Key', { description: 'Tests', multiRegion: true });
      new EncryptionKeyReplica(stack, 'Replica', { description: 'Tests', primaryKeyArn: `arn:aws:kms:eu-west-1:${ACCOUNT}:key/mrk-1234567890abcdef1234567890abcdef` });
      new KeyAlerts(stack, 'Alerts', { key, topic: Topic.fromTopicArn(stack, 'Topic', `arn:aws:sns:eu-central-1:${ACCOUNT}:alerts`) });
    }],
  ])('%s', (_, build) => {
    const found = findings((stack) => {
      build(stack);
      new Bucket(stack, 'Planted');
    });

    // A group of the test is empty, and no part of the library.
    expect(found.filter((finding) => !finding.includes('IAMGroupHasUsers') && !finding.includes('Test/Planted'))).toEqual([]);
    expect(found).toContain('AwsSolutions-S1 at Test/Planted/Resource');
  });
});
