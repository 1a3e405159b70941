import { Problem } from '../private/validation';
import { ConnectedNetwork } from './connected-network';
import { tierOf } from './flow-problems';
import { TrafficFlow } from './traffic-flow';
import { AddressPeer, TrafficPeer } from './traffic-peer';
import { TransportProtocol } from './transport-protocol';

type Ports = [fromPort: number, toPort: number];

/** What network ACLs leave open for answers. */
const EPHEMERAL_PORTS: Ports = [1024, 65535];

/** Traffic that nobody declared, and that the firewalls of the declared flows would let through. */
export interface ImpliedFlow {
  readonly source: string;
  readonly destination: string;
  readonly protocol: TransportProtocol;
  readonly fromPort: number;
  readonly toPort: number;
}

/**
 * What flows open together that none of them names.
 *
 * To a security group, the internet is every address, those of the network and of what is connected to it among them. Network ACLs keep these
 * apart, with two exceptions: hosts of one subnet pass none, and the ports of answers are open between those who talk.
 */
export function impliedFlows(flows: TrafficFlow[]): ImpliedFlow[] {
  const ends = flows.flatMap(({ source, destination }) => [tierOf(source), tierOf(destination)]);
  const tiers = [...new Set(ends.filter((tier) => tier !== undefined).map(({ name }) => name))];
  return Object.values(TransportProtocol).flatMap((protocol) => {
    const own = flows.filter((flow) => flow.protocol === protocol);
    const between = (from: (peer: TrafficPeer) => boolean, to: (peer: TrafficPeer) => boolean): Ports[] =>
      own.filter(({ source, destination }) => from(source) && to(destination!)).map(({ fromPort, toPort }) => [fromPort!, toPort!]);
    const is = (name: string) => (peer: TrafficPeer) => end(peer) === name;
    const inwards = (tier: string) => between(isInternet, is(tier));
    const outwards = (tier: string) => between(is(tier), isInternet);
    const connected = [...new Set(own.flatMap(({ source, destination }) => [source, destination!]).filter(isConnected).map(end))];

    const open = (source: string, destination: string, ports: Ports[]): ImpliedFlow[] => without(ports, between(is(source), is(destination)))
      .map(([fromPort, toPort]) => ({ source, destination, protocol, fromPort, toPort }));
    const talk = (source: string, destination: string) => between(is(source), is(destination)).length > 0;
    return tiers.flatMap((tier) => [
      ...open(tier, tier, common(inwards(tier), outwards(tier))),
      ...tiers.filter((other) => other !== tier && talk(tier, other))
        .flatMap((other) => open(other, tier, common(common(inwards(tier), outwards(other)), [EPHEMERAL_PORTS]))),
      ...connected.filter((other) => talk(tier, other)).flatMap((other) => open(other, tier, common(inwards(tier), [EPHEMERAL_PORTS]))),
      ...connected.filter((other) => talk(other, tier)).flatMap((other) => open(tier, other, common(outwards(tier), [EPHEMERAL_PORTS]))),
    ]);
  });
}

function isInternet(peer: TrafficPeer): boolean {
  return peer instanceof AddressPeer && peer.isInternet;
}

function isConnected(peer: TrafficPeer): boolean {
  return peer instanceof ConnectedNetwork;
}

/** The problems of flows that would open more together than they say. */
export function separationProblems(prop: string, flows: TrafficFlow[]): Problem[] {
  return impliedFlows(flows).map(({ source, destination, protocol, fromPort, toPort }) => {
    const ports = fromPort === toPort ? String(fromPort) : `${fromPort}-${toPort}`;
    const implied = `${source} to ${destination} on ${protocol === TransportProtocol.UDP ? 'UDP ' : ''}${ports}`;
    return {
      prop, got: implied,
      allowed: 'what is declared alone: this is not, and AWS cannot shut it while both ends may talk to the internet on these ports',
      fix: `declare ${implied} as well if it is meant; otherwise name addresses instead of the internet, or choose other ports`,
    };
  });
}

/** Who an end is to a firewall: whoever stands in a tier is that tier. */
function end(peer: TrafficPeer): string {
  return tierOf(peer)?.name ?? peer.name;
}

function common(some: Ports[], others: Ports[]): Ports[] {
  return some.flatMap(([a, b]) => others.filter(([c, d]) => a <= d && c <= b).map(([c, d]): Ports => [Math.max(a, c), Math.min(b, d)]));
}

function without(some: Ports[], others: Ports[]): Ports[] {
  return others.reduce((left, [c, d]) => left.flatMap(([a, b]): Ports[] => a > d || c > b ? [[a, b]]
    : [...a < c ? [[a, c - 1] satisfies Ports] : [], ...b > d ? [[d + 1, b] satisfies Ports] : []]), some);
}
