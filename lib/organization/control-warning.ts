/** What a control lets through although others of its kind do not. */
export interface ControlWarning {
  /** Stays the same, so that the warning can be acknowledged. */
  readonly id: string;
  /** What is let through, in a sentence without a full stop. */
  readonly message: string;
}
