import { Token } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { warn } from '../private/warn';
import { FUNCTION_ROLES, PolicyStatementJson } from './guardrails/guardrail-entry';
import { PROTECT_BASELINE_ROLES } from './guardrails/protect-baseline-roles';
import { OrganizationPolicyType } from './organization-policy-type';
import { coversArn, STACK_SET_ROLES } from './policy-compiler-lockout';
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

function exemptsByName({ Condition: condition = {} }: PolicyStatementJson): boolean {
  const exempt = Object.entries(condition).filter(([operator]) => /Not(Like|Equals)/.test(operator))
    .flatMap(([, keys]) => Object.entries(keys).filter(([key]) => key.toLowerCase() === 'aws:principalarn').flatMap(([, values]) => values));
  return exempt.some((pattern) => !Token.isUnresolved(pattern) && [FUNCTION_ROLES, ...STACK_SET_ROLES].some((role) => coversArn(pattern, role)));
}
