import { BaselineDomain } from '../baseline-domain';
import { nested, Problem } from '../private/validation';
import { FindingRouter, FindingRouterOptions } from './finding-router';
import { ThreatDetection, ThreatDetectionOptions } from './threat-detection';

/** Settings of the detection of a baseline. */
export interface DetectionProps extends ThreatDetectionOptions, FindingRouterOptions {}

/** How a baseline covers threat detection. */
export class DetectionDomain extends BaselineDomain {
  /**
   * ThreatDetection in every region, with a FindingRouter in the home region.
   *
   * @param props - where it should differ from the profile
   */
  public static threatDetection(props: DetectionProps = {}): DetectionDomain {
    return new DetectionDomain(props);
  }

  /**
   * Leaves threat detection out. Gives a warning at synthesis.
   *
   * @param reason - who or what covers it instead, such as a delegated administrator
   */
  public static omitted(reason: string): DetectionDomain {
    return new DetectionDomain({}, reason);
  }

  private constructor(
    /** @internal */
    public readonly _props: DetectionProps,
    omittedBecause?: string,
  ) {
    super(omittedBecause);
  }

  /** @internal */
  public override _problems(): Problem[] {
    return nested('detection', [...ThreatDetection._problems(this._props), ...FindingRouter._problems(this._props)]);
  }
}
