import { Duration } from 'aws-cdk-lib';
import { Problem } from '../private/validation';
import { BackupPolicyCopy } from './backup-policy-copy';
import { backupPlan, backupProblems } from './backup-policy-plan';
import { BackupPolicyRule } from './backup-policy-rule';
import { ManagementPolicy } from './management-policy';
import { ManagementPolicyEntry } from './management-policy-entry';
import { idOf } from './management-policy-settings';
import { OrganizationPolicyType } from './organization-policy-type';

/** Settings of a BackupPolicy that do not depend on its rules. */
export interface BackupPolicyOptions {
  /** Codes of the regions whose resources are backed up, of one partition; at least one. */
  readonly regions: string[];

  /**
   * Name of the vault that takes the backups: 2 to 50 letters, digits, `-` and `_`. It has to be there, in each of these regions of each account, as
   * a ProtectedBackupVault with the same `vaultName` is.
   */
  readonly vaultName: string;

  /**
   * Name of the role AWS Backup acts with, with its path. It has to be there, in each account, as that of a TaggedBackup with the same `roleName` is.
   *
   * @default - `service-role/AWSBackupDefaultServiceRole`, which the console of AWS Backup makes when it is first used in an account
   */
  readonly roleName?: string;

  /**
   * Key of the tag that says what is backed up, in its exact case.
   *
   * @default TaggedBackup.TAG_KEY
   */
  readonly tagKey?: string;

  /**
   * Values of the tag that say so, each of them, in their exact case; at least one.
   *
   * @default [TaggedBackup.TAG_VALUE]
   */
  readonly tagValues?: string[];
}

/** Properties of BackupPolicy.daily. */
export interface DailyBackupPolicyProps extends BackupPolicyOptions {
  /**
   * How long a backup is kept, from 1 to 36,500 days.
   *
   * @default Duration.days(35)
   */
  readonly retention?: Duration;

  /**
   * Further vaults that get a copy of each backup.
   *
   * @default - none
   */
  readonly copies?: BackupPolicyCopy[];
}

/** Properties of BackupPolicy.plan. */
export interface BackupPolicyProps extends BackupPolicyOptions {
  /** When it backs up, and how long it keeps that: 1 to 10 rules. */
  readonly rules: BackupPolicyRule[];
}

/**
 * A plan of AWS Backup in all accounts at or below a target, which no administrator of an account changes or removes, and no policy further down.
 * Policies further down may add plans of their own.
 *
 * The vault and the role have to be there before: roll them out with a stack set. Nothing is backed up where one is missing, which AWS Backup shows
 * as jobs that failed. A ProtectedBackupVault takes the backups where it has the `vaultName` of the policy.
 *
 * Beside a TaggedBackup, the policy uses the vault and the role of it where both go by the same `vaultName` and `roleName`. It then needs a tag value
 * of its own, such as `weekly`: what carries the same tag is backed up twice. Where the policy is to take over `daily`, leave the TaggedBackup out
 * with `ProtectionDomain.omitted`, and give each account a ProtectedBackupVault and a role by these names.
 *
 * Costs what backups cost, as soon as something carries the tag. That is why none of these is recommended without looking.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_backup.html
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_backup_syntax.html
 */
export class BackupPolicy extends ManagementPolicy {
  /**
   * Does every night at five o'clock UTC, in each account, what a TaggedBackup does in one.
   *
   * @param props - where, of what, and for how long
   */
  public static daily(props: DailyBackupPolicyProps): BackupPolicy {
    const { retention, copies, ...options } = props;
    return new BackupPolicy('secure-baseline-daily', { ...options, rules: [{ name: 'Daily', schedule: 'cron(0 5 * * ? *)', retention, copies }] },
      ({ prop, ...problem }) => ({ ...problem, prop: prop.replace('rules[0].', '') }));
  }

  /**
   * Backs up what carries a tag, by rules of your own.
   *
   * @param name - name of the plan: 1 to 50 letters, digits, `-`, `_` and `.`; one of a name for an account
   * @param props - where, of what, when, and for how long
   */
  public static plan(name: string, props: BackupPolicyProps): BackupPolicy {
    return new BackupPolicy(name, props);
  }

  /** @internal */
  protected readonly _entry: ManagementPolicyEntry;

  private constructor(name: string, props: BackupPolicyProps, named: (problem: Problem) => Problem = (problem) => problem) {
    super();
    this._entry = {
      id: idOf('backup', name),
      type: OrganizationPolicyType.BACKUP_POLICY,
      what: `What carries the tag is backed up in ${props.regions.join(', ')}, as the plan ${name} says.`,
      why: 'Backups that each account decides on are missing where they are needed.',
      link: 'https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_backup_syntax.html',
      content: { plans: { [name]: backupPlan(props) } },
      problems: backupProblems(name, props).map(named),
    };
  }
}
