import { denyActions, EVERYBODY, EXEMPT_ROLES, GuardrailEntry } from './guardrail-entry';

export const PASSWORD_POLICY: GuardrailEntry = {
  id: 'password-policy',
  what: 'The password policy of an account is not made weaker.',
  why: 'A short password is the cheapest way in.',
  binds: EVERYBODY,
  exceptions: EXEMPT_ROLES,
  link: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_account-policy.html',
  statements: denyActions('PasswordPolicy', ['iam:DeleteAccountPasswordPolicy', 'iam:UpdateAccountPasswordPolicy']),
};
