/**
 * How guardrails are put into policies.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html
 */
export class PolicyPacking {
  /**
   * A guardrail that is added, changed or removed lands in a policy with those that hold at the same targets, and moves no other but for two
   * reasons. Where that policy becomes too long, part of it goes to a new one, which is attached first. Where a target would carry more policies
   * than it may, the shortest of those it shares with others become one of its own, and do not hold there for moments: that gives a warning.
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
