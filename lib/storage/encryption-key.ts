import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { IPrincipal, PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Alias, IKey, Key } from 'aws-cdk-lib/aws-kms';
import { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { checkDays, checkText, Problem, refuse } from '../private/validation';
import { KeyAlerts } from './key-alerts';
import { keyStatements } from './key-statements';

/** Who may do what with an EncryptionKey. */
export interface EncryptionKeyAccess {
  /** What the key encrypts, in words: shown in the console and in every key listing. */
  readonly description: string;

  /**
   * Name of the key without `alias/`: letters, digits, `/`, `_` and `-`, not starting with `aws/`; 1 to 250 characters.
   *
   * @default - the key has no alias
   */
  readonly aliasName?: string;

  /**
   * Who may disable the key and schedule its deletion, besides what is needed to look after it. They cannot use it.
   *
   * @default - nobody: whoever may change the key policy would have to name somebody first
   */
  readonly administrators?: IPrincipal[];

  /**
   * Who may encrypt and decrypt. Then nobody else can, whatever IAM policies allow: grants of aws-cdk-lib, which add to IAM policies, are
   * not enough.
   *
   * @default - whom IAM policies of the key's own account allow
   */
  readonly users?: IPrincipal[];

  /**
   * What other principals, such as AWS services, may do with the key.
   *
   * @default - nothing
   */
  readonly statements?: PolicyStatement[];

  /**
   * Gets an alert when somebody disables the key, schedules its deletion or changes its policy, as KeyAlerts does.
   *
   * @default - no alert of its own; ActivityAlarms cover disabling and deletion for the whole account
   */
  readonly alertTopic?: ITopic;
}

/** Properties of an EncryptionKey. */
export interface EncryptionKeyProps extends EncryptionKeyAccess {
  /**
   * How often AWS replaces the key material, from 90 to 2,560 days. Earlier material is kept for decryption.
   *
   * @default Duration.days(365)
   */
  readonly rotationPeriod?: Duration;

  /**
   * Whether the key can have replicas with the same material in other regions (EncryptionKeyReplica). A later change makes another key.
   *
   * @default false
   */
  readonly multiRegion?: boolean;
}

/**
 * A customer managed AWS KMS key: rotated every year, kept when its stack goes, and thirty days on hold before any deletion.
 *
 * Administration and use are apart. Through IAM policies of the account, a key can be looked after and, unless `users` are named, used; it can
 * be neither disabled nor deleted before its policy names somebody who may, and `kms:*` is granted to nobody.
 *
 * One key serves one concern (all logs, all backups): AWS charges 1 USD a month for it, and 1 more for each of its first two rotations.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html
 */
export class EncryptionKey extends Construct {
  /** @internal */
  public static _problems(props: EncryptionKeyProps): Problem[] {
    return [...checkDays('rotationPeriod', props.rotationPeriod, 90, 2560), ...EncryptionKey._aliasProblems(props.aliasName)];
  }

  /** @internal */
  public static _aliasProblems(aliasName?: string): Problem[] {
    return checkText('aliasName', aliasName, /^(?!aws\/)[A-Za-z0-9/_-]{1,250}$/,
      '1 to 250 letters, digits, "/", "_" or "-", not starting with "aws/"', 'leave out "alias/" and use a name such as secure-baseline/logs');
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
      multiRegion: props.multiRegion,
      policy: new PolicyDocument({ statements: keyStatements(props) }),
      removalPolicy: RemovalPolicy.RETAIN,
    });
    if (props.aliasName !== undefined) {
      new Alias(this, 'Alias', { aliasName: `alias/${props.aliasName}`, targetKey: key });
    }
    this.key = key;
    if (props.alertTopic) {
      new KeyAlerts(this, 'Alerts', { key, topic: props.alertTopic });
    }
  }
}
