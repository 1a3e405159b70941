import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import { PolicyDocument } from 'aws-cdk-lib/aws-iam';
import { Alias, CfnReplicaKey, IKey, Key } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { checkText, Problem, refuse } from '../private/validation';
import { EncryptionKey, EncryptionKeyAccess } from './encryption-key';
import { KeyAlerts } from './key-alerts';
import { keyStatements } from './key-statements';

/** Properties of an EncryptionKeyReplica. */
export interface EncryptionKeyReplicaProps extends EncryptionKeyAccess {
  /** ARN of the primary key, an EncryptionKey with `multiRegion`, in another region. */
  readonly primaryKeyArn: string;
}

/**
 * The replica of a multi-Region key in another region: the same key material, rotated with the primary, under a policy of its own. What was
 * encrypted with one can be decrypted with the other, without a request across regions.
 *
 * AWS charges 1 USD a month for each replica.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/multi-region-keys-overview.html
 */
export class EncryptionKeyReplica extends Construct {
  /** @internal */
  public static _problems(props: EncryptionKeyReplicaProps, region: string): Problem[] {
    return [
      ...checkText('primaryKeyArn', props.primaryKeyArn, /^arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:key\/mrk-[0-9a-f]{32}$/,
        'the ARN of a multi-Region key, whose id starts with "mrk-"', 'make the primary an EncryptionKey with multiRegion: true'),
      ...checkText('primaryKeyArn', props.primaryKeyArn, new RegExp(`^(?!arn:[^:]+:kms:${region}:)`), `a key in another region than ${region}`,
        'make the replica in another region: there is one key of a kind in each'),
      ...EncryptionKey._aliasProblems(props.aliasName),
    ];
  }

  /** The key. Its policy is settled: statements cannot be added to it later. */
  public readonly key: IKey;

  /** @throws when the primary is no multi-Region key of another region, or the alias is not one AWS KMS accepts */
  constructor(scope: Construct, id: string, props: EncryptionKeyReplicaProps) {
    super(scope, id);
    refuse(this, EncryptionKeyReplica._problems(props, Stack.of(this).region));

    const replica = new CfnReplicaKey(this, 'Resource', {
      description: props.description,
      primaryKeyArn: props.primaryKeyArn,
      keyPolicy: new PolicyDocument({ statements: keyStatements(props) }),
      pendingWindowInDays: 30,
    });
    replica.applyRemovalPolicy(RemovalPolicy.RETAIN);
    this.key = Key.fromKeyArn(this, 'Key', replica.attrArn);
    if (props.aliasName !== undefined) {
      new Alias(this, 'Alias', { aliasName: `alias/${props.aliasName}`, targetKey: this.key });
    }
    if (props.alertTopic) {
      new KeyAlerts(this, 'Alerts', { key: this.key, topic: props.alertTopic });
    }
  }
}
