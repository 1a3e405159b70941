import { Duration } from 'aws-cdk-lib';
import { BackupPolicyCopy } from './backup-policy-copy';

/**
 * When a BackupPolicy backs up, and how long it keeps that.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_backup_syntax.html
 */
export interface BackupPolicyRule {
  /** Name of the rule: 1 to 50 letters, digits, `-`, `_` and `.`. */
  readonly name: string;

  /**
   * When, in UTC, as a cron expression such as `cron(0 5 * * ? *)`. Its minute is one number, since AWS Backup starts no two backups of a rule within
   * an hour.
   */
  readonly schedule: string;

  /**
   * How long a backup is kept, from 1 to 36,500 days.
   *
   * @default Duration.days(35)
   */
  readonly retention?: Duration;

  /**
   * After how many days a backup moves to cold storage, where it stays for 90 days or more: its retention is at least 90 days longer. Types of
   * resources that have no cold storage stay where they are.
   *
   * @default - never
   */
  readonly coldStorageAfter?: Duration;

  /**
   * How long a backup may take once it has started, from 2 to 168 hours. One that takes longer is given up.
   *
   * @default Duration.hours(8)
   */
  readonly completionWindow?: Duration;

  /**
   * Further vaults that get a copy of each backup.
   *
   * @default - none
   */
  readonly copies?: BackupPolicyCopy[];
}
