import { SiteToSiteVpn } from '../../lib/network/site-to-site-vpn';
import { VirtualPrivateGateway } from '../../lib/network/virtual-private-gateway';
import { findings, network, openings, properties } from './connections';

describe('a virtual private gateway', () => {
  test('is one for a network, whoever asks first', () => {
    const { stack, vpc } = network();
    const gateways = [1, 2].map(() => VirtualPrivateGateway.of(vpc));

    expect(gateways[0]).toBe(gateways[1]);
    expect(properties(stack, 'AWS::EC2::VPNGateway')).toEqual([{ Type: 'ipsec.1', AmazonSideAsn: 64512, Tags: [{ Key: 'Name', Value: 'Network/Vpc' }] }]);
    expect(properties(stack, 'AWS::EC2::VPCGatewayAttachment').filter(({ VpnGatewayId }) => VpnGatewayId)).toHaveLength(1);
  });

  test('is another one for another network', () => {
    const { stack, vpc } = network();
    const { vpc: other } = network({}, stack, 'Other');

    expect(VirtualPrivateGateway.of(vpc)).not.toBe(VirtualPrivateGateway.of(other));
  });

  test('opens nothing and propagates nothing', () => {
    const [without, withOne] = [network(), network()];
    new SiteToSiteVpn(withOne.stack, 'Connection', { vpc: withOne.vpc, customerGatewayAddress: '203.0.113.9', remoteCidrs: ['10.8.0.0/16'] });

    expect(openings(withOne.stack)).toEqual(openings(without.stack));
    expect(properties(withOne.stack, 'AWS::EC2::VPNGatewayRoutePropagation')).toEqual([]);
    expect(findings(withOne.stack)).toEqual([]);
  });
});
