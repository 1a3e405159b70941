import { Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { DirectConnectAssociation, DirectConnectAssociationProps } from '../../lib/network/direct-connect-association';
import { NetworkAddresses } from '../../lib/network/network-addresses';
import { SiteToSiteVpn } from '../../lib/network/site-to-site-vpn';
import { TieredVpcProps } from '../../lib/network/tiered-vpc';
import { TrafficFlow } from '../../lib/network/traffic-flow';
import { APPLICATION, findings, network, openings, opens, properties } from './connections';

const TYPE = 'AWS::DirectConnect::DirectConnectGatewayAssociation';
const GATEWAY = { directConnectGatewayId: '5f294f92-bafb-4011-916d-9b0b0c1d2e3f', remoteCidrs: ['10.8.0.0/16'] };
const ROLE = 'arn:aws:iam::444455556666:role/accept';

function associated(props: Partial<DirectConnectAssociationProps> = {}, net?: TieredVpcProps): { stack: Stack; connection: DirectConnectAssociation } {
  const { stack, vpc } = network(net);
  return { stack, connection: new DirectConnectAssociation(stack, 'Connection', { vpc, ...GATEWAY, ...props }) };
}

describe('a Direct Connect association', () => {
  test('announces the addresses of the network and no others, once the gateway is attached', () => {
    Template.fromStack(associated().stack).hasResource(TYPE, {
      Properties: {
        AssociatedGatewayId: { 'Fn::GetAtt': [Match.stringLikeRegexp('^VpcVirtualPrivateGateway'), 'VPNGatewayId'] },
        DirectConnectGatewayId: GATEWAY.directConnectGatewayId,
        AllowedPrefixesToDirectConnectGateway: ['10.0.0.0/16'],
        AcceptDirectConnectGatewayAssociationProposalRoleArn: Match.absent(),
      },
      DependsOn: [Match.stringLikeRegexp('^VpcVirtualPrivateGatewayAttachment')],
    });
  });

  test('announces the addresses a deployment gives out, IPv6 ones too', () => {
    const { stack } = associated({ remoteCidrs: ['10.8.0.0/16', '2001:db8::/48'] }, {
      addresses: NetworkAddresses.dualStackIpam('ipam-pool-0123456789abcdef0', 16, 'ipam-pool-0123456789abcdef1'),
    });

    expect(properties(stack, TYPE)[0].AllowedPrefixesToDirectConnectGateway).toEqual([
      { 'Fn::GetAtt': [expect.stringMatching(/^Vpc/), 'CidrBlock'] }, { 'Fn::Select': [0, { 'Fn::GetAtt': [expect.stringMatching(/^Vpc/), 'Ipv6CidrBlocks'] }] },
    ]);
  });

  test('is accepted in another account by the role that is named', () => {
    expect(properties(associated({ acceptRoleArn: ROLE }).stack, TYPE)[0]).toMatchObject({ AcceptDirectConnectGatewayAssociationProposalRoleArn: ROLE });
  });

  test('opens, with a flow, the way to its addresses from that tier alone', () => {
    const lines = opens((vpc, stack) => {
      const connection = new DirectConnectAssociation(stack, 'Connection', { vpc, ...GATEWAY });
      return [TrafficFlow.from(APPLICATION).to(connection.network('10.8.4.0/24')).port(1433)];
    });

    expect(lines).toEqual([
      'application acl lets in 10.8.4.0/24 on 1024-65535',
      'application acl lets out to 10.8.4.0/24 on 1433',
      'application group lets out to 10.8.4.0/24 on 1433',
      'application routes 10.8.4.0/24 to a Gateway',
      'application routes 10.8.4.0/24 to a Gateway',
    ]);
  });

  test('shares the virtual private gateway, its routes and its flows with a VPN to the same place', () => {
    const { stack, vpc } = network();
    const connection = new DirectConnectAssociation(stack, 'Connection', { vpc, ...GATEWAY });
    const vpn = new SiteToSiteVpn(stack, 'Backup', { vpc, customerGatewayAddress: '203.0.113.9', remoteCidrs: GATEWAY.remoteCidrs });
    vpc.allow(TrafficFlow.from(APPLICATION).to(connection.network()).port(443));
    vpc.allow(TrafficFlow.from(APPLICATION).to(vpn.network('10.8.4.0/24')).port(1433));

    Template.fromStack(stack).resourceCountIs('AWS::EC2::VPNGateway', 1);
    expect(openings(stack)).toContain('application routes 10.8.0.0/16 to a Gateway');
  });

  test('gives the rule packs nothing to find', () => {
    expect(findings(associated().stack)).toEqual([]);
  });
});

describe('a Direct Connect association refuses', () => {
  test.each<[string, Partial<DirectConnectAssociationProps>, RegExp]>([
    ['a gateway that is none', { directConnectGatewayId: 'dxgw-1' }, /directConnectGatewayId: got "dxgw-1"; allowed is the id of an AWS Direct Connect gateway/],
    ['addresses that overlap with the network', { remoteCidrs: ['10.0.0.0/12'] }, /remoteCidrs: got "10\.0\.0\.0\/12"; allowed is addresses that do not overlap/],
    ['the internet', { remoteCidrs: ['0.0.0.0/0'] }, /would take over the default route/],
    ['IPv6 addresses for a network without', { remoteCidrs: ['2001:db8::/48'] }, /allowed is IPv4 addresses; give the network IPv6/],
    ['a role that is none', { acceptRoleArn: 'accept' }, /acceptRoleArn: got "accept"; allowed is the ARN of a role/],
  ])('%s', (_, props, message) => {
    expect(() => associated(props)).toThrow(message);
  });

  test('a block that is not inside its addresses', () => {
    expect(() => associated().connection.network('10.9.0.0/16')).toThrow(/allowed is a block inside 10\.8\.0\.0\/16/);
  });
});
