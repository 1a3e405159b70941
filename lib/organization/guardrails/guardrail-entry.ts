/** A statement of a service control policy, as AWS Organizations reads it. */
export interface PolicyStatementJson {
  readonly Sid: string;
  readonly Effect: 'Deny';
  readonly Action?: string[];
  readonly NotAction?: string[];
  readonly Resource: string;
  readonly Condition?: Record<string, Record<string, string | string[]>>;
}

/** A guardrail as the catalogue holds it. */
export interface GuardrailEntry {
  /** In lower-case kebab case. */
  readonly id: string;
  /** What cannot be done, in a sentence. */
  readonly what: string;
  /** Why not. */
  readonly why: string;
  /** The AWS page it follows. */
  readonly link: string;
  /** Its denials; what is exempt is given as ARN patterns of roles. */
  statements(exemptRoles: string[]): PolicyStatementJson[];
}

/** Whoever is not one of these roles. */
export function unlessRole(exemptRoles: string[]): Record<string, Record<string, string[]>> {
  return exemptRoles.length === 0 ? {} : { ArnNotLike: { 'aws:PrincipalArn': exemptRoles } };
}

/** Denies actions to everybody but the exempt roles. */
export function denyActions(sid: string, actions: string[]): (exemptRoles: string[]) => PolicyStatementJson[] {
  return (exemptRoles) => [{
    Sid: sid,
    Effect: 'Deny',
    Action: actions,
    Resource: '*',
    ...(exemptRoles.length === 0 ? {} : { Condition: unlessRole(exemptRoles) }),
  }];
}
