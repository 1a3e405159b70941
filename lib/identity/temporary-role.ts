import { Effect, IRole, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { checkText, Problem, refuse } from '../private/validation';
import { Persona } from './persona';
import { PersonaRole, PersonaRoleOptions } from './persona-role';
import { RoleTrust } from './role-trust';

/** Properties of a TemporaryRole. */
export interface TemporaryRoleProps extends PersonaRoleOptions {
  /** What the role is for. */
  readonly persona: Persona;

  /** Who may assume it. */
  readonly trust: RoleTrust;

  /** When access ends, as an ISO 8601 time in UTC such as `2026-11-21T18:00:00Z`. Must lie in the future when the app is synthesized. */
  readonly expiresAt: string;
}

/**
 * Access for an afternoon, or a week: a role whose own policy denies everything once its time is up, open sessions included, whether or not anybody
 * remembers to remove it.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_examples_aws-dates.html
 */
export class TemporaryRole extends Construct {
  /** The role. */
  public readonly role: IRole;

  /** @throws when the time has passed, or is none */
  constructor(scope: Construct, id: string, props: TemporaryRoleProps) {
    super(scope, id);
    refuse(this, problems(props));
    const made = new PersonaRole(this, 'Role', { ...props, roleName: props.roleName ?? `secure-baseline-${props.persona.name}-temporary` });
    made._add('Expiry', new PolicyStatement({
      sid: 'NothingAfterwards',
      effect: Effect.DENY,
      actions: ['*'],
      resources: ['*'],
      conditions: { DateGreaterThan: { 'aws:CurrentTime': props.expiresAt } },
    }));
    this.role = made.role;
  }
}

function problems(props: TemporaryRoleProps): Problem[] {
  const format = checkText('expiresAt', props.expiresAt, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/,
    'a time in ISO 8601, in UTC and to the second', 'write it like 2026-11-21T18:00:00Z');
  return format.length > 0 || Date.parse(props.expiresAt) > Date.now() ? format : [{
    prop: 'expiresAt', got: props.expiresAt, allowed: 'a time in the future', fix: 'remove the role, or give it more time',
  }];
}
