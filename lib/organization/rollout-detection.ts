import { BaselineProfile } from '../baseline-profile';
import { DetectionDomain, DetectionProps } from '../detection/detection-domain';
import { DetectionService } from '../detection/detection-service';
import { DisabledControl } from '../detection/disabled-control';
import { domainProblems } from '../private/front-door';
import { nested, Problem } from '../private/validation';
import { DelegatedService } from './delegated-service';
import { StackSetTemplate } from './stack-set-template';

export interface RolloutDetectionOptions {
  readonly profile?: BaselineProfile;
  readonly detection?: DetectionDomain;
  readonly disabledControls?: DisabledControl[];
}

/** What one account or region has for itself, where the organization has none of it. */
const OF_ONE_ACCOUNT = [
  'analyzerAdoption', 'findingFrequency', 'detectorAdoption', 'graphAdoption', 'hubAdoption', 'scanAdoption', 'bucketFindingFrequency',
  'sessionAdoption',
] as const;

/** Who administers what is found, by service. */
const ADMINISTERED: Partial<Record<DetectionService, DelegatedService>> = {
  [DetectionService.SECURITY_HUB]: DelegatedService.SECURITY_HUB,
  [DetectionService.INSPECTOR]: DelegatedService.INSPECTOR,
  [DetectionService.MACIE]: DelegatedService.MACIE,
};

/** What is chosen: by name, or as far as the profile has it in an organization, where nobody pays for Amazon Macie without having asked for it. */
export function rolloutDetection(options: RolloutDetectionOptions): DetectionProps & { services: DetectionService[] } {
  const profile = (options.profile ?? BaselineProfile.standard())._settings.detection;
  const byProfile = profile.services?.filter((service) => [DetectionService.SECURITY_HUB, DetectionService.INSPECTOR].includes(service)) ?? [];
  return { ...profile, services: byProfile, ...options.detection?._props };
}

/** Services that a rollout has the account for security administer, whatever is chosen besides. */
export function administeredServices(rollout: RolloutDetectionOptions): string[] {
  return rollout.detection?.omittedBecause !== undefined ? [] : [
    DelegatedService.GUARDDUTY, DelegatedService.ACCESS_ANALYZER,
    ...rolloutDetection(rollout).services.flatMap((service) => ADMINISTERED[service] ?? []),
  ];
}

export function rolloutDetectionProblems(rollout: RolloutDetectionOptions): Problem[] {
  const { detection, disabledControls } = rollout;
  const found = domainProblems({ detection });
  if (!(detection === undefined || detection instanceof DetectionDomain)) {
    return found;
  }
  const given = detection?._props ?? {};
  const { standards } = given;
  return [
    ...found,
    ...OF_ONE_ACCOUNT.filter((option) => given[option] !== undefined).map((option) => ({
      prop: `detection.${option}`, got: given[option], allowed: 'nothing',
      fix: option === 'analyzerAdoption' ? 'set analyzerAdoption of the rollout itself' : 'leave it out: it is for the baseline of one account',
    })),
    ...given.services?.includes(DetectionService.DETECTIVE) ? [{
      prop: 'detection.services', got: DetectionService.DETECTIVE, allowed: 'every other member of DetectionService',
      fix: 'leave it out: turn Amazon Detective on for an organization in its console',
    }] : [],
    ...found.length > 0 ? [] : nested('detection', StackSetTemplate.delegatedSecurityHub({ standards, linkedRegions: [] })._problems()),
    ...StackSetTemplate.delegatedSecurityHub({ disabledControls, linkedRegions: [] })._problems(),
  ];
}
