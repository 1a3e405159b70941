/**
 * How guardrails are put into policies.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html
 */
export class PolicyPacking {
  /**
   * A guardrail that is added, changed or removed moves no other: it lands in a policy with those that hold at the same targets, and where that
   * becomes too long, part of it goes to a new policy which is attached first.
   */
  public static stable(): PolicyPacking {
    return new PolicyPacking(false);
  }

  /**
   * As full as they get, for organizations that would need more policies for a target than it may carry. When a guardrail is added, others may move
   * from a policy to another, and do not hold for the moments in between. Gives a warning.
   */
  public static dense(): PolicyPacking {
    return new PolicyPacking(true);
  }

  private constructor(
    /** @internal */
    public readonly _dense: boolean,
  ) {}
}
