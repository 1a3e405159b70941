import { Token } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { warn } from '../private/warn';
import { Guardrail } from './guardrail';
import { FUNCTION_ROLES, PolicyStatementJson } from './guardrails/guardrail-entry';
import { PROTECT_BASELINE_ROLES } from './guardrails/protect-baseline-roles';
import { OrganizationPolicyType } from './organization-policy-type';
import { AUTOMATION_ROLES, coversArn, locksAutomationOut, STACK_SET_ROLES } from './policy-compiler-lockout';
import { PolicyTarget } from './policy-target';

/** Warns of what controls let through, once for each thing, with all controls and targets that do. */
export function warnOfControls(construct: IConstruct, targets: readonly PolicyTarget[]): void {
  const places = new Map<string, { id: string; message: string; at: string[] }>();
  for (const target of targets) {
    for (const { control, id, message } of target._warnings) {
      const key = `${id} ${message}`;
      places.set(key, { id, message, at: [...places.get(key)?.at ?? [], `${control} at ${target.name}`] });
    }
  }
  places.forEach(({ id, message, at }) => warn(construct, id, `${message}: ${at.join(', ')}`));
}

/**
 * Roles are exempt by their names, which is as good as the protection of these names: without it, whoever may make roles makes one that is exempt.
 */
export function warnOfUnprotectedRoles(construct: IConstruct, targets: readonly PolicyTarget[], exemptRoles: string[]): void {
  const held = new Map(targets.map((target) => [target.name, target._pieces(exemptRoles)]));
  const isProtected = ({ name, _above: above }: PolicyTarget) =>
    [name, ...above].some((each) => held.get(each)?.some(({ id }) => id === PROTECT_BASELINE_ROLES.id));
  const open = targets.filter((target) => !isProtected(target)).flatMap(({ name }) => held.get(name)!
    .filter(({ type, statements = [] }) => type === OrganizationPolicyType.SERVICE_CONTROL_POLICY && statements.some(exemptsByName))
    .map(({ id }) => `${id} at ${name}`));
  if (open.length > 0) {
    warn(construct, 'exempt-roles-unprotected', 'Whoever may make roles can make one that guardrails do not bind, since '
      + `${[FUNCTION_ROLES, ...STACK_SET_ROLES].join(' and ')} are exempt by their names alone: add Guardrail.protectBaselineRoles() at the root, `
      + `because of ${open.join(', ')}`);
  }
}

/** What an account that is put away is for: whoever governs it has to know that no automation of the management account reaches it any more. */
export function warnOfLockouts(construct: IConstruct, targets: readonly PolicyTarget[], exemptRoles: string[]): void {
  const closed = targets.flatMap((target) => target._pieces(exemptRoles).filter(({ statements = [] }) => statements.some(locksAutomationOut))
    .map(({ id }) => `${id} at ${target.name}`));
  if (closed.length > 0) {
    warn(construct, 'automation-locked-out', `The management account can do nothing by ${AUTOMATION_ROLES.join(' and ')} because of `
      + `${closed.join(', ')}. Name them in exemptRoles where it has to`);
  }
}

/** Units may be narrower: there, it is why they are named. At the root, a region is worked in or it is not. */
export function warnOfClosedRegions(construct: IConstruct, guardrails: readonly Guardrail[], regions: readonly string[]): void {
  const lists = guardrails.flatMap(({ _regions: named }) => named ? [named] : []);
  const known = lists.filter((named) => !named.some((region) => Token.isUnresolved(region)));
  const closed = regions.filter((region) => !Token.isUnresolved(region) && known.some((named) => !named.includes(region)));
  if (closed.length > 0) {
    warn(construct, 'regions-closed', `The baseline covers ${closed.join(', ')}, where Guardrail.allowedRegions lets nobody work: add `
      + `${closed.length === 1 ? 'it' : 'them'} to the guardrail of the root, or take ${closed.length === 1 ? 'it' : 'them'} from regions`);
  }
}

function exemptsByName({ Condition: condition = {} }: PolicyStatementJson): boolean {
  const exempt = Object.entries(condition).filter(([operator]) => /Not(Like|Equals)/.test(operator))
    .flatMap(([, keys]) => Object.entries(keys).filter(([key]) => key.toLowerCase() === 'aws:principalarn').flatMap(([, values]) => values));
  return exempt.some((pattern) => !Token.isUnresolved(pattern) && [FUNCTION_ROLES, ...STACK_SET_ROLES].some((role) => coversArn(pattern, role)));
}
