import { checkList } from '../guardrails/guardrail-checks';
import { denyWhen, ResourceControlEntry } from './resource-control-entry';

export const WEB_IDENTITY_PROVIDERS = (providers: string[]): ResourceControlEntry => ({
  id: 'web-identity-providers',
  what: `Web identities of ${providers.join(', ')} alone assume roles.`,
  why: 'A provider that somebody adds to an account is a way in that passwords and MFA do not guard.',
  binds: 'Whoever asks for a role with a web identity (OIDC).',
  exceptions: 'People who sign in through SAML, and whoever assumes roles with credentials of AWS.',
  link: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_oidc.html',
  // A token brings the keys of its own provider alone, so that those of all others are missing.
  statements: [denyWhen('WebIdentityProviders', ['sts:AssumeRoleWithWebIdentity'], {
    Null: Object.fromEntries(providers.map((provider) => [`${provider}:sub`, 'true'])),
  })],
  problems: (prop) => checkList(`${prop}.providers`, providers, /^[a-z0-9-]+(\.[a-z0-9-]+)+(\/[A-Za-z0-9._~-]+)*$/,
    'the URL of a provider without https://', 'write it like token.actions.githubusercontent.com'),
});
