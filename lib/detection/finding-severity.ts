/** How bad a finding is, from the least to the worst. */
export enum FindingSeverity {
  /** Worth knowing. */
  LOW = 'low',
  /** Worth a look within days. */
  MEDIUM = 'medium',
  /** Worth a look today. */
  HIGH = 'high',
  /** Worth waking somebody up. */
  CRITICAL = 'critical',
}
