import { FirewallLayer } from '../../../lib/network/reachability/firewall-layer';
import { ReachabilityAnalysis } from '../../../lib/network/reachability/reachability-analysis';
import { TransportProtocol } from '../../../lib/network/transport-protocol';
import { att, explanation, openTier, ref, rule, webAndData, words } from './templates';

describe('the analysis of a network', () => {
  test('finds the connections that both firewalls and the routes let through, and no others', () => {
    expect(words(webAndData().analyze().connections())).toEqual(['internet to web, inbound tcp ipv4 443-443', 'web to data, internal tcp ipv4 5432-5432']);
  });

  test('shows each layer alone, which is what is left when the other one fails', () => {
    const analysis = webAndData().analyze();

    expect(words(analysis.connections(FirewallLayer.SECURITY_GROUPS))).toEqual(words(analysis.connections()));
    // Stateless rules cannot tell an answer from a call whose client waits at the port of a server.
    expect(words(analysis.connections(FirewallLayer.NETWORK_ACLS)).filter((line) => !/^(\w+) to \1/.test(line))).toEqual([
      'data to web, internal tcp ipv4 32768-65535', 'internet to web, inbound tcp ipv4 443-443', 'web to data, internal tcp ipv4 5432-5432',
      'web to internet, outbound tcp ipv4 32768-65535',
    ]);
  });

  test('lists what can be named', () => {
    expect(webAndData().analyze().places).toEqual(['web', 'data', 'internet']);
  });

  test('reads as a table', () => {
    expect(webAndData().entries('DataAcl', ref('DataAcl'), 'in 101 allow 10.0.0.0/24 tcp 80-81').set('DataGroup', { SecurityGroupIngress: [
      rule('in tcp 5432 @WebGroup'), rule('in tcp 80-81 @WebGroup'),
    ] }).set('WebGroup', { SecurityGroupEgress: [rule('out -1 all @DataGroup')] }).entries('WebAcl', ref('WebAcl'), 'out 90 allow 10.0.1.0/24 tcp 80-81').analyze().describe()).toBe([
      '| from | to | protocol | ports | addresses |', '|---|---|---|---|---|', '| internet | web | TCP | 443 | IPv4 |', '| web | data | TCP | 80-81, 5432 | IPv4 |', '',
    ].join('\n'));
  });

  test('joins the address families of the table where they agree', () => {
    const template = openTier(openTier(webAndData(), 'Vpc', 'one', '10.0.2.0/24', { Ipv6CidrBlock: '2001:db8:0:2::/64' }), 'Vpc', 'two', '10.0.3.0/24', { Ipv6CidrBlock: '2001:db8:0:3::/64' })
      .add('Ipv6', 'EC2::VPCCidrBlock', { VpcId: ref('Vpc'), Ipv6CidrBlock: '2001:db8::/56' });

    expect(template.analyze().describe()).toContain('| one | two | TCP | all ports | IPv4, IPv6 |');
  });

  test('finds an open rule that somebody planted, in either layer or both', () => {
    const planted = () => webAndData()
      .add('Planted', 'EC2::SecurityGroupIngress', { GroupId: ref('DataGroup'), IpProtocol: 'tcp', FromPort: 22, ToPort: 22, CidrIp: '0.0.0.0/0' })
      .add('PlantedToo', 'EC2::SecurityGroupEgress', { GroupId: ref('WebGroup'), IpProtocol: 'tcp', FromPort: 22, ToPort: 22, CidrIp: '10.0.0.0/8' });

    expect(words(planted().analyze().connections(FirewallLayer.SECURITY_GROUPS))).toContain('web to data, internal tcp ipv4 22-22');
    planted().analyze().cannotReach('web', 'data', 22);
    const both = planted().entries('DataAcl', ref('DataAcl'), 'in 90 allow 0.0.0.0/0 tcp 22').entries('WebAcl', ref('WebAcl'), 'out 90 allow 10.0.1.0/24 tcp 22');
    expect(() => both.analyze().cannotReach('web', 'data', 22)).toThrow('web can reach data: TCP on 22 over IPv4, such as from subnet WebSubnet to subnet DataSubnet');
  });

  test('leaves the template as it was', () => {
    const template = { Resources: webAndData().resources };
    const before = JSON.stringify(template);
    ReachabilityAnalysis.ofTemplate(template).connections();

    expect(JSON.stringify(template)).toBe(before);
  });

  test('takes a template without networks, and one without resources', () => {
    expect(ReachabilityAnalysis.ofTemplate({}).places).toEqual(['internet']);
    expect(ReachabilityAnalysis.ofTemplate({ Resources: { Topic: { Type: 'AWS::SNS::Topic' } } }).connections()).toEqual([]);
  });
});

