import { checkServices } from './guardrail-checks';
import { denyActions, EVERYBODY, EXEMPT_ROLES, GuardrailEntry } from './guardrail-entry';

/** Without these nobody signs in or deploys, not even to undo the denial. */
const INDISPENSABLE = ['cloudformation', 'iam', 'sts'];

export const DENIED_SERVICES = (services: string[]): GuardrailEntry => ({
  id: 'denied-services',
  what: `Nobody uses ${services.join(', ')}.`,
  why: 'What an account does not need can neither cost nor leak anything in it.',
  binds: EVERYBODY,
  exceptions: EXEMPT_ROLES,
  link: 'https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_strategies.html',
  statements: denyActions('DeniedServices', services.map((service) => `${service}:*`)),
  problems: (prop) => [
    ...checkServices(`${prop}.services`, services),
    ...services.flatMap((service, index) => INDISPENSABLE.includes(service)
      ? [{
        prop: `${prop}.services[${index}]`, got: service, allowed: `any service but ${INDISPENSABLE.join(', ')}`,
        fix: 'deny single things with another guardrail: without this service nobody signs in or deploys',
      }]
      : []),
  ],
});
