import { ThreatDetectionFeature } from '../detection/threat-detection-feature';
import { RolloutPreferences } from './baseline-stack-set';
import { RolloutWave } from './rollout-wave';
import { MemberTemplateProps } from './stack-set-template';

/** How the baseline reaches all accounts and regions of an organization. */
export interface BaselineRolloutOptions extends MemberTemplateProps, RolloutPreferences {
  /**
   * Which units it reaches when. A wave starts when the one before has not failed more often than is tolerated. No unit may be in another one that is
   * named: the units below are reached with it.
   *
   * @default - experiments and development first, then what all share, then production and the accounts that are given up, in the units of
   * `OrganizationalUnit.recommended()`
   */
  readonly waves?: RolloutWave[];

  /**
   * What Amazon GuardDuty looks at in all accounts besides management events, flow logs and DNS.
   *
   * @default - what the profile says
   */
  readonly features?: ThreatDetectionFeature[];
}
