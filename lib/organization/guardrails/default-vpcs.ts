import { denyActions, EVERYBODY, EXEMPT_ROLES, GuardrailEntry } from './guardrail-entry';

export const DEFAULT_VPCS: GuardrailEntry = {
  id: 'default-vpcs',
  what: 'Default VPCs are not made again.',
  why: 'They have a public subnet in every zone.',
  binds: EVERYBODY,
  exceptions: EXEMPT_ROLES,
  link: 'https://docs.aws.amazon.com/vpc/latest/userguide/default-vpc.html',
  statements: denyActions('DefaultVpcs', ['ec2:CreateDefaultSubnet', 'ec2:CreateDefaultVpc']),
};
