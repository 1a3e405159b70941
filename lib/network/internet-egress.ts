/**
 * How private tiers reach the internet. The largest part of the price of a network.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/vpc-nat-gateway.html
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/VPC_NAT_Instance.html
 */
export class InternetEgress {
  /** A NAT gateway in every availability zone: a zone that fails takes nobody else's way out with it. */
  public static natPerZone(): InternetEgress {
    return new InternetEgress('nat-per-zone', true);
  }

  /** One NAT gateway for all zones, at the price of one: when its zone fails, the others lose their way out. */
  public static singleNat(): InternetEgress {
    return new InternetEgress('single-nat', true);
  }

  /**
   * One small instance that does the same, at a fraction of the price: yours to watch and to patch, as fast as its network interface, and
   * gone for minutes when it is replaced. For development; gives a warning at synthesis.
   */
  public static natInstance(): InternetEgress {
    return new InternetEgress('nat-instance', true);
  }

  /** No way out. Costs nothing. */
  public static none(): InternetEgress {
    return new InternetEgress('none', false);
  }

  private constructor(
    /** Name of the choice: `nat-per-zone`, `single-nat`, `nat-instance` or `none`. */
    public readonly name: string,
    /** Whether there is any way out. */
    public readonly reachesInternet: boolean,
  ) {}

  /** @internal */
  public _natZones(zones: string[]): string[] {
    return this.name === 'nat-per-zone' ? zones : this.reachesInternet ? zones.slice(0, 1) : [];
  }
}
