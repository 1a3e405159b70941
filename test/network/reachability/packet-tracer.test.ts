import { att, openTier, ref, rule, TemplateBuilder, words } from './templates';

const INTERNET = '203.0.113.7';
const PARTNER = '172.16.0.0/12';

/** A VPC with one tier whose firewalls stop nothing. */
function one(tier = 'app'): TemplateBuilder {
  return openTier(new TemplateBuilder().vpc('Vpc', '10.0.0.0/16').gateway('Vpc'), 'Vpc', tier, '10.0.0.0/24');
}

/** Two tiers, the second of which is for gateways. */
function two(): TemplateBuilder {
  return openTier(one(), 'Vpc', 'gate', '10.0.9.0/24').route('GateDefault', 'GateTable', '0.0.0.0/0', { GatewayId: ref('Igw') });
}

/** Two VPCs with a tier each. */
function far(template = one()): TemplateBuilder {
  return openTier(template.vpc('Far', '10.1.0.0/16'), 'Far', 'far', '10.1.0.0/24');
}

function only(template: TemplateBuilder, tier: string, ...entries: string[]): TemplateBuilder {
  return template.remove(...['In', 'Out'].flatMap((way) => [`${tier}Acl${way}100`, `${tier}Acl${way}101`])).entries(`${tier}Acl`, ref(`${tier}Acl`), ...entries);
}

describe('an internet gateway', () => {
  const net = () => one().route('Default', 'AppTable', '0.0.0.0/0', { GatewayId: ref('Igw') });

  test('carries both directions, of public addresses alone', () => {
    net().works(INTERNET, 'app', 443);
    net().works('app', INTERNET, 443);
    net().works('app', 'internet', 443);
    expect(net().stops('app', '192.168.0.0/16', 443)).toContain('internet gateway Igw carries no packets to 192.168.0.0/16');
    expect(net().stops('fd00::/8', 'app', 443)).toContain('no addresses of one family');
  });

  test('counts where it is attached, and where it is of another template', () => {
    expect(net().set('IgwAttachment', { VpcId: ref('Other') }).stops('app', INTERNET, 443)).toContain('internet gateway Igw is not attached to VPC Vpc');
    net().set('Default', { GatewayId: 'igw-1' }).works('app', INTERNET, 443);
    net().set('Default', { GatewayId: { 'Fn::ImportValue': 'Gateway' } }).works(INTERNET, 'app', 443);
  });

  test('takes the most specific route', () => {
    const more = net().route('More', 'AppTable', '203.0.0.0/8', { VpcPeeringConnectionId: ref('Peering') }).add('Peering', 'EC2::VPCPeeringConnection', { VpcId: ref('Vpc'), PeerVpcId: 'vpc-1' });
    expect(() => more.analyze().cannotReach(INTERNET, 'app', 443)).toThrow('by peering connection Peering');
    expect(() => more.analyze().cannotReach('8.8.8.8', 'app', 443)).toThrow('by internet gateway Igw');
  });

  test('without a route table of its own has the subnets with the one of the VPC, which leads nowhere', () => {
    expect(net().remove('AppSubnetTable').stops('app', INTERNET, 443)).toContain('route table Vpc.MainRouteTable of subnet AppSubnet has no route to 203.0.113.7/32');
  });
});

