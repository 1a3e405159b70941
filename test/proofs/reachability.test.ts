import { App, Stack } from 'aws-cdk-lib';
import * as fc from 'fast-check';
import {
  FirewallLayer, GatewayEndpointService, InternetEgress, NetworkAddresses, NetworkFirewall, NetworkTier, PeerVpc, ReachabilityAnalysis, SiteToSiteVpn, TieredVpc,
  TieredVpcProps, TrafficFlow, TrafficPeer, TransitGatewayAttachment, TransportProtocol, VpcPeering,
} from '../../lib';
import { administrationFromAnywhere, build, declared, DrawnNetwork, insidersLetInAsEverybody, networks, openings, templateOf } from './networks';

const [open, application, data] = [NetworkTier.public(), NetworkTier.application(), NetworkTier.data()];
const RULES = ['AWS::EC2::NetworkAclEntry', 'AWS::EC2::SecurityGroupIngress', 'AWS::EC2::SecurityGroupEgress'];

interface Resource { Type: string; Properties: Record<string, unknown> }
type Resources = Record<string, Resource>;

const resourcesOf = (template: Record<string, unknown>) => template.Resources as Resources;
const analysisOf = (stack: Stack) => ReachabilityAnalysis.ofTemplate(templateOf(stack));

/** Everything that can be said of a template: what passes all firewalls and each kind alone, whether what is declared works, and what must never be. */
function verdict(template: Record<string, unknown>, ways: ReturnType<typeof declared>): string {
  const network = ReachabilityAnalysis.ofTemplate(template);
  const works = Object.entries(ways).map(([way, ranges]) => {
    const [from, to, protocol] = way.split(' ');
    return ranges.flat().map((port) => attempt(() => network.canReach(from, to, port, protocol as TransportProtocol)));
  });
  const layers = [FirewallLayer.ALL, FirewallLayer.NETWORK_ACLS, FirewallLayer.SECURITY_GROUPS].map((layer) => network.connections(layer));
  return JSON.stringify([layers, works, administrationFromAnywhere(template), insidersLetInAsEverybody(template)]);
}

function attempt(check: () => void): string | undefined {
  try {
    check();
  } catch (error) {
    return (error as Error).message;
  }
  return undefined;
}

describe('whatever is declared', () => {
  test('exactly that is reachable, and works: 1,000 random networks', () => {
    fc.assert(fc.property(networks, (drawn) => {
      const { stack, vpc } = build(drawn);
      const template = templateOf(stack);
      const network = ReachabilityAnalysis.ofTemplate(template);
      const ways = declared(vpc, drawn);

      expect(openings(network.connections())).toEqual(ways);
      expect(Object.entries(ways).flatMap(([way, ranges]) => {
        const [from, to, protocol] = way.split(' ');
        return ranges.flat().map((port) => attempt(() => network.canReach(from, to, port, protocol as TransportProtocol))).filter((problem) => problem !== undefined);
      })).toEqual([]);
      expect([...administrationFromAnywhere(template), ...insidersLetInAsEverybody(template)]).toEqual([]);
    }), { seed: 1, numRuns: 1000 });
  }, 120_000);

  test('a rule that is taken away, widened or turned around is noticed', () => {
    const ipv4 = networks.filter(({ addresses }) => !addresses.hasIpv6);
    fc.assert(fc.property(ipv4, fc.nat(), fc.constantFrom<Mutation>('removed', 'widened', 'reversed'), (drawn, choice, mutation) => {
      const { stack, vpc } = build(essential(drawn));
      const template = templateOf(stack);
      const rules = Object.entries(resourcesOf(template)).filter(([id, { Type }]) => RULES.includes(Type) && !id.includes('DefaultNetworkAcl'));
      fc.pre(rules.length > 0);
      const [id, rule] = rules[choice % rules.length];
      const mutated = mutate(rule, mutation);
      fc.pre(mutated === undefined || JSON.stringify(mutated) !== JSON.stringify(rule));
      const others = Object.fromEntries(Object.entries(resourcesOf(template)).filter(([other]) => other !== id));
      const after = { ...template, Resources: { ...others, ...mutated && { [id]: mutated } } };

      // What one firewall leaves open another one shuts: so each is looked at alone, too.
      const ways = declared(vpc, drawn);
      const noticed = verdict(after, ways) !== verdict(template, ways) || verdict(alone(after, rule), ways) !== verdict(alone(template, rule), ways);
      expect(`${id} ${mutation}: ${noticed ? 'noticed' : 'not noticed'}`).toBe(`${id} ${mutation}: noticed`);
    }), { seed: 1, numRuns: 60 });
  }, 120_000);
});

