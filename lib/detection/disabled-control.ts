/** A control of a standard that is not to be checked, and why. */
export interface DisabledControl {
  /** Id of the control, such as `S3.11`; in the CIS benchmark, the number of its recommendation, such as `1.14`. */
  readonly controlId: string;

  /** Why it does not apply, or who checks it instead. AWS Security Hub shows it beside the control. Up to 512 characters. */
  readonly reason: string;
}
