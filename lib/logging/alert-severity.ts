/** How soon somebody has to look. */
export enum AlertSeverity {
  /** Within days: what a reviewer of changes wants to have seen. */
  LOW = 'low',
  /** Within hours: what should have been planned, and may not have been. */
  HIGH = 'high',
  /** Now: what an intruder does first, and what takes away the means to notice. */
  CRITICAL = 'critical',
}
