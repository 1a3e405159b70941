import { Stack } from 'aws-cdk-lib';
import { Group, IGroup, ManagedPolicy, PolicyDocument } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { acknowledge } from '../private/acknowledge';
import { acknowledgeWildcards } from '../private/acknowledge-wildcards';
import { checkText, Problem, refuse } from '../private/validation';
import { warn } from '../private/warn';
import { MfaEnforcement } from './mfa-enforcement';
import { BASELINE_PATH } from './names';
import { Persona } from './persona';
import { personaPolicies } from './persona-policies';

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
      path: BASELINE_PATH,
    });
    acknowledge(
      this.group,
      'People come and go without a deployment: the group is empty until somebody is added to it.',
      'NIST.800.53.R5-IAMGroupHasUsers', 'HIPAA.Security-IAMGroupHasUsers', 'PCI.DSS.321-IAMGroupHasUsers',
    );
    personaPolicies(this, 'Permissions', props.persona._statements(), { groups: [this.group], description: props.persona.what });
    this.mfaPolicy(mfa).attachToGroup(this.group);

    if (mfa._loosening) {
      warn(this, 'mfa-not-strict', `${mfa._loosening} (${mfa.mode}): use MfaEnforcement.strict() as soon as you can`);
    }
  }

  /** One for all groups of a stack with the same mode: it says nothing of the persona, and would be most of the template. */
  private mfaPolicy(mfa: MfaEnforcement): ManagedPolicy {
    const stack = Stack.of(this);
    const id = `Mfa-${mfa.mode}`;
    const existing = stack.node.tryFindChild(id) as ManagedPolicy | undefined;
    if (existing) {
      return existing;
    }
    const policy = new ManagedPolicy(stack, id, {
      description: `Nothing without MFA (${mfa.mode})`,
      path: BASELINE_PATH,
      document: new PolicyDocument({ statements: mfa._statements(), minimize: false }),
    });
    acknowledgeWildcards(policy, 'A device has no owner when it is made, and what concerns the whole account is only looked at.');
    return policy;
  }
}
