import { Stack, Token } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { SettingProvider } from '../private/setting-provider';
import { Problem, refuse } from '../private/validation';
import { SettingOptions } from './setting-options';

/** Properties of an EbsEncryptionByDefault. */
export interface EbsEncryptionByDefaultProps extends SettingOptions {
  /**
   * Encrypts new volumes and copies of snapshots that name no key. A symmetric key of the same region (the key itself, not an alias of it), whose
   * policy lets whoever starts instances use it through Amazon EC2; without that, or once it is disabled, instances do not start.
   *
   * @default - the region's default key stays what it is; in a new account that is the AWS managed key `alias/aws/ebs`
   */
  readonly encryptionKey?: IKey;
}

/**
 * Encrypts every new Amazon EBS volume and every new copy of a snapshot in this region, whether it is asked for or not. Volumes that exist stay as
 * they are.
 *
 * One a region. AWS CloudFormation has no resource type for it, so a function of the stack sets it. When the construct goes, what was there before
 * comes back, unless somebody has changed it since.
 *
 * @see https://docs.aws.amazon.com/ebs/latest/userguide/encryption-by-default.html
 */
export class EbsEncryptionByDefault extends Construct {
  /** @internal */
  public static _problems(props: EbsEncryptionByDefaultProps, region?: string, prop = 'encryptionKey'): Problem[] {
    const own = props.encryptionKey?.env.region;
    return own === undefined || region === undefined || Token.isUnresolved(own) || Token.isUnresolved(region) || own === region ? [] : [{
      prop, got: own, allowed: `a key in ${region}`, fix: 'pass a key of the region the stack goes to: volumes cannot use any other',
    }];
  }

  /** @internal */
  public static _statements(): PolicyStatement[] {
    return [new PolicyStatement({
      actions: [
        'ec2:DisableEbsEncryptionByDefault', 'ec2:EnableEbsEncryptionByDefault', 'ec2:GetEbsDefaultKmsKeyId', 'ec2:GetEbsEncryptionByDefault',
        'ec2:ModifyEbsDefaultKmsKeyId', 'ec2:ResetEbsDefaultKmsKeyId',
      ],
      resources: ['*'],
    })];
  }

  /** @throws when the key is in another region, or when the stack has one already */
  constructor(scope: Construct, id: string, props: EbsEncryptionByDefaultProps = {}) {
    super(scope, id);
    refuse(this, EbsEncryptionByDefault._problems(props, Stack.of(this).region));
    const common = {
      service: 'ec2',
      client: 'EC2Client',
      statements: EbsEncryptionByDefault._statements(),
      wildcardReason: 'Amazon EC2 knows no resource for the settings of an account.',
    };
    const provider = SettingProvider.of(this);

    const enabled = provider.reach(this, {
      ...common,
      name: 'AccountEbsEncryptionByDefault',
      read: { command: 'GetEbsEncryptionByDefault', path: ['EbsEncryptionByDefault'] },
      wanted: true,
      write: { command: 'EnableEbsEncryptionByDefault' },
      restore: { command: 'DisableEbsEncryptionByDefault' },
    }, props.logEncryptionKey);
    if (props.encryptionKey) {
      const key = provider.reach(this, {
        ...common,
        name: 'AccountEbsDefaultKey',
        read: { command: 'GetEbsDefaultKmsKeyId', path: ['KmsKeyId'], none: 'alias/aws/ebs' },
        wanted: props.encryptionKey.keyArn,
        write: { command: 'ModifyEbsDefaultKmsKeyId', to: 'KmsKeyId' },
        remove: { command: 'ResetEbsDefaultKmsKeyId' },
      });
      // So that no volume is encrypted with another key in between.
      enabled.node.addDependency(key);
    }
  }
}
