import { AddressBlock } from '../private/address-block';
import { ConnectedNetwork } from './connected-network';
import { FlowEnd, FlowPath, Pass } from './flow-path';
import { tierOf } from './flow-problems';
import { InternetRoute } from './network-tier';
import { TierResources } from './tier-resources';
import { TrafficFlow } from './traffic-flow';
import { ANY_IPV4, GatewayEndpointPeer, TrafficPeer } from './traffic-peer';

/** A firewall between two tiers. */
interface Inspection {
  /** The tier whose subnets the firewall stands in. */
  readonly tier: TierResources;
  /** Names of the two tiers. */
  readonly between: [string, string];
}

/** Finds the way of a flow through a network: its ends, and the tiers it passes. */
export class FlowRouter {
  private readonly inspections: Inspection[] = [];

  /**
   * @param tiers - the tiers, by name
   * @param nat - the subnets NAT stands in, where there is NAT
   */
  constructor(private readonly tiers: ReadonlyMap<string, TierResources>, private readonly nat?: TierResources) {}

  /** Puts a firewall between two tiers. */
  public inspect(inspection: Inspection): void {
    this.inspections.push(inspection);
  }

  public path(flow: TrafficFlow): FlowPath {
    const [source, destination] = [this.end(flow.source), this.end(flow.destination!)];
    const inspection = this.inspections.find(({ between }) => [source, destination].every(({ tier }) => tier && between.includes(tier.tier.name))
      && source.tier !== destination.tier);
    return {
      flow, source, destination,
      inspected: inspection !== undefined,
      passes: [
        ...inspection ? [{ tier: inspection.tier, admits: true, opens: true }] : [],
        ...this.throughNat(source, destination) ? [{ tier: this.nat!, admits: true, opens: true }] : [],
        ...this.attachment(source, false), ...this.attachment(destination, true),
      ],
    };
  }

  private end(peer: TrafficPeer): FlowEnd {
    const tier = this.tiers.get(tierOf(peer)?.name ?? '');
    // What is behind a gateway endpoint has addresses that change: a network ACL can only name all of them.
    const cidrs = peer instanceof GatewayEndpointPeer ? [ANY_IPV4] : peer.cidrs;
    return {
      peer, tier,
      blocks: tier?.blocks ?? cidrs.map((cidr) => AddressBlock.parse(cidr)!),
      connected: peer instanceof ConnectedNetwork,
    };
  }

  private throughNat(source: FlowEnd, destination: FlowEnd): boolean {
    return source.tier?.tier.internetRoute === InternetRoute.NAT && !destination.tier && !destination.connected
      && !(destination.peer instanceof GatewayEndpointPeer);
  }

  /** Network ACLs of the subnets a connection stands in see what comes from the network's hosts, and what goes to them, and not the other side. */
  private attachment({ peer }: FlowEnd, called: boolean): Pass[] {
    const tier = peer instanceof ConnectedNetwork ? peer.connection.attachmentTier : undefined;
    return tier ? [{ tier: this.tiers.get(tier.name)!, admits: called, opens: !called }] : [];
  }
}
