import { denyActions, denyAll, EVERYBODY, EXEMPT_ROLES, GuardrailEntry } from './guardrail-entry';

export const PUBLIC_BUCKETS: GuardrailEntry = {
  id: 'public-buckets',
  what: 'The account-wide block of public buckets is not lifted, and no canned access list opens a bucket or object.',
  why: 'Most data that leaked from AWS lay in a bucket that somebody had opened.',
  binds: EVERYBODY,
  exceptions: `${EXEMPT_ROLES} Grants to everybody that are written out one by one: the account-wide block makes them void.`,
  link: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html',
  statements: denyAll(
    denyActions('PublicBuckets1', ['s3:PutAccountPublicAccessBlock']),
    denyActions('PublicBuckets2', ['s3:CreateBucket', 's3:PutBucketAcl', 's3:PutObject', 's3:PutObjectAcl'], {
      when: { StringEquals: { 's3:x-amz-acl': ['authenticated-read', 'public-read', 'public-read-write'] } },
    }),
  ),
};
