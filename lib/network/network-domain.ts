import { BaselineDomain } from '../baseline-domain';
import { nested, Problem } from '../private/validation';
import { TieredVpc, TieredVpcProps } from './tiered-vpc';

/** How a baseline covers the network. */
export class NetworkDomain extends BaselineDomain {
  /**
   * A TieredVpc.
   *
   * @param props - where it should differ from the profile
   */
  public static tieredVpc(props: TieredVpcProps = {}): NetworkDomain {
    return new NetworkDomain(props);
  }

  /**
   * Leaves the network out. Gives a warning at synthesis.
   *
   * @param reason - who or what covers it instead
   */
  public static omitted(reason: string): NetworkDomain {
    return new NetworkDomain({}, reason);
  }

  private constructor(
    /** @internal */
    public readonly _props: TieredVpcProps,
    omittedBecause?: string,
  ) {
    super(omittedBecause);
  }

  /** @internal */
  public override _problems(region?: string): Problem[] {
    return nested('network', TieredVpc._problems(this._props, region));
  }
}
