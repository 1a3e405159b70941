import { denyEverybody, EVERYBODY, GuardrailEntry, NOBODY } from './guardrail-entry';

export const KEY_LOCKOUT: GuardrailEntry = {
  id: 'key-lockout',
  what: 'No key gets a policy that its own account could not change any more.',
  why: 'Only AWS Support can mend a key that nobody may manage.',
  binds: EVERYBODY,
  exceptions: NOBODY,
  link: 'https://docs.aws.amazon.com/kms/latest/APIReference/API_PutKeyPolicy.html',
  statements: denyEverybody('KeyLockout', ['kms:CreateKey', 'kms:PutKeyPolicy'], {
    when: { Bool: { 'kms:BypassPolicyLockoutSafetyCheck': 'true' } },
  }),
};
