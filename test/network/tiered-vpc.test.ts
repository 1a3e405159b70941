import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { InternetEgress, NetworkAddresses, NetworkTier, ReachabilityAnalysis, TieredVpc, TieredVpcProps, TrafficFlow, TrafficPeer } from '../../lib';

function network(props: TieredVpcProps = {}): { stack: Stack; vpc: TieredVpc } {
  const stack = new Stack(new App(), 'Network');
  return { stack, vpc: new TieredVpc(stack, 'Vpc', props) };
}

const analysis = (stack: Stack) => ReachabilityAnalysis.ofTemplate(Template.fromStack(stack).toJSON());

describe('a network', () => {
  test('lets nobody at the data by its network ACLs but the application, should a security group be opened by mistake', () => {
    const { stack } = network();
    const acls = Object.values(Template.fromStack(stack).findResources('AWS::EC2::NetworkAclEntry'))
      .map(({ Properties }) => Properties as { Egress: boolean; RuleAction: string; CidrBlock?: string; PortRange?: { From: number }; NetworkAclId: object })
      .filter(({ NetworkAclId }) => JSON.stringify(NetworkAclId).includes('VpcDataNetworkAcl'));

    expect(acls.filter(({ RuleAction, CidrBlock }) => RuleAction === 'allow' && CidrBlock === '0.0.0.0/0')).toEqual([]);
    expect(acls.filter(({ Egress }) => !Egress).map(({ CidrBlock, PortRange }) => [CidrBlock, PortRange!.From])).toEqual([['10.0.32.0/19', 5432]]);
  });

  test('gives every tier one block, every zone an equal part of it, and leaves the rest to grow into', () => {
    const subnets = Object.values(Template.fromStack(network().stack).findResources('AWS::EC2::Subnet'));

    // The last two are for NAT.
    expect(subnets.map(({ Properties }) => (Properties as { CidrBlock: string }).CidrBlock)).toEqual([
      '10.0.0.0/21', '10.0.8.0/21', '10.0.32.0/21', '10.0.40.0/21', '10.0.64.0/21', '10.0.72.0/21', '10.0.224.0/21', '10.0.232.0/21',
    ]);
  });

  test('takes the smallest block that leaves sixteen addresses to a subnet, and the largest that Amazon VPC takes', () => {
    const subnets = (cidr: string) => Object.values(Template.fromStack(network({ addresses: NetworkAddresses.ipv4(cidr) }).stack).findResources('AWS::EC2::Subnet'))
      .map(({ Properties }) => (Properties as { CidrBlock: string }).CidrBlock);

    expect(subnets('192.168.2.0/23')[5]).toBe('192.168.2.144/28');
    expect(subnets('172.16.0.0/16')[0]).toBe('172.16.0.0/21');
  });

  test('gives nothing a public address on launch, and shuts the default network ACL for IPv4 and IPv6 in both directions', () => {
    const template = Template.fromStack(network().stack);

    template.allResourcesProperties('AWS::EC2::Subnet', { MapPublicIpOnLaunch: false });
    for (const [family, block] of [['CidrBlock', '0.0.0.0/0'], ['Ipv6CidrBlock', '::/0']]) {
      for (const Egress of [true, false]) {
        template.hasResourceProperties('AWS::EC2::NetworkAclEntry', {
          NetworkAclId: { 'Fn::GetAtt': [Match.anyValue(), 'DefaultNetworkAcl'] }, RuleAction: 'deny', Protocol: -1, Egress, [family]: block,
        });
      }
    }
  });

  test('denies SSH and RDP before it lets return traffic from the internet in', () => {
    const entries = Object.values(Template.fromStack(network().stack).findResources('AWS::EC2::NetworkAclEntry'))
      .map(({ Properties }) => Properties as { RuleAction: string; RuleNumber: number; Egress: boolean; CidrBlock?: string; PortRange?: { From: number; To: number } });
    const open = entries.filter((entry) => entry.RuleAction === 'allow' && !entry.Egress && entry.CidrBlock === '0.0.0.0/0' && entry.PortRange!.To > 3388);

    expect(open).toHaveLength(2);
    expect(Math.min(...open.map(({ RuleNumber }) => RuleNumber))).toBeGreaterThan(
      Math.max(...entries.filter(({ RuleAction, PortRange }) => RuleAction === 'deny' && PortRange?.From === 3389).map(({ RuleNumber }) => RuleNumber)));
  });

  test.each([
    ['per zone', InternetEgress.natPerZone(), 2],
    ['once for all zones', InternetEgress.singleNat(), 1],
    ['not at all', InternetEgress.none(), 0],
  ])('stands its NAT gateways %s', (_, internetEgress, count) => {
    const { stack } = network({ internetEgress });

    Template.fromStack(stack).resourceCountIs('AWS::EC2::NatGateway', count);
    Template.fromStack(stack).resourceCountIs('AWS::EC2::EIP', count);
    const reached = analysis(stack).connections().some(({ source, destination }) => source === 'application' && destination === 'internet');
    expect(reached).toBe(count > 0);
  });

  test('has no internet gateway without a public tier', () => {
    const { stack } = network({ tiers: [NetworkTier.data(), NetworkTier.isolated('cache')] });

    Template.fromStack(stack).resourceCountIs('AWS::EC2::InternetGateway', 0);
    Template.fromStack(stack).resourceCountIs('AWS::EC2::Route', 0);
  });

  test('delivers its flow logs to the bucket it is given, and otherwise to an encrypted log group that is kept', () => {
    const { stack } = network();
    Template.fromStack(stack).hasResource('AWS::Logs::LogGroup', { DeletionPolicy: 'Retain', Properties: { KmsKeyId: Match.anyValue(), RetentionInDays: 365 } });

    const other = new Stack(new App(), 'Network');
    new TieredVpc(other, 'Vpc', { flowLogBucket: Bucket.fromBucketName(other, 'Logs', 'logs') });
    Template.fromStack(other).hasResourceProperties('AWS::EC2::FlowLog', { LogDestinationType: 's3', TrafficType: 'ALL' });
    // The log of the function that empties the default security group, and no other.
    expect(Object.keys(Template.fromStack(other).findResources('AWS::Logs::LogGroup'))).toEqual([expect.stringMatching(/^SecureBaselineResourceSettingProvider/)]);
  });

  test('is an IVpc with its tiers as subnet groups', () => {
    const { stack, vpc } = network();
    const groups = ['public', 'application', 'data'].map((subnetGroupName) => vpc.vpc.selectSubnets({ subnetGroupName }).subnetIds);

    expect(groups.map((ids) => ids.map((id) => stack.resolve(id) as object))).toEqual([
      NetworkTier.public(), NetworkTier.application(), NetworkTier.data(),
    ].map((tier) => vpc.subnetIds(tier).map((id) => stack.resolve(id) as object)));
    expect(vpc.vpc).toBe(vpc.vpc);
  });

  test('looks nothing up, even where account and region are known', () => {
    const app = new App();
    new TieredVpc(new Stack(app, 'Known', { env: { account: '111122223333', region: 'eu-central-1' } }), 'Vpc', { availabilityZones: 3 });

    expect(app.synth().manifest.missing).toBeUndefined();
  });

  test('hands out the security group of a tier, closed to further rules', () => {
    const { stack, vpc } = network();
    const group = vpc.securityGroup(NetworkTier.application());

    expect(stack.resolve(group.securityGroupId)).toEqual({ 'Fn::GetAtt': [expect.stringMatching(/^VpcApplicationSecurityGroup/), 'GroupId'] });
    expect(vpc.securityGroup(NetworkTier.application())).toBe(group);
  });
});

