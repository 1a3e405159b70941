import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { ThreatFindingExport } from '../../lib/detection/threat-finding-export';
import { LogArchive } from '../../lib/storage/log-archive';
import { ACCOUNT, decide, FOREIGN_ACCOUNT, resolve, synthesize } from '../support';

const own = synthesize((stack) => {
  new ThreatFindingExport(stack, 'Export', { detectorId: 'd1', bucket: new Bucket(stack, 'Bucket'), encryptionKey: new Key(stack, 'Key') });
});
const guardDuty = (account: string, source = 'detector/d1') => ({
  'aws:SourceAccount': account, 'aws:SourceArn': `arn:aws:guardduty:eu-central-1:${account}:${source}`, 'aws:SecureTransport': 'true', 'aws:PrincipalIsAWSService': 'true',
});

describe('ThreatFindingExport', () => {
  it('sends findings to the bucket, under the key', () => {
    const [{ Properties }] = Object.values(own.findResources('AWS::GuardDuty::PublishingDestination'));
    expect(resolve(Properties)).toEqual({
      DetectorId: 'd1', DestinationType: 'S3',
      DestinationProperties: { DestinationArn: expect.stringMatching(/^arn:aws:s3:::Bucket\w+$/), KmsKeyArn: expect.stringMatching(/^arn:aws:s3:::Key/) },
    });
  });

  it('starts once the bucket takes them', () => {
    const [policy] = Object.keys(own.findResources('AWS::S3::BucketPolicy'));
    own.hasResource('AWS::GuardDuty::PublishingDestination', { DependsOn: [policy] });
  });

  it.each([
    ['its own detectors', 'guardduty.amazonaws.com', guardDuty(ACCOUNT), 'Allowed'],
    ['the detectors of somebody else', 'guardduty.amazonaws.com', guardDuty(FOREIGN_ACCOUNT), 'ImplicitlyDenied'],
    ['what is no detector', 'guardduty.amazonaws.com', guardDuty(ACCOUNT, 'malware-protection-plan/p1'), 'ImplicitlyDenied'],
    ['another service', 'inspector2.amazonaws.com', guardDuty(ACCOUNT), 'ImplicitlyDenied'],
  ])('lets %s write, read the location and encrypt, or not: %s', async (_, service, context, verdict) => {
    const [bucketId] = Object.keys(own.findResources('AWS::S3::Bucket'));
    const [keyId] = Object.keys(own.findResources('AWS::KMS::Key'));
    const [bucketPolicy] = Object.values(own.findResources('AWS::S3::BucketPolicy'));
    const bucket = resolve(bucketPolicy.Properties.PolicyDocument) as unknown;
    const key = resolve(Object.values(own.findResources('AWS::KMS::Key'))[0].Properties.KeyPolicy) as unknown;
    expect(keyId).toMatch(/^Key/);
    expect([
      await decide(service, 's3:PutObject', `arn:aws:s3:::${bucketId}/AWSLogs/${ACCOUNT}/GuardDuty/eu-central-1/x`, context, { resource: bucket }),
      await decide(service, 's3:GetBucketLocation', `arn:aws:s3:::${bucketId}`, context, { resource: bucket }),
      await decide(service, 'kms:GenerateDataKey', `arn:aws:kms:eu-central-1:${ACCOUNT}:key/k1`, context, { resource: key }),
    ]).toEqual([verdict, verdict, verdict]);
    expect([
      await decide(service, 's3:DeleteObject', `arn:aws:s3:::${bucketId}/AWSLogs/${ACCOUNT}/CloudTrail/x`, context, { resource: bucket }),
      await decide(service, 's3:GetObject', `arn:aws:s3:::${bucketId}/AWSLogs/${ACCOUNT}/GuardDuty/eu-central-1/x`, context, { resource: bucket }),
      await decide(service, 'kms:Decrypt', `arn:aws:kms:eu-central-1:${ACCOUNT}:key/k1`, context, { resource: key }),
    ]).toEqual(['ImplicitlyDenied', 'ImplicitlyDenied', 'ImplicitlyDenied']);
  });

  it('names no folder, which Amazon GuardDuty would refuse for want of an object by its name', () => {
    expect(JSON.stringify(own.findResources('AWS::GuardDuty::PublishingDestination'))).toContain('"DestinationArn":{"Fn::GetAtt":["Bucket');
  });

  it.each([
    ['eu-central-1', 'guardduty.amazonaws.com', 'Allowed'], ['eu-south-1', 'guardduty.amazonaws.com', 'Allowed'],
    ['eu-south-1', 'guardduty.eu-south-1.amazonaws.com', 'Allowed'], ['eu-central-1', 'guardduty.eu-south-1.amazonaws.com', 'ImplicitlyDenied'],
  ])('in %s is written by %s, or not: %s', async (region, service, verdict) => {
    const stack = new Stack(new App(), 'Test', { env: { region, account: ACCOUNT } });
    new ThreatFindingExport(stack, 'Export', { detectorId: 'd1', bucket: new Bucket(stack, 'Bucket'), encryptionKey: new Key(stack, 'Key') });
    const [policy] = Object.values(Template.fromStack(stack).findResources('AWS::S3::BucketPolicy'));
    const resource = resolve((policy.Properties as { PolicyDocument: unknown }).PolicyDocument) as object;
    const [bucketId] = Object.keys(Template.fromStack(stack).findResources('AWS::S3::Bucket'));

    expect(await decide(service, 's3:PutObject', `arn:aws:s3:::${bucketId}/AWSLogs/x`, guardDuty(ACCOUNT), { resource })).toBe(verdict);
  });

  it('writes into the archive of another stack, which knows nothing of the detector', async () => {
    const app = new App();
    const archive = new LogArchive(new Stack(app, 'Storage'), 'Archive');
    const stack = new Stack(app, 'Detection');
    new ThreatFindingExport(stack, 'Export', { detectorId: 'd1', bucket: archive.bucket, encryptionKey: archive.encryptionKey });
    const storage = Template.fromStack(archive.node.scope as Stack);
    const policies = Object.values(storage.findResources('AWS::S3::BucketPolicy')).map(({ Properties }) => resolve(Properties.PolicyDocument) as object);
    const policy = policies.find((each) => JSON.stringify(each).includes('ThreatFindingsWrite'))!;
    const bucket = /"(arn:aws:s3:::ArchiveBucket\w+)"/.exec(JSON.stringify(policy))![1];
    const context = { ...guardDuty(ACCOUNT), 's3:x-amz-server-side-encryption': 'aws:kms' };
    expect(await decide('guardduty.amazonaws.com', 's3:PutObject', `${bucket}/AWSLogs/${ACCOUNT}/GuardDuty/eu-central-1/x`, context, { resource: policy })).toBe('Allowed');
    expect(await decide('guardduty.amazonaws.com', 's3:PutObject', `${bucket}/AWSLogs/${ACCOUNT}/GuardDuty/eu-central-1/x`, { ...context, ...guardDuty(FOREIGN_ACCOUNT) }, { resource: policy }))
      .not.toBe('Allowed');
    expect(JSON.stringify(storage.findResources('AWS::KMS::Key'))).toContain('"Sid":"ThreatFindings"');
    Template.fromStack(stack).resourceCountIs('AWS::S3::BucketPolicy', 0);
  });

  it('leaves the policy of an imported bucket to whoever has it', () => {
    const template = synthesize((stack) => {
      new ThreatFindingExport(stack, 'Export', {
        detectorId: 'd1', bucket: Bucket.fromBucketName(stack, 'Bucket', 'archive'),
        encryptionKey: Key.fromKeyArn(stack, 'Key', `arn:aws:kms:eu-central-1:${ACCOUNT}:key/k1`),
      });
    });
    expect(Object.values(template.toJSON().Resources as Record<string, { Type: string }>).map(({ Type }) => Type)).toEqual(['AWS::GuardDuty::PublishingDestination']);
  });
});
