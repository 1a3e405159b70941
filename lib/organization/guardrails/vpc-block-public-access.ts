import { denyActions, EVERYBODY, EXEMPT_ROLES, GuardrailEntry } from './guardrail-entry';

export const VPC_BLOCK_PUBLIC_ACCESS: GuardrailEntry = {
  id: 'vpc-block-public-access',
  what: 'The block of public access to VPCs is not lifted, and knows no exclusions but those made centrally.',
  why: 'It holds whatever routes and gateways say.',
  binds: EVERYBODY,
  exceptions: EXEMPT_ROLES,
  link: 'https://docs.aws.amazon.com/vpc/latest/userguide/security-vpc-bpa.html',
  statements: denyActions('VpcBlockPublicAccess', [
    'ec2:CreateVpcBlockPublicAccessExclusion', 'ec2:ModifyVpcBlockPublicAccessExclusion', 'ec2:ModifyVpcBlockPublicAccessOptions',
  ]),
};
