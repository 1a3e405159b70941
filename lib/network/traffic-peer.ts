import { GatewayEndpointService } from './gateway-endpoint-service';

/** Every IPv4 address there is. */
export const ANY_IPV4 = '0.0.0.0/0';
/** Every IPv6 address there is. */
export const ANY_IPV6 = '::/0';

const INTERNET = 'internet';

/**
 * One end of a TrafficFlow: a tier of the network, addresses outside it, or a network connected to it.
 *
 * Networks behind a connection come from its construct, such as `VpcPeering.network()`.
 */
export abstract class TrafficPeer {
  /** Everybody outside: every IPv4 address, and every IPv6 address where the network has IPv6, but none of the network itself. */
  public static internet(): TrafficPeer {
    return new AddressPeer(INTERNET, [ANY_IPV4, ANY_IPV6]);
  }

  /**
   * Public addresses, such as those of an office, reached through the internet.
   *
   * @param cidr - an IPv4 block in CIDR notation
   */
  public static ipv4(cidr: string): TrafficPeer {
    return new AddressPeer(cidr, [cidr]);
  }

  /**
   * Public IPv6 addresses, reached through the internet by a network that has IPv6.
   *
   * @param cidr - an IPv6 block in CIDR notation
   */
  public static ipv6(cidr: string): TrafficPeer {
    return new AddressPeer(cidr, [cidr]);
  }

  /**
   * A service behind a gateway endpoint of the network: reached without a way to the internet. Called on port 443 alone.
   *
   * @param service - Amazon S3 or Amazon DynamoDB
   */
  public static gatewayEndpoint(service: GatewayEndpointService): TrafficPeer {
    return new GatewayEndpointPeer(service);
  }

  /** Name of the peer, as it appears in errors and descriptions. */
  public abstract readonly name: string;

  /** Its addresses, in CIDR notation. Empty for a tier, whose addresses the network plans. */
  public abstract readonly cidrs: string[];
}

/** Addresses that the internet leads to. */
export class AddressPeer extends TrafficPeer {
  constructor(public readonly name: string, public readonly cidrs: string[]) {
    super();
  }

  public get isInternet(): boolean {
    return this.name === INTERNET;
  }
}

/** A service whose addresses AWS keeps in a prefix list, and changes. */
export class GatewayEndpointPeer extends TrafficPeer {
  public readonly cidrs = [];
  public readonly name: string;

  constructor(public readonly service: GatewayEndpointService) {
    super();
    this.name = service;
  }
}
