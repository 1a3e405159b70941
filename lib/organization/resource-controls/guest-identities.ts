import { denyWhen, ResourceControlEntry } from './resource-control-entry';

export const GUEST_IDENTITIES: ResourceControlEntry = {
  id: 'guest-identities',
  what: 'Guests of an identity pool of Amazon Cognito, who did not sign in, get no role.',
  why: 'The id of a pool stands in every app, and whoever reads it there gets what its guests may do.',
  binds: 'Whoever asks for a role as a guest.',
  exceptions: 'Whoever signed in to the pool, and all other web identities.',
  link: 'https://docs.aws.amazon.com/cognito/latest/developerguide/iam-roles.html',
  statements: [denyWhen('GuestIdentities', ['sts:AssumeRoleWithWebIdentity'], {
    'ForAnyValue:StringEquals': { 'cognito-identity.amazonaws.com:amr': 'unauthenticated' },
  })],
};
