import { denyEverybody, EVERYBODY, GuardrailEntry, NOBODY } from './guardrail-entry';

export const CLOSING_ACCOUNTS: GuardrailEntry = {
  id: 'closing-accounts',
  what: 'No account closes itself.',
  why: 'A closed account takes its data with it after 90 days.',
  binds: EVERYBODY,
  exceptions: NOBODY,
  link: 'https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_accounts_close.html',
  statements: denyEverybody('ClosingAccounts', ['account:CloseAccount']),
};