describe('a connection that works needs', () => {
  test.each([
    ['the entry that lets the call in', 'WebAclIn100', 'internet', 'web', 443,
      'internet cannot reach web on TCP port 443: from the IPv4 internet to subnet WebSubnet, network ACL WebAcl lets nothing in from the IPv4 internet on TCP port 443'],
    ['the entry that lets the answer out', 'WebAclOut100', 'internet', 'web', 443,
      'internet cannot reach web on TCP port 443: from the IPv4 internet to subnet WebSubnet, network ACL WebAcl lets nothing out to the IPv4 internet on TCP ports 32768-65535, where the answer goes'],
    ['the entry of the caller that lets the call out', 'WebAclOut110', 'web', 'data', 5432,
      'web cannot reach data on TCP port 5432: from subnet WebSubnet to subnet DataSubnet, network ACL WebAcl lets nothing out to 10.0.1.0/24 on TCP port 5432'],
    ['the entry that lets it in', 'DataAclIn100', 'web', 'data', 5432,
      'web cannot reach data on TCP port 5432: from subnet WebSubnet to subnet DataSubnet, network ACL DataAcl lets nothing in from 10.0.0.0/24 on TCP port 5432'],
    ['the entry of the one called that lets the answer out', 'DataAclOut100', 'web', 'data', 5432,
      'web cannot reach data on TCP port 5432: from subnet WebSubnet to subnet DataSubnet, network ACL DataAcl lets nothing out to 10.0.0.0/24 on TCP ports 32768-65535, where the answer goes'],
    ['the entry of the caller that lets the answer in', 'WebAclIn110', 'web', 'data', 5432,
      'web cannot reach data on TCP port 5432: from subnet WebSubnet to subnet DataSubnet, network ACL WebAcl lets nothing in from 10.0.1.0/24 on TCP ports 32768-65535, where the answer goes'],
    ['the route back', 'WebDefault', 'internet', 'web', 443,
      'internet cannot reach web on TCP port 443: from the IPv4 internet to subnet WebSubnet, route table WebTable of subnet WebSubnet has no route to the IPv4 internet'],
    ['the gateway attached', 'IgwAttachment', 'internet', 'web', 443,
      'internet cannot reach web on TCP port 443: from the IPv4 internet to subnet WebSubnet, internet gateway Igw is not attached to VPC Vpc'],
  ])('%s', (_, part, from, to, port, message) => {
    webAndData().works(from, to, port);
    expect(webAndData().remove(part).stops(from, to, port)).toBe(message);
  });

  test.each([
    ['WebGroup', 'SecurityGroupIngress', 'internet', 'web', 443, 'security group WebGroup lets nothing in from the IPv4 internet on TCP port 443'],
    ['WebGroup', 'SecurityGroupEgress', 'web', 'data', 5432, 'security group WebGroup lets nothing out to 10.0.1.0/24 on TCP port 5432'],
    ['DataGroup', 'SecurityGroupIngress', 'web', 'data', 5432, 'security group DataGroup lets nothing in from 10.0.0.0/24 on TCP port 5432'],
  ])('the rule of %s in %s', (group, property, from, to, port, message) => {
    expect(webAndData().set(group, { [property]: [rule('in tcp 1 192.0.2.1/32')] }).stops(from, to, port)).toContain(message);
  });

  test('every subnet of both places to take part', () => {
    const template = webAndData().subnet('DataSubnet2', 'Vpc', '10.0.2.0/24', 'data');

    expect(template.mayStop('web', 'data', 5432)).toContain('from subnet WebSubnet to subnet DataSubnet2, network ACL WebAcl lets nothing out to 10.0.2.0/24');
  });

  test('every port that clients use, not only some', () => {
    const template = webAndData().remove('DataAclOut100').entries('DataAcl', ref('DataAcl'), 'out 100 allow 10.0.0.0/24 tcp 49152-65535');

    expect(template.mayStop('web', 'data', 5432)).toContain('on TCP ports 32768-49151, where the answer goes');
  });
});