describe('an egress-only internet gateway', () => {
  const net = () => one().add('Ipv6', 'EC2::VPCCidrBlock', { VpcId: ref('Vpc'), AmazonProvidedIpv6CidrBlock: true })
    .set('AppSubnet', { Ipv6CidrBlock: { 'Fn::Select': [0, { 'Fn::Cidr': [{ 'Fn::Select': [0, att('Vpc', 'Ipv6CidrBlocks')] }, 1, '64'] }] } })
    .add('Eigw', 'EC2::EgressOnlyInternetGateway', { VpcId: ref('Vpc') })
    .route('Default', 'AppTable', '::/0', { EgressOnlyInternetGatewayId: ref('Eigw') });

  test('lets IPv6 out and nothing in', () => {
    net().works('app', 'internet', 443);
    net().works('app', '2606:4700::1', 443);
    net().stops('app', INTERNET, 443);
    expect(net().stops('2606:4700::1', 'app', 443)).toContain('subnet AppSubnet answers by egress-only internet gateway Eigw, which lets no connection in');
    expect(net().stops('2606:4700::1', 'app', 443)).not.toContain('route table');
  });

  test('belongs to one VPC', () => {
    expect(net().set('Eigw', { VpcId: ref('Other') }).stops('app', '2606:4700::1', 443)).toContain('egress-only internet gateway Eigw is not attached to VPC Vpc');
  });
});

describe('a NAT gateway', () => {
  const net = () => two().add('Nat', 'EC2::NatGateway', { SubnetId: ref('GateSubnet'), AllocationId: 'eipalloc-1' }).route('Default', 'AppTable', '0.0.0.0/0', { NatGatewayId: ref('Nat') });

  test('lets connections out and none in', () => {
    net().works('app', INTERNET, 443);
    expect(net().stops(INTERNET, 'app', 443)).toContain('subnet AppSubnet answers by NAT gateway Nat, which lets no connection in');
    expect(() => net().analyze().cannotReach('app', INTERNET)).toThrow('by NAT by Nat and internet gateway Igw');
  });

  test('needs the route of its own subnet to an internet gateway', () => {
    expect(net().remove('GateDefault').stops('app', INTERNET, 443)).toContain('route table GateTable of subnet GateSubnet has no route to 203.0.113.7/32');
  });

  test('passes the network ACL of its subnet four times, and needs the ports that NAT chooses from', () => {
    const entries = ['in 100 allow 10.0.0.0/24 tcp 443', 'out 100 allow 0.0.0.0/0 tcp 443', 'in 110 allow 0.0.0.0/0 tcp 1024-65535', 'out 110 allow 10.0.0.0/24 tcp 32768-65535'];
    const without = (index: number, ...more: string[]) => only(net(), 'Gate', ...entries.filter((_, position) => position !== index), ...more);

    without(-1).works('app', INTERNET, 443);
    expect(without(0).stops('app', INTERNET, 443)).toContain('network ACL GateAcl lets nothing in from 10.0.0.0/24 on TCP port 443');
    expect(without(1).stops('app', INTERNET, 443)).toContain('network ACL GateAcl lets nothing out to 203.0.113.7/32 on TCP port 443');
    expect(without(2).stops('app', INTERNET, 443)).toContain('network ACL GateAcl lets nothing in from 203.0.113.7/32 on TCP ports 1024-3388, 3390-65535, where the answer goes');
    // An attacker may have the answer sent to 443, which the second entry lets through.
    expect(without(3).mayStop('app', INTERNET, 443)).toContain('network ACL GateAcl lets nothing out to 10.0.0.0/24 on TCP ports 32768-65535, where the answer goes');
    expect(without(2, 'in 110 allow 0.0.0.0/0 tcp 32768-65535').mayStop('app', INTERNET, 443)).toContain('on TCP ports 1024-3388, 3390-32767');
    without(-1, 'in 10 deny 0.0.0.0/0 tcp 3389').works('app', INTERNET, 443);
  });

  test('of another template counts as open outwards alone', () => {
    const imported = () => net().set('Default', { NatGatewayId: { 'Fn::ImportValue': 'Nat' } });
    imported().works('app', INTERNET, 443);
    expect(imported().stops(INTERNET, 'app', 443)).toContain('lets no connection in');
  });

  test('that translates from IPv6 to IPv4 counts as open outwards', () => {
    const nat64 = net().add('Ipv6', 'EC2::VPCCidrBlock', { VpcId: ref('Vpc'), Ipv6CidrBlock: '2001:db8::/56' }).set('AppSubnet', { Ipv6CidrBlock: '2001:db8::/64' })
      .route('Nat64', 'AppTable', '64:ff9b::/96', { NatGatewayId: ref('Nat') }).remove('Default');

    nat64.works('app', '64:ff9b::/96', 443);
    expect(() => nat64.analyze().cannotReach('app', 'internet')).toThrow('TCP on all ports over IPv6');
  });

  test('that is private reaches networks of one\'s own, and not the internet', () => {
    const net2 = () => net().set('Nat', { ConnectivityType: 'private' });
    expect(net2().stops('app', INTERNET, 443)).toContain('NAT gateway Nat is private, and internet gateway Igw drops what it sends');
    net2().route('Own', 'GateTable', PARTNER, { TransitGatewayId: ref('Tgw') }).works('app', PARTNER, 443);
  });

  test('shows the one called an address of its own, between VPCs too', () => {
    const template = far(net().set('Nat', { ConnectivityType: 'private' })).route('Own', 'GateTable', '10.1.0.0/16', { VpcPeeringConnectionId: ref('Peering') })
      .add('Peering', 'EC2::VPCPeeringConnection', { VpcId: ref('Vpc'), PeerVpcId: ref('Far') })
      .route('Back', 'FarTable', '10.0.9.0/24', { VpcPeeringConnectionId: ref('Peering') });

    template.works('app', 'far', 443);
    template.set('FarGroup', { SecurityGroupIngress: [rule('in tcp 443 10.0.9.0/24')] }).works('app', 'far', 443);
    expect(template.set('FarGroup', { SecurityGroupIngress: [rule('in tcp 443 10.0.0.0/24')] }).stops('app', 'far', 443)).toContain('FarGroup lets nothing in from 10.0.9.0/24');
  });
});

