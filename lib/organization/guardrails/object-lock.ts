import { denyActions, EVERYBODY, EXEMPT_ROLES, GuardrailEntry } from './guardrail-entry';

export const OBJECT_LOCK: GuardrailEntry = {
  id: 'object-lock',
  what: 'Nobody goes past the retention of locked objects.',
  why: 'The lock is there for the day somebody has enough permissions.',
  binds: EVERYBODY,
  exceptions: EXEMPT_ROLES,
  link: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html',
  statements: denyActions('ObjectLock', ['s3:BypassGovernanceRetention']),
};
