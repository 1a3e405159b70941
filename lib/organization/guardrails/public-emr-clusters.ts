import { denyActions, EVERYBODY, EXEMPT_ROLES, GuardrailEntry } from './guardrail-entry';

export const PUBLIC_EMR_CLUSTERS: GuardrailEntry = {
  id: 'public-emr-clusters',
  what: 'The block of public clusters of Amazon EMR is not lifted.',
  why: 'An open port of a cluster runs the code of whoever finds it.',
  binds: EVERYBODY,
  exceptions: EXEMPT_ROLES,
  link: 'https://docs.aws.amazon.com/emr/latest/ManagementGuide/emr-block-public-access.html',
  statements: denyActions('PublicEmrClusters', ['elasticmapreduce:PutBlockPublicAccessConfiguration']),
};
