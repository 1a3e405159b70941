import { Aws } from 'aws-cdk-lib';
import { Problem } from '../private/validation';
import { AccountPolicies } from './account-policies';
import { Guardrail } from './guardrail';
import { MemberAccount } from './member-account';
import { IOrganizationControl } from './organization-control';
import { OrganizationPolicies, OrganizationPoliciesOptions } from './organization-policies';
import { OrganizationPolicyType } from './organization-policy-type';
import { PolicyTarget } from './policy-target';
import { UnitPolicies } from './unit-policies';

export interface OrganizationTargetsProps extends OrganizationPoliciesOptions {
  readonly accounts?: MemberAccount[];
  readonly guardrails?: Guardrail[];
  readonly controls?: IOrganizationControl[];
  readonly unitPolicies?: UnitPolicies[];
  readonly accountPolicies?: AccountPolicies[];
}

/** Where ids come from: an OrganizationalUnitTree. */
interface Ids {
  unitId(path: string): string;
  accountId(name: string): string;
}

/** The root, then the units and the accounts that something holds at. */
export function organizationTargets(props: OrganizationTargetsProps, rootId: string, ids: Ids): PolicyTarget[] {
  const { guardrails = Guardrail.recommended(), controls, unitPolicies = [], accountPolicies = [], accounts = [] } = props;
  return [
    PolicyTarget.root(rootId, { guardrails, controls }),
    ...unitPolicies.map(({ unit, ...held }) => PolicyTarget.unit(unit, ids.unitId(unit), held)),
    ...accountPolicies.map(({ account, ...held }) => PolicyTarget.account(account, ids.accountId(account), {
      ...held, unit: accounts.find(({ name }) => name === account)?.unit,
    })),
  ];
}

/** The types of policies that they need. */
export function neededPolicyTypes(props: OrganizationTargetsProps): OrganizationPolicyType[] {
  const needed = untold(props).flatMap((target) => target._pieces([]).map(({ type }) => type));
  return Object.values(OrganizationPolicyType).filter((type) => needed.includes(type));
}

/** What is wrong with them, named as the properties of an OrganizationBaseline are. */
export function targetProblems(props: OrganizationTargetsProps): Problem[] {
  const { unitPolicies = [], accountPolicies = [] } = props;
  const names = ['', ...unitPolicies.map((_, index) => `unitPolicies[${index}]`), ...accountPolicies.map((_, index) => `accountPolicies[${index}]`)];
  const targets = untold(props);
  return [
    ...OrganizationPolicies._problems({ ...props, targets }).map((problem) => ({
      ...problem,
      prop: problem.prop.replace(/^targets\[(\d+)\]\.?(.*)$/, (_, index, rest) => [names[index], rest].filter((part) => part !== '').join('.')),
    })),
    ...targets.every((target) => target._isEmpty) ? [{
      prop: 'guardrails', got: props.guardrails, allowed: 'one guardrail or control or more, at the root, a unit or an account',
      fix: 'leave guardrails out for those that are recommended',
    }] : [],
  ];
}

/** As they are before any id is known. */
function untold(props: OrganizationTargetsProps): PolicyTarget[] {
  return organizationTargets(props, Aws.NO_VALUE, { unitId: () => Aws.NO_VALUE, accountId: () => Aws.NO_VALUE });
}