describe('a question', () => {
  test('about the internet means everybody when it must not, and nobody in particular when it must get through', () => {
    const office = webAndData().remove('WebAclIn100').entries('WebAcl', ref('WebAcl'), 'in 100 allow 198.51.100.0/24 tcp 443');

    office.works('198.51.100.0/24', 'web', 443);
    expect(() => office.analyze().cannotReach('internet', 'web')).toThrow('internet can reach web: TCP on 443 over IPv4, such as from 198.51.100.0/24 to subnet WebSubnet by internet gateway Igw');
    expect(explanation(() => office.analyze().canReach('internet', 'web', 443))).toContain('network ACL WebAcl lets nothing in from the IPv4 internet');
    expect(office.analyze().places).toContain('198.51.100.0/24');
  });

  test('may name any address or block, whether a rule does or not', () => {
    webAndData().works('203.0.113.7', 'web', 443);
    expect(webAndData().stops('203.0.113.7', 'data', 5432)).toContain('has no route to 203.0.113.7/32');
    expect(webAndData().stops('10.9.0.0/16', 'web', 443)).toContain('internet gateway Igw carries no packets to 10.9.0.0/16');
    expect(webAndData().stops('2001:db8::/32', 'web', 443)).toContain('they have no addresses of one family');
  });

  test('may name an address inside, and means whoever has it', () => {
    webAndData().works('10.0.0.77', 'data', 5432);
    expect(webAndData().stops('10.0.1.0/25', 'web', 443)).toContain('security group DataGroup lets nothing out to 10.0.0.0/24');
  });

  test('without a port or protocol is about all of them', () => {
    const analysis = webAndData().analyze();

    analysis.cannotReach('internet', 'data');
    analysis.cannotReach('web', 'data', 5432, TransportProtocol.UDP);
    analysis.cannotReach('web', 'data', 5433);
    expect(() => analysis.cannotReach('web', 'data')).toThrow('TCP on 5432');
    expect(() => analysis.cannotReach('web', 'data', undefined, TransportProtocol.TCP)).toThrow('TCP on 5432');
  });

  test.each([
    ['an unknown place', (analysis: ReachabilityAnalysis) => analysis.cannotReach('internet', 'cache'),
      'ReachabilityAnalysis: to: got "cache"; allowed is web, data, internet, or an address or block in CIDR notation; correct the name'],
    ['an address inside that nobody has', (analysis: ReachabilityAnalysis) => analysis.canReach('10.0.200.1', 'data', 1),
      'ReachabilityAnalysis: from: got "10.0.200.1"; allowed is web, data, internet, or an address or block that is outside or that one of them has; correct the name'],
    ['two places outside', (analysis: ReachabilityAnalysis) => analysis.cannotReach('internet', '198.51.100.0/24'),
      'ReachabilityAnalysis: from, to: got "internet" and "198.51.100.0/24", both outside; allowed is a place inside at one end; ask about a tier or resource'],
    ['a port that does not exist', (analysis: ReachabilityAnalysis) => analysis.canReach('web', 'data', 70000),
      'ReachabilityAnalysis: port: got 70000; allowed is a whole number from 0 to 65535; pass the port that is called'],
  ])('is refused for %s', (_, ask, message) => {
    expect(explanation(() => ask(webAndData().analyze()))).toBe(message);
  });
});

