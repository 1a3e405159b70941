import { App, Stack } from 'aws-cdk-lib';
import { NetworkAddresses } from '../../lib/network/network-addresses';
import { ExistingVpcProps, PeerVpc } from '../../lib/network/peer-vpc';
import { TieredVpc } from '../../lib/network/tiered-vpc';
import { TrafficFlow } from '../../lib/network/traffic-flow';
import { VpcPeering } from '../../lib/network/vpc-peering';
import { APPLICATION, DATA, findings, network, openings, opens, properties } from './connections';

const EXISTING: ExistingVpcProps = { vpcId: 'vpc-0123456789abcdef0', cidrs: ['10.1.0.0/16'] };
const OTHER = NetworkAddresses.ipv4('10.1.0.0/16');
const ROLE = 'arn:aws:iam::111122223333:role/accept';

function peered(props: Partial<ExistingVpcProps> = {}, dualStack = false): { stack: Stack; vpc: TieredVpc; peering: VpcPeering } {
  const { stack, vpc } = network(dualStack ? { addresses: NetworkAddresses.dualStack('10.0.0.0/16') } : {});
  return { stack, vpc, peering: new VpcPeering(stack, 'Connection', { vpc, peer: PeerVpc.existing({ ...EXISTING, ...props }) }) };
}

function pair(): { stack: Stack; vpc: TieredVpc; other: TieredVpc; peering: VpcPeering } {
  const { stack, vpc } = network();
  const { vpc: other } = network({ addresses: OTHER }, stack, 'Other');
  return { stack, vpc, other, peering: new VpcPeering(stack, 'Connection', { vpc, peer: PeerVpc.tiered(other) }) };
}

describe('a peering connection', () => {
  test('opens nothing by itself, and with a flow the way to its addresses from that tier alone', () => {
    const lines = opens((vpc, stack) => {
      const peering = new VpcPeering(stack, 'Connection', { vpc, peer: PeerVpc.existing(EXISTING) });
      return [TrafficFlow.from(APPLICATION).to(peering.network('10.1.64.0/19')).port(5432)];
    });

    expect(lines).toEqual([
      'application acl lets in 10.1.64.0/19 on 1024-65535',
      'application acl lets out to 10.1.64.0/19 on 5432',
      'application group lets out to 10.1.64.0/19 on 5432',
      'application routes 10.1.64.0/19 to a VpcPeeringConnection',
      'application routes 10.1.64.0/19 to a VpcPeeringConnection',
    ]);
  });

  test('lets the other side in where a flow says so, and routes the answers back', () => {
    const lines = opens((vpc, stack) => {
      const peering = new VpcPeering(stack, 'Connection', { vpc, peer: PeerVpc.existing({ ...EXISTING, cidrs: ['10.1.0.0/16', '10.3.0.0/16'] }) });
      return [TrafficFlow.from(peering.network()).to(DATA).port(5432)];
    });

    expect(lines.filter((line) => line.includes('routes'))).toEqual(['10.1', '10.1', '10.3', '10.3'].map((block) =>
      `data routes ${block}.0.0/16 to a VpcPeeringConnection`));
    expect(lines).toEqual(expect.arrayContaining(['data group lets in 10.1.0.0/16 on 5432', 'data group lets in 10.3.0.0/16 on 5432']));
    expect(lines.filter((line) => line.startsWith('application'))).toEqual([]);
  });

  test('between two tiered networks lets each declare its own side', () => {
    const { stack, vpc, other, peering } = pair();
    vpc.allow(TrafficFlow.from(APPLICATION).to(peering.network(other.tierCidr(DATA))).port(5432));
    other.allow(TrafficFlow.from(peering.requester(vpc.tierCidr(APPLICATION))).to(DATA).port(5432));

    expect(openings(stack)).toEqual(expect.arrayContaining([
      'application group lets out to 10.1.64.0/19 on 5432', 'application routes 10.1.64.0/19 to a VpcPeeringConnection',
    ]));
    expect(openings(stack, 'Other')).toEqual(expect.arrayContaining([
      'data group lets in 10.0.32.0/19 on 5432', 'data acl lets in 10.0.32.0/19 on 5432', 'data routes 10.0.32.0/19 to a VpcPeeringConnection',
    ]));
    expect(properties(stack, 'AWS::EC2::VPCPeeringConnection')).toEqual([{
      VpcId: { 'Fn::GetAtt': [expect.stringMatching(/^Vpc/), 'VpcId'] }, PeerVpcId: { 'Fn::GetAtt': [expect.stringMatching(/^Other/), 'VpcId'] },
      Tags: [{ Key: 'Name', Value: 'Network/Connection' }],
    }]);
  });

  test('to another account and region says whose VPC it is, where, and who accepts', () => {
    const { stack } = peered({ account: '111122223333', region: 'us-east-1', acceptRoleArn: ROLE });

    expect(properties(stack, 'AWS::EC2::VPCPeeringConnection')[0]).toMatchObject({
      PeerVpcId: EXISTING.vpcId, PeerOwnerId: '111122223333', PeerRegion: 'us-east-1', PeerRoleArn: ROLE,
    });
  });

  test('to another region of the same account needs nobody to accept', () => {
    const stack = new Stack(new App(), 'Network', { env: { account: '111122223333', region: 'eu-central-1' } });
    const { vpc } = network({}, stack);

    expect(() => new VpcPeering(stack, 'Connection', { vpc, peer: PeerVpc.existing({ ...EXISTING, account: '111122223333', region: 'us-east-1' }) })).not.toThrow();
  });

  test('reaches IPv6 addresses of a network that has some', () => {
    const { stack, vpc, peering } = peered({ cidrs: ['10.1.0.0/16', '2001:db8:1::/56'] }, true);
    vpc.allow(TrafficFlow.from(APPLICATION).to(peering.network('2001:db8:1::/56')).port(443));

    expect(openings(stack)).toEqual(expect.arrayContaining(['application routes 2001:db8:1::/56 to a VpcPeeringConnection', 'application group lets out to 2001:db8:1::/56 on 443']));
  });

  test('is named in flows by its id and addresses, as far as a description can carry them', () => {
    const { stack, vpc } = network();
    const name = (cidrs: string[], cidr?: string) =>
      new VpcPeering(stack, `The "Data" Platform's, ${cidrs.length}`, { vpc, peer: PeerVpc.existing({ ...EXISTING, cidrs }) }).network(cidr).name;

    expect(name(['10.1.0.0/16'])).toBe('The -Data- Platform- 10.1.0.0/16');
    expect(name(['10.1.0.0/16', '10.2.0.0/16'], '10.2.0.0/20')).toBe('The -Data- Platform- 10.2.0.0/20');
    expect(name(['10.1.0.0/16', '10.2.0.0/16', '10.3.0.0/16', '10.4.0.0/16'])).toBe('The -Data- Platform- 10.1.0.0/16 and 3 more');
  });

  test('gives the rule packs nothing to find', () => {
    expect(findings(peered().stack)).toEqual([]);
  });
});