describe('a NAT instance', () => {
  const net = () => two().group('NatGroup', 'Vpc', undefined, 'in tcp 443 @AppGroup', 'out tcp 443 0.0.0.0/0')
    .add('Nat', 'EC2::Instance', { SubnetId: ref('GateSubnet'), SecurityGroupIds: [att('NatGroup', 'GroupId')], SourceDestCheck: false })
    .route('Default', 'AppTable', '0.0.0.0/0', { InstanceId: ref('Nat') });

  test('lets connections out that its own security group lets through in both directions', () => {
    net().works('app', INTERNET, 443);
    expect(net().stops('app', INTERNET, 80)).toContain('security group NatGroup lets nothing in from 10.0.0.0/24 on TCP port 80');
    expect(net().set('NatGroup', { SecurityGroupEgress: [rule('out tcp 1 0.0.0.0/0')] }).stops('app', INTERNET, 443)).toContain('security group NatGroup lets nothing out to 203.0.113.7/32');
    expect(only(net(), 'Gate', 'in 100 allow 10.0.0.0/24 tcp 443', 'out 100 allow 0.0.0.0/0 tcp 443', 'out 110 allow 10.0.0.0/24 tcp 1024-65535').stops('app', INTERNET, 443))
      .toContain('network ACL GateAcl lets nothing in from 203.0.113.7/32');
    expect(net().stops(INTERNET, 'app', 443)).toContain('answers leave for internet gateway Igw through network interface of Nat, which no connection from there passes');
  });

  test('drops everything while its source/destination check is on', () => {
    expect(net().set('Nat', { SourceDestCheck: true }).stops('app', INTERNET, 443)).toContain('network interface of Nat drops what is not addressed to it');
    expect(net().set('Nat', { SourceDestCheck: undefined }).stops('app', INTERNET, 443)).toContain('its source/destination check is on');
  });

  test('may be a network interface, attached or not', () => {
    const nic = net().add('Nic', 'EC2::NetworkInterface', { SubnetId: ref('GateSubnet'), GroupSet: [ref('NatGroup')], SourceDestCheck: false });
    nic.set('Default', { InstanceId: undefined, NetworkInterfaceId: ref('Nic') }).works('app', INTERNET, 443);
    nic.set('Default', { InstanceId: ref('Nat'), NetworkInterfaceId: undefined }).set('Nat', { SubnetId: undefined, NetworkInterfaces: [{ NetworkInterfaceId: ref('Nic') }] });
    nic.works('app', INTERNET, 443);
  });
});

