/** Whether a stack set works in its regions one after the other. */
export enum RegionConcurrency {
  /** One region after the other, in their order. What fails in one does not reach the next. */
  SEQUENTIAL = 'SEQUENTIAL',
  /** All regions at once. */
  PARALLEL = 'PARALLEL',
}
