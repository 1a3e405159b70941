import { App, Stack } from 'aws-cdk-lib';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import * as fc from 'fast-check';
import {
  AddressFamily, GatewayEndpointService, InternetEgress, NetworkAddresses, NetworkTier, ReachableConnection, TieredVpc, TrafficFlow, TrafficPeer,
} from '../../lib';

/** A network as it is drawn: what is declared in it, as far as it is not refused. */
export interface DrawnNetwork {
  readonly tiers: NetworkTier[];
  readonly zones: number;
  readonly egress: InternetEgress;
  readonly addresses: NetworkAddresses;
  readonly flows: TrafficFlow[];
}

const NAMES = ['edge', 'web', 'batch', 'cache', 'store'];
/** Blocks that neither contain nor touch each other. */
const OFFICES = ['198.51.100.0/24', '203.0.113.0/25'];

const tiers = fc.array(fc.constantFrom('public', 'application', 'isolated'), { minLength: 1, maxLength: NAMES.length })
  .map((kinds) => kinds.map((kind, index) => NetworkTier[kind as 'public' | 'application' | 'isolated'](NAMES[index])));
/** Few, so that flows meet on the same ones. */
const ports = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(443, 444, 5432).map((port) => [port, port]) },
  { weight: 1, arbitrary: fc.tuple(fc.integer({ min: 1, max: 65535 }), fc.integer({ min: 0, max: 2000 })).map(([from, more]) => [from, Math.min(from + more, 65535)]) },
);

export const networks: fc.Arbitrary<DrawnNetwork> = tiers.chain((drawn) => {
  const peers = [
    ...drawn, ...drawn.map(() => TrafficPeer.internet()), ...OFFICES.map((cidr) => TrafficPeer.ipv4(cidr)),
    ...Object.values(GatewayEndpointService).map((service) => TrafficPeer.gatewayEndpoint(service)),
  ];
  const flow = fc.tuple(fc.constantFrom(...peers), fc.constantFrom(...peers), ports, fc.constantFrom(true, false, false, false))
    .map(([from, to, [first, last], udp]) => udp ? TrafficFlow.from(from).to(to).udpPorts(first, last) : TrafficFlow.from(from).to(to).ports(first, last));
  return fc.record({
    tiers: fc.constant(drawn),
    zones: fc.integer({ min: 2, max: 3 }),
    egress: fc.constantFrom(InternetEgress.natPerZone(), InternetEgress.singleNat(), InternetEgress.none()),
    addresses: fc.constantFrom(
      NetworkAddresses.ipv4('10.20.0.0/16'), NetworkAddresses.dualStack('172.16.0.0/20'), NetworkAddresses.ipam('ipam-pool-0123456789abcdef0', 18),
    ),
    flows: fc.array(flow, { minLength: 3, maxLength: 10 }),
  });
});

/** The network in a stack of its own, with the flows that it does not refuse. */
export function build({ tiers: drawn, zones, egress, addresses, flows }: DrawnNetwork): { stack: Stack; vpc: TieredVpc } {
  const stack = new Stack(new App({ stackTraces: false }), 'Network');
  const vpc = new TieredVpc(stack, 'Vpc', {
    tiers: drawn, availabilityZones: zones, internetEgress: egress, addresses, networkAclQuota: 40, flowLogBucket: Bucket.fromBucketName(stack, 'Logs', 'logs'),
  });
  for (const flow of flows) {
    try {
      vpc.allow(flow);
    } catch (error) {
      if (!/flow: got|has \d+ problem/.test((error as Error).message)) {
        throw error;
      }
    }
  }
  return { stack, vpc };
}

/** The template of a stack that refers to no other: without the files a synthesis writes, which take longer than all the rest. */
export function templateOf(stack: Stack): Record<string, unknown> {
  return stack.resolve((stack as unknown as { _toCloudFormation: () => unknown })._toCloudFormation()) as Record<string, unknown>;
}

/** What is open on a way: maximal ranges of ports, by who calls whom over what. */
export type Openings = Record<string, [number, number][]>;