describe('a declared flow', () => {
  test('opens the way it names, both directions, and no other', () => {
    const { stack, vpc } = network({
      tiers: [NetworkTier.public(), NetworkTier.application(), NetworkTier.data(), NetworkTier.isolated('cache')],
      flows: [TrafficFlow.from(NetworkTier.application()).to(NetworkTier.isolated('cache')).port(6379)],
    });
    vpc.allow(TrafficFlow.from(TrafficPeer.ipv4('198.51.100.0/24')).to(NetworkTier.public()).ports(8000, 8080));
    const reachable = analysis(stack);

    reachable.canReach('application', 'cache', 6379);
    reachable.canReach('198.51.100.9', 'public', 8040);
    reachable.cannotReach('cache', 'application');
    reachable.cannotReach('198.51.101.9', 'public');
    reachable.cannotReach('internet', 'public', 443);
    reachable.cannotReach('application', 'data');
  });

  test('between tiers refers to the other security group, never to addresses', () => {
    const template = Template.fromStack(network().stack);
    const rules = [...Object.values(template.findResources('AWS::EC2::SecurityGroupIngress')), ...Object.values(template.findResources('AWS::EC2::SecurityGroupEgress'))]
      .map(({ Properties }) => Properties as { CidrIp?: string });

    expect(rules.filter(({ CidrIp }) => CidrIp).map(({ CidrIp }) => CidrIp)).toEqual(['0.0.0.0/0', '0.0.0.0/0']);
    expect(rules).toHaveLength(6);
  });

  test('that is added later leaves the entries before it where they are', () => {
    const numbers = (extra: TrafficFlow[]) => {
      const { stack, vpc } = network();
      extra.forEach((flow) => vpc.allow(flow));
      return Object.entries(Template.fromStack(stack).findResources('AWS::EC2::NetworkAclEntry'))
        .map(([id, { Properties }]) => `${id} ${(Properties as { RuleNumber: number }).RuleNumber}`);
    };

    expect(numbers([TrafficFlow.from(NetworkTier.application()).to(NetworkTier.data()).port(3306)])).toEqual(expect.arrayContaining(numbers([])));
  });
});