describe('what only a deployment knows', () => {
  const parameter = ref('Parameter');
  test.each([
    ['a block of a network ACL entry', webAndData().set('DataAclIn100', { CidrBlock: parameter }), 'CidrBlock of DataAclIn100, which is {"Ref":"Parameter"}'],
    ['a port of one', webAndData().set('DataAclIn100', { PortRange: { From: parameter, To: 1 } }), 'PortRange.From of DataAclIn100'],
    ['whether it denies', webAndData().set('DataAclIn100', { RuleAction: parameter }), 'RuleAction of DataAclIn100'],
    ['a block of a security-group rule', webAndData().set('DataGroup', { SecurityGroupIngress: [{ IpProtocol: 'tcp', CidrIp: parameter }] }), 'CidrIp of DataGroup'],
    ['a protocol of one', webAndData().set('DataGroup', { SecurityGroupIngress: [{ IpProtocol: parameter }] }), 'IpProtocol of DataGroup'],
    ['a conditional rule', webAndData().set('DataGroup', { SecurityGroupIngress: [{ 'Fn::If': ['C', {}, {}] }] }), 'a rule of security group DataGroup'],
    ['conditional rules', webAndData().set('DataGroup', { SecurityGroupIngress: { 'Fn::If': ['C', [], []] } }), 'the rules of security group DataGroup'],
    ['the block of a route', webAndData().set('WebDefault', { DestinationCidrBlock: parameter }), 'DestinationCidrBlock of WebDefault'],
    ['a prefix list in a route', webAndData().set('WebDefault', { DestinationPrefixListId: 'pl-1' }), 'DestinationPrefixListId of WebDefault'],
    ['the block of a VPC', webAndData().set('Vpc', { CidrBlock: parameter }), 'CidrBlock of Vpc'],
    ['the block of a subnet', webAndData().set('WebSubnet', { CidrBlock: parameter }), 'the addresses of subnet WebSubnet'],
    ['the VPC of a subnet', webAndData().set('WebSubnet', { VpcId: parameter }), 'the VPC of subnet WebSubnet'],
    ['where a route belongs', webAndData().set('WebDefault', { RouteTableId: { 'Fn::If': ['C', ref('WebTable'), ref('DataTable')] } }), 'what a condition makes of {"Fn::If":["C",{"Ref":"WebTable"}'],
    ['a security group', webAndData().add('Thing', 'EC2::Instance', { SubnetId: ref('WebSubnet'), SecurityGroupIds: [{ 'Fn::If': ['C', att('WebGroup', 'GroupId'), ref('AWS::NoValue')] }] }),
      'what a condition makes of'],
    ['a route table from elsewhere', webAndData().set('WebSubnetTable', { RouteTableId: parameter }), 'the route table of subnet WebSubnet'],
  ])('is refused, lest something look shut that is open: %s', (_, template, unknown) => {
    const message = explanation(() => template.analyze());
    expect(message).toContain('ReachabilityAnalysis cannot tell what reaches what, because the template leaves open:\n  - ');
    expect(message).toContain(`${unknown}`);
    expect(message).toContain('; write it out in the template that is analyzed');
  });

  test('is refused for resources under a condition', () => {
    const template = webAndData();
    template.resources.DataAclIn100.Condition = 'C';

    expect(explanation(() => template.analyze())).toContain('whether DataAclIn100 exists, which stands under a condition');
  });

  test('is open where it is a security group or network ACL of another template, and not certain', () => {
    const group = webAndData().add('Bastion', 'EC2::Instance', { SubnetId: ref('WebSubnet'), SecurityGroupIds: [{ 'Fn::ImportValue': 'Group' }] });
    expect(group.mayStop('internet', 'Bastion', 443)).toContain('security group {"Fn::ImportValue":"Group"} lets nothing in');

    const acl = webAndData().set('DataSubnetAcl', { NetworkAclId: 'acl-1' });
    expect(acl.mayStop('web', 'data', 5432)).toContain('network ACL acl-1 lets nothing in');
  });

  test('is left alone where it decides nothing', () => {
    webAndData().add('Other', 'EC2::NetworkAclEntry', { NetworkAclId: ref('DataAcl'), Protocol: 1, CidrBlock: parameter, RuleNumber: 5, RuleAction: 'allow', Egress: false })
      .set('DataSubnetTable', { SubnetId: att('DataSubnet', 'SubnetId') }).works('web', 'data', 5432);
  });
});
