import { Token } from 'aws-cdk-lib';
import { Problem } from '../private/validation';
import { Guardrail } from './guardrail';
import { IOrganizationControl } from './organization-control';
import { OrganizationTargetsProps } from './organization-targets';

/** Lists of regions without the one in which the evidence is kept: in it, nobody could look at the evidence or mend anything. */
export function regionProblems(props: OrganizationTargetsProps, homeRegion: string): Problem[] {
  return held(props).flatMap(({ prop, entry }) => {
    const regions = entry instanceof Guardrail ? entry._regions ?? [] : [];
    // Where a region is none, that is told already.
    return regions.length === 0 || [homeRegion, ...regions].some((region) => Token.isUnresolved(region)) || regions.includes(homeRegion)
      || entry._problems(prop).length > 0 ? [] : [{
        prop: `${prop}.regions`, got: regions.join(', '), allowed: `regions with the home region ${homeRegion} among them`,
        fix: `add ${homeRegion}, or name another homeRegion`,
      }];
  });
}

/** Guardrails and controls that take another organization for their own, and would keep out all of this one. */
export function otherOrganizations(props: OrganizationTargetsProps, organizationId: string | undefined): Problem[] {
  return held(props).flatMap(({ prop, entry: { _organizationId: id } }) =>
    [id, organizationId].some((each) => each === undefined || Token.isUnresolved(each)) || id === organizationId ? [] : [{
      prop: `${prop}.organizationId`, got: id, allowed: `${organizationId}, the organization that is governed`,
      fix: `pass ${organizationId}: it would keep out everybody of it`,
    }]);
}

/** Every guardrail and control of the root, units and accounts, by the name of its property. */
function held({ guardrails, controls, unitPolicies = [], accountPolicies = [] }: OrganizationTargetsProps) {
  return [
    { prop: '', guardrails, controls },
    ...unitPolicies.map((policies, index) => ({ ...policies, prop: `unitPolicies[${index}].` })),
    ...accountPolicies.map((policies, index) => ({ ...policies, prop: `accountPolicies[${index}].` })),
  ].flatMap((place) => [
    ...named(`${place.prop}guardrails`, place.guardrails), ...named(`${place.prop}controls`, place.controls),
  ]);
}

function named<T extends Guardrail | IOrganizationControl>(list: string, entries: T[] = []) {
  return entries.map((entry, index) => ({ prop: `${list}[${index}]`, entry }));
}
