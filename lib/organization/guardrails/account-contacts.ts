import { denyActions, EVERYBODY, EXEMPT_ROLES, GuardrailEntry } from './guardrail-entry';

export const ACCOUNT_CONTACTS: GuardrailEntry = {
  id: 'account-contacts',
  what: 'Contacts, names and e-mail addresses of accounts are not changed.',
  why: 'AWS tells the security contact when a key has leaked.',
  binds: EVERYBODY,
  exceptions: EXEMPT_ROLES,
  link: 'https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-update-contact.html',
  statements: denyActions('AccountContacts', [
    'account:AcceptPrimaryEmailUpdate', 'account:DeleteAlternateContact', 'account:PutAccountName', 'account:PutAlternateContact',
    'account:PutContactInformation', 'account:StartPrimaryEmailUpdate',
  ]),
};
