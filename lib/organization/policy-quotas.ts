import { checkRange, Problem } from '../private/validation';
import { OrganizationPolicyType } from './organization-policy-type';

/**
 * What AWS Organizations allows, to be lowered where a quota has not been raised yet.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html
 */
export interface PolicyQuotaOptions {
  /**
   * Characters a service control policy may have, from 1,000 to 10,240. It was 5,120 before May 2026.
   *
   * @default 10240
   */
  readonly serviceControlCharacters?: number;

  /**
   * Service control policies a target may carry, from 2 to 10. `FullAWSAccess`, which every target keeps, is one of them. It was 5 before May 2026.
   *
   * @default 10
   */
  readonly serviceControlPolicies?: number;

  /**
   * How many of the service control policies of a target are left to others, such as AWS Control Tower: at least one less than there are
   * besides `FullAWSAccess`.
   *
   * @default 0
   */
  readonly reservedServiceControlPolicies?: number;

  /**
   * Characters a resource control policy may have, from 1,000 to 5,120.
   *
   * @default 5120
   */
  readonly resourceControlCharacters?: number;

  /**
   * Resource control policies a target may carry, from 2 to 5. `RCPFullAWSAccess`, which every target keeps, is one of them.
   *
   * @default 5
   */
  readonly resourceControlPolicies?: number;

  /**
   * How many of the resource control policies of a target are left to others, such as AWS Control Tower: at least one less than there are
   * besides `RCPFullAWSAccess`.
   *
   * @default 0
   */
  readonly reservedResourceControlPolicies?: number;

  /**
   * Characters a declarative, backup or tag policy may have, from 1,000 to 10,000. A policy to opt out of AI services has 2,500 at most.
   *
   * @default 10000
   */
  readonly managementPolicyCharacters?: number;
}

/** What service control policies were held to before May 2026, and may still be where AWS has not raised it. */
export const OLDER_QUOTA = { characters: 5120, policies: 5 };

const { SERVICE_CONTROL_POLICY, RESOURCE_CONTROL_POLICY, AISERVICES_OPT_OUT_POLICY } = OrganizationPolicyType;

/** Characters a policy of a type may have. */
export function characterQuota(type: OrganizationPolicyType, quotas: PolicyQuotaOptions): number {
  return type === SERVICE_CONTROL_POLICY ? quotas.serviceControlCharacters ?? 10_240
    : type === RESOURCE_CONTROL_POLICY ? quotas.resourceControlCharacters ?? 5120
    : type === AISERVICES_OPT_OUT_POLICY ? Math.min(quotas.managementPolicyCharacters ?? 2500, 2500)
    : quotas.managementPolicyCharacters ?? 10_000;
}

/** Policies of a type that a target already carries, or keeps room for. */
export function takenSlots(type: OrganizationPolicyType, quotas: PolicyQuotaOptions): number {
  return 1 + ((type === SERVICE_CONTROL_POLICY ? quotas.reservedServiceControlPolicies : quotas.reservedResourceControlPolicies) ?? 0);
}

/** Policies of statements that may be attached to a target, besides those it carries. */
export function freeSlots(type: OrganizationPolicyType, quotas: PolicyQuotaOptions): number {
  const all = type === SERVICE_CONTROL_POLICY ? quotas.serviceControlPolicies ?? 10 : quotas.resourceControlPolicies ?? 5;
  return all - takenSlots(type, quotas);
}

/** What is wrong with quotas. */
export function quotaProblems(quotas: PolicyQuotaOptions): Problem[] {
  const lower = 'leave it out for the quota of AWS';
  const policies = [
    ...checkRange('serviceControlPolicies', quotas.serviceControlPolicies, 2, 10, lower),
    ...checkRange('resourceControlPolicies', quotas.resourceControlPolicies, 2, 5, lower),
  ];
  return [
    ...checkRange('serviceControlCharacters', quotas.serviceControlCharacters, 1000, 10_240, lower),
    ...checkRange('resourceControlCharacters', quotas.resourceControlCharacters, 1000, 5120, lower),
    ...checkRange('managementPolicyCharacters', quotas.managementPolicyCharacters, 1000, 10_000, lower),
    ...policies,
    ...policies.length > 0 ? [] : [
      ...checkRange('reservedServiceControlPolicies', quotas.reservedServiceControlPolicies, 0, (quotas.serviceControlPolicies ?? 10) - 2,
        'leave room for one policy or more'),
      ...checkRange('reservedResourceControlPolicies', quotas.reservedResourceControlPolicies, 0, (quotas.resourceControlPolicies ?? 5) - 2,
        'leave room for one policy or more'),
    ],
  ];
}