describe('a peering connection', () => {
  const peering = (template: TemplateBuilder, peer: unknown) => template.add('Peering', 'EC2::VPCPeeringConnection', { VpcId: ref('Vpc'), PeerVpcId: peer });
  const through = { VpcPeeringConnectionId: ref('Peering') };
  const net = () => peering(far(), ref('Far')).route('There', 'AppTable', '10.1.0.0/16', through).route('Back', 'FarTable', '10.0.0.0/16', through);

  test('between VPCs of the template needs routes at both ends, and both firewalls', () => {
    net().works('app', 'far', 443);
    net().works('far', 'app', 443);
    expect(net().remove('There').stops('app', 'far', 443)).toContain('route table AppTable of subnet AppSubnet has no route to 10.1.0.0/24');
    expect(net().remove('Back').stops('app', 'far', 443)).toContain('route table FarTable of subnet FarSubnet has no route to 10.0.0.0/24');
    expect(only(net(), 'Far', 'out 100 allow 0.0.0.0/0 all').stops('app', 'far', 443)).toContain('network ACL FarAcl lets nothing in from 10.0.0.0/24');
    expect(net().set('FarGroup', { SecurityGroupIngress: [] }).stops('app', 'far', 443)).toContain('security group FarGroup lets nothing in');
  });

  test('carries security groups within a region', () => {
    const byGroup = () => net().set('FarGroup', { SecurityGroupIngress: [rule('in tcp 443 @AppGroup')] });
    byGroup().works('app', 'far', 443);
    byGroup().set('Peering', { PeerRegion: 'eu-west-1' }).stops('app', 'far', 443);
  });

  test('leads to its peer alone', () => {
    expect(net().set('Peering', { PeerVpcId: 'vpc-1' }).stops('app', 'far', 443)).toContain('peering connection Peering does not lead from VPC Vpc to 10.1.0.0/24');
    expect(net().route('More', 'AppTable', PARTNER, through).stops('app', PARTNER, 443)).toContain(`peering connection Peering does not lead from VPC Vpc to ${PARTNER}`);
  });

  test('to another template counts as open, for the blocks that are routed there', () => {
    const outside = () => peering(one(), 'vpc-1').route('There', 'AppTable', PARTNER, through);
    outside().works('app', PARTNER, 443);
    outside().works(PARTNER, 'app', 443);
    expect(outside().stops('192.168.0.0/16', 'app', 443)).toContain('has no route to 192.168.0.0/16');
    expect(outside().analyze().places).toEqual(['app', 'internet', PARTNER]);
  });

  test('may bring in members of a group that nobody knows', () => {
    const template = peering(one(), 'vpc-1').route('There', 'AppTable', PARTNER, through)
      .set('AppGroup', { SecurityGroupIngress: [{ IpProtocol: 'tcp', FromPort: 443, ToPort: 443, SourceSecurityGroupId: 'sg-1' }] });

    expect(template.mayStop(PARTNER, 'app', 443)).toContain('security group AppGroup lets nothing in');
  });
});

