import { denyEverybody, EVERYBODY, GuardrailEntry, NOBODY } from './guardrail-entry';

export const IDENTITY_CENTER_INSTANCES: GuardrailEntry = {
  id: 'identity-center-instances',
  what: 'Accounts make no instances of IAM Identity Center of their own.',
  why: 'People come from one directory, where they are taken out once.',
  binds: EVERYBODY,
  exceptions: NOBODY,
  link: 'https://docs.aws.amazon.com/singlesignon/latest/userguide/control-account-instance.html',
  statements: denyEverybody('IdentityCenterInstances', ['sso:CreateInstance']),
};
