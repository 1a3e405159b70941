import { denyActions, denyAll, EVERYBODY, EXEMPT_ROLES, GuardrailEntry } from './guardrail-entry';

export const PROTECT_BASELINE_KEYS: GuardrailEntry = {
  id: 'protect-baseline-keys',
  what: 'Keys of the baseline are not disabled, scheduled for deletion or given another policy, and keep their aliases.',
  why: 'Evidence without its key cannot be read any more.',
  binds: EVERYBODY,
  exceptions: `${EXEMPT_ROLES} Grants that services of AWS need.`,
  link: 'https://docs.aws.amazon.com/kms/latest/developerguide/deleting-keys.html',
  statements: denyAll(
    denyActions('ProtectBaselineKeys1', [
      'kms:CreateGrant', 'kms:DisableKey', 'kms:DisableKeyRotation', 'kms:PutKeyPolicy', 'kms:ScheduleKeyDeletion',
    ], {
      when: {
        'ForAnyValue:StringLike': { 'kms:ResourceAliases': ['alias/secure-baseline/*'] },
        BoolIfExists: { 'kms:GrantIsForAWSResource': 'false' },
      },
    }),
    denyActions('ProtectBaselineKeys2', ['kms:DeleteAlias', 'kms:UpdateAlias'], { on: 'arn:*:kms:*:*:alias/secure-baseline/*' }),
  ),
};
