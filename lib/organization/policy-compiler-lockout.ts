import { Token } from 'aws-cdk-lib';
import { PolicyStatementJson } from './guardrails/guardrail-entry';
import { covers } from './policy-compiler-statements';

/** What AWS CloudFormation StackSets deploys with in member accounts. */
export const STACK_SET_ROLES = ['arn:*:iam::*:role/stacksets-exec-*'];

/** What AWS Organizations and AWS Control Tower let the management account assume in the accounts they make. */
export const AUTOMATION_ROLES = ['arn:*:iam::*:role/OrganizationAccountAccessRole', 'arn:*:iam::*:role/AWSControlTowerExecution'];

/** Something that has to go on being possible: an action, and what it is done to. */
type Need = readonly [action: string, resource: string];

const regional = (service: string, resource: string) => `arn:aws:${service}:us-east-1:111122223333:${resource}`;
const global = (service: string, resource: string) => `arn:aws:${service}::111122223333:${resource}`;

/** Without these, nothing that a guardrail broke could be mended by the management account. */
export const NEEDS_OF_AUTOMATION: readonly Need[] = [
  ['cloudformation:CreateStack', regional('cloudformation', 'stack/any/0')],
  ['cloudformation:UpdateStack', regional('cloudformation', 'stack/any/0')],
  ['sts:AssumeRole', global('iam', 'role/any')],
];

/** Without these, nothing could be mended by a deployment, or the baseline itself could not be deployed or changed any more. */
export const NEEDS_OF_DEPLOYMENTS: readonly Need[] = [
  ...NEEDS_OF_AUTOMATION,
  ['cloudformation:UpdateStack', regional('cloudformation', 'stack/StackSet-secure-baseline-any-0/0')],
  ['access-analyzer:UpdateAnalyzer', regional('access-analyzer', 'analyzer/secure-baseline-any')],
  ['cloudtrail:UpdateTrail', regional('cloudtrail', 'trail/secure-baseline')],
  ['cloudwatch:PutMetricAlarm', regional('cloudwatch', 'alarm:secure-baseline-any')],
  ['config:PutConfigurationRecorder', regional('config', 'configuration-recorder/any/0')],
  ['events:PutRule', regional('events', 'rule/secure-baseline-any')],
  ['guardduty:UpdateDetector', regional('guardduty', 'detector/any')],
  ['iam:CreateRole', global('iam', 'role/secure-baseline/any')],
  ['logs:PutRetentionPolicy', regional('logs', 'log-group:secure-baseline-any')],
  ['s3:PutBucketPolicy', 'arn:aws:s3:::secure-baseline-logs-any'],
];

/** Conditions that hold for roles of deployments as they hold for everybody: they have no MFA, and addresses of their own. */
const HOLD_FOR_DEPLOYMENTS = /^(aws:MultiFactorAuth(Present|Age)|aws:SourceIp)$/i;

/**
 * What roles could no longer do of what they need because of a statement: nothing when they are exempt, or when a condition or resource narrows
 * the denial to something else.
 */
export function lockedOut(statement: PolicyStatementJson, roles: readonly string[], needs: readonly Need[]): string[] {
  const { Action: actions, NotAction: others = [], Resource: resource, Condition: condition = {} } = statement;
  if (Object.entries(condition).some(([operator, keys]) =>
    Object.entries(keys).some(([name, values]) => spares(operator, name, [values].flat(), roles)))) {
    return [];
  }
  const denied = needs.filter(([needed, target]) => [resource].flat().some((each) => !Token.isUnresolved(each) && coversArn(each, target))
    && (actions ? actions.some((action) => covers(action, needed)) : !others.some((action) => covers(action, needed))));
  return [...new Set(denied.map(([needed]) => needed))];
}

const judged = new WeakMap<PolicyStatementJson, boolean>();

/** Whether a statement leaves the management account nothing to do in accounts. One way that is left is enough. Asked for a lot. */
export function locksAutomationOut(statement: PolicyStatementJson): boolean {
  const found = judged.get(statement)
    ?? AUTOMATION_ROLES.every((role) => lockedOut(statement, [role], NEEDS_OF_AUTOMATION).length === NEEDS_OF_AUTOMATION.length);
  judged.set(statement, found);
  return found;
}

/** Whether a condition keeps a denial from the roles. */
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
  const pattern = wide.replace(/[.+^${}()|[\]\\]/g, '\\$&').replace(/\*+/g, '.*').replace(/\?/g, '[^*]');
  return wide === narrow || new RegExp(`^${pattern}$`, 's').test(narrow);
}