describe('a transit gateway', () => {
  const tgw = (template: TemplateBuilder) => openTier(template, 'Vpc', 'link', '10.0.8.0/28').add('Tgw', 'EC2::TransitGateway', {})
    .add('Attached', 'EC2::TransitGatewayAttachment', { TransitGatewayId: ref('Tgw'), VpcId: ref('Vpc'), SubnetIds: [ref('LinkSubnet')] })
    .route('There', 'AppTable', '10.1.0.0/16', { TransitGatewayId: ref('Tgw') }).route('Partner', 'AppTable', PARTNER, { TransitGatewayId: ref('Tgw') });
  const net = () => tgw(far()).route('Back', 'FarTable', '10.0.0.0/16', { TransitGatewayId: ref('Tgw') })
    .add('FarAttached', 'EC2::TransitGatewayVpcAttachment', { TransitGatewayId: ref('Tgw'), VpcId: ref('Far'), SubnetIds: [ref('FarSubnet')] });

  test('connects what is attached to it, and what lies behind', () => {
    net().works('app', 'far', 443);
    net().works('app', PARTNER, 443);
    net().works(PARTNER, 'app', 443);
    expect(net().remove('FarAttached').stops('app', 'far', 443)).toContain('transit gateway Tgw is not attached to VPC Far');
    expect(net().remove('Back').stops('app', 'far', 443)).toContain('route table FarTable of subnet FarSubnet has no route to 10.0.0.0/24');
  });

  test('passes of the subnet it is attached by the rules for what comes in on the way to it, and for what goes out on the way from it', () => {
    only(net(), 'Link', 'in 100 allow 10.0.0.0/24 tcp 443', 'out 100 allow 10.0.0.0/24 tcp 1024-65535').works('app', PARTNER, 443);
    expect(only(net(), 'Link', 'out 100 allow 0.0.0.0/0 all').stops('app', PARTNER, 443)).toContain('network ACL LinkAcl lets nothing in from 10.0.0.0/24 on TCP port 443');
    expect(only(net(), 'Link', 'in 100 allow 0.0.0.0/0 all').stops('app', PARTNER, 443)).toContain('network ACL LinkAcl lets nothing out to 10.0.0.0/24 on TCP ports 32768-65535');
    expect(only(net(), 'Link', 'in 100 allow 0.0.0.0/0 all').stops(PARTNER, 'app', 443)).toContain('network ACL LinkAcl lets nothing out to 10.0.0.0/24 on TCP port 443');
    expect(only(net(), 'Far', 'out 100 allow 0.0.0.0/0 all').stops('app', 'far', 443)).toContain('network ACL FarAcl lets nothing in from 10.0.0.0/24 on TCP port 443');
  });

  test('is entered in the zone one stands in', () => {
    const template = net().subnet('LinkOther', 'Vpc', '10.0.8.16/28', 'closed', { AvailabilityZone: 'b', Tags: [] }).acl('ClosedAcl', 'Vpc').table('ClosedTable', 'Vpc')
      .set('Attached', { SubnetIds: [ref('LinkSubnet'), ref('LinkOther')] });

    expect(template.mayStop('app', PARTNER, 443)).toContain('network ACL ClosedAcl lets nothing out to 10.0.0.0/24');
    template.set('AppSubnet', { AvailabilityZone: 'b' });
    expect(template.stops('app', PARTNER, 443)).toContain('network ACL ClosedAcl lets nothing in from 10.0.0.0/24');
  });

  test('carries the security group of the caller where it is told to', () => {
    const byGroup = (into: Record<string, unknown>) => net().set('FarGroup', { SecurityGroupIngress: [rule('in tcp 443 @AppGroup')] }).set('Tgw', into);
    byGroup({ SecurityGroupReferencingSupport: 'enable' }).works('app', 'far', 443);
    expect(byGroup({}).stops('app', 'far', 443)).toContain('security group FarGroup lets nothing in');
    expect(net().set('AppGroup', { SecurityGroupEgress: [rule('out tcp 443 @FarGroup')] }).set('Tgw', { SecurityGroupReferencingSupport: 'enable' }).stops('app', 'far', 443))
      .toContain('security group AppGroup lets nothing out');
  });

  test('of another template is open, without a subnet that is known', () => {
    one().route('There', 'AppTable', PARTNER, { TransitGatewayId: 'tgw-1' }).works(PARTNER, 'app', 443);
  });
});

