/** How often what happens again to a known finding is told. New findings are told within minutes in any case. */
export enum FindingFrequency {
  /** Every quarter of an hour. */
  FIFTEEN_MINUTES = 'FIFTEEN_MINUTES',
  /** Every hour. */
  ONE_HOUR = 'ONE_HOUR',
  /** Every six hours. */
  SIX_HOURS = 'SIX_HOURS',
}
