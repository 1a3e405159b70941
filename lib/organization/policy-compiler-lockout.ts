import { Token } from 'aws-cdk-lib';
import { PolicyStatementJson } from './guardrails/guardrail-entry';
import { covers } from './policy-compiler-statements';

/** What AWS CloudFormation StackSets deploys with in member accounts. */
export const STACK_SET_ROLES = ['arn:*:iam::*:role/stacksets-exec-*'];

/** Without these, nothing that a guardrail broke could be mended by a deployment. */
const NEEDED_TO_DEPLOY = ['cloudformation:CreateStack', 'cloudformation:UpdateStack', 'sts:AssumeRole'];

/** Conditions that hold for roles of deployments as they hold for everybody: they have no MFA, and addresses of their own. */
const HOLD_FOR_DEPLOYMENTS = /^(aws:MultiFactorAuth(Present|Age)|aws:SourceIp)$/i;

/**
 * What deployment roles could no longer do because of a statement, whatever they ask for: nothing when they are exempt, or when a condition or
 * resource narrows the denial to something else.
 */
export function lockedOut(statement: PolicyStatementJson, deploymentRoles: readonly string[]): string[] {
  const { Action: actions, NotAction: others = [], Resource: resource, Condition: condition = {} } = statement;
  if (![resource].flat().includes('*') || Object.entries(condition).some(([operator, keys]) =>
    Object.entries(keys).some(([name, values]) => spares(operator, name, [values].flat(), deploymentRoles)))) {
    return [];
  }
  return NEEDED_TO_DEPLOY.filter((needed) => actions
    ? actions.some((action) => covers(action, needed)) : !others.some((action) => covers(action, needed)));
}

/** Whether a condition keeps a denial from the deployment roles. */
function spares(operator: string, name: string, values: string[], roles: readonly string[]): boolean {
  if (HOLD_FOR_DEPLOYMENTS.test(name)) {
    return false;
  }
  if (name.toLowerCase() !== 'aws:principalarn' || [...values, ...roles].some((value) => Token.isUnresolved(value))) {
    return true;
  }
  const named = (role: string) => values.some((value) => coversArn(value, role));
  return /^(ForAllValues:|ForAnyValue:)?(String|Arn)Not/.test(operator)
    ? roles.length > 0 && roles.every(named)
    : roles.length > 0 && !roles.some((role) => values.some((value) => coversArn(value, role) || coversArn(role, value)));
}

/** Whether whatever the one pattern names is named by the other. Unlike actions, ARNs know upper and lower case. */
export function coversArn(wide: string, narrow: string): boolean {
  return new RegExp(`^${wide.replace(/[.+^${}()|[\]\\]/g, '\\$&').replace(/\*+/g, '.*').replace(/\?/g, '[^*]')}$`, 's').test(narrow);
}
