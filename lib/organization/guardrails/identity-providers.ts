import { denyActions, EVERYBODY, EXEMPT_ROLES, GuardrailEntry } from './guardrail-entry';

export const IDENTITY_PROVIDERS: GuardrailEntry = {
  id: 'identity-providers',
  what: 'No identity providers and trust anchors are added, changed or removed.',
  why: 'Whoever brings an identity provider decides who may sign in.',
  binds: EVERYBODY,
  exceptions: EXEMPT_ROLES,
  link: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers.html',
  statements: denyActions('IdentityProviders', [
    'iam:AddClientIDToOpenIDConnectProvider', 'iam:CreateOpenIDConnectProvider', 'iam:CreateSAMLProvider', 'iam:DeleteOpenIDConnectProvider',
    'iam:DeleteSAMLProvider', 'iam:RemoveClientIDFromOpenIDConnectProvider', 'iam:UpdateOpenIDConnectProviderThumbprint',
    'iam:UpdateSAMLProvider', 'rolesanywhere:CreateProfile', 'rolesanywhere:CreateTrustAnchor', 'rolesanywhere:UpdateTrustAnchor',
  ]),
};
