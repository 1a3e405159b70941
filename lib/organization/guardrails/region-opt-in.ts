import { denyActions, EVERYBODY, EXEMPT_ROLES, GuardrailEntry } from './guardrail-entry';

export const REGION_OPT_IN: GuardrailEntry = {
  id: 'region-opt-in',
  what: 'Regions are not switched on or off.',
  why: 'In a region that nobody governs, nothing of the baseline runs.',
  binds: EVERYBODY,
  exceptions: EXEMPT_ROLES,
  link: 'https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-regions.html',
  statements: denyActions('RegionOptIn', ['account:DisableRegion', 'account:EnableRegion']),
};
