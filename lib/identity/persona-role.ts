import { Duration } from 'aws-cdk-lib';
import { Effect, IRole, ManagedPolicy, PolicyStatement, Role } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { checkRange, checkText, Problem, refuse } from '../private/validation';
import { BASELINE_PATH } from './names';
import { Persona } from './persona';
import { personaPolicies } from './persona-policies';
import { RoleTrust } from './role-trust';

/** What roles for people share. */
export interface PersonaRoleOptions {
  /**
   * Name of the role: 1 to 64 letters, digits and `+=,.@_-`.
   *
   * @default - `secure-baseline-` and the persona's name
   */
  readonly roleName?: string;

  /**
   * How long a session lasts, from 1 to 12 hours.
   *
   * @default Duration.hours(1)
   */
  readonly maxSessionDuration?: Duration;

  /**
   * Ends every session that was opened before, as an ISO 8601 time such as `2026-11-21T12:00:00Z`. Set it to now when somebody must leave at once.
   *
   * @default - sessions end when their time is up
   */
  readonly revokeSessionsIssuedBefore?: string;
}

/** Properties of a PersonaRole. */
export interface PersonaRoleProps extends PersonaRoleOptions {
  /** Who the role is for. */
  readonly persona: Persona;

  /** Who may assume it. */
  readonly trust: RoleTrust;
}

/**
 * A role for one persona, assumed for a limited time by people who have proved who they are. Lies below the path `/secure-baseline/`.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use.html
 */
export class PersonaRole extends Construct {
  /** @internal */
  public static _problems(props: PersonaRoleOptions): Problem[] {
    return [
      ...checkText('roleName', props.roleName, /^[A-Za-z0-9+=,.@_-]{1,64}$/, '1 to 64 letters, digits and "+=,.@_-"', 'use a name such as auditor'),
      ...checkRange('maxSessionDuration', props.maxSessionDuration?.toHours({ integral: false }), 1, 12, 'pass a Duration of so many hours'),
      ...checkText('revokeSessionsIssuedBefore', props.revokeSessionsIssuedBefore, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/,
        'a time in ISO 8601, in UTC and to the second', 'write it like 2026-11-21T12:00:00Z'),
    ];
  }

  /** The role. */
  public readonly role: IRole;

  /** @throws when IAM would not accept name, session or trust */
  constructor(scope: Construct, id: string, props: PersonaRoleProps) {
    super(scope, id);
    refuse(this, [...PersonaRole._problems(props), ...props.trust._problems()]);
    const role = new Role(this, 'Resource', {
      roleName: props.roleName ?? `secure-baseline-${props.persona.name}`,
      path: BASELINE_PATH,
      description: props.persona.what,
      assumedBy: props.trust._assumedBy(),
      maxSessionDuration: props.maxSessionDuration ?? Duration.hours(1),
    });
    this.role = role;
    personaPolicies(this, 'Permissions', props.persona._statements(), { roles: [role] });
    if (props.revokeSessionsIssuedBefore !== undefined) {
      this._add('Revocation', new PolicyStatement({
        sid: 'EndOlderSessions',
        effect: Effect.DENY,
        actions: ['*'],
        resources: ['*'],
        conditions: { DateLessThan: { 'aws:TokenIssueTime': props.revokeSessionsIssuedBefore } },
      }));
    }
    if (props.trust._group) {
      const assume = new ManagedPolicy(this, 'Assume', {
        path: BASELINE_PATH,
        groups: [props.trust._group],
        statements: [new PolicyStatement({ sid: 'AssumeRole', actions: ['sts:AssumeRole'], resources: [role.roleArn] })],
      });
      assume.node.addDependency(role);
    }
  }

  /**
   * Adds a policy with one more denial.
   *
   * @internal
   */
  public _add(id: string, statement: PolicyStatement): void {
    personaPolicies(this, id, [statement], { roles: [this.role] });
  }
}