/** Reversed: a network ACL entry allows what it denied, or denies what it allowed; a security-group rule is about the next port. */
type Mutation = 'removed' | 'widened' | 'reversed';

/**
 * Without flows that others contain, to take the rule of one of which away changes nothing, rightly; and without those within a tier, whose hosts
 * meet in one subnet past every network ACL.
 */
function essential(drawn: DrawnNetwork): DrawnNetwork {
  const seen = new Set<string>();
  const flows = drawn.flows.filter(({ source, destination, protocol, fromPort, toPort }) => {
    const everybody = (name: string) => /^[\d.]+\/\d+$|^s3$|^dynamodb$/.test(name) ? 'internet' : name;
    const way = [everybody(source.name), everybody(destination!.name), protocol].join(' ');
    const narrow = fromPort === toPort || !seen.has(way);
    return source.name !== destination!.name && narrow && !seen.has(way) && seen.add(way);
  });
  return { ...drawn, flows };
}

/** The network with every firewall wide open but the one a rule belongs to, in the direction it is about. */
function alone(template: Record<string, unknown>, { Type, Properties: { NetworkAclId, Egress, GroupId } }: Resource): Record<string, unknown> {
  const resources = resourcesOf(template);
  const same = (one: Resource) => one.Type === Type && JSON.stringify([one.Properties.NetworkAclId, one.Properties.Egress, one.Properties.GroupId])
    === JSON.stringify([NetworkAclId, Egress, GroupId]);
  const opened = Object.entries(resources).flatMap(([id, one]): [string, Resource][] => {
    const all = { IpProtocol: '-1', CidrIp: '0.0.0.0/0' };
    const ofAcl = [false, true].map((egress): [string, Resource] => [`${id}Open${egress ? 'Out' : 'In'}`, {
      Type: 'AWS::EC2::NetworkAclEntry',
      Properties: { NetworkAclId: { 'Fn::GetAtt': [id, 'Id'] }, RuleNumber: 32766, Protocol: -1, Egress: egress, RuleAction: 'allow', CidrBlock: '0.0.0.0/0' },
    }]);
    const ofGroup = ['Ingress', 'Egress'].map((direction): [string, Resource] => [`${id}Open${direction}`, {
      Type: `AWS::EC2::SecurityGroup${direction}`, Properties: { GroupId: { 'Fn::GetAtt': [id, 'GroupId'] }, ...all },
    }]);
    return (one.Type === 'AWS::EC2::NetworkAcl' ? ofAcl : one.Type === 'AWS::EC2::SecurityGroup' ? ofGroup : []).filter(([, wide]) => !same(wide));
  });
  const kept = Object.entries(resources).filter(([, one]) => !RULES.includes(one.Type) || same(one));
  return { ...template, Resources: Object.fromEntries([...kept, ...opened]) };
}

function mutate({ Type, Properties }: Resource, mutation: Mutation): Resource | undefined {
  if (mutation === 'removed') {
    return undefined;
  }
  if (Type === 'AWS::EC2::NetworkAclEntry') {
    const { PortRange, Protocol, RuleAction, ...rest } = Properties;
    // A wider range for answers opens nothing, since it ends where nobody calls from; neither does a wider denial.
    fc.pre(mutation === 'reversed' || (RuleAction === 'allow' && (PortRange as { From: number }).From !== 1024));
    return mutation === 'reversed' ? { Type, Properties: { ...Properties, RuleAction: RuleAction === 'allow' ? 'deny' : 'allow' } }
      : { Type, Properties: { ...rest, RuleAction, Protocol, ...PortRange !== undefined && { PortRange: { From: 1, To: 65535 } } } };
  }
  const { FromPort, ToPort, ...rest } = Properties;
  const range = mutation === 'widened' ? [1, 65535] : [FromPort, ToPort].map((port) => Number(port) % 65535 + 1);
  return { Type, Properties: { ...rest, FromPort: Math.min(...range), ToPort: Math.max(...range) } };
}

