/** A rule of a pack that is left out. Gives a warning at synthesis. */
export interface RuleOmission {
  /** Identifier of the rule in AWS Config. */
  readonly identifier: string;

  /** Why nobody needs it, or who or what looks instead. */
  readonly reason: string;
}
