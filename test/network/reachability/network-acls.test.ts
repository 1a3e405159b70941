import * as fc from 'fast-check';
import { TransportProtocol } from '../../../lib/network/transport-protocol';
import { att, ref, rule, TemplateBuilder, webAndData, words } from './templates';

describe('a network ACL', () => {
  test('takes the entry with the lowest number, whatever the order in the template', () => {
    const denied = webAndData().entries('DataAcl', ref('DataAcl'), 'in 99 deny 10.0.0.0/16 tcp 5000-6000');
    expect(denied.stops('web', 'data', 5432)).toContain('network ACL DataAcl lets nothing in from 10.0.0.0/24');

    webAndData().entries('DataAcl', ref('DataAcl'), 'in 101 deny 10.0.0.0/16 tcp 5000-6000').works('web', 'data', 5432);
    webAndData().entries('DataAcl', ref('DataAcl'), 'in 99 deny 10.0.0.0/16 udp 5000-6000', 'in 98 deny 10.0.0.0/16 icmp').works('web', 'data', 5432);
  });

  test('stops the part of a place that an entry names', () => {
    expect(webAndData().entries('DataAcl', ref('DataAcl'), 'in 99 deny 10.0.0.64/26 all').mayStop('web', 'data', 5432)).toContain('lets nothing in from 10.0.0.64/26');
  });

  test('applies to no packet between hosts of one subnet', () => {
    const template = (more: object) => webAndData().set('DataGroup', {
      SecurityGroupIngress: [rule('in tcp 7000 @DataGroup')], SecurityGroupEgress: [rule('out tcp 7000 @DataGroup')], ...more,
    });
    template({}).works('data', 'data', 7000);
    expect(template({}).subnet('DataSubnet2', 'Vpc', '10.0.2.0/24', 'data').mayStop('data', 'data', 7000)).toContain('from subnet DataSubnet to subnet DataSubnet2, network ACL DataAcl');
    expect(template({ SecurityGroupEgress: [rule('out tcp 1 10.0.0.0/8')] }).stops('data', 'data', 7000)).toContain('security group DataGroup lets nothing out');
  });

  test('is the one the VPC was born with where nothing else is said, which lets everything through unless it is closed', () => {
    const open = () => webAndData().remove('DataSubnetAcl', 'WebSubnetAcl');
    open().works('web', 'data', 5432);

    const closed = open().entries('Born', att('Vpc', 'DefaultNetworkAcl'), 'in 1 deny 0.0.0.0/0 all', 'out 1 deny 0.0.0.0/0 all');
    expect(closed.stops('web', 'data', 5432)).toContain('network ACL Vpc.DefaultNetworkAcl lets nothing out to 10.0.1.0/24');
    open().entries('Born', att('Vpc', 'DefaultNetworkAcl'), 'in 200 deny 0.0.0.0/0 all', 'out 200 deny 0.0.0.0/0 all').works('web', 'data', 5432);
  });

  test('takes protocols and booleans as text', () => {
    webAndData().set('DataAclIn100', { Protocol: '6', Egress: 'false' }).set('DataAclOut100', { Protocol: '-1', Egress: 'true' }).works('web', 'data', 5432);
  });

  test('with the entry for IPv4 says nothing about IPv6', () => {
    const dual = (...entries: string[]) => new TemplateBuilder().vpc('Vpc', '10.0.0.0/16').add('Ipv6', 'EC2::VPCCidrBlock', { VpcId: ref('Vpc'), Ipv6CidrBlock: '2001:db8::/56' })
      .table('OneTable', 'Vpc').acl('OneAcl', 'Vpc', ...entries)
      .subnet('A', 'Vpc', '10.0.0.0/24', 'one', { Ipv6CidrBlock: '2001:db8::/64' }).subnet('B', 'Vpc', '10.0.1.0/24', 'one', { Ipv6CidrBlock: '2001:db8:0:1::/64' })
      .group('OneGroup', 'Vpc', 'one', 'in tcp 80 @OneGroup', 'out tcp 80 @OneGroup')
      .add('A1', 'EC2::Instance', { SubnetId: ref('A'), SecurityGroupIds: [ref('OneGroup')] }).add('B1', 'EC2::Instance', { SubnetId: ref('B'), SecurityGroupIds: [ref('OneGroup')] });
    const between = (template: TemplateBuilder) => words(template.analyze().connections()).filter((line) => line.startsWith('A1 to B1'));

    expect(between(dual('in 100 allow 10.0.0.0/16 all', 'out 100 allow 0.0.0.0/0 all'))).toEqual(['A1 to B1, internal tcp ipv4 80-80']);
    expect(between(dual('in 100 allow 2001:db8::/32 all', 'out 100 allow ::/0 all'))).toEqual(['A1 to B1, internal tcp ipv6 80-80']);
  });

  test('decides every port as if its entries were tried one by one', () => {
    const entry = fc.record({ action: fc.constantFrom('allow', 'deny'), from: fc.integer({ min: 1, max: 30 }), length: fc.integer({ min: 0, max: 10 }),
      block: fc.constantFrom('10.0.0.0/24', '10.0.0.0/16', '192.0.2.0/24', '0.0.0.0/0') });
    fc.assert(fc.property(fc.array(entry, { maxLength: 7 }), (entries) => {
      const template = webAndData().remove('DataAclIn100', 'WebAclOut110').set('DataGroup', { SecurityGroupIngress: [rule('in -1 all @WebGroup')] })
        .set('WebGroup', { SecurityGroupEgress: [rule('out -1 all @DataGroup')] }).entries('WebAcl', ref('WebAcl'), 'out 90 allow 10.0.1.0/24 all')
        .entries('DataAcl', ref('DataAcl'), ...entries.map(({ action, from, length, block }, index) => `in ${index + 1} ${action} ${block} tcp ${from}-${from + length}`));
      const analysis = template.analyze();
      const open = analysis.connections().filter(({ source, destination, protocol }) => source === 'web' && destination === 'data' && protocol === TransportProtocol.TCP);
      for (let port = 0; port <= 45; port++) {
        const first = entries.find(({ from, length, block }) => block !== '192.0.2.0/24' && from <= port && port <= from + length);
        expect(open.some(({ fromPort, toPort }) => fromPort <= port && port <= toPort)).toBe(first?.action === 'allow');
      }
    }), { seed: 1, numRuns: 60 });
  });
});
