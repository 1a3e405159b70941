import { Token } from 'aws-cdk-lib';
import { CfnNatGateway } from 'aws-cdk-lib/aws-ec2';
import { AddressBlock } from '../../private/address-block';
import { ConnectedNetwork, RemoteUsers } from '../connected-network';
import { GatewayEndpointService } from '../gateway-endpoint-service';
import { GatewayEndpoints } from '../gateway-endpoints';
import { InternetConnection } from '../internet-connection';
import { AssignedAddresses } from '../network-addresses';
import { InternetRoute, NetworkTier } from '../network-tier';
import { TierResources } from '../tier-resources';
import { TieredVpc } from '../tiered-vpc';
import { AddressPeer, GatewayEndpointPeer, TrafficPeer } from '../traffic-peer';
import { DiagramFlow, diagramFlows } from './diagram-flows';
import { readable } from './diagram-text';

/** How a row of the picture stands to the internet, which decides its colour. */
export type DiagramKind = 'public' | 'private' | 'isolated' | 'outside';

/** What each kind of tier is called, in the order of the legend. */
export const KINDS: Readonly<Record<Exclude<DiagramKind, 'outside'>, string>> = {
  public: 'faces the internet', private: 'out through NAT', isolated: 'no way to the internet',
};

/** A row of the picture: a tier, or somebody outside. */
export interface DiagramRow {
  /** What flows know it by. */
  readonly key: string;
  readonly name: string;
  readonly kind: DiagramKind;
  /** What is known about it, a line each. */
  readonly details: string[];
  readonly addresses: string[];
  /** What stands in each availability zone, in lines. Nobody outside has any. */
  readonly cells: string[][];
}

/** What a picture of a network is drawn from: words and numbers alone. */
export interface DiagramModel {
  readonly name: string;
  readonly addresses: string[];
  readonly zones: number;
  /** Who is outside, on the side of the internet. */
  readonly above: DiagramRow[];
  readonly inside: DiagramRow[];
  /** Who is outside, behind connections and endpoints. */
  readonly below: DiagramRow[];
  /** What stands on the border towards the internet. */
  readonly gateways: string[];
  /** What stands on the border towards services of AWS. */
  readonly endpoints: string[];
  readonly flows: DiagramFlow[];
}

const SERVICES = { [GatewayEndpointService.S3]: 'Amazon S3', [GatewayEndpointService.DYNAMODB]: 'Amazon DynamoDB' };
/** A connected network is there for its name; so many of its blocks still fit beside it. */
const SHOWN_BLOCKS = 3;

/** The network as it stands now, with the flows declared until now. */
export function diagramModel(vpc: TieredVpc): DiagramModel {
  const internet = vpc.node.children.find((construct) => construct instanceof InternetConnection)!;
  const nat = internet.nat;
  const tiers = vpc.tiers.map((tier) => tierRow(vpc._tier(tier), nat !== undefined));
  const firstPrivate = vpc.tiers.findIndex((tier) => tier.internetRoute !== InternetRoute.GATEWAY);
  const at = firstPrivate < 0 ? tiers.length : firstPrivate;
  const peers = vpc.flows.flatMap(({ source, destination }) => [source, destination!]).filter((peer) => !(peer instanceof NetworkTier));
  const outside = [...new Map(peers.map((peer) => [keyOf(peer), peer])).values()];
  const hasGateway = internet.node.tryFindChild('Gateway') !== undefined;
  const atLarge = outside.some(isInternet) || hasGateway ? [TrafficPeer.internet()] : [];
  const towardsInternet = (peer: TrafficPeer) => peer instanceof RemoteUsers || peer instanceof AddressPeer;
  return {
    name: readable(vpc.node.path),
    addresses: networkAddresses(vpc._addresses),
    zones: vpc._tier(vpc.tiers[0]).subnetIds.length,
    above: [...outside.filter((peer) => towardsInternet(peer) && !isInternet(peer)), ...atLarge].map(outsideRow),
    inside: [...tiers.slice(0, at), ...nat ? [natRow(internet, nat)] : [], ...tiers.slice(at)],
    below: outside.filter((peer) => !towardsInternet(peer)).map(outsideRow),
    gateways: [...hasGateway ? ['internet gateway'] : [], ...internet.node.tryFindChild('EgressOnly') ? ['egress-only internet gateway'] : []],
    endpoints: vpc.node.children.some((child) => child instanceof GatewayEndpoints)
      ? Object.values(SERVICES).map((service) => `gateway endpoint for ${service}`) : [],
    flows: diagramFlows(vpc._paths, keyOf),
  };
}

