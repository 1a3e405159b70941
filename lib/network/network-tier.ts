import { TrafficPeer } from './traffic-peer';

/** How the subnets of a tier reach the internet. */
export enum InternetRoute {
  /** Through the internet gateway, in both directions. */
  GATEWAY = 'gateway',
  /** Through a NAT gateway, outwards only. */
  NAT = 'nat',
  /** Not at all. */
  NONE = 'none',
}

/**
 * A layer of a network: subnets in each availability zone that share a purpose, a way to the internet, a network ACL and a security group.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/configure-subnets.html
 */
export class NetworkTier extends TrafficPeer {
  /**
   * What the internet may reach: load balancers, nothing that holds code or data.
   *
   * @param name - name of the tier; `public` unless given
   */
  public static public(name: string = 'public'): NetworkTier {
    return new NetworkTier(name, InternetRoute.GATEWAY);
  }

  /**
   * Where code runs: reached through the public tier, reaches out through NAT.
   *
   * @param name - name of the tier; `application` unless given
   */
  public static application(name: string = 'application'): NetworkTier {
    return new NetworkTier(name, InternetRoute.NAT);
  }

  /**
   * Where data lies: reached through the application tier, with no way to the internet in either direction.
   *
   * @param name - name of the tier; `data` unless given
   */
  public static data(name: string = 'data'): NetworkTier {
    return NetworkTier.isolated(name);
  }

  /**
   * A tier with no way to the internet in either direction.
   *
   * @param name - name of the tier
   */
  public static isolated(name: string): NetworkTier {
    return new NetworkTier(name, InternetRoute.NONE);
  }

  /**
   * The subnets that NAT stands in.
   *
   * @internal
   */
  public static _nat(): NetworkTier {
    return new NetworkTier('nat', InternetRoute.GATEWAY);
  }

  /** Addresses are the network's to plan. */
  public readonly cidrs: string[] = [];

  private constructor(
    public readonly name: string,
    /** How the tier reaches the internet. */
    public readonly internetRoute: InternetRoute,
  ) {
    super();
  }
}
