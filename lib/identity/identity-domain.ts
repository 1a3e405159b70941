import { BaselineDomain } from '../baseline-domain';
import { nested, Problem } from '../private/validation';
import { IdentityGroups, IdentityGroupsProps } from './identity-groups';

/** How a baseline covers identity. */
export class IdentityDomain extends BaselineDomain {
  /**
   * IdentityGroups: a group for each persona, and the people in them.
   *
   * @param props - who, and how they sign in
   */
  public static groups(props: IdentityGroupsProps = {}): IdentityDomain {
    return new IdentityDomain(props);
  }

  /**
   * Leaves the groups out. Gives a warning at synthesis.
   *
   * @param reason - where people come from instead, such as IAM Identity Center
   */
  public static omitted(reason: string): IdentityDomain {
    return new IdentityDomain({}, reason);
  }

  private constructor(
    /** @internal */
    public readonly _props: IdentityGroupsProps,
    omittedBecause?: string,
  ) {
    super(omittedBecause);
  }

  /** @internal */
  public override _problems(): Problem[] {
    return nested('identity', IdentityGroups._problems(this._props));
  }
}