describe('a virtual private gateway', () => {
  const vgw = () => one().add('Vgw', 'EC2::VPNGateway', { Type: 'ipsec.1' }).add('VgwAttachment', 'EC2::VPCGatewayAttachment', { VpcId: ref('Vpc'), VpnGatewayId: ref('Vgw') });
  const propagated = () => vgw().add('Propagation', 'EC2::VPNGatewayRoutePropagation', { VpnGatewayId: ref('Vgw'), RouteTableIds: [ref('AppTable')] });
  const connection = (properties: object) => propagated().add('Vpn', 'EC2::VPNConnection', { VpnGatewayId: ref('Vgw'), Type: 'ipsec.1', ...properties })
    .add('Static', 'EC2::VPNConnectionRoute', { VpnConnectionId: ref('Vpn'), DestinationCidrBlock: PARTNER });

  test('carries what is routed to it', () => {
    const net = () => vgw().route('There', 'AppTable', PARTNER, { GatewayId: ref('Vgw') });
    net().works('app', PARTNER, 443);
    net().works(PARTNER, 'app', 443);
    net().stops('192.168.0.0/16', 'app', 443);
  });

  test('carries the static routes of its connections, and with BGP whatever there may be', () => {
    connection({ StaticRoutesOnly: true }).works(PARTNER, 'app', 443);
    connection({ StaticRoutesOnly: true }).stops('192.168.0.0/16', 'app', 443);
    connection({}).works('192.168.0.0/16', 'app', 443);
    connection({}).works(INTERNET, 'app', 443);
    expect(() => connection({}).route('Default', 'AppTable', '0.0.0.0/0', { GatewayId: ref('Igw') }).analyze().cannotReach(INTERNET, 'app', 443)).toThrow('by internet gateway Igw');
  });
});

