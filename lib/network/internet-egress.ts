/**
 * How private tiers reach the internet.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/vpc-nat-gateway.html
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

  /** No way out. Costs nothing. */
  public static none(): InternetEgress {
    return new InternetEgress('none', false);
  }

  private constructor(
    /** Name of the choice: `nat-per-zone`, `single-nat` or `none`. */
    public readonly name: string,
    /** Whether there is any way out. */
    public readonly reachesInternet: boolean,
  ) {}

  /** @internal */
  public _natGateways(zones: number): number {
    return this.name === 'nat-per-zone' ? zones : this.reachesInternet ? 1 : 0;
  }
}
