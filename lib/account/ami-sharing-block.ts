import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { SettingProvider } from '../private/setting-provider';
import { SettingOptions } from './setting-options';

/** Properties of an AmiSharingBlock. */
export interface AmiSharingBlockProps extends SettingOptions {}

/**
 * Keeps the machine images of this region from being published. Images that are public already stay so: there is nothing in AWS that takes them back
 * by itself.
 *
 * One a region. AWS CloudFormation has no resource type for it, so a function of the stack sets it. AWS takes up to ten minutes to put it in force.
 * When the construct goes, what was there before comes back. Where a declarative policy of the organization decides, that counts as success, and
 * nothing is written.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/block-public-access-to-amis.html
 */
export class AmiSharingBlock extends Construct {
  /** @internal */
  public static _statements(): PolicyStatement[] {
    return [new PolicyStatement({
      actions: ['ec2:DisableImageBlockPublicAccess', 'ec2:EnableImageBlockPublicAccess', 'ec2:GetImageBlockPublicAccessState'],
      resources: ['*'],
    })];
  }

  /** @throws when the stack has one already */
  constructor(scope: Construct, id: string, props: AmiSharingBlockProps = {}) {
    super(scope, id);
    const wanted = 'block-new-sharing';
    SettingProvider.of(this).reach(this, {
      name: 'AccountAmiSharingBlock',
      service: 'ec2',
      client: 'EC2Client',
      read: { command: 'GetImageBlockPublicAccessState', path: ['ImageBlockPublicAccessState'] },
      wanted,
      write: { command: 'EnableImageBlockPublicAccess', input: { ImageBlockPublicAccessState: wanted } },
      restore: { command: 'DisableImageBlockPublicAccess' },
      enforced: '"declarative-policy"',
      lags: true,
      statements: AmiSharingBlock._statements(),
      wildcardReason: 'Amazon EC2 knows no resource for the settings of an account.',
    }, props.logEncryptionKey);
  }
}
