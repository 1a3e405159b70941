import { denyActions, EVERYBODY, EXEMPT_ROLES, GuardrailEntry } from './guardrail-entry';

export const CONNECTED_NETWORKS: GuardrailEntry = {
  id: 'connected-networks',
  what: 'VPCs are connected to other networks by nobody but those who run the network.',
  why: 'Every connection is a way around the firewalls of both ends.',
  binds: EVERYBODY,
  exceptions: EXEMPT_ROLES,
  link: 'https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_examples_vpc.html',
  statements: denyActions('ConnectedNetworks', [
    'directconnect:CreatePrivateVirtualInterface', 'directconnect:CreateTransitVirtualInterface', 'ec2:AcceptTransitGatewayPeeringAttachment',
    'ec2:AcceptVpcPeeringConnection', 'ec2:CreateClientVpnEndpoint', 'ec2:CreateTransitGateway', 'ec2:CreateTransitGatewayPeeringAttachment',
    'ec2:CreateVpcPeeringConnection', 'ec2:CreateVpnConnection', 'ec2:CreateVpnGateway',
  ]),
};