describe('a network refuses', () => {
  const refused = (props: TieredVpcProps) => () => network(props);

  test.each([
    ['what is no CIDR block', { addresses: NetworkAddresses.ipv4('10.0.0.0') }, /addresses: got "10\.0\.0\.0"; allowed is an IPv4 block in CIDR notation/],
    ['address bits after the prefix', { addresses: NetworkAddresses.ipv4('10.0.0.1/16') }, /addresses: got "10\.0\.0\.1\/16"/],
    ['a block too small for eight tiers of four zones', { addresses: NetworkAddresses.ipv4('10.0.0.0/24') }, /addresses: got "10\.0\.0\.0\/24"; allowed is a prefix from 16 to 23/],
    ['a block larger than Amazon VPC takes', { addresses: NetworkAddresses.ipv4('10.0.0.0/15') }, /allowed is a prefix from 16 to 23/],
    ['public addresses', { addresses: NetworkAddresses.ipv4('8.8.0.0/16') }, /addresses: got "8\.8\.0\.0\/16"; allowed is private addresses/],
    ['a single zone', { availabilityZones: 1 }, /availabilityZones: got 1; allowed is a whole number from 2 to 4/],
    ['five zones', { availabilityZones: 5 }, /availabilityZones: got 5/],
    ['a name that is there twice', { tiers: [NetworkTier.data(), NetworkTier.data()] }, /tiers\[1\]: got "data"; allowed is each value once/],
    ['a name that AWS could not show', { tiers: [NetworkTier.isolated('My Tier')] }, /tiers\[0\]: got "My Tier"/],
    ['no tier at all', { tiers: [] }, /tiers: got 0/],
    ['SSH from the internet', { flows: [TrafficFlow.from(TrafficPeer.internet()).to(NetworkTier.public()).port(22)] },
      /flows\[0\]: got "internet to public on 22"; allowed is no SSH \(22\) or RDP \(3389\) from the internet; .*Session Manager/],
    ['a range with RDP in it from the internet', { flows: [TrafficFlow.from(TrafficPeer.internet()).to(NetworkTier.public()).ports(3000, 4000)] }, /no SSH/],
    ['a flow to a tier that is not there', { flows: [TrafficFlow.from(NetworkTier.public()).to(NetworkTier.isolated('cache')).port(443)] },
      /allowed is a tier of this network: public, application, data; add the tier "cache"/],
    ['a flow without a destination', { flows: [TrafficFlow.from(NetworkTier.public()).port(443)] }, /public to nobody on 443/],
    ['a flow without a port', { flows: [TrafficFlow.from(NetworkTier.public()).to(NetworkTier.application())] }, /public to application on no port/],
    ['a port that does not exist', { flows: [TrafficFlow.from(NetworkTier.public()).to(NetworkTier.application()).port(70000)] }, /ports from 1 to 65535/],
    ['a flow from the internet past the public tier', { flows: [TrafficFlow.from(TrafficPeer.internet()).to(NetworkTier.data()).port(5432)] },
      /allowed is a flow from the internet to a public tier/],
    ['a flow out of a tier that has no way out', { flows: [TrafficFlow.from(NetworkTier.data()).to(TrafficPeer.internet()).port(443)] }, /from a tier with a way out/],
    ['a flow out through NAT that is not there',
      { internetEgress: InternetEgress.none(), flows: [TrafficFlow.from(NetworkTier.application()).to(TrafficPeer.internet()).port(443)] }, /from a tier with a way out/],
    ['a flow that is there twice', { flows: [1, 2].map(() => TrafficFlow.from(NetworkTier.public()).to(NetworkTier.application()).port(443)) },
      /flows\[1\]: got "public to application on 443"; allowed is each value once/],
    ['a peer that is no address', { flows: [TrafficFlow.from(TrafficPeer.ipv4('office')).to(NetworkTier.public()).port(443)] }, /got "office to public on 443"; allowed is an IPv4 or IPv6 block in CIDR notation/],
  ])('%s', (_, props, message) => {
    expect(refused(props)).toThrow(message);
  });

  test('everything at once, in one error', () => {
    expect(refused({ addresses: NetworkAddresses.ipv4('x'), availabilityZones: 9, tiers: [NetworkTier.data(), NetworkTier.data()] })).toThrow(/TieredVpc at "Network\/Vpc" has 3 problems/);
  });

  test('more flows than a network ACL has room for, naming them', () => {
    const flows = (count: number) => Array.from({ length: count }, (_, index) =>
      TrafficFlow.from(TrafficPeer.ipv4(`198.51.100.${index * 8}/29`)).to(NetworkTier.public()).port(8000 + 2 * index));

    expect(() => network({ flows: flows(20) })).not.toThrow();
    expect(() => network({ flows: flows(21), networkAclQuota: 40 })).not.toThrow();
    expect(() => network({ flows: flows(21) })).toThrow(new RegExp('flows: got 21; allowed is 20 entries in each direction of a network ACL, which the flows of tier "public" '
      + 'have to share; join ports into ranges or peers into larger blocks among: 198\\.51\\.100\\.0/29 to public on 8000; .*198\\.51\\.100\\.160/29 to public on 8040'));
  });

  test('more flows than a security group has room for, naming them', () => {
    // One range for the network ACL, and a rule each for the security group.
    const flows = (count: number) => Array.from({ length: count }, (_, index) => TrafficFlow.from(NetworkTier.public()).to(NetworkTier.application()).port(8000 + index));

    expect(() => network({ flows: flows(60) })).not.toThrow();
    expect(() => network({ flows: flows(61) })).toThrow(/flows: got 61; allowed is 60 rules in each direction of a security group, .*public to application on 8060/);
  });

  test('a flow that was declared before', () => {
    const { vpc } = network();

    expect(() => vpc.allow(TrafficFlow.from(NetworkTier.application()).to(NetworkTier.data()).port(5432)))
      .toThrow(/flow: got "application to data on 5432"; allowed is each flow once/);
  });

  test('a tier it does not have, when asked for its parts', () => {
    expect(() => network().vpc.subnetIds(NetworkTier.isolated('cache'))).toThrow(/tier: got "cache"; allowed is a tier of this network: public, application, data/);
  });
});
