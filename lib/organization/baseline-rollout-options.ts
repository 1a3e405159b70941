import { DetectionDomain } from '../detection/detection-domain';
import { DisabledControl } from '../detection/disabled-control';
import { LoggingDomain } from '../logging/logging-domain';
import { RolloutPreferences } from './baseline-stack-set';
import { MemberTemplateProps } from './member-template';
import { RolloutWave } from './rollout-wave';

/** How the baseline reaches all accounts and regions of an organization. */
export interface BaselineRolloutOptions extends MemberTemplateProps, RolloutPreferences {
  /**
   * Which units it reaches when. A wave starts when the one before has not failed more often than is tolerated. No unit may be in another one that is
   * named: the units below are reached with it. At most 20.
   *
   * @default - experiments and development first, then what all share, then production and the accounts that are given up, in the units of
   * `OrganizationalUnit.recommended()`
   */
  readonly waves?: RolloutWave[];

  /**
   * E-mail address of whoever answers security alerts: findings in all accounts, from the account that administers security services, and what the
   * trail of the organization alarms about, from the management account. Asked to confirm by both.
   *
   * @default - alerts reach topics that nobody is subscribed to, and synthesis warns of it
   */
  readonly securityContact?: string;

  /**
   * The trail of the organization, in the management account, with its alarms. Its scope is the organization, whatever is chosen besides.
   *
   * @default LoggingDomain.auditTrail()
   */
  readonly logging?: LoggingDomain;

  /**
   * What finds things in all accounts, from the account that administers security services: Amazon GuardDuty, AWS Security Hub and Amazon Inspector,
   * as the profile says, and Amazon Macie where it is named. Without what is for one account alone: adoption and frequencies.
   *
   * AWS Security Hub takes a home region that is enabled by default: with another one, it is left out. Amazon Macie is left out in regions that do
   * not have it. Synthesis warns of either.
   *
   * @default DetectionDomain.threatDetection()
   */
  readonly detection?: DetectionDomain;

  /**
   * What AWS Security Hub does not check, in any account: up to 100 controls, by ids such as `S3.11`. Each gives a warning at synthesis.
   *
   * @default - every control of the standards is checked
   */
  readonly disabledControls?: DisabledControl[];
}
