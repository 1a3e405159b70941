import { denyWhen, ResourceControlEntry, WHOEVER_ASKS } from './resource-control-entry';

export const CUSTOMER_PROVIDED_KEYS: ResourceControlEntry = {
  id: 'customer-provided-keys',
  what: 'No object of Amazon S3 is encrypted with a key that whoever uploads it brings (SSE-C).',
  why: 'Objects that somebody encrypts with a key nobody else has are held to ransom.',
  binds: WHOEVER_ASKS,
  exceptions: 'Reading objects that are encrypted so already.',
  link: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/ServerSideEncryptionCustomerKeys.html',
  statements: [denyWhen('CustomerProvidedKeys', ['s3:PutObject'], { Null: { 's3:x-amz-server-side-encryption-customer-algorithm': 'false' } })],
};
