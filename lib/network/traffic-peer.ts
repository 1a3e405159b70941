/** Every IPv4 address there is. */
export const ANY_IPV4 = '0.0.0.0/0';

/** One end of a TrafficFlow: a tier of the network, or addresses outside it. */
export abstract class TrafficPeer {
  /** Everybody: every IPv4 address. */
  public static internet(): TrafficPeer {
    return new AddressPeer('internet', ANY_IPV4);
  }

  /**
   * Addresses outside the network, such as an office or a peered VPC.
   *
   * @param cidr - an IPv4 block in CIDR notation
   */
  public static ipv4(cidr: string): TrafficPeer {
    return new AddressPeer(cidr, cidr);
  }

  /** Name of the peer, as it appears in errors and descriptions. */
  public abstract readonly name: string;

  /** Its addresses, in CIDR notation. Undefined for a tier, whose addresses the network plans. */
  public abstract readonly cidr?: string;
}

class AddressPeer extends TrafficPeer {
  constructor(public readonly name: string, public readonly cidr: string) {
    super();
  }
}
