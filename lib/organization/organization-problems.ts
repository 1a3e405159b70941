import { Token } from 'aws-cdk-lib';
import { AccountDomain } from '../account/account-domain';
import { AccountSetting } from '../account/account-setting';
import type { OrganizationBaselineProps } from '../organization-baseline';
import { checkAccountId, checkRegion, checkUnique, nested, Problem } from '../private/validation';
import { BaselineRollout } from './baseline-rollout';
import { BaselineRolloutOptions } from './baseline-rollout-options';
import { DelegatedAdministrators } from './delegated-administrators';
import { IdentityCenterAccess, IdentityCenterAccessOptions } from './identity-center-access';
import { IOrganizationControl } from './organization-control';
import { otherOrganizations, regionProblems } from './organization-policy-problems';
import { OrganizationRoot } from './organization-root';
import { outputProblems } from './organization-size';
import { targetProblems } from './organization-targets';
import { OrganizationalUnit } from './organizational-unit';
import { checkUnit, oneOf } from './organizational-unit-problems';
import { OrganizationalUnitTree } from './organizational-unit-tree';
import { coversArn, STACK_SET_ROLES } from './policy-compiler-lockout';
import { TrustedAccess } from './trusted-access';

/** The properties, with what is chosen where nothing is said. */
type OrganizationInput = OrganizationBaselineProps & { readonly organization: OrganizationRoot; readonly units: OrganizationalUnit[] };

/** What is wrong with the properties of an OrganizationBaseline. */
export function organizationProblems(props: OrganizationInput): Problem[] {
  const { organization, units, accounts = [], unitPolicies = [], accountPolicies = [], homeRegion = 'us-east-1', regions } = props;
  const names = accounts.map(({ name }) => name);
  const account = (prop: string, name: string | undefined): Problem[] => name === undefined || names.includes(name)
    ? [] : [{ prop, got: name, allowed: oneOf(names), fix: 'add the account to accounts' }];
  return [
    ...organization._problems(),
    ...checkAccountId('managementAccount', props.managementAccount),
    ...OrganizationalUnitTree._problems(props),
    ...accounts.flatMap(({ accountId }, index) => accountId !== undefined && accountId === props.managementAccount ? [{
      prop: `accounts[${index}]`, got: accountId, allowed: 'member accounts', fix: 'leave the management account out: it is bound by no guardrail',
    }] : []),
    ...outputProblems(props),
    ...TrustedAccess._problems(props),
    ...DelegatedAdministrators._problems(props),
    ...unitPolicies.flatMap(({ unit }, index) => checkUnit(`unitPolicies[${index}].unit`, unit, units)),
    ...accountPolicies.flatMap((entry, index) => account(`accountPolicies[${index}].account`, entry.account)),
    ...targetProblems(props),
    ...regionProblems(props, homeRegion),
    ...otherOrganizations(props, organization.organizationId),
    ...checkRegion('homeRegion', props.homeRegion),
    ...checkRegion('identityCenterRegion', props.identityCenterRegion),
    ...checkUnique('regions', regions ?? [], 'name each region once'),
    ...(regions ?? []).flatMap((region, index) => checkRegion(`regions[${index}]`, region)),
    ...regions && !regions.includes(homeRegion)
      ? [{ prop: 'regions', got: regions.join(', '), allowed: `regions with the home region ${homeRegion} among them`, fix: `add ${homeRegion}` }]
      : [],
    ...account('auditAccount', props.auditAccount),
    ...account('logArchiveAccount', props.logArchiveAccount),
    ...props.identityCenter ? peopleProblems(props, props.identityCenter, names) : [],
    ...props.rollout ? rolloutProblems(props, props.rollout, names) : [],
  ];
}