describe('the default network', () => {
  const stack = new Stack(new App(), 'Network');
  new TieredVpc(stack, 'Vpc');
  const network = analysisOf(stack);

  test('carries a web application, and nothing else', () => {
    expect(network.places).toEqual(['public', 'application', 'data', 'internet', 's3', 'dynamodb']);
    expect(network.describe()).toBe([
      '| from | to | protocol | ports | addresses |', '|---|---|---|---|---|',
      '| application | data | TCP | 5432 | IPv4 |',
      '| application | dynamodb | TCP | 443 | IPv4 |',
      '| application | internet | TCP | 443 | IPv4 |',
      '| application | s3 | TCP | 443 | IPv4 |',
      '| internet | public | TCP | 443 | IPv4 |',
      '| public | application | TCP | 443 | IPv4 |', '',
    ].join('\n'));
  });

  test('never leads from the internet to the data, by any path, port or protocol, nor from the data out', () => {
    network.cannotReach('internet', 'data');
    network.cannotReach('internet', 'application');
    network.cannotReach('data', 'internet');
    network.cannotReach('public', 'data');
    network.cannotReach('internet', 'public', 22);
    expect(() => network.cannotReach('internet', 'public')).toThrow(/internet can reach public: TCP on 443/);
  });

  test('keeps public and application apart by network ACLs where security groups alone would not', () => {
    const groups = network.connections(FirewallLayer.SECURITY_GROUPS).filter(({ source, destination }) => source === 'application' && destination === 'public');

    // To a security group, the internet is everybody.
    expect(groups).toEqual([expect.objectContaining({ fromPort: 443, toPort: 443 })]);
    network.cannotReach('application', 'public', 443);
  });

  test('stays shut to the network itself in every zone when one more rule is opened by mistake', () => {
    const template = templateOf(stack);
    const group = Object.keys(resourcesOf(template)).find((id) => id.startsWith('VpcDataSecurityGroup'))!;
    const mistake = { Type: 'AWS::EC2::SecurityGroupIngress', Properties: { GroupId: { 'Fn::GetAtt': [group, 'GroupId'] }, IpProtocol: '-1', CidrIp: '0.0.0.0/0' } };
    const opened = ReachabilityAnalysis.ofTemplate({ ...template, Resources: { ...resourcesOf(template), Mistake: mistake } });

    opened.cannotReach('internet', 'data');
    opened.cannotReach('public', 'data');
    opened.cannotReach('application', 'data', 22);
  });
});

describe('flows that AWS cannot keep apart', () => {
  const allow = (props: TieredVpcProps, ...flows: TrafficFlow[]) => () => {
    const vpc = new TieredVpc(new Stack(new App(), 'Network'), 'Vpc', { tiers: [open, application, data], ...props });
    flows.forEach((flow) => vpc.allow(flow));
  };
  const [inwards, outwards] = [TrafficFlow.from(TrafficPeer.internet()).to(open).port(8443), TrafficFlow.from(application).to(TrafficPeer.internet()).port(8443)];

  test('are refused, with what they would open', () => {
    const implied = 'got "application to public on 8443"; allowed is what is declared alone: this is not, and AWS cannot shut it while both ends may talk to the internet on these '
      + 'ports; declare application to public on 8443 as well if it is meant; otherwise name addresses instead of the internet, or choose other ports';
    expect(allow({}, inwards, TrafficFlow.from(open).to(application).port(443), outwards)).toThrow(implied);
    expect(allow({ flows: [inwards, outwards, TrafficFlow.from(open).to(application).port(443)] })).toThrow(`flows: ${implied}`);
  });

  test('are taken once what they open is declared, or where no answers open the way', () => {
    expect(allow({}, TrafficFlow.from(application).to(open).port(8443), inwards, TrafficFlow.from(open).to(application).port(443), outwards)).not.toThrow();
    expect(allow({}, inwards, outwards)).not.toThrow();
  });

  test('are those of one tier that calls everybody and is called by everybody, too', () => {
    const both = [TrafficFlow.from(TrafficPeer.internet()).to(open).port(443), TrafficFlow.from(open).to(TrafficPeer.internet()).ports(400, 500)];
    expect(allow({}, ...both)).toThrow(/got "public to public on 443"/);
    expect(allow({}, TrafficFlow.from(open).to(open).port(443), ...both)).not.toThrow();
  });
});

