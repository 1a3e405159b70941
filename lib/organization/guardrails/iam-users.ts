import { denyActions, EVERYBODY, EXEMPT_ROLES, GuardrailEntry } from './guardrail-entry';

export const IAM_USERS: GuardrailEntry = {
  id: 'iam-users',
  what: 'No IAM users, no passwords for them, and no access keys.',
  why: 'People sign in with IAM Identity Center; keys that never expire are what leaks.',
  binds: EVERYBODY,
  exceptions: EXEMPT_ROLES,
  link: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html',
  statements: denyActions('IamUsers', [
    'iam:CreateAccessKey', 'iam:CreateLoginProfile', 'iam:CreateUser', 'iam:UpdateAccessKey', 'iam:UpdateLoginProfile',
  ]),
};
