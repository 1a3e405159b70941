/** What a baseline has find things, beside Amazon GuardDuty. */
export enum DetectionService {
  /** SecurityHubStandards, with FindingAggregation in the home region. */
  SECURITY_HUB = 'security-hub',
  /** VulnerabilityScanning. */
  INSPECTOR = 'inspector',
  /** SensitiveDataDiscovery. */
  MACIE = 'macie',
  /** BehaviorGraph. */
  DETECTIVE = 'detective',
}
