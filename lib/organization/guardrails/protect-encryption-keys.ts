import { denyActions, EVERYBODY, EXEMPT_ROLES, GuardrailEntry } from './guardrail-entry';

export const PROTECT_ENCRYPTION_KEYS: GuardrailEntry = {
  id: 'protect-encryption-keys',
  what: 'No key is scheduled for deletion or disabled.',
  why: 'What was encrypted with it is lost, and with it the backups.',
  binds: EVERYBODY,
  exceptions: EXEMPT_ROLES,
  link: 'https://docs.aws.amazon.com/kms/latest/developerguide/deleting-keys.html',
  statements: denyActions('ProtectEncryptionKeys', [
    'kms:DeleteCustomKeyStore', 'kms:DeleteImportedKeyMaterial', 'kms:DisableKey', 'kms:ScheduleKeyDeletion',
  ]),
};
