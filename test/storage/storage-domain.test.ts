import { App, Duration, Stack } from 'aws-cdk-lib';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { StorageDomain } from '../../lib';

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

  it('names the problems of the archive from the outside', () => {
    expect(StorageDomain.logArchive({ retention: Duration.days(91) })._problems()).toEqual([]);
    expect(StorageDomain.logArchive({ retention: Duration.days(90) })._problems()).toMatchObject([{ prop: 'storage.retention', got: 90 }]);
  });

  it('cannot be left out: without evidence nothing can be proven', () => {
    expect(StorageDomain).not.toHaveProperty('omitted');
  });
});