/** The same for the same peer, by whatever object it was named. */
function keyOf(peer: TrafficPeer): string {
  const tier = peer instanceof NetworkTier ? peer : peer instanceof RemoteUsers ? peer.tier : undefined;
  return [peer instanceof NetworkTier ? 'inside' : 'outside', tier?.name, peer.name, ...isInternet(peer) ? [] : peer.cidrs].join('|');
}

function isInternet(peer: TrafficPeer): boolean {
  return peer instanceof AddressPeer && peer.isInternet;
}

function tierRow({ tier, blocks, subnetBlocks }: TierResources, hasNat: boolean): DiagramRow {
  const kind = tier.internetRoute === InternetRoute.GATEWAY ? 'public' : tier.internetRoute === InternetRoute.NAT && hasNat ? 'private' : 'isolated';
  return {
    key: keyOf(tier), name: tier.name, kind, details: [KINDS[kind]], addresses: blocks.map(blockText),
    cells: subnetBlocks.map((subnet) => subnet.map(blockText)),
  };
}

function natRow({ node, natInstance }: InternetConnection, { tier, blocks, subnetBlocks }: TierResources): DiagramRow {
  const gateways = node.children.filter((child) => child instanceof CfnNatGateway).length;
  return {
    key: keyOf(tier), name: 'NAT', kind: 'private', details: ['way out for private tiers'], addresses: blocks.map(blockText),
    cells: subnetBlocks.map((subnet, zone) => [
      ...zone < gateways ? ['NAT gateway'] : natInstance && zone === 0 ? ['NAT instance'] : [], ...subnet.map(blockText),
    ]),
  };
}

function outsideRow(peer: TrafficPeer): DiagramRow {
  const blocks = peer instanceof ConnectedNetwork
    ? [...peer.cidrs.slice(0, SHOWN_BLOCKS), ...peer.cidrs.length > SHOWN_BLOCKS ? [`${peer.cidrs.length - SHOWN_BLOCKS} more`] : []]
    : [];
  const name = isInternet(peer) ? 'Internet' : peer instanceof GatewayEndpointPeer ? SERVICES[peer.service] : peer.name;
  return { key: keyOf(peer), name: readable(name), kind: 'outside', details: [whereabouts(peer)], addresses: blocks.map(readable), cells: [] };
}

function whereabouts(peer: TrafficPeer): string {
  if (peer instanceof ConnectedNetwork) {
    const { vpcPeeringConnectionId, transitGatewayId } = peer.connection.target;
    return `through a ${vpcPeeringConnectionId ? 'VPC peering connection' : transitGatewayId ? 'transit gateway' : 'virtual private gateway'}`;
  }
  return peer instanceof RemoteUsers ? `people who come in through the ${peer.tier.name} tier`
    : peer instanceof GatewayEndpointPeer ? 'through its gateway endpoint'
    : isInternet(peer) ? 'everybody outside' : 'public addresses';
}

function networkAddresses({ ipv4, ipv6, assignment }: AssignedAddresses): string[] {
  return [
    known(ipv4) ?? `/${ipv4.prefix} from the IPAM pool`,
    ...ipv6 ? [`IPv6 /${ipv6.prefix} from ${assignment?.ipv6IpamPoolId ? 'the IPAM pool' : 'Amazon'}`] : [],
  ];
}

/** A block that only a deployment knows is shown by its size. */
function blockText(block: AddressBlock): string {
  return known(block) ?? `${block.family === 6 ? 'IPv6 ' : ''}/${block.prefix}`;
}

function known(block: AddressBlock): string | undefined {
  const text = block.toString();
  return Token.isUnresolved(text) ? undefined : text;
}
