import { checkServices } from './guardrail-checks';
import { EVERYBODY, EXEMPT_ROLES, GuardrailEntry, unlessExempt } from './guardrail-entry';

/** What people need to sign in, to see what they spend and to get help, whatever they work with. */
const ALWAYS = [
  'access-analyzer', 'account', 'billing', 'ce', 'health', 'iam', 'organizations', 'servicequotas', 'signin', 'sts', 'support', 'tag',
  'trustedadvisor',
];

export const ALLOWED_SERVICES = (services: string[]): GuardrailEntry => ({
  id: 'allowed-services',
  what: `Nobody uses other services than ${services.join(', ')}.`,
  why: 'An account for one purpose needs few services; all others are ways out of it.',
  binds: EVERYBODY,
  exceptions: `${EXEMPT_ROLES} What people need to sign in, to see costs and to get help.`,
  link: 'https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_strategies.html',
  statements: (exemptRoles) => [{
    Sid: 'AllowedServices',
    Effect: 'Deny',
    NotAction: [...new Set([...ALWAYS, ...services])].map((service) => `${service}:*`),
    Resource: '*',
    Condition: unlessExempt(exemptRoles),
  }],
  problems: (prop) => checkServices(`${prop}.services`, services),
});
