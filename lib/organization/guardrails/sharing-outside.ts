import { denyActions, denyAll, EVERYBODY, EXEMPT_ROLES, GuardrailEntry } from './guardrail-entry';

export const SHARING_OUTSIDE: GuardrailEntry = {
  id: 'sharing-outside',
  what: 'Nothing is shared by AWS RAM with accounts outside the organization.',
  why: 'A shared resource is used by people nobody here can take out.',
  binds: EVERYBODY,
  exceptions: EXEMPT_ROLES,
  link: 'https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_examples_ram.html',
  statements: denyAll(
    denyActions('SharingOutside1', ['ram:CreateResourceShare', 'ram:UpdateResourceShare'], {
      when: { Bool: { 'ram:RequestedAllowsExternalPrincipals': 'true' } },
    }),
    denyActions('SharingOutside2', ['ram:AssociateResourceShare'], { when: { Bool: { 'ram:AllowsExternalPrincipals': 'true' } } }),
    denyActions('SharingOutside3', ['ram:AcceptResourceShareInvitation']),
  ),
};
