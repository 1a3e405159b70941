import { RemovalPolicy } from 'aws-cdk-lib';
import { BackupVault, IBackupVault } from 'aws-cdk-lib/aws-backup';
import { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { EncryptionKey } from '../storage/encryption-key';

/** Properties of a ProtectedBackupVault. */
export interface ProtectedBackupVaultProps {
  /**
   * Encrypts the backups.
   *
   * @default - a new key
   */
  readonly encryptionKey?: IKey;
}

/**
 * A vault of AWS Backup that is encrypted with a key of its own, keeps its backups when its stack goes, and whose access
 * policy lets nobody delete one before its time.
 *
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/create-a-vault-access-policy.html
 */
export class ProtectedBackupVault extends Construct {
  /** The vault. */
  public readonly vault: IBackupVault;

  constructor(scope: Construct, id: string, props: ProtectedBackupVaultProps = {}) {
    super(scope, id);
    this.vault = new BackupVault(this, 'Resource', {
      encryptionKey: props.encryptionKey ?? new EncryptionKey(this, 'Key', { description: 'Backups', aliasName: 'secure-baseline/backups' }).key,
      blockRecoveryPointDeletion: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
  }
}
