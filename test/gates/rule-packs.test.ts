import { App, Stack } from 'aws-cdk-lib';
import { Bucket, CfnBucket } from 'aws-cdk-lib/aws-s3';
import { AccessLogBucket, PrivateBucket } from '../../lib';
import { findingsAround } from '../rule-packs';
import { everything, PROGRAMS, run } from './apps';

describe('the rule packs AwsSolutions, NIST 800-53 R5, HIPAA and PCI', () => {
  test.each(Object.keys(PROGRAMS))('find nothing unacknowledged in %s', (program) => {
    expect(findingsAround(run(program))).toEqual([]);
  });

  test('look at the resources of programs: somebody else’s aws-cdk-lib would have none that they know', () => {
    expect(run('shared-bucket').node.findAll().filter((construct) => construct instanceof CfnBucket).length).toBeGreaterThan(0);
  });

  test('find nothing unacknowledged in any profile, further region or organization', () => {
    expect(findingsAround(everything())).toEqual([]);
  });

  test('find a planted violation, beside constructs with acknowledgements of their own', () => {
    const app = new App();
    const stack = new Stack(app, 'Planted');
    new Bucket(stack, 'Open');
    new PrivateBucket(stack, 'Private', { accessLogBucket: new AccessLogBucket(stack, 'AccessLogs').bucket });

    const found = findingsAround(app);

    expect(found).toContain('AwsSolutions-S1 at Planted/Open/Resource');
    expect(found).toContain('AwsSolutions-S10 at Planted/Open/Resource');
    expect(found).toContain('NIST.800.53.R5-S3BucketReplicationEnabled at Planted/Open/Resource');
    expect(found.filter((finding) => finding.includes('Planted/Private/'))).toEqual([]);
  });
});
