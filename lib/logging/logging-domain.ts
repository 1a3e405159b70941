import { BaselineDomain } from '../baseline-domain';
import { nested, Problem } from '../private/validation';
import { AuditTrail, AuditTrailOptions } from './audit-trail';

/** How a baseline covers the audit trail. */
export class LoggingDomain extends BaselineDomain {
  /**
   * An AuditTrail with ActivityAlarms.
   *
   * @param props - where it should differ from the profile
   */
  public static auditTrail(props: AuditTrailOptions = {}): LoggingDomain {
    return new LoggingDomain(props);
  }

  /**
   * Leaves the audit trail out. Gives a warning at synthesis.
   *
   * @param reason - who or what covers it instead
   */
  public static omitted(reason: string): LoggingDomain {
    return new LoggingDomain({}, reason);
  }

  private constructor(
    /** @internal */
    public readonly _props: AuditTrailOptions,
    omittedBecause?: string,
  ) {
    super(omittedBecause);
  }

  /** @internal */
  public override _problems(): Problem[] {
    return nested('logging', AuditTrail._problems(this._props));
  }
}