/** The id of a new account is known where it is made, and in no other region. */
function peopleProblems(props: OrganizationInput, access: IdentityCenterAccessOptions, names: string[]): Problem[] {
  const { accounts = [], identityCenterRegion = 'us-east-1' } = props;
  const made = accounts.filter(({ accountId }) => accountId === undefined).map(({ name }) => name);
  const assigned = [...new Set(access.assignments.flatMap((line) => line.accounts))];
  return [
    ...nested('identityCenter', IdentityCenterAccess._problems(access, names)),
    ...identityCenterRegion === 'us-east-1' ? [] : assigned.filter((name) => made.includes(name)).map((name) => ({
      prop: 'identityCenter.assignments', got: name, allowed: `accounts that exist, since IAM Identity Center is in ${identityCenterRegion}`,
      fix: 'deploy without the assignment first, then name the account with MemberAccount.existing',
    })),
  ];
}

function rolloutProblems(props: OrganizationInput, rollout: BaselineRolloutOptions, names: string[]): Problem[] {
  return [
    ...BaselineRollout.problems(rollout, props.units, props.regions ?? [props.homeRegion ?? 'us-east-1']),
    ...([['auditAccount', 'audit'], ['logArchiveAccount', 'log-archive']] as const).filter(([prop, name]) =>
      props[prop] === undefined && !names.includes(name)).map(([prop, name]) => ({
      prop, got: undefined, allowed: oneOf(names), fix: `add an account named ${name}, or name another one: the rollout needs it`,
    })),
    ...rolloutRoles(props.exemptRoles),
    ...heldSnapshots(props, rollout),
    ...props.organization.rootId !== undefined && props.organization.organizationId === undefined ? [{
      prop: 'organization', got: props.organization.rootId, allowed: 'root and organization, once there is a rollout',
      fix: 'pass the id of the organization to OrganizationRoot.existing as well',
    }] : [],
  ];
}

/** Amazon EC2 refuses an account's own setting where a declarative policy holds it, also when both want the same. */
function heldSnapshots(props: OrganizationInput, { accountSettings: settings = AccountDomain.settings(), waves }: BaselineRolloutOptions): Problem[] {
  const { controls = [], unitPolicies = [], accountPolicies = [], accounts = [] } = props;
  if (!(settings instanceof AccountDomain) || !settings._sets(AccountSetting.SNAPSHOT_SHARING_BLOCK)) {
    return [];
  }
  const named = waves?.flatMap(({ units }) => units);
  const inside = (unit: string, other: string) => unit === other || unit.startsWith(`${other}/`);
  const unitOf = (name: string) => accounts.find((account) => account.name === name)?.unit;
  const held: { place: string; controls?: IOrganizationControl[] }[] = [
    { place: 'the root', controls },
    ...unitPolicies.filter(({ unit }) => named === undefined || named.some((other) => inside(unit, other) || inside(other, unit)))
      .map(({ unit, ...policies }) => ({ place: `unit ${unit}`, controls: policies.controls })),
    ...accountPolicies.filter(({ account }) => named === undefined || named.some((other) => inside(unitOf(account) ?? '', other)))
      .map(({ account, ...policies }) => ({ place: `account ${account}`, controls: policies.controls })),
  ];
  return held.flatMap((at) => (at.controls ?? []).filter(holdsSnapshots).map(({ id }) => ({
    prop: 'rollout.accountSettings', got: `${AccountSetting.SNAPSHOT_SHARING_BLOCK}, beside ${id} at ${at.place}`,
    allowed: 'settings without what a declarative policy holds, since Amazon EC2 refuses to set it',
    fix: 'leave it out: AccountDomain.settings({ omitted: [{ setting: AccountSetting.SNAPSHOT_SHARING_BLOCK, reason }] })',
  })));
}

function holdsSnapshots(control: IOrganizationControl): boolean {
  const { ec2_attributes: attributes } = control._piece([]).content ?? {};
  return typeof attributes === 'object' && 'snapshot_block_public_access' in attributes;
}

/** Guardrails would keep AWS CloudFormation StackSets from what they keep everybody from who is not exempt. */
function rolloutRoles(exemptRoles: string[] = STACK_SET_ROLES): Problem[] {
  return STACK_SET_ROLES.filter((role) => !exemptRoles.some((pattern) => Token.isUnresolved(pattern) || coversArn(pattern, role))).map((role) => ({
    prop: 'exemptRoles', got: exemptRoles.join(', '), allowed: `roles with ${role} among them, once there is a rollout`, fix: `add ${role}`,
  }));
}
