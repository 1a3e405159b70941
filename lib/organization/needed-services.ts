import { BaselineRolloutOptions } from './baseline-rollout-options';
import { DelegatedService } from './delegated-service';
import { IdentityCenterAccessOptions } from './identity-center-access';
import { OrganizationPolicyType } from './organization-policy-type';
import { neededPolicyTypes, OrganizationTargetsProps } from './organization-targets';
import { administeredServices } from './rollout-detection';
import { TrustedService } from './trusted-service';

export interface NeededServicesProps extends OrganizationTargetsProps {
  readonly delegatedServices?: DelegatedService[];
  readonly identityCenter?: IdentityCenterAccessOptions;
  readonly rollout?: BaselineRolloutOptions;
}

/** What must be trusted for policies of a type to work in member accounts. */
const OF_POLICIES: Partial<Record<OrganizationPolicyType, TrustedService>> = {
  [OrganizationPolicyType.DECLARATIVE_POLICY_EC2]: TrustedService.EC2,
  [OrganizationPolicyType.BACKUP_POLICY]: TrustedService.BACKUP,
};

/** What is chosen, or all but Amazon Macie, with what the rollout needs. */
export function delegatedServices({ delegatedServices: chosen, rollout }: NeededServicesProps): DelegatedService[] {
  return withNeeded(chosen, DelegatedService, rollout ? administeredServices(rollout) : []);
}

/**
 * What is chosen, or all but Amazon Macie, with what else is placed: a service that is not trusted refuses its part, and the deployment fails.
 *
 * @param isAdministered - whether there is an account that administers the services that are delegated
 */
export function trustedServices(props: NeededServicesProps & { trustedServices?: TrustedService[] }, isAdministered: boolean): TrustedService[] {
  const delegated = isAdministered ? delegatedServices(props) : [];
  return withNeeded(props.trustedServices, TrustedService, [
    // Central root access, and the aggregator.
    TrustedService.IAM, TrustedService.CONFIG,
    ...delegated, ...delegated.includes(DelegatedService.GUARDDUTY) ? [TrustedService.GUARDDUTY_MALWARE_PROTECTION] : [],
    ...props.rollout ? [TrustedService.CLOUDFORMATION_STACK_SETS, TrustedService.CLOUDTRAIL] : [],
    ...props.identityCenter ? [TrustedService.IDENTITY_CENTER] : [],
    ...neededPolicyTypes(props).flatMap((type) => OF_POLICIES[type] ?? []),
  ]);
}

function withNeeded<T extends string>(chosen: T[] | undefined, known: Record<string, T>, needed: string[]): T[] {
  const all = Object.values(known);
  const base = chosen ?? all.filter((service) => service as string !== DelegatedService.MACIE);
  return [...base, ...all.filter((service) => needed.includes(service) && !base.includes(service))];
}
