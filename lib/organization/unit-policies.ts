import { PolicyTargetProps } from './policy-target';

/** What holds in one organizational unit and below, besides what holds in all accounts. */
export interface UnitPolicies extends PolicyTargetProps {
  /** Path of the unit, such as `workloads/production`. */
  readonly unit: string;
}
