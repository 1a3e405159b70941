import { Duration, Token } from 'aws-cdk-lib';
import { LifecycleRule, ObjectLockRetention } from 'aws-cdk-lib/aws-s3';
import { checkDays, Problem } from '../private/validation';

/**
 * How Amazon S3 keeps every version of an object from being deleted or overwritten (write once, read many). Object Lock can be added to a
 * bucket that exists, and can never be taken off it again.
 *
 * AWS Config cannot deliver to a bucket with Object Lock, and Amazon S3 no server access logs to one with a default retention.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html
 */
export class ObjectLock {
  /**
   * Locks each new version for so long. Whoever is allowed `s3:BypassGovernanceRetention` can lift the lock of a version.
   *
   * @param retention - from 1 to 36,500 days
   */
  public static governance(retention: Duration): ObjectLock {
    return new ObjectLock('GOVERNANCE', retention);
  }

  /**
   * Locks each new version for so long, for everybody: nobody can lift or shorten it, neither the root user nor AWS Support. It is stored, and
   * paid, to the end, unless the account is closed. Gives a warning at synthesis.
   *
   * @param retention - from 1 to 36,500 days
   */
  public static compliance(retention: Duration): ObjectLock {
    return new ObjectLock('COMPLIANCE', retention);
  }

  /** Locks nothing by itself, and makes it possible to put a legal hold or a retention on single versions. */
  public static legalHoldOnly(): ObjectLock {
    return new ObjectLock();
  }

  private constructor(
    /** Mode of the default retention in the words of the S3 API: `GOVERNANCE` or `COMPLIANCE`. Not there when there is no default retention. */
    public readonly mode?: string,
    /** How long a new version is locked. Not there when there is no default retention. */
    public readonly retention?: Duration,
  ) {}

  /** @internal */
  public _problems(prop: string): Problem[] {
    return checkDays(`${prop}.retention`, this.retention, 1, 36500, 'pass a Duration of so many days, or use ObjectLock.legalHoldOnly()');
  }

  /**
   * A lifecycle that ends before the lock does: Amazon S3 would accept it, and keep (and charge for) what it was told to expire.
   *
   * @internal
   */
  public _lifecycleProblems(rules: LifecycleRule[], noncurrent?: Duration): Problem[] {
    const lock = this._days;
    const shorter = (prop: string, value?: Duration): Problem[] => {
      const days = value?.toDays({ integral: false });
      return lock === undefined || days === undefined || Token.isUnresolved(days) || days >= lock
        ? []
        : [{
          prop, got: days, allowed: `at least the ${lock} days of objectLock`,
          fix: `pass Duration.days(${lock}) or more, or lock for a shorter time`,
        }];
    };
    return [
      ...shorter('noncurrentVersionExpiration', noncurrent),
      ...rules.flatMap((rule, index) => [
        ...shorter(`lifecycleRules[${index}].expiration`, rule.expiration),
        ...shorter(`lifecycleRules[${index}].noncurrentVersionExpiration`, rule.noncurrentVersionExpiration),
      ]),
    ];
  }

  /**
   * Days of the default retention, where they are known.
   *
   * @internal
   */
  public get _days(): number | undefined {
    const days = this.retention?.toDays({ integral: false });
    return days === undefined || Token.isUnresolved(days) ? undefined : days;
  }

  /** @internal */
  public get _defaultRetention(): ObjectLockRetention | undefined {
    return this.retention && (this.mode === 'COMPLIANCE'
      ? ObjectLockRetention.compliance(this.retention)
      : ObjectLockRetention.governance(this.retention));
  }
}
