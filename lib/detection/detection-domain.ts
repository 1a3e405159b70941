import { BaselineDomain } from '../baseline-domain';
import { ExternalAccessAnalyzer, ExternalAccessAnalyzerOptions } from '../identity/external-access-analyzer';
import { checkUnique, nested, Problem } from '../private/validation';
import { BehaviorGraph, BehaviorGraphOptions } from './behavior-graph';
import { checkMembers } from './detection-checks';
import { DetectionService } from './detection-service';
import { FindingRouter, FindingRouterOptions } from './finding-router';
import { SecurityHubStandards, SecurityHubStandardsOptions } from './security-hub-standards';
import { SensitiveDataDiscovery, SensitiveDataDiscoveryOptions } from './sensitive-data-discovery';
import { ThreatDetection, ThreatDetectionOptions } from './threat-detection';
import { VulnerabilityScanning, VulnerabilityScanningOptions } from './vulnerability-scanning';

/** Settings of the detection of a baseline. */
export interface DetectionProps extends ThreatDetectionOptions, FindingRouterOptions, SecurityHubStandardsOptions, VulnerabilityScanningOptions,
  SensitiveDataDiscoveryOptions, BehaviorGraphOptions, ExternalAccessAnalyzerOptions {
  /**
   * What finds things beside Amazon GuardDuty. Each is charged by what there is to look at.
   *
   * @default - by profile: essential none, standard AWS Security Hub and Amazon Inspector, regulated every member of DetectionService
   */
  readonly services?: DetectionService[];
}

/** How a baseline covers threat detection. */
export class DetectionDomain extends BaselineDomain {
  /**
   * ThreatDetection and other services in every region, with a FindingRouter in the home region.
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
  public override _problems(region?: string): Problem[] {
    const props = this._props;
    // Whether the profile brings a hub is not known here: then the construct checks its default standards against the region.
    const hubRegion = props.services?.includes(DetectionService.SECURITY_HUB) ?? props.standards !== undefined ? region : undefined;
    return nested('detection', [
      ...ThreatDetection._problems(props), ...FindingRouter._problems(props), ...SecurityHubStandards._problems(props, hubRegion),
      ...VulnerabilityScanning._problems(props), ...SensitiveDataDiscovery._problems(props), ...BehaviorGraph._problems(props),
      ...ExternalAccessAnalyzer._problems(props),
      ...checkUnique('services', props.services ?? [], 'name each service once'),
      ...checkMembers('services', props.services, Object.values(DetectionService), 'DetectionService'),
    ]);
  }
}
