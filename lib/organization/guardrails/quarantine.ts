import { denyActions, EVERYBODY, EXEMPT_ROLES, GuardrailEntry } from './guardrail-entry';

export const QUARANTINE: GuardrailEntry = {
  id: 'quarantine',
  what: 'Nothing at all is done in the account.',
  why: 'An account that was broken into, or is given up, waits untouched until somebody has looked at it.',
  binds: EVERYBODY,
  exceptions: EXEMPT_ROLES,
  link: 'https://docs.aws.amazon.com/whitepapers/latest/organizing-your-aws-environment/suspended-ou.html',
  statements: denyActions('Quarantine', ['*']),
};
