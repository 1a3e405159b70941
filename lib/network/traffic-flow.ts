import { Ipv4Block } from '../private/ipv4-block';
import { Problem } from '../private/validation';
import { NetworkTier } from './network-tier';
import { ANY_IPV4, TrafficPeer } from './traffic-peer';

/** SSH and RDP. Session Manager needs neither. */
const ADMINISTRATION_PORTS = [22, 3389];

/**
 * A permission for TCP connections: who may open them, to whom, on which ports.
 *
 *     TrafficFlow.from(TrafficPeer.internet()).to(NetworkTier.public()).port(443)
 *
 * A tier is meant by its name, so `NetworkTier.public()` in a flow is the public tier of the network it is given to.
 */
export class TrafficFlow {
  /**
   * A flow that starts at a peer.
   *
   * @param source - who opens the connections
   */
  public static from(source: TrafficPeer): TrafficFlow {
    return new TrafficFlow(source);
  }

  private constructor(
    /** Who opens the connections. */
    public readonly source: TrafficPeer,
    /** Who is called. */
    public readonly destination?: TrafficPeer,
    /** First port called. */
    public readonly fromPort?: number,
    /** Last port called. */
    public readonly toPort?: number,
  ) {}

  /**
   * The same flow, to a destination.
   *
   * @param destination - who is called
   */
  public to(destination: TrafficPeer): TrafficFlow {
    return new TrafficFlow(this.source, destination, this.fromPort, this.toPort);
  }

  /**
   * The same flow, on one TCP port.
   *
   * @param port - from 1 to 65,535
   */
  public port(port: number): TrafficFlow {
    return this.ports(port, port);
  }

  /**
   * The same flow, on a range of TCP ports.
   *
   * @param first - from 1 to 65,535
   * @param last - not below the first
   */
  public ports(first: number, last: number): TrafficFlow {
    return new TrafficFlow(this.source, this.destination, first, last);
  }

  /** The flow in words, such as `public to application on 443`. */
  public toString(): string {
    const ports = this.fromPort === this.toPort ? this.fromPort : `${this.fromPort}-${this.toPort}`;
    return `${this.source.name} to ${this.destination?.name ?? 'nobody'} on ${ports ?? 'no port'}`;
  }

  /** @internal */
  public _problems(prop: string, tiers: NetworkTier[]): Problem[] {
    const flow = this.toString();
    const problems: Problem[] = [];
    const names = tiers.map((tier) => tier.name);
    for (const peer of [this.source, this.destination]) {
      if (peer instanceof NetworkTier && !names.includes(peer.name)) {
        problems.push({
          prop, got: flow, allowed: `a tier of this network: ${names.join(', ')}`,
          fix: `add the tier "${peer.name}" to tiers, or correct its name`,
        });
      } else if (peer?.cidr !== undefined && !Ipv4Block.parse(peer.cidr)) {
        problems.push({
          prop, got: peer.cidr, allowed: 'an IPv4 block in CIDR notation',
          fix: 'write it like 192.0.2.0/24, with no address bits after the prefix',
        });
      }
    }
    if (!this.destination || !(this.source instanceof NetworkTier || this.destination instanceof NetworkTier)) {
      problems.push({ prop, got: flow, allowed: 'a flow with a tier of this network at one end', fix: 'add .to(…) with a tier or a peer' });
    }
    const valid = (port?: number) => Number.isInteger(port) && port! >= 1 && port! <= 65535;
    if (!valid(this.fromPort) || !valid(this.toPort) || this.fromPort! > this.toPort!) {
      problems.push({
        prop, got: flow, allowed: 'ports from 1 to 65535, the lower one first',
        fix: 'add .port(443), or .ports(8000, 8080) for a range',
      });
    } else if (this.source.cidr === ANY_IPV4 && ADMINISTRATION_PORTS.some((port) => this.fromPort! <= port && port <= this.toPort!)) {
      problems.push({
        prop, got: flow, allowed: 'no SSH (22) or RDP (3389) from the internet',
        fix: 'sign in to instances with AWS Systems Manager Session Manager, which needs no open port',
      });
    }
    return problems;
  }
}
