import { Duration, Token } from 'aws-cdk-lib';
import { LifecycleRule, StorageClass } from 'aws-cdk-lib/aws-s3';
import { checkDays, Problem } from '../private/validation';
import { ObjectLock } from './object-lock';

/** How long logs are kept when nothing else is said: three years. */
export const DEFAULT_RETENTION = (): Duration => Duration.days(1096);

/** Days in S3 Standard, and then in Glacier Instant Retrieval. */
const INSTANT_AFTER = 90;
const DEEP_AFTER = 365;
/** AWS charges at least so many days of Glacier Deep Archive: what would expire before goes there at a loss. */
const DEEP_AT_LEAST = 180;

/** Logs are read often for a quarter of a year, now and then for a year, and for an investigation after that. */
export function logLifecycle(retention: Duration): LifecycleRule {
  const days = retention.toDays({ integral: false });
  const deep = !Token.isUnresolved(days) && days >= DEEP_AFTER + DEEP_AT_LEAST;
  return {
    id: 'Retention',
    transitions: [
      { storageClass: StorageClass.GLACIER_INSTANT_RETRIEVAL, transitionAfter: Duration.days(INSTANT_AFTER) },
      ...deep ? [{ storageClass: StorageClass.DEEP_ARCHIVE, transitionAfter: Duration.days(DEEP_AFTER) }] : [],
    ],
    expiration: retention,
  };
}

export function logRetentionProblems(props: { readonly retention?: Duration; readonly objectLock?: ObjectLock }): Problem[] {
  const kept = (props.retention ?? DEFAULT_RETENTION()).toDays({ integral: false });
  const lock = props.objectLock?._days;
  return [
    ...checkDays('retention', props.retention, INSTANT_AFTER + 1, 3650, 'pass a Duration of so many days, longer than the 90 before Glacier'),
    ...props.objectLock?._problems('objectLock') ?? [],
    ...lock !== undefined && !Token.isUnresolved(kept) && kept < lock
      ? [{
        prop: 'retention', got: kept, allowed: `at least the ${lock} days of objectLock`, fix: 'keep logs longer, or lock them for a shorter time',
      }]
      : [],
  ];
}
