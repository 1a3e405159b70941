import { denyActions, EVERYBODY, EXEMPT_ROLES, GuardrailEntry } from './guardrail-entry';

export const PROTECT_LOG_ARCHIVE: GuardrailEntry = {
  id: 'protect-log-archive',
  what: 'The buckets of the log archive are not opened, emptied in advance or removed, and nothing in them is deleted.',
  why: 'Evidence that those it speaks of can change is none.',
  binds: EVERYBODY,
  exceptions: EXEMPT_ROLES,
  link: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html',
  statements: denyActions('ProtectLogArchive', [
    's3:BypassGovernanceRetention', 's3:DeleteBucket', 's3:DeleteBucketPolicy', 's3:DeleteObject', 's3:DeleteObjectVersion',
    's3:PutBucketAcl', 's3:PutBucketLogging', 's3:PutBucketObjectLockConfiguration', 's3:PutBucketOwnershipControls', 's3:PutBucketPolicy',
    's3:PutBucketPublicAccessBlock', 's3:PutBucketVersioning', 's3:PutEncryptionConfiguration', 's3:PutLifecycleConfiguration',
    's3:PutReplicationConfiguration',
  ], {
    on: [
      'arn:*:s3:::secure-baseline-logs-*', 'arn:*:s3:::secure-baseline-config-*', 'arn:*:s3:::secure-baseline-access-*',
      'arn:*:s3:::aws-waf-logs-secure-baseline-*',
    ],
  }),
};