describe('a peering connection refuses', () => {
  test.each<[string, Partial<ExistingVpcProps>, RegExp]>([
    ['a VPC that is none', { vpcId: 'my-vpc' }, /peer\.vpcId: got "my-vpc"; allowed is the id of a VPC/],
    ['addresses that overlap with the network', { cidrs: ['10.0.128.0/17'] }, /peer\.cidrs: got "10\.0\.128\.0\/17"; allowed is addresses that do not overlap with the network's own, 10\.0\.0\.0\/16/],
    ['addresses around those of the network', { cidrs: ['10.0.0.0/8'] }, /do not overlap/],
    ['the internet', { cidrs: ['0.0.0.0/0'] }, /got "0\.0\.0\.0\/0"; allowed is a network and not the internet: its route would take over the default route/],
    ['half of the internet', { cidrs: ['128.0.0.0/1'] }, /would take over the default route/],
    ['no addresses', { cidrs: [] }, /peer\.cidrs: got a list of 0; allowed is at least one block/],
    ['addresses that are none', { cidrs: ['10.1.0.0/16', '10.2.0.1/16'] }, /peer\.cidrs\[1\]: got "10\.2\.0\.1\/16"; allowed is a literal IPv4 or IPv6 block/],
    ['addresses twice', { cidrs: ['10.1.0.0/16', '10.1.2.0/24'] }, /peer\.cidrs\[1\]: got "10\.1\.2\.0\/24"; allowed is each address once/],
    ['IPv6 addresses for a network without', { cidrs: ['2001:db8:1::/56'] }, /allowed is IPv4 addresses; give the network IPv6/],
    ['an account that is none', { account: '1', acceptRoleArn: ROLE }, /peer\.account: got "1"/],
    ['another account without a role that accepts', { account: '444455556666' }, /peer\.acceptRoleArn: got nothing; allowed is the ARN of a role in account 444455556666/],
    ['a role of a third account', { account: '444455556666', acceptRoleArn: ROLE }, /peer\.acceptRoleArn: got "arn:aws:iam::111122223333:role\/accept"; allowed is the ARN of a role in account 444455556666/],
    ['a role without an account', { acceptRoleArn: ROLE }, /allowed is a role together with account/],
    ['a region that does not exist', { region: 'eu-centre-1' }, /peer\.region: got "eu-centre-1"/],
  ])('%s', (_, props, message) => {
    expect(() => peered(props)).toThrow(message);
  });

  test('everything at once', () => {
    expect(() => peered({ vpcId: 'x', cidrs: [], region: 'y' })).toThrow(/VpcPeering at "Network\/Connection" has 3 problems/);
  });

  test('a network with itself', () => {
    const { stack, vpc } = network();

    expect(() => new VpcPeering(stack, 'Connection', { vpc, peer: PeerVpc.tiered(vpc) })).toThrow(/peer: got "Network\/Vpc"; allowed is another network/);
  });

  test('a tiered network with the same addresses, or with addresses nobody knows yet', () => {
    const { stack, vpc } = network();
    const { vpc: same } = network({}, stack, 'Same');
    const { vpc: pooled } = network({ addresses: NetworkAddresses.ipam('ipam-pool-0123456789abcdef0', 16) }, stack, 'Pooled');

    expect(() => new VpcPeering(stack, 'A', { vpc, peer: PeerVpc.tiered(same) })).toThrow(/peer: got "10\.0\.0\.0\/16"; allowed is addresses that do not overlap/);
    expect(() => new VpcPeering(stack, 'B', { vpc, peer: PeerVpc.tiered(pooled) })).toThrow(/peer: got "Network\/Pooled"; allowed is a network with literal addresses/);
    expect(() => new VpcPeering(stack, 'C', { vpc: pooled, peer: PeerVpc.tiered(vpc) }).requester()).toThrow(/requester whose addresses a deployment gives out/);
  });

  test('a tiered network of another region, which another stack would have to be told of', () => {
    const app = new App();
    const stacks = ['eu-central-1', 'eu-west-1'].map((region) => new Stack(app, region, { env: { account: '111122223333', region } }));
    const [vpc, other] = stacks.map((stack, index) => network(index === 0 ? {} : { addresses: OTHER }, stack).vpc);

    expect(() => new VpcPeering(stacks[0], 'Connection', { vpc, peer: PeerVpc.tiered(other) })).toThrow(/peer: got "eu-west-1\/Vpc"; allowed is a network of the same account and region/);
  });

  test('a block that is not inside the other network', () => {
    const { peering } = peered();

    expect(() => peering.network('10.2.0.0/16')).toThrow(/cidr: got "10\.2\.0\.0\/16"; allowed is a block inside 10\.1\.0\.0\/16/);
    expect(() => peering.network('10.0.0.0/8')).toThrow(/allowed is a block inside/);
    expect(() => peering.network('all')).toThrow(/got "all"/);
  });

  test('to be seen from an existing VPC', () => {
    expect(() => peered().peering.requester()).toThrow(/peer: got "an existing VPC.*; allowed is PeerVpc\.tiered\(\)/);
  });

  test('flows of a network it does not start in', () => {
    const { vpc, peering } = pair();

    expect(() => vpc.allow(TrafficFlow.from(APPLICATION).to(peering.requester()).port(443))).toThrow(/a peer that is connected to this network/);
  });
});

test.each(['Network', 'Other', 'Between'])('a peering connection in the stack %s leads networks of two stacks to each other', (where) => {
  const app = new App();
  const { stack, vpc } = network({}, new Stack(app, 'Network'));
  const { stack: otherStack, vpc: other } = network({ addresses: OTHER }, new Stack(app, 'Other'));
  const between = [stack, otherStack].find(({ stackName }) => stackName === where) ?? new Stack(app, where);
  const peering = new VpcPeering(between, 'Connection', { vpc, peer: PeerVpc.tiered(other) });
  vpc.allow(TrafficFlow.from(APPLICATION).to(peering.network()).port(5432));
  other.allow(TrafficFlow.from(peering.requester()).to(DATA).port(5432));
  app.synth();

  const routes = properties(between, 'AWS::EC2::Route').filter(({ VpcPeeringConnectionId }) => VpcPeeringConnectionId);
  expect(routes.map(({ DestinationCidrBlock }) => DestinationCidrBlock).sort()).toEqual(['10.0.0.0/16', '10.0.0.0/16', '10.1.0.0/16', '10.1.0.0/16']);
  expect([stack, otherStack].filter((one) => one !== between).flatMap((one) => properties(one, 'AWS::EC2::Route').filter((route) => route.VpcPeeringConnectionId))).toEqual([]);
});