describe('connected networks', () => {
  test('reach what was declared, over routes that stand where they are needed', () => {
    const stack = new Stack(new App(), 'Network');
    const transit = NetworkTier.isolated('transit');
    const vpc = new TieredVpc(stack, 'Vpc', { tiers: [open, application, data, transit], internetEgress: InternetEgress.none() });
    const peering = new VpcPeering(stack, 'Analytics', { vpc, peer: PeerVpc.existing({ vpcId: 'vpc-0123456789abcdef0', cidrs: ['10.50.0.0/16'] }) });
    const vpn = new SiteToSiteVpn(stack, 'Office', { vpc, customerGatewayAddress: '198.51.100.7', remoteCidrs: ['192.168.0.0/24'] });
    const gateway = new TransitGatewayAttachment(stack, 'Transit', { vpc, tier: transit, transitGatewayId: 'tgw-0123456789abcdef0' });
    vpc.allow(TrafficFlow.from(application).to(peering.network('10.50.8.0/24')).port(5432));
    vpc.allow(TrafficFlow.from(vpn.network()).to(application).port(8443));
    vpc.allow(TrafficFlow.from(application).to(gateway.network('172.20.0.0/16', { through: 'tgw-attach-0123456789abcdef0' })).port(443));
    const network = analysisOf(stack);

    expect(openings(network.connections())).toEqual({
      '192.168.0.0/24 application tcp ipv4': [[8443, 8443]],
      'application 10.50.8.0/24 tcp ipv4': [[5432, 5432]],
      'application 172.20.0.0/16 tcp ipv4': [[443, 443]],
    });
    network.canReach('application', '10.50.8.9', 5432);
    network.canReach('192.168.0.7', 'application', 8443);
    network.canReach('application', '172.20.1.1', 443);
    network.cannotReach('application', '10.50.9.1');
    network.cannotReach('172.20.1.1', 'application');
  });

  test('of two tiered networks in one stack, both let it through', () => {
    const stack = new Stack(new App(), 'Network');
    const vpc = new TieredVpc(stack, 'Vpc', { internetEgress: InternetEgress.none() });
    const other = new TieredVpc(stack, 'Other', { addresses: NetworkAddresses.ipv4('10.9.0.0/16'), internetEgress: InternetEgress.none() });
    const peering = new VpcPeering(stack, 'Peering', { vpc, peer: PeerVpc.tiered(other) });
    const [from, to] = [stack.getLogicalId(vpc.node.findChild('Resource') as never), stack.getLogicalId(other.node.findChild('Resource') as never)];
    const flow = [`${from}/application`, `${to}/data`, 5432] as const;

    vpc.allow(TrafficFlow.from(application).to(peering.network(other.tierCidr(data))).port(5432));
    expect(() => analysisOf(stack).canReach(...flow)).toThrow(/cannot reach/);
    other.allow(TrafficFlow.from(peering.requester(vpc.tierCidr(application))).to(data).port(5432));
    analysisOf(stack).canReach(...flow);
    analysisOf(stack).cannotReach(`${from}/public`, `${to}/data`);
  });
});

test.each([
  ['IPv4', NetworkAddresses.ipv4('10.0.0.0/16')], ['dual stack', NetworkAddresses.dualStack('10.0.0.0/16')], ['IPAM', NetworkAddresses.ipam('ipam-pool-0123456789abcdef0', 16)],
])('a firewall between two tiers lets through what is declared, in every zone: %s', (_, addresses) => {
  const stack = new Stack(new App(), 'Network');
  const inspection = NetworkTier.isolated('inspection');
  const vpc = new TieredVpc(stack, 'Vpc', {
    addresses, availabilityZones: 3, tiers: [open, application, data, inspection],
    flows: [TrafficFlow.from(open).to(application).port(443), TrafficFlow.from(application).to(data).port(5432)],
  });
  new NetworkFirewall(stack, 'Firewall', { vpc, tier: inspection, between: [{ one: application, other: data }] });
  const network = analysisOf(stack);

  network.canReach('application', 'data', 5432);
  network.canReach('public', 'application', 443);
  network.cannotReach('data', 'application');
  network.cannotReach('application', 'data', 5433);
  network.cannotReach('public', 'data');
});

test('a NAT instance carries what NAT gateways would', () => {
  const stack = new Stack(new App(), 'Network');
  new TieredVpc(stack, 'Vpc', { internetEgress: InternetEgress.natInstance() });
  const network = analysisOf(stack);

  network.canReach('application', 'internet', 443);
  network.cannotReach('data', 'internet');
  network.cannotReach('internet', 'application');
  expect(openings(network.connections().filter(({ source, destination }) => ['application', 'internet'].includes(source) && ['application', 'internet'].includes(destination))))
    .toEqual({ 'application internet tcp ipv4': [[443, 443]] });
});

test('a tier without a way out reaches the service it may reach through its gateway endpoint, and no other', () => {
  const stack = new Stack(new App(), 'Network');
  new TieredVpc(stack, 'Vpc').allow(TrafficFlow.from(data).to(TrafficPeer.gatewayEndpoint(GatewayEndpointService.S3)).port(443));
  const network = analysisOf(stack);

  network.canReach('data', 's3', 443);
  network.cannotReach('data', 'dynamodb');
  network.cannotReach('data', 'internet');
});
