import { denyActions, EVERYBODY, EXEMPT_ROLES, GuardrailEntry } from './guardrail-entry';

export const EXPENSIVE_SERVICES: GuardrailEntry = {
  id: 'expensive-services',
  what: 'Nothing is started that costs hundreds of dollars a month whether it is used or not.',
  why: 'Most of these are started by mistake, and found on the bill.',
  binds: EVERYBODY,
  exceptions: EXEMPT_ROLES,
  link: 'https://docs.aws.amazon.com/wellarchitected/latest/cost-optimization-pillar/cost_govern_usage_controls.html',
  statements: denyActions('ExpensiveServices', [
    'acm-pca:CreateCertificateAuthority', 'bedrock:CreateProvisionedModelThroughput', 'cloudhsm:CreateCluster', 'ec2:AllocateHosts',
    'kendra:CreateIndex', 'outposts:CreateOrder', 'qbusiness:CreateIndex', 'sagemaker:CreateCluster', 'shield:CreateSubscription',
    'snowball:CreateCluster', 'snowball:CreateJob', 'workspaces:CreateWorkspaces',
  ]),
};
