import { denyActions, EVERYBODY, EXEMPT_ROLES, GuardrailEntry } from './guardrail-entry';

export const CLOUD_SHELL: GuardrailEntry = {
  id: 'cloud-shell',
  what: 'No shell in the console.',
  why: 'It has the credentials of whoever is signed in, the internet, and a button to take files home.',
  binds: EVERYBODY,
  exceptions: EXEMPT_ROLES,
  link: 'https://docs.aws.amazon.com/cloudshell/latest/userguide/sec-auth-with-identities.html',
  statements: denyActions('CloudShell', ['cloudshell:*']),
};
