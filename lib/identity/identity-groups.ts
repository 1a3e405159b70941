import { IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { checkText, checkUnique, Problem, refuse } from '../private/validation';
import { AdminGroup } from './admin-group';
import { AuditorGroup } from './auditor-group';
import { DeveloperGroup } from './developer-group';
import { FinanceGroup } from './finance-group';
import { MfaEnforcement } from './mfa-enforcement';
import { Person } from './person';
import { PersonaGroup } from './persona-group';
import { ReadOnlyGroup } from './read-only-group';
import { RevokedGroup } from './revoked-group';
import { SupportGroup } from './support-group';
import { WorkloadBoundary } from './workload-boundary';

/** The groups of an account, by what their members do. */
export enum BaselineGroup {
  /** Run the account. */
  ADMINISTRATOR = 'administrator',
  /** Judge the account. */
  AUDITOR = 'auditor',
  /** Build and run applications. */
  DEVELOPER = 'developer',
  /** Keep the books. */
  FINANCE = 'finance',
  /** Look at what runs. */
  READ_ONLY = 'read-only',
  /** Must leave at once: everything is denied. */
  REVOKED = 'revoked',
  /** Manage incidents with AWS Support. */
  SUPPORT = 'support',
}

/** One person of an account. */
export interface PersonEntry {
  /** Name to sign in with. */
  readonly userName: string;

  /** What the person does. To let somebody go, write `[BaselineGroup.REVOKED]`; remove the entry once nothing of theirs is left. */
  readonly groups: BaselineGroup[];
}

/** Properties of IdentityGroups. */
export interface IdentityGroupsProps {
  /**
   * How members of every group are made to use MFA.
   *
   * @default MfaEnforcement.strict()
   */
  readonly mfa?: MfaEnforcement;

  /**
   * Buckets whose objects developers upload and read, but never delete.
   *
   * @default - no bucket's objects at all
   */
  readonly developerBuckets?: IBucket[];

  /**
   * The people of the account, one line each.
   *
   * @default - nobody: people are added to the groups by hand
   */
  readonly people?: PersonEntry[];
}

/**
 * All groups of an account, the boundary that developers' roles carry, and the people in them.
 */
export class IdentityGroups extends Construct {
  /** @internal */
  public static _problems(props: IdentityGroupsProps): Problem[] {
    const people = props.people ?? [];
    const known: string[] = Object.values(BaselineGroup);
    return [
      ...(props.developerBuckets ?? []).flatMap((bucket, index) => checkText(
        `developerBuckets[${index}]`, bucket.bucketArn, /^arn:[^:]+:s3:::[^/:]+$/,
        'a bucket of Amazon S3', 'import it with Bucket.fromBucketName, or by an ARN without a path')),
      ...checkUnique('people', people.map(({ userName }) => userName), 'name each person once, with all groups'),
      ...people.flatMap(({ userName, groups }, index) => [
        ...Person._problems(userName, groups.length).map((problem) => ({ ...problem, prop: `people[${index}].${problem.prop}` })),
        ...checkUnique(`people[${index}].groups`, groups, 'name each group once'),
        ...groups.filter((group) => !known.includes(group)).map((group) => ({
          prop: `people[${index}].groups`, got: group, allowed: known.join(', '), fix: 'use a member of BaselineGroup',
        })),
        ...groups.includes(BaselineGroup.REVOKED) && groups.length > 1 ? [{
          prop: `people[${index}].groups`, got: groups.join(', '), allowed: 'revoked alone', fix: 'take the other groups away',
        }] : [],
      ]),
    ];
  }

  /** Administrators. */
  public readonly admins: AdminGroup;

  /** Auditors. */
  public readonly auditors: AuditorGroup;

  /** Developers. */
  public readonly developers: DeveloperGroup;

  /** Finance. */
  public readonly finance: FinanceGroup;

  /** Those who look. */
  public readonly readOnly: ReadOnlyGroup;

  /** Those who call AWS Support. */
  public readonly support: SupportGroup;

  /** Those who must leave at once. */
  public readonly revoked: RevokedGroup;

  /** What bounds the roles that developers make. */
  public readonly boundary: WorkloadBoundary;

  /** @throws when a person or a group is not one IAM accepts */
  constructor(scope: Construct, id: string, props: IdentityGroupsProps = {}) {
    super(scope, id);
    refuse(this, IdentityGroups._problems(props));
    const { mfa, developerBuckets: objectBuckets } = props;
    this.boundary = new WorkloadBoundary(this, 'WorkloadBoundary');
    this.admins = new AdminGroup(this, 'Admin', { mfa });
    this.auditors = new AuditorGroup(this, 'Auditor', { mfa });
    this.developers = new DeveloperGroup(this, 'Developer', { mfa, objectBuckets });
    this.finance = new FinanceGroup(this, 'Finance', { mfa });
    this.readOnly = new ReadOnlyGroup(this, 'ReadOnly', { mfa });
    this.support = new SupportGroup(this, 'Support', { mfa });
    this.revoked = new RevokedGroup(this, 'Revoked');

    const groups: Record<BaselineGroup, PersonaGroup | RevokedGroup> = {
      [BaselineGroup.ADMINISTRATOR]: this.admins,
      [BaselineGroup.AUDITOR]: this.auditors,
      [BaselineGroup.DEVELOPER]: this.developers,
      [BaselineGroup.FINANCE]: this.finance,
      [BaselineGroup.READ_ONLY]: this.readOnly,
      [BaselineGroup.REVOKED]: this.revoked,
      [BaselineGroup.SUPPORT]: this.support,
    };
    const people = new Construct(this, 'People');
    props.people?.forEach(({ userName, groups: memberOf }) =>
      new Person(people, userName, { userName, groups: memberOf.map((name) => groups[name].group) }));
  }
}
