import { denyActions, EVERYBODY, EXEMPT_ROLES, GuardrailEntry } from './guardrail-entry';

export const PUBLIC_SECRETS: GuardrailEntry = {
  id: 'public-secrets',
  what: 'No secret gets a policy without the check for public access.',
  why: 'A secret that anybody may read is none.',
  binds: EVERYBODY,
  exceptions: EXEMPT_ROLES,
  link: 'https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_resource-policies.html',
  // What says nothing of the check goes without it.
  statements: denyActions('PublicSecrets', ['secretsmanager:PutResourcePolicy'], {
    when: { BoolIfExists: { 'secretsmanager:BlockPublicPolicy': 'false' } },
  }),
};
