import { denyActions, EVERYBODY, EXEMPT_ROLES, GuardrailEntry } from './guardrail-entry';

export const PROTECT_BACKUPS: GuardrailEntry = {
  id: 'protect-backups',
  what: 'Recovery points and vaults of AWS Backup are not removed, opened or unlocked by hand.',
  why: 'Who wants a ransom begins with the backups.',
  binds: EVERYBODY,
  exceptions: EXEMPT_ROLES,
  link: 'https://docs.aws.amazon.com/aws-backup/latest/devguide/creating-a-vault-access-policy.html',
  statements: denyActions('ProtectBackups', [
    'backup:DeleteBackupPlan', 'backup:DeleteBackupSelection', 'backup:DeleteBackupVault', 'backup:DeleteBackupVaultAccessPolicy',
    'backup:DeleteBackupVaultLockConfiguration', 'backup:DeleteRecoveryPoint', 'backup:DisassociateRecoveryPoint',
    'backup:PutBackupVaultAccessPolicy', 'backup:UpdateRecoveryPointLifecycle', 'backup:UpdateRegionSettings',
  ]),
};