describe('a firewall endpoint', () => {
  const endpoint = (index: number) => ({ VpcEndpointId: { 'Fn::Select': [1, { 'Fn::Split': [':', { 'Fn::Select': [index, att('Firewall', 'EndpointIds')] }] }] } });
  /** The internet comes and goes by a firewall: out through a route of the tier, in through one of the gateway. */
  const net = () => two().add('Firewall', 'NetworkFirewall::Firewall', { VpcId: ref('Vpc'), SubnetMappings: [{ SubnetId: ref('GateSubnet') }] })
    .route('Default', 'AppTable', '0.0.0.0/0', endpoint(0)).table('EdgeTable', 'Vpc').route('Edge', 'EdgeTable', '10.0.0.0/24', endpoint(0))
    .add('EdgeAssociation', 'EC2::GatewayRouteTableAssociation', { GatewayId: ref('Igw'), RouteTableId: ref('EdgeTable') });
  /** Two tiers that reach each other by the firewall alone. */
  const inside = () => openTier(net(), 'Vpc', 'data', '10.0.1.0/24').route('ToData', 'AppTable', '10.0.1.0/24', endpoint(0)).route('ToApp', 'DataTable', '10.0.0.0/24', endpoint(0));

  test('is passed in both directions, with the network ACL of its subnet four times', () => {
    net().works('app', INTERNET, 443);
    net().works(INTERNET, 'app', 443);
    const entries = ['in 100 allow 10.0.0.0/24 tcp 443', 'out 100 allow 0.0.0.0/0 tcp 443', 'in 110 allow 0.0.0.0/0 tcp 32768-65535', 'out 110 allow 10.0.0.0/24 tcp 32768-65535'];
    only(net(), 'Gate', ...entries).works('app', INTERNET, 443);
    entries.forEach((_, index) => {
      expect(only(net(), 'Gate', ...entries.filter((__, position) => position !== index)).stops('app', INTERNET, 443)).toContain('network ACL GateAcl lets nothing');
    });
  });

  test('needs the route of its subnet', () => {
    expect(net().remove('GateDefault').stops('app', INTERNET, 443)).toContain('route table GateTable of subnet GateSubnet has no route');
  });

  test('drops what it saw only half of', () => {
    expect(net().remove('EdgeAssociation').mayStop('app', INTERNET, 443)).toContain('the answer does not pass the same firewall endpoints as the call');
    expect(inside().set('ToApp', endpoint(1)).mayStop('app', 'data', 443)).toContain('the same firewall endpoints');
  });

  test('between tiers takes a route that is more specific than that of the VPC, and hides security groups', () => {
    inside().works('app', 'data', 5432);
    inside().set('DataGroup', { SecurityGroupIngress: [rule('in tcp 5432 10.0.0.0/24')] }).works('app', 'data', 5432);
    const byGroup = () => inside().set('DataGroup', { SecurityGroupIngress: [rule('in tcp 5432 @AppGroup')] });
    expect(byGroup().stops('app', 'data', 5432)).toContain('security group DataGroup lets nothing in from 10.0.0.0/24');
    byGroup().remove('ToData', 'ToApp').works('app', 'data', 5432);
    expect(only(inside(), 'Gate', 'in 100 allow 10.0.0.0/24 all', 'out 100 allow 0.0.0.0/0 all').stops('app', 'data', 5432)).toContain('network ACL GateAcl lets nothing in from 10.0.1.0/24');
  });

  test('may be one of a gateway load balancer, an association of a firewall, or an appliance', () => {
    inside().add('Glb', 'EC2::VPCEndpoint', { VpcEndpointType: 'GatewayLoadBalancer', VpcId: ref('Vpc'), SubnetIds: [ref('GateSubnet')] })
      .set('ToData', { VpcEndpointId: ref('Glb') }).set('ToApp', { VpcEndpointId: ref('Glb') }).works('app', 'data', 5432);
    inside().add('Other', 'NetworkFirewall::VpcEndpointAssociation', { VpcId: ref('Vpc'), SubnetMapping: { SubnetId: ref('GateSubnet') } })
      .set('ToData', { VpcEndpointId: att('Other', 'EndpointId') }).set('ToApp', { VpcEndpointId: att('Other', 'EndpointId') }).works('app', 'data', 5432);
    const appliance = (...rules: string[]) => inside().group('BoxGroup', 'Vpc', undefined, ...rules)
      .add('Box', 'EC2::Instance', { SubnetId: ref('GateSubnet'), SecurityGroupIds: [ref('BoxGroup')], SourceDestCheck: false })
      .set('ToData', { VpcEndpointId: undefined, InstanceId: ref('Box') }).set('ToApp', { VpcEndpointId: undefined, InstanceId: ref('Box') });
    appliance('in tcp 5432 10.0.0.0/24', 'out tcp 5432 10.0.1.0/24').works('app', 'data', 5432);
    expect(appliance('in tcp 5432 10.0.0.0/24').stops('app', 'data', 5432)).toContain('security group BoxGroup lets nothing out to 10.0.1.0/24');
  });

  test('of another template is passed, and where to is unknown', () => {
    inside().set('ToData', { VpcEndpointId: 'vpce-1' }).set('ToApp', { VpcEndpointId: 'vpce-1' }).works('app', 'data', 5432);
    net().set('Default', { VpcEndpointId: 'vpce-1' }).remove('EdgeAssociation').works('app', INTERNET, 443);
  });

  test('that sends packets back to itself ends the way', () => {
    expect(net().set('GateDefault', { GatewayId: undefined, ...endpoint(0) }).stops('app', INTERNET, 443)).toContain('route table GateTable of subnet GateSubnet sends packets in a circle');
  });
});

describe('VPCs side by side', () => {
  test('keep to themselves, even with the same addresses', () => {
    const template = openTier(one().vpc('Twin', '10.0.0.0/16'), 'Twin', 'twin', '10.0.0.0/24');

    expect(template.stops('app', 'twin', 443)).toContain('VPC Vpc keeps packets to 10.0.0.0/24 to itself');
    expect(words(template.analyze().connections()).map((line) => line.split(',')[0])).toEqual(['app to app', 'app to app', 'twin to twin', 'twin to twin']);
  });
});
