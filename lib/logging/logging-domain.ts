import { BaselineDomain } from '../baseline-domain';
import { nested, Problem } from '../private/validation';
import { ActivityAlarms, ActivityAlarmsOptions } from './activity-alarms';
import { AuditTrail, AuditTrailOptions } from './audit-trail';

/** Settings of the audit trail, and of the alarms on it. */
export interface LoggingProps extends AuditTrailOptions, ActivityAlarmsOptions {}

/** How a baseline covers the audit trail. */
export class LoggingDomain extends BaselineDomain {
  /**
   * An AuditTrail with ActivityAlarms: one that is made, or one that is there, which `adoption` says.
   *
   * With `ServiceAdoption.skip(reason)`, alarms, queries and dashboard work on `logGroupName`; where it names none, the domain is left out.
   *
   * @param props - where it should differ from the profile
   */
  public static auditTrail(props: LoggingProps = {}): LoggingDomain {
    const { adoption, ...others } = props;
    return adoption?.name === 'skip' && props.logGroupName === undefined ? new LoggingDomain(others, adoption.reason) : new LoggingDomain(props);
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
    public readonly _props: LoggingProps,
    omittedBecause?: string,
  ) {
    super(omittedBecause);
  }

  /** @internal */
  public override _problems(): Problem[] {
    return nested('logging', [...AuditTrail._problems(this._props), ...ActivityAlarms._problems(this._props)]);
  }

  /**
   * These settings, and those of a profile below them. A trail that is there goes on recording what it records.
   *
   * @internal
   */
  public _over(profile: AuditTrailOptions): LoggingProps {
    const { adoption } = this._props;
    return { ...adoption === undefined || adoption.name === 'create' ? profile : { logGroupRetention: profile.logGroupRetention }, ...this._props };
  }
}
