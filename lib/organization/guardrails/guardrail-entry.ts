import { Problem } from '../../private/validation';

/** Conditions of a statement: operator, key, values. */
export type PolicyCondition = Record<string, Record<string, string | string[]>>;

/** A statement of a service control policy or a resource control policy, as AWS Organizations reads it. */
export interface PolicyStatementJson {
  readonly Sid: string;
  readonly Effect: 'Deny';
  /** For resource control policies, which take no other. */
  readonly Principal?: '*';
  readonly Action?: string[];
  readonly NotAction?: string[];
  readonly Resource: string | string[];
  readonly Condition?: PolicyCondition;
}

/** Whom most guardrails bind. */
export const EVERYBODY = 'Users and roles of member accounts, root users included.';
/** Whom guardrails do not bind that protect what the baseline deploys. */
export const EXEMPT_ROLES = 'The exempt roles, which deploy the baseline, and its functions, which reach the settings of accounts.';
export const NOBODY = 'Nobody.';

/**
 * Roles of the functions of the baseline that reach settings of an account. Their own policies say what they may do; that nobody else makes such a
 * role, changes it or uses it, is up to `protect-baseline-roles`.
 */
export const FUNCTION_ROLES = 'arn:*:iam::*:role/secure-baseline/service/*';

/** A guardrail as the catalogue holds it. */
export interface GuardrailEntry {
  /** In lower-case kebab case. */
  readonly id: string;
  /** What cannot be done, in a sentence. */
  readonly what: string;
  /** Why not. */
  readonly why: string;
  /** Whom it binds. Service-linked roles and the management account are never bound. */
  readonly binds: string;
  /** Whom or what it leaves alone all the same. */
  readonly exceptions: string;
  /** The AWS page it follows. */
  readonly link: string;
  /** The regions outside which it denies. */
  readonly regions?: string[];
  /** The organization outside which it denies. */
  readonly organizationId?: string;
  /** Its denials; what is exempt is given as ARN patterns of roles. */
  statements(exemptRoles: string[]): PolicyStatementJson[];
  /** What is wrong with what it was given. Entries without input have none. */
  problems?(prop: string): Problem[];
}

/** Whoever is not one of these roles. */
export function unlessRole(exemptRoles: string[]): Record<string, Record<string, string[]>> {
  return exemptRoles.length === 0 ? {} : { ArnNotLike: { 'aws:PrincipalArn': exemptRoles } };
}

/** Whoever does not deploy the baseline, and is none of its functions. */
export function unlessExempt(exemptRoles: string[]): Record<string, Record<string, string[]>> {
  return unlessRole([...exemptRoles, FUNCTION_ROLES]);
}

/** Statements, given whom they exempt. */
type Denial = (exemptRoles: string[]) => PolicyStatementJson[];

interface Narrowing {
  /** ARN patterns. By default everything. */
  readonly on?: string | string[];
  readonly when?: PolicyCondition;
}

/** Denies actions to everybody but the exempt. */
export function denyActions(sid: string, actions: string[], { on, when }: Narrowing = {}): Denial {
  return (exemptRoles) => denyEverybody(sid, actions, { on, when: { ...when, ...unlessExempt(exemptRoles) } })();
}

/** Denies actions to everybody. */
export function denyEverybody(sid: string, actions: string[], { on = '*', when }: Narrowing = {}): () => PolicyStatementJson[] {
  return () => [{ Sid: sid, Effect: 'Deny', Action: actions, Resource: on, ...when && { Condition: when } }];
}

/** Several denials of one guardrail. */
export function denyAll(...denials: Denial[]): Denial {
  return (exemptRoles) => denials.flatMap((denial) => denial(exemptRoles));
}