/** What the flows of a network say should be reachable, and nothing else. */
export function declared(vpc: TieredVpc, { addresses }: DrawnNetwork): Openings {
  const families = [AddressFamily.IPV4, ...addresses.hasIpv6 ? [AddressFamily.IPV6] : []];
  const offices = [...new Set(vpc.flows.flatMap(({ source, destination }) => [source.name, destination!.name]).filter((name) => OFFICES.includes(name)))];
  const open: Openings = {};
  const add = (source: string, destination: string, protocol: string, family: string, range: [number, number]) => {
    const way = [source, destination, protocol, family].join(' ');
    open[way] = merged([...open[way] ?? [], range]);
  };
  for (const { source, destination, protocol, fromPort, toPort } of vpc.flows) {
    for (const family of families) {
      const services = Object.values(GatewayEndpointService) as string[];
      // Everybody is also who has a name, and what AWS publishes at public addresses.
      const places = (name: string, called: boolean) => name !== 'internet' ? [name]
        : family === AddressFamily.IPV6 ? [name] : [name, ...offices, ...called ? services : []];
      const isIpv4Alone = [source, destination!].some(({ name }) => OFFICES.includes(name) || services.includes(name));
      if (family === AddressFamily.IPV6 && isIpv4Alone) {
        continue;
      }
      for (const from of places(source.name, false)) {
        places(destination!.name, true).forEach((to) => add(from, to, protocol, family, [fromPort!, toPort!]));
      }
    }
  }
  return open;
}

/** The same of connections that were computed. */
export function openings(connections: ReachableConnection[]): Openings {
  const open: Openings = {};
  for (const { source, destination, protocol, addressFamily, fromPort, toPort } of connections) {
    const way = [source, destination, protocol, addressFamily].join(' ');
    open[way] = [...open[way] ?? [], [fromPort, toPort]];
  }
  return open;
}

function merged(ranges: [number, number][]): [number, number][] {
  return [...ranges].sort(([a], [b]) => a - b).reduce<[number, number][]>((done, [from, to]) => {
    const last = done.at(-1);
    return last && from <= last[1] + 1 ? [...done.slice(0, -1), [last[0], Math.max(last[1], to)]] : [...done, [from, to]];
  }, []);
}

interface Entry {
  readonly NetworkAclId: unknown;
  readonly Egress?: boolean;
  readonly Protocol: number;
  readonly RuleAction: string;
  readonly RuleNumber: number;
  readonly CidrBlock?: unknown;
  readonly PortRange?: { readonly From: number; readonly To: number };
}

/** The inbound IPv4 entries of each network ACL, in the order in which they are asked. */
function inbound(template: Record<string, unknown>): Entry[][] {
  const entries = Object.values(template.Resources as Record<string, { Type: string; Properties: Entry }>)
    .filter(({ Type, Properties }) => Type === 'AWS::EC2::NetworkAclEntry' && !Properties.Egress && Properties.CidrBlock !== undefined).map(({ Properties }) => Properties);
  const acls = new Map(entries.map((entry) => [JSON.stringify(entry.NetworkAclId), entry.NetworkAclId]));
  return [...acls.keys()].map((acl) => entries.filter(({ NetworkAclId }) => JSON.stringify(NetworkAclId) === acl).sort((a, b) => a.RuleNumber - b.RuleNumber));
}

/** Network ACLs that let everybody at SSH or RDP, as the CIS AWS Foundations Benchmark forbids. */
export function administrationFromAnywhere(template: Record<string, unknown>): string[] {
  return inbound(template).flatMap((entries) => [22, 3389].flatMap((port) => [6, 17].filter((protocol) => {
    const first = entries.find(({ CidrBlock, Protocol, PortRange }) => CidrBlock === '0.0.0.0/0' && [-1, protocol].includes(Protocol)
      && (PortRange === undefined || (PortRange.From <= port && port <= PortRange.To)));
    return first?.RuleAction === 'allow';
  }).map((protocol) => `${JSON.stringify(entries[0].NetworkAclId)} lets everybody in on ${protocol} ${port}`)));
}

/** Network ACLs that let the network's own hosts in by what is meant for everybody outside. */
export function insidersLetInAsEverybody(template: Record<string, unknown>): string[] {
  const own = JSON.stringify(Object.values(template.Resources as Record<string, { Type: string; Properties: { CidrBlock?: string } }>)
    .filter(({ Type }) => Type === 'AWS::EC2::VPC').map(({ Properties }) => Properties.CidrBlock));
  return inbound(template).filter((entries) => {
    const everybody = entries.findIndex(({ CidrBlock, RuleAction }) => CidrBlock === '0.0.0.0/0' && RuleAction === 'allow');
    const denied = entries.findIndex(({ CidrBlock, RuleAction, Protocol }) => RuleAction === 'deny' && Protocol === -1
      && (own.includes(JSON.stringify(CidrBlock)) || JSON.stringify(CidrBlock).includes('"CidrBlock"]}')));
    return everybody >= 0 && !(denied >= 0 && denied < everybody);
  }).map(([{ NetworkAclId }]) => `${JSON.stringify(NetworkAclId)} takes the network for the internet`);
}
