import { Duration } from 'aws-cdk-lib';

/**
 * A second vault for the backups of a BackupPolicy.
 *
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/create-cross-account-backup.html
 */
export interface BackupPolicyCopy {
  /** Code of the region the vault is in. */
  readonly region: string;

  /** Name of the vault: 2 to 50 letters, digits, `-` and `_`. */
  readonly vaultName: string;

  /**
   * The account the vault is in, which survives when somebody takes over the account that was backed up. Its vault has to accept copies from the
   * organization, and the organization has to have backups across accounts turned on.
   *
   * @default - the account that is backed up
   */
  readonly account?: string;

  /**
   * How long a copy is kept, from 1 to 36,500 days.
   *
   * @default - as long as the backup
   */
  readonly retention?: Duration;

  /**
   * After how many days a copy moves to cold storage, where it stays for 90 days or more: its retention is at least 90 days longer.
   *
   * @default - never
   */
  readonly coldStorageAfter?: Duration;
}
