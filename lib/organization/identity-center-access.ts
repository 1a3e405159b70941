import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { PersonaPermissionSet } from '../identity/persona-permission-set';
import { checkRange, checkText, checkUnique, Problem, refuse } from '../private/validation';
import { IdentityCenterAssignment } from './identity-center-assignment';
import { oneOf } from './organizational-unit-problems';
import { OrganizationalUnitTree } from './organizational-unit-tree';

/** A template holds no more resources. One that needs no bucket holds fewer: synthesis warns of that. */
const MAX_ASSIGNMENTS = 450;

/** Settings of IdentityCenterAccess that a baseline chooses. */
export interface IdentityCenterAccessOptions {
  /** ARN of the IAM Identity Center instance of the organization; `aws sso-admin list-instances` shows it. */
  readonly instanceArn: string;

  /**
   * Who works where. One line or more, and 450 pairs of group and account at most. Above some 70, the environment has to be bootstrapped; synthesis
   * warns of it.
   */
  readonly assignments: IdentityCenterAssignment[];

  /**
   * How long a session lasts, from 1 to 12 hours.
   *
   * @default Duration.hours(1)
   */
  readonly sessionDuration?: Duration;
}

/** Properties of IdentityCenterAccess. */
export interface IdentityCenterAccessProps extends IdentityCenterAccessOptions {
  /** Knows the accounts by their names. */
  readonly tree: OrganizationalUnitTree;
}

/**
 * People of a whole organization: a permission set for each persona, and its assignment to groups in accounts, from one table. For the management
 * account, in the region of IAM Identity Center.
 *
 * @see https://docs.aws.amazon.com/singlesignon/latest/userguide/manage-your-accounts.html
 * @see https://docs.aws.amazon.com/singlesignon/latest/userguide/limits.html
 */
export class IdentityCenterAccess extends Construct {
  /** @internal */
  public static _problems(props: IdentityCenterAccessOptions, names: string[]): Problem[] {
    const pairs = props.assignments.flatMap((line) => line.accounts.map((account) => pairId(line, account)));
    return [
      ...checkText('instanceArn', props.instanceArn, /^arn:[^:]+:sso:::instance\/(sso)?ins-[a-zA-Z0-9-]{16}$/,
        'the ARN of an IAM Identity Center instance', 'run aws sso-admin list-instances'),
      ...checkRange('assignments', pairs.length, 1, MAX_ASSIGNMENTS, 'name one account or more, and make further assignments in another stack'),
      ...checkUnique('assignments', pairs, 'name persona, group and account together once'),
      ...props.assignments.flatMap((line, index) => line.accounts
        .filter((account) => !names.includes(account))
        .map((account) => ({ prop: `assignments[${index}].accounts`, got: account, allowed: oneOf(names), fix: 'add the account to accounts' }))),
    ];
  }

  /** @throws when an account is not there, or a line is twice or none IAM Identity Center accepts */
  constructor(scope: Construct, id: string, props: IdentityCenterAccessProps) {
    super(scope, id);
    refuse(this, IdentityCenterAccess._problems(props, props.tree.accountNames));
    for (const line of props.assignments) {
      const { persona } = line;
      const set = this.node.tryFindChild(persona.name) as PersonaPermissionSet | undefined
        ?? new PersonaPermissionSet(this, persona.name, { persona, instanceArn: props.instanceArn, sessionDuration: props.sessionDuration });
      for (const account of line.accounts) {
        set.assign(`${line.groupId} ${account}`, line.groupId, props.tree.accountId(account));
      }
    }
  }
}

function pairId({ persona, groupId }: IdentityCenterAssignment, account: string): string {
  return `${persona.name} ${groupId} ${account}`;
}
