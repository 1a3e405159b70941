import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Alias, IKey, Key } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { checkDays, checkText, Problem, refuse } from '../private/validation';

/** Properties of an EncryptionKey. */
export interface EncryptionKeyProps {
  /** What the key encrypts, in words: shown in the console and in every key listing. */
  readonly description: string;

  /**
   * Name of the key without `alias/`: letters, digits, `/`, `_` and `-`, not starting with `aws/`; 1 to 250 characters.
   *
   * @default - the key has no alias
   */
  readonly aliasName?: string;

  /**
   * How often AWS replaces the key material, from 90 to 2,560 days. Earlier material is kept for decryption.
   *
   * @default Duration.days(365)
   */
  readonly rotationPeriod?: Duration;

  /**
   * What other principals, such as AWS services, may do with the key.
   *
   * @default - only what IAM policies of the key's own account allow
   */
  readonly statements?: PolicyStatement[];
}

/**
 * A customer managed AWS KMS key: rotated every year, kept when its stack goes, and thirty days on hold before any deletion.
 *
 * One key serves one concern (all logs, all backups), since each costs a fixed amount a month.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html
 */
export class EncryptionKey extends Construct {
  /** @internal */
  public static _problems(props: EncryptionKeyProps): Problem[] {
    return [
      ...checkDays('rotationPeriod', props.rotationPeriod, 90, 2560),
      ...checkText('aliasName', props.aliasName, /^(?!aws\/)[A-Za-z0-9/_-]{1,250}$/,
        '1 to 250 letters, digits, "/", "_" or "-", not starting with "aws/"', 'leave out "alias/" and use a name such as secure-baseline/logs'),
    ];
  }

  /** The key. */
  public readonly key: IKey;

  /** @throws when the rotation period or the alias is not one AWS KMS accepts */
  constructor(scope: Construct, id: string, props: EncryptionKeyProps) {
    super(scope, id);
    refuse(this, EncryptionKey._problems(props));

    const key = new Key(this, 'Resource', {
      description: props.description,
      enableKeyRotation: true,
      rotationPeriod: props.rotationPeriod ?? Duration.days(365),
      pendingWindow: Duration.days(30),
      removalPolicy: RemovalPolicy.RETAIN,
    });
    props.statements?.forEach((statement) => key.addToResourcePolicy(statement));
    if (props.aliasName !== undefined) {
      new Alias(this, 'Alias', { aliasName: `alias/${props.aliasName}`, targetKey: key });
    }
    this.key = key;
  }
}
