/**
 * How often AWS Config records the state of a resource that changed.
 *
 * @see https://docs.aws.amazon.com/config/latest/developerguide/select-resources-recording.html
 */
export enum RecordingFrequency {
  /** At each change, charged by change: rules see a mistake within minutes. */
  CONTINUOUS = 'CONTINUOUS',
  /** Once a day, when something changed: cheaper where resources change often, and rules see a mistake within a day. */
  DAILY = 'DAILY',
}
