import { RemovalPolicy } from 'aws-cdk-lib';
import { BackupVault, IBackupVault } from 'aws-cdk-lib/aws-backup';
import { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { checkText, Problem, refuse } from '../private/validation';
import { EncryptionKey } from '../storage/encryption-key';

/** Properties of a ProtectedBackupVault. */
export interface ProtectedBackupVaultProps {
  /**
   * Encrypts the backups.
   *
   * @default - a new key
   */
  readonly encryptionKey?: IKey;

  /**
   * Name of the vault: 2 to 50 letters, digits, `-` and `_`, one of a name for an account and region. For a BackupPolicy, which knows vaults by their
   * names. Another name makes another vault, and the old one stays with its backups.
   *
   * @default - a name made by AWS CDK, from where the vault is in the program
   */
  readonly vaultName?: string;
}

/**
 * A vault of AWS Backup that is encrypted with a key of its own, keeps its backups when its stack goes, and whose access
 * policy lets nobody delete one before its time.
 *
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/create-a-vault-access-policy.html
 */
export class ProtectedBackupVault extends Construct {
  /** @internal */
  public static _problems(props: ProtectedBackupVaultProps): Problem[] {
    return checkText('vaultName', props.vaultName, /^[\w-]{2,50}$/, 'the name of a vault: 2 to 50 letters, digits, "-" and "_"',
      'use a name such as secure-baseline-backups');
  }

  /** The vault. */
  public readonly vault: IBackupVault;

  /** @throws when the name is none of a vault */
  constructor(scope: Construct, id: string, props: ProtectedBackupVaultProps = {}) {
    super(scope, id);
    refuse(this, ProtectedBackupVault._problems(props));
    this.vault = new BackupVault(this, 'Resource', {
      backupVaultName: props.vaultName,
      encryptionKey: props.encryptionKey ?? new EncryptionKey(this, 'Key', { description: 'Backups', aliasName: 'secure-baseline/backups' }).key,
      blockRecoveryPointDeletion: true,
      // A vault of a creation that failed is empty, and would be in the way of the next one by its name.
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
  }
}
