import { Stack } from 'aws-cdk-lib';
import { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { SettingProvider } from '../private/setting-provider';
import { Problem, refuse } from '../private/validation';
import { AccountSetting } from './account-setting';
import { AmiSharingBlock } from './ami-sharing-block';
import { DefaultVpcRemoval } from './default-vpc-removal';
import { DocumentSharingBlock } from './document-sharing-block';
import { EbsEncryptionByDefault } from './ebs-encryption-by-default';
import { InstanceMetadataDefaults } from './instance-metadata-defaults';
import { SettingSelection } from './omitted-setting';
import { SerialConsoleBlock } from './serial-console-block';
import { makeUnlessOmitted, omittedProblems } from './setting-omission';
import { SettingOptions } from './setting-options';
import { SnapshotSharingBlock } from './snapshot-sharing-block';

/** What can be chosen about the settings of an account in a region. */
export interface AccountSettingsOptions extends SettingSelection {
  /**
   * Encrypts new Amazon EBS volumes that name no key. A symmetric key of the same region, whose policy lets whoever starts instances use it through
   * Amazon EC2.
   *
   * @default - the region's default key stays what it is; in a new account that is the AWS managed key `alias/aws/ebs`
   */
  readonly ebsEncryptionKey?: IKey;

  /**
   * How many network hops a token for the metadata of an instance may travel, from 1 to 64. With 2, containers take over the role of their instance,
   * and synthesis warns.
   *
   * @default 1
   */
  readonly instanceMetadataHopLimit?: number;
}

/** Properties of AccountSettings. */
export interface AccountSettingsProps extends AccountSettingsOptions, SettingOptions {}

/**
 * The settings of an account that each region has for itself: nothing of it can be shared with the public, volumes are encrypted, instances hand out
 * credentials for tokens alone and have no serial console, and the default VPC is gone.
 *
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html
 */
export class AccountSettings extends Construct {
  /** @internal */
  public static readonly _SETTINGS: readonly AccountSetting[] = [
    AccountSetting.SNAPSHOT_SHARING_BLOCK, AccountSetting.DOCUMENT_SHARING_BLOCK, AccountSetting.AMI_SHARING_BLOCK,
    AccountSetting.EBS_ENCRYPTION_BY_DEFAULT, AccountSetting.INSTANCE_METADATA_DEFAULTS, AccountSetting.SERIAL_CONSOLE_BLOCK,
    AccountSetting.DEFAULT_VPC_REMOVAL,
  ];

  /** @internal */
  public static _problems(props: AccountSettingsProps, region?: string): Problem[] {
    return [
      ...EbsEncryptionByDefault._problems({ encryptionKey: props.ebsEncryptionKey }, region, 'ebsEncryptionKey'),
      ...InstanceMetadataDefaults._problems({ httpPutResponseHopLimit: props.instanceMetadataHopLimit }, 'instanceMetadataHopLimit'),
      ...omittedProblems(props.omitted, AccountSettings._SETTINGS),
    ];
  }

  /** What became of the default VPC, known once it is deployed. Not there when its removal is left out. */
  public readonly defaultVpc?: DefaultVpcRemoval;

  /** @throws when the key is in another region, the hop limit out of its range, or what is left out is named twice or without a reason */
  constructor(scope: Construct, id: string, props: AccountSettingsProps = {}) {
    super(scope, id);
    refuse(this, AccountSettings._problems(props, Stack.of(this).region));
    const { omitted, logEncryptionKey } = props;
    SettingProvider.of(this).share(this, [
      ...AmiSharingBlock._statements(), ...EbsEncryptionByDefault._statements(), ...InstanceMetadataDefaults._statements(),
      ...SerialConsoleBlock._statements(),
    ], 'Amazon EC2 knows no resource for the settings of an account.');

    let defaultVpc: DefaultVpcRemoval | undefined;
    makeUnlessOmitted(this, omitted, {
      [AccountSetting.SNAPSHOT_SHARING_BLOCK]: () => new SnapshotSharingBlock(this, 'SnapshotSharing'),
      [AccountSetting.DOCUMENT_SHARING_BLOCK]: () => new DocumentSharingBlock(this, 'DocumentSharing'),
      [AccountSetting.AMI_SHARING_BLOCK]: () => new AmiSharingBlock(this, 'AmiSharing', { logEncryptionKey }),
      [AccountSetting.EBS_ENCRYPTION_BY_DEFAULT]: () =>
        new EbsEncryptionByDefault(this, 'EbsEncryption', { encryptionKey: props.ebsEncryptionKey, logEncryptionKey }),
      [AccountSetting.INSTANCE_METADATA_DEFAULTS]: () =>
        new InstanceMetadataDefaults(this, 'InstanceMetadata', { httpPutResponseHopLimit: props.instanceMetadataHopLimit, logEncryptionKey }),
      [AccountSetting.SERIAL_CONSOLE_BLOCK]: () => new SerialConsoleBlock(this, 'SerialConsole', { logEncryptionKey }),
      [AccountSetting.DEFAULT_VPC_REMOVAL]: () => {
        defaultVpc = new DefaultVpcRemoval(this, 'DefaultVpc', { logEncryptionKey });
      },
    });
    this.defaultVpc = defaultVpc;
  }
}
