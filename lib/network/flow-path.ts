import { AddressBlock } from '../private/address-block';
import { AclRule, TierRules } from './network-acl-rules';
import { TierResources } from './tier-resources';
import { TrafficFlow } from './traffic-flow';
import { TrafficPeer } from './traffic-peer';

/** Where an answer may go: the ports clients open traffic from, NAT gateways and load balancers included. */
const EPHEMERAL_PORTS = { fromPort: 1024, toPort: 65535 };

/** One end of a flow, in a network. */
export interface FlowEnd {
  readonly peer: TrafficPeer;
  /** The tier it is or stands in. Not there for addresses outside. */
  readonly tier?: TierResources;
  readonly blocks: AddressBlock[];
  /** Whether it is a network on the other side of a connection. */
  readonly connected: boolean;
}

/** A tier whose subnets traffic passes between its ends. */
export interface Pass {
  readonly tier: TierResources;
  /** Whether traffic comes into its subnets from the source. */
  readonly admits: boolean;
  /** Whether traffic goes out of its subnets to the destination. */
  readonly opens: boolean;
}

/** The way of a declared flow through a network. */
export interface FlowPath {
  readonly flow: TrafficFlow;
  readonly source: FlowEnd;
  readonly destination: FlowEnd;
  readonly passes: Pass[];
  /** Whether a firewall stands on the way: security groups then no longer know each other's members. */
  readonly inspected: boolean;
}

/** What a tier's network ACL has to let through for a flow: the call, and since network ACLs keep no state, the answer. */
export function rulesAt(tier: TierResources, path: FlowPath): TierRules {
  const { source, destination, passes, flow } = path;
  const admits = destination.tier === tier || passes.some((pass) => pass.tier === tier && pass.admits);
  const opens = source.tier === tier || passes.some((pass) => pass.tier === tier && pass.opens);
  const { protocol, fromPort, toPort } = flow as Required<TrafficFlow>;
  const call = (block: AddressBlock): AclRule => ({ block, protocol, fromPort, toPort });
  const answer = (block: AddressBlock): AclRule => ({ block, protocol, ...EPHEMERAL_PORTS, isAnswer: true });
  return {
    ingress: pairs(path, tier).flatMap((pair) => [...admits ? [call(pair.source)] : [], ...opens ? [answer(pair.destination)] : []]),
    egress: pairs(path, tier).flatMap((pair) => [...opens ? [call(pair.destination)] : [], ...admits ? [answer(pair.source)] : []]),
  };
}

/** Addresses that can talk: those of both ends, of the same IP version, which the tier on the way has to have too. */
function pairs({ source, destination }: FlowPath, tier: TierResources): { source: AddressBlock; destination: AddressBlock }[] {
  return source.blocks.filter(({ family }) => tier.blocks.some((block) => block.family === family))
    .flatMap((from) => destination.blocks.filter(({ family }) => family === from.family).map((to) => ({ source: from, destination: to })));
}

/** Whether traffic of a flow has anything to do with a tier. */
export function touches(path: FlowPath, tier: TierResources): boolean {
  return [path.source, path.destination, ...path.passes].some((part) => part.tier === tier);
}
