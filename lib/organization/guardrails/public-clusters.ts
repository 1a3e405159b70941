import { denyActions, denyAll, EVERYBODY, EXEMPT_ROLES, GuardrailEntry } from './guardrail-entry';

export const PUBLIC_CLUSTERS: GuardrailEntry = {
  id: 'public-clusters',
  what: 'No cluster of Amazon EKS has an endpoint on the internet.',
  why: 'Its API is the administrator of everything in it.',
  binds: EVERYBODY,
  exceptions: EXEMPT_ROLES,
  link: 'https://docs.aws.amazon.com/eks/latest/userguide/cluster-endpoint.html',
  statements: denyAll(
    // A cluster of which nothing is said has one.
    denyActions('PublicClusters1', ['eks:CreateCluster'], { when: { BoolIfExists: { 'eks:endpointPublicAccess': 'true' } } }),
    denyActions('PublicClusters2', ['eks:UpdateClusterConfig'], { when: { Bool: { 'eks:endpointPublicAccess': 'true' } } }),
  ),
};
