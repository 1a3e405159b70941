/**
 * How Amazon Macie looks for sensitive data.
 *
 * @see https://docs.aws.amazon.com/macie/latest/user/discovery-asdd.html
 */
export enum DataDiscovery {
  /** A sample of the objects of every bucket, every day. Charged by the objects there are and by what is looked through. */
  AUTOMATED = 'automated',
  /** Not by itself: only jobs that somebody starts look into objects. Buckets are watched for being public, shared or not encrypted. */
  BUCKETS_ONLY = 'buckets-only',
}
