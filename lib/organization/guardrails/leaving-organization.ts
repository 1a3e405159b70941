import { denyEverybody, EVERYBODY, GuardrailEntry, NOBODY } from './guardrail-entry';

export const LEAVING_ORGANIZATION: GuardrailEntry = {
  id: 'leaving-organization',
  what: 'No account leaves the organization, on its own or at the invitation of another one.',
  why: 'Outside it, none of the other guardrails would hold.',
  binds: EVERYBODY,
  exceptions: NOBODY,
  link: 'https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_examples_general.html',
  // Nobody is exempt: an account is let go from the management account. One that is invited accepts while no guardrail binds it yet.
  statements: denyEverybody('LeavingOrganization', ['organizations:AcceptHandshake', 'organizations:LeaveOrganization']),
};
