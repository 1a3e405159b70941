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
export const EXEMPT_ROLES = 'The exempt roles, which deploy the baseline.';
export const NOBODY = 'Nobody.';

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
  /** Its denials; what is exempt is given as ARN patterns of roles. */
  statements(exemptRoles: string[]): PolicyStatementJson[];
  /** What is wrong with what it was given. Entries without input have none. */
  problems?(prop: string): Problem[];
}

/** Whoever is not one of these roles. */
export function unlessRole(exemptRoles: string[]): Record<string, Record<string, string[]>> {
  return exemptRoles.length === 0 ? {} : { ArnNotLike: { 'aws:PrincipalArn': exemptRoles } };
}

/** Statements, given whom they exempt. */
type Denial = (exemptRoles: string[]) => PolicyStatementJson[];

interface Narrowing {
  /** ARN patterns. By default everything. */
  readonly on?: string | string[];
  readonly when?: PolicyCondition;
}

/** Denies actions to everybody but the exempt roles. */
export function denyActions(sid: string, actions: string[], { on = '*', when = {} }: Narrowing = {}): Denial {
  return (exemptRoles) => {
    const condition = { ...when, ...unlessRole(exemptRoles) };
    return [{ Sid: sid, Effect: 'Deny', Action: actions, Resource: on, ...Object.keys(condition).length === 0 ? {} : { Condition: condition } }];
  };
}

/** Several denials of one guardrail. */
export function denyAll(...denials: Denial[]): Denial {
  return (exemptRoles) => denials.flatMap((denial) => denial(exemptRoles));
}
