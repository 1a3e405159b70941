import { App, CfnParameter, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { NetworkAddresses, NetworkTier, TieredVpc, TrafficFlow, TrafficPeer } from '../../lib';
import { problemsOf } from '../support';

const POOL = 'ipam-pool-0123456789abcdef0';
const IPV6_POOL = 'ipam-pool-0fedcba9876543210';

function template(addresses: NetworkAddresses, flows?: TrafficFlow[]): Template {
  const stack = new Stack(new App(), 'Network');
  new TieredVpc(stack, 'Vpc', { addresses, ...flows && { flows } });
  return Template.fromStack(stack);
}

const properties = <T>(made: Template, type: string) => Object.values(made.findResources(type)).map(({ Properties }) => Properties as T);
const refusals = (addresses: NetworkAddresses) => problemsOf((stack) => {
  new TieredVpc(stack, 'Vpc', { addresses });
});

describe('a dual-stack network', () => {
  const made = template(NetworkAddresses.dualStack('10.0.0.0/16'));
  const vpcBlock = { 'Fn::Select': [0, { 'Fn::GetAtt': [Match.stringLikeRegexp('^Vpc'), 'Ipv6CidrBlocks'] }] };

  it('gets its IPv6 addresses from Amazon, before its subnets are cut from them', () => {
    made.hasResourceProperties('AWS::EC2::VPCCidrBlock', { AmazonProvidedIpv6CidrBlock: true });
    const [assignment] = Object.keys(made.findResources('AWS::EC2::VPCCidrBlock'));
    const subnets = Object.values(made.findResources('AWS::EC2::Subnet')).filter(({ Properties }) => (Properties as { Ipv6CidrBlock?: object }).Ipv6CidrBlock);

    subnets.forEach(({ DependsOn }) => expect(DependsOn).toEqual([assignment]));
    // Three tiers over two zones: NAT is for IPv4.
    expect(subnets).toHaveLength(6);
  });

  it('gives each zone of a tier a /64, within the /60 of the tier', () => {
    made.hasResourceProperties('AWS::EC2::Subnet', {
      CidrBlock: '10.0.40.0/21', MapPublicIpOnLaunch: false, AssignIpv6AddressOnCreation: true,
      // Second tier, second zone: the 18th /64, of sixteen to a tier.
      Ipv6CidrBlock: { 'Fn::Select': [17, { 'Fn::Cidr': [vpcBlock, 18, '64'] }] },
    });
    made.hasResourceProperties('AWS::EC2::NetworkAclEntry', {
      Ipv6CidrBlock: { 'Fn::Select': [1, { 'Fn::Cidr': [vpcBlock, 2, '68'] }] }, PortRange: { From: 443, To: 443 }, Egress: true,
    });
  });

  it('lets the internet in and out by both protocols, private tiers outwards alone', () => {
    const routes = properties<Record<string, unknown>>(made, 'AWS::EC2::Route').filter((route) => route.DestinationIpv6CidrBlock === '::/0');

    expect(routes.filter((route) => route.GatewayId)).toHaveLength(2);
    expect(routes.filter((route) => route.EgressOnlyInternetGatewayId)).toHaveLength(2);
    expect(routes).toHaveLength(4);
    expect(properties<{ CidrIpv6?: string; CidrIp?: string }>(made, 'AWS::EC2::SecurityGroupIngress').filter(({ CidrIpv6 }) => CidrIpv6 === '::/0')).toHaveLength(1);
    expect(properties<{ CidrIpv6?: string; CidrIp?: string }>(made, 'AWS::EC2::SecurityGroupEgress').filter(({ CidrIpv6 }) => CidrIpv6 === '::/0')).toHaveLength(1);
  });

  it('opens IPv6 alone to a peer that has nothing else', () => {
    const office = template(NetworkAddresses.dualStack('10.0.0.0/16'), [TrafficFlow.from(TrafficPeer.ipv6('2001:db8:1::/48')).to(NetworkTier.public()).port(8443)]);

    expect(properties<object>(office, 'AWS::EC2::SecurityGroupIngress')).toEqual([expect.objectContaining({ CidrIpv6: '2001:db8:1::/48', FromPort: 8443 })]);
    const open = properties<{ RuleAction: string; CidrBlock?: string; Ipv6CidrBlock?: string }>(office, 'AWS::EC2::NetworkAclEntry').filter(({ RuleAction }) => RuleAction === 'allow');
    expect(open.map(({ CidrBlock, Ipv6CidrBlock }) => CidrBlock ?? Ipv6CidrBlock)).toEqual(['2001:db8:1::/48', '2001:db8:1::/48']);
  });
});

describe('a network with addresses from IPAM', () => {
  const made = template(NetworkAddresses.ipam(POOL, 18));

  it('asks the pool, and cuts tiers and subnets from whatever it is given', () => {
    made.hasResourceProperties('AWS::EC2::VPC', { Ipv4IpamPoolId: POOL, Ipv4NetmaskLength: 18, CidrBlock: Match.absent() });
    const block = { 'Fn::GetAtt': [Match.stringLikeRegexp('^Vpc'), 'CidrBlock'] };
    // A /18 holds eight tiers of a /21, and thirty-two subnets of a /23.
    made.hasResourceProperties('AWS::EC2::Subnet', { CidrBlock: { 'Fn::Select': [9, { 'Fn::Cidr': [block, 10, '9'] }] } });
    made.hasResourceProperties('AWS::EC2::NetworkAclEntry', { CidrBlock: { 'Fn::Select': [2, { 'Fn::Cidr': [block, 3, '11'] }] }, PortRange: { From: 5432, To: 5432 } });
  });

  it('takes both protocols from pools of their own', () => {
    const both = template(NetworkAddresses.dualStackIpam(POOL, 16, IPV6_POOL));

    both.hasResourceProperties('AWS::EC2::VPCCidrBlock', { Ipv6IpamPoolId: IPV6_POOL, Ipv6NetmaskLength: 56 });
  });

  it.each([
    [NetworkAddresses.ipam('pool-1', 16), ['- addresses: got "pool-1"; allowed is the id of a pool of Amazon VPC IPAM; copy it from the pool, such as ipam-pool-0123456789abcdef0']],
    [NetworkAddresses.ipam(POOL, 15), ['- addresses: got 15; allowed is a whole number from 16 to 23; ask the pool for a block such as /16']],
    [NetworkAddresses.ipam(POOL, 24), ['- addresses: got 24; allowed is a whole number from 16 to 23; ask the pool for a block such as /16']],
    [NetworkAddresses.dualStackIpam(POOL, 16, 'x'), [expect.stringMatching(/^- addresses: got "x"/)]],
    [NetworkAddresses.dualStack('2001:db8::/56'), [expect.stringMatching(/^- addresses: got "2001:db8::\/56"; allowed is an IPv4 block/)]],
  ])('refuses what no pool would give', (addresses, problems) => {
    expect(refusals(addresses)).toEqual(problems);
  });

  it('takes the id of a pool from a parameter, but no addresses: they are divided at synthesis', () => {
    expect(problemsOf((stack) => {
      new TieredVpc(stack, 'Vpc', { addresses: NetworkAddresses.ipam(new CfnParameter(stack, 'Pool').valueAsString, 16) });
    })).toEqual([]);
    expect(problemsOf((stack) => {
      new TieredVpc(stack, 'Vpc', { addresses: NetworkAddresses.ipam(POOL, new CfnParameter(stack, 'Length', { type: 'Number' }).valueAsNumber) });
    })).toEqual(['- addresses: got "a value of the deployment"; allowed is a length that is known at synthesis; write it out, such as 16']);
    expect(problemsOf((stack) => {
      new TieredVpc(stack, 'Vpc', { addresses: NetworkAddresses.ipv4(new CfnParameter(stack, 'Cidr').valueAsString) });
    })).toEqual([expect.stringMatching(/^- addresses: got .*; allowed is an IPv4 block in CIDR notation/)]);
  });
});
