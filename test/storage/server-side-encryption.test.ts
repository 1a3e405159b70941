import { App, Stack } from 'aws-cdk-lib';
import { Key } from 'aws-cdk-lib/aws-kms';
import { ServerSideEncryption } from '../../lib';

describe('ServerSideEncryption', () => {
  it('names the algorithms as the S3 API does', () => {
    expect(ServerSideEncryption.kms().algorithm).toBe('aws:kms');
    expect(ServerSideEncryption.s3Managed().algorithm).toBe('AES256');
  });

  it('holds the key it was given, and none of its own', () => {
    const key = new Key(new Stack(new App(), 'Test'), 'Key');
    expect(ServerSideEncryption.kms(key).key).toBe(key);
    expect(ServerSideEncryption.kms().key).toBeUndefined();
    expect(ServerSideEncryption.s3Managed().key).toBeUndefined();
  });
});
