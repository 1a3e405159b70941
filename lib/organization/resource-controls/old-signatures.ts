import { denyWhen, ResourceControlEntry, WHOEVER_ASKS } from './resource-control-entry';

export const OLD_SIGNATURES: ResourceControlEntry = {
  id: 'old-signatures',
  what: 'Requests to Amazon S3 are not signed with Signature Version 2.',
  why: 'It signs with the secret key itself, and its presigned URLs may be good for ever.',
  binds: WHOEVER_ASKS,
  exceptions: 'Signature Version 4, which all SDKs of today use.',
  link: 'https://docs.aws.amazon.com/AmazonS3/latest/API/bucket-policy-s3-sigv4-conditions.html',
  statements: [denyWhen('OldSignatures', ['s3:*'], { StringEquals: { 's3:signatureversion': 'AWS' } })],
};
