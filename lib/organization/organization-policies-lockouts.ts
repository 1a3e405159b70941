import { Token } from 'aws-cdk-lib';
import { checkText, Problem } from '../private/validation';
import { PolicyPiece } from './organization-policy';
import { OrganizationPolicyType } from './organization-policy-type';
import { AUTOMATION_ROLES, coversArn, lockedOut, locksAutomationOut, NEEDS_OF_DEPLOYMENTS, STACK_SET_ROLES } from './policy-compiler-lockout';
import { PolicyTarget } from './policy-target';

/** Names that nobody chose for a role which deploys: of somebody's own role, of one that a service works with, and of people. */
const ANYBODY = [
  'q', 'service-role/q', 'aws-reserved/sso.amazonaws.com/AWSReservedSSO_q_0123456789abcdef',
  'aws-reserved/sso.amazonaws.com/eu-central-1/AWSReservedSSO_q_0123456789abcdef',
];

/** What is wrong with the roles that are exempt: what exempts anybody makes guardrails that bind nobody. */
export function exemptRoleProblems(exemptRoles: readonly string[]): Problem[] {
  return exemptRoles.flatMap((role, index) => {
    const problems = checkText(`exemptRoles[${index}]`, role, /^arn:[^:]+:iam::[^:]*:role\/.+$/,
      'the ARN of a role, with wildcards or without', 'write it like arn:*:iam::*:role/deployer, so that nobody else is exempt');
    return problems.length > 0 || Token.isUnresolved(role) || !exemptsAnybody(role.slice(role.indexOf(':role/') + ':role/'.length)) ? problems : [{
      prop: `exemptRoles[${index}]`, got: role, allowed: 'a pattern with 3 characters or more of a name, which fits neither any role nor all people',
      fix: 'write it like arn:*:iam::*:role/deployer: guardrails do not bind whoever it fits',
    }];
  });
}

function exemptsAnybody(name: string): boolean {
  return /[*?]/.test(name) && (name.replace(/[*?/]/g, '').length < 3 || ANYBODY.some((other) => coversArn(name, other)));
}

/** Guardrails and controls that lock out what has to mend them. Units and accounts may be closed to the automation: that is a warning. */
export function lockouts(targets: readonly PolicyTarget[], exemptRoles: string[]): Problem[] {
  const roles = exemptRoles.length > 0 ? exemptRoles : STACK_SET_ROLES;
  const judged = new Map<PolicyPiece, string[]>();
  const deniedBy = (piece: PolicyPiece): string[] => {
    const denied = judged.get(piece)
      ?? [...new Set((piece.statements ?? []).flatMap((statement) => lockedOut(statement, roles, NEEDS_OF_DEPLOYMENTS)))];
    judged.set(piece, denied);
    return denied;
  };
  return targets.flatMap((target, index) => target._pieces(exemptRoles).flatMap((piece) => {
    const { id, type, statements = [] } = piece;
    const prop = `targets[${index}].${list(type)}`;
    const [first, ...others] = deniedBy(piece);
    return first !== undefined ? [{
      prop, got: `${id}, which denies ${first}${others.length > 0 ? ` and ${others.length} more` : ''}`,
      allowed: 'what leaves the deployment of the baseline possible', fix: `name the roles that deploy in exemptRoles: it binds ${roles.join(', ')}`,
    }] : target._depth === 0 && statements.some(locksAutomationOut) ? [{
      prop, got: `${id}, which denies everything`, allowed: 'at the root, what leaves the management account a way into its accounts',
      fix: `hold it at a unit such as suspended, or name one of ${AUTOMATION_ROLES.join(' and ')} in exemptRoles`,
    }] : [];
  }));
}

/** Where the properties of a target say what is in a policy of a type. */
export function list(type?: OrganizationPolicyType): string {
  return type === OrganizationPolicyType.SERVICE_CONTROL_POLICY ? 'guardrails' : 'controls';
}
