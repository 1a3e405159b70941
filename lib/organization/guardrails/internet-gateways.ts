import { denyActions, EVERYBODY, EXEMPT_ROLES, GuardrailEntry } from './guardrail-entry';

export const INTERNET_GATEWAYS: GuardrailEntry = {
  id: 'internet-gateways',
  what: 'No VPC gets a way to the internet of its own.',
  why: 'What is to be private stays so only as long as nobody adds a gateway.',
  binds: EVERYBODY,
  exceptions: EXEMPT_ROLES,
  link: 'https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_examples_vpc.html',
  statements: denyActions('InternetGateways', [
    'ec2:AttachInternetGateway', 'ec2:CreateEgressOnlyInternetGateway', 'ec2:CreateInternetGateway', 'ec2:CreateNatGateway',
    'globalaccelerator:CreateAccelerator', 'globalaccelerator:UpdateAccelerator',
  ]),
};
