import { Effect, Group, IGroup, ManagedPolicy, PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { acknowledge } from '../private/acknowledge';
import { acknowledgeWildcards } from '../private/acknowledge-wildcards';
import { checkText, Problem, refuse } from '../private/validation';
import { warn } from '../private/warn';
import { MfaEnforcement } from './mfa-enforcement';
import { Persona } from './persona';

/** What the ready-made groups share. */
export interface GroupOptions {
  /**
   * How members are made to use MFA.
   *
   * @default MfaEnforcement.strict()
   */
  readonly mfa?: MfaEnforcement;

  /**
   * Name of the IAM group: 1 to 128 letters, digits and `+=,.@_-`.
   *
   * @default - `secure-baseline-` and the persona's name
   */
  readonly groupName?: string;
}

/** Properties of a PersonaGroup. */
export interface PersonaGroupProps extends GroupOptions {
  /** Who the members are. */
  readonly persona: Persona;
}

/**
 * An IAM group for one persona: what its members may do, and a second policy that denies it all until they use MFA.
 *
 * Group and policies lie below the path `/secure-baseline/`, which no persona may change. Add people with
 * `aws iam add-user-to-group`, remove them with `aws iam remove-user-from-group`.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html
 */
export class PersonaGroup extends Construct {
  /** @internal */
  public static _problems(props: GroupOptions): Problem[] {
    return checkText('groupName', props.groupName, /^[A-Za-z0-9+=,.@_-]{1,128}$/,
      '1 to 128 letters, digits and "+=,.@_-"', 'use a name such as developers');
  }

  /** The group. */
  public readonly group: IGroup;

  /** @throws when IAM would not accept the group's name */
  constructor(scope: Construct, id: string, props: PersonaGroupProps) {
    super(scope, id);
    refuse(this, PersonaGroup._problems(props));
    const mfa = props.mfa ?? MfaEnforcement.strict();

    this.group = new Group(this, 'Resource', {
      groupName: props.groupName ?? `secure-baseline-${props.persona.name}`,
      path: '/secure-baseline/',
    });
    acknowledge(
      this.group,
      'People come and go without a deployment: the group is empty until somebody is added to it.',
      'NIST.800.53.R5-IAMGroupHasUsers', 'HIPAA.Security-IAMGroupHasUsers', 'PCI.DSS.321-IAMGroupHasUsers',
    );
    this.policy('Permissions', props.persona.what, props.persona._statements());
    this.policy('Mfa', `Nothing without MFA (${mfa.mode})`, mfa._statements());

    if (mfa.mode !== 'strict') {
      warn(this, 'mfa-not-strict',
        `members may change their password without MFA (${mfa.mode}): use MfaEnforcement.strict() once everybody has signed in`);
    }
  }

  private policy(id: string, description: string, statements: PolicyStatement[]): void {
    const policy = new ManagedPolicy(this, id, {
      description,
      path: '/secure-baseline/',
      groups: [this.group],
      // A document of its own keeps the statements as they are written, whatever the feature flags of the app.
      document: new PolicyDocument({ statements, minimize: false }),
    });
    acknowledgeWildcards(policy,
      'The catalogue of personas names each action and says why it is there; the denials beside it are tested by simulated requests.');
    if (statements.some((statement) => statement.effect === Effect.ALLOW && statement.actions.some((action) => action.endsWith(':*')))) {
      acknowledge(
        policy,
        'An administrator needs the whole of the services named one by one; evidence, alerts and the baseline itself are denied in the same policy.',
        'NIST.800.53.R5-IAMPolicyNoStatementsWithFullAccess', 'HIPAA.Security-IAMPolicyNoStatementsWithFullAccess',
        'PCI.DSS.321-IAMPolicyNoStatementsWithFullAccess',
      );
    }
  }
}
