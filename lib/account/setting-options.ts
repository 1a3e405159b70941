import { IKey } from 'aws-cdk-lib/aws-kms';

/** What all settings of an account have in common that a function of the stack sets. */
export interface SettingOptions {
  /**
   * Encrypts the log of the function that sets it. Its policy lets Amazon CloudWatch Logs use it, as that of a LogArchive's key does.
   * The function serves all settings of the stack: the first key passed to one of them is used.
   *
   * @default - the log is encrypted with a key of Amazon CloudWatch Logs
   */
  readonly logEncryptionKey?: IKey;
}
