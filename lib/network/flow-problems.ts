import { Token } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { AddressBlock } from '../private/address-block';
import { Problem } from '../private/validation';
import { administrationPorts, isInternetAtLarge } from './administration-ports';
import { ConnectedNetwork, RemoteUsers } from './connected-network';
import { InternetEgress } from './internet-egress';
import { NetworkAddresses } from './network-addresses';
import { InternetRoute, NetworkTier } from './network-tier';
import { TrafficFlow } from './traffic-flow';
import { AddressPeer, GatewayEndpointPeer, TrafficPeer } from './traffic-peer';
import { TransportProtocol } from './transport-protocol';

/** The network a flow is declared in. */
export interface FlowContext {
  readonly tiers: NetworkTier[];
  readonly egress: InternetEgress;
  readonly addresses: NetworkAddresses;
  /** Not there while the network is not made yet: nothing can be connected to it then. */
  readonly vpc?: IConstruct;
  /** What is connected to it already, by flows declared before. */
  readonly connected?: ConnectedNetwork[];
}

/** Everything that is wrong with a flow, in a network. */
export function flowProblems(prop: string, flow: TrafficFlow, network: FlowContext): Problem[] {
  const refused = (allowed: string, fix: string): Problem => ({ prop, got: flow.toString(), allowed, fix });
  const ends = [flow.source, flow.destination].filter((peer) => peer !== undefined);
  const problems = [
    ...ends.flatMap((peer) => peerProblems(peer, network, refused)),
    ...portProblems(flow, refused),
  ];
  if (ends.length < 2 || !ends.some((peer) => tierOf(peer))) {
    problems.push(refused('a flow with a tier of this network at one end', 'add .to(…) with a tier or a peer'));
  }
  return problems.length > 0 ? problems : routeProblems(flow, network, refused);
}

/** The tier that a peer is, or stands in. */
export function tierOf(peer: TrafficPeer | undefined): NetworkTier | undefined {
  return peer instanceof NetworkTier ? peer : peer instanceof RemoteUsers ? peer.tier : undefined;
}

type Refuse = (allowed: string, fix: string) => Problem;

function peerProblems(peer: TrafficPeer, network: FlowContext, refused: Refuse): Problem[] {
  const names = network.tiers.map((tier) => tier.name);
  const tier = tierOf(peer);
  if (tier && !names.includes(tier.name)) {
    return [refused(`a tier of this network: ${names.join(', ')}`, `add the tier "${tier.name}" to tiers, or correct its name`)];
  }
  const rival = peer instanceof ConnectedNetwork && network.connected?.find((other) => !other.sharesConnection(peer) && overlap(other, peer));
  if (rival) {
    return [refused(`addresses that no other connection leads to, as ${rival.name} does: each packet takes one of them`,
      'take smaller blocks that do not overlap from the constructs that connect the networks')];
  }
  if ((peer instanceof ConnectedNetwork && peer.connection.vpc !== network.vpc) || (peer instanceof RemoteUsers && peer.vpc !== network.vpc)) {
    return [refused(`a peer that is connected to this network`, `declare the flow with allow() of the network that ${peer.name} is connected to`)];
  }
  return peer instanceof AddressPeer && !peer.isInternet ? addressProblems(peer, network, refused) : [];
}

function overlap(...[one, other]: TrafficPeer[]): boolean {
  return one.cidrs.some((a) => other.cidrs.some((b) => AddressBlock.parse(a)!.overlaps(AddressBlock.parse(b)!)));
}

function addressProblems(peer: AddressPeer, network: FlowContext, refused: Refuse): Problem[] {
  const [text] = peer.cidrs;
  const block = AddressBlock.parse(text);
  if (Token.isUnresolved(text) || !block) {
    return [refused('an IPv4 or IPv6 block in CIDR notation', 'write it like 192.0.2.0/24, with no address bits after the prefix')];
  }
  if (block.everywhere) {
    return [refused('the internet by its name', 'use TrafficPeer.internet()')];
  }
  if (!block.isPublic) {
    return [refused('public addresses: no route leads to these through the internet',
      'name the tier, or take the peer from the construct that connects the networks, such as VpcPeering.network()')];
  }
  return block.family === 6 && !network.addresses.hasIpv6
    ? [refused('IPv4 addresses, since the network has no others', 'give the network IPv6 with NetworkAddresses.dualStack()')]
    : [];
}

function portProblems({ fromPort, toPort, protocol, source, destination }: TrafficFlow, refused: Refuse): Problem[] {
  const valid = (port?: number) => Number.isInteger(port) && port! >= 1 && port! <= 65535;
  if (!valid(fromPort) || !valid(toPort) || fromPort! > toPort!) {
    return [refused('ports from 1 to 65535, the lower one first', 'add .port(443), or .ports(8000, 8080) for a range')];
  }
  if (destination instanceof GatewayEndpointPeer && (fromPort !== 443 || toPort !== 443 || protocol !== TransportProtocol.TCP)) {
    return [refused('port 443, where the services behind gateway endpoints listen', 'use .port(443)')];
  }
  const atLarge = (source.cidrs ?? []).map((cidr) => AddressBlock.parse(cidr)).some((block) => block && isInternetAtLarge(block));
  if (atLarge && administrationPorts(fromPort!, toPort!).length > 0) {
    return [refused('no SSH (22) or RDP (3389) from the internet',
      'sign in to instances with AWS Systems Manager Session Manager, which needs no open port')];
  }
  return [];
}

/** A flow that no route could carry. */
function routeProblems(flow: TrafficFlow, { tiers, egress }: FlowContext, refused: Refuse): Problem[] {
  const route = (peer?: TrafficPeer) => tiers.find((tier) => tier.name === tierOf(peer)?.name)?.internetRoute;
  if (flow.destination instanceof RemoteUsers) {
    return [refused('a flow from people who come in, whom nothing can call', 'turn the flow around')];
  }
  if (flow.source instanceof GatewayEndpointPeer) {
    return [refused('a flow to a gateway endpoint, which opens no connections itself', 'turn the flow around')];
  }
  if (flow.destination instanceof AddressPeer) {
    const way = route(flow.source);
    return way === InternetRoute.GATEWAY || (way === InternetRoute.NAT && egress.reachesInternet) ? [] : [refused(
      'a flow to the internet from a tier with a way out', 'start it in a public tier, or in an application tier with internetEgress',
    )];
  }
  return flow.source instanceof AddressPeer && route(flow.destination) !== InternetRoute.GATEWAY ? [refused(
    'a flow from the internet to a public tier', 'let the public tier take it, and declare a second flow from there',
  )] : [];
}
