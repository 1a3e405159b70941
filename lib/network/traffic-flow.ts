import { TrafficPeer } from './traffic-peer';
import { TransportProtocol } from './transport-protocol';

/**
 * A permission for traffic: who may open it, to whom, on which ports. Answers are let back by themselves.
 *
 *     TrafficFlow.from(TrafficPeer.internet()).to(NetworkTier.public()).port(443)
 *
 * A tier is meant by its name, so `NetworkTier.public()` in a flow is the public tier of the network it is given to.
 */
export class TrafficFlow {
  /**
   * A flow that starts at a peer.
   *
   * @param source - who opens the traffic
   */
  public static from(source: TrafficPeer): TrafficFlow {
    return new TrafficFlow(source, TransportProtocol.TCP);
  }

  private constructor(
    /** Who opens the traffic. */
    public readonly source: TrafficPeer,
    /** TCP or UDP. */
    public readonly protocol: TransportProtocol,
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
    return new TrafficFlow(this.source, this.protocol, destination, this.fromPort, this.toPort);
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
    return new TrafficFlow(this.source, TransportProtocol.TCP, this.destination, first, last);
  }

  /**
   * The same flow, on one UDP port.
   *
   * @param port - from 1 to 65,535
   */
  public udpPort(port: number): TrafficFlow {
    return this.udpPorts(port, port);
  }

  /**
   * The same flow, on a range of UDP ports.
   *
   * @param first - from 1 to 65,535
   * @param last - not below the first
   */
  public udpPorts(first: number, last: number): TrafficFlow {
    return new TrafficFlow(this.source, TransportProtocol.UDP, this.destination, first, last);
  }

  /** The flow in words, such as `public to application on 443`, or `application to data on UDP 53`. */
  public toString(): string {
    const ports = this.fromPort === this.toPort ? this.fromPort : `${this.fromPort}-${this.toPort}`;
    const protocol = this.protocol === TransportProtocol.UDP ? 'UDP ' : '';
    return `${this.source?.name} to ${this.destination?.name ?? 'nobody'} on ${protocol}${ports ?? 'no port'}`;
  }
}
