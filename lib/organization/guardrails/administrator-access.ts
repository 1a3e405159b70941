import { denyActions, EVERYBODY, EXEMPT_ROLES, GuardrailEntry } from './guardrail-entry';

export const ADMINISTRATOR_ACCESS: GuardrailEntry = {
  id: 'administrator-access',
  what: 'Nobody is given full access by a policy of AWS.',
  why: 'Who has everything is limited by nothing but guardrails.',
  binds: EVERYBODY,
  exceptions: EXEMPT_ROLES,
  link: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_job-functions.html',
  statements: denyActions('AdministratorAccess', ['iam:AttachGroupPolicy', 'iam:AttachRolePolicy', 'iam:AttachUserPolicy'], {
    when: {
      ArnLike: {
        'iam:PolicyARN': ['AdministratorAccess', 'IAMFullAccess', 'PowerUserAccess'].map((name) => `arn:*:iam::aws:policy/${name}`),
      },
    },
  }),
};
