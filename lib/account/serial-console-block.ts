import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { SettingProvider } from '../private/setting-provider';
import { SettingOptions } from './setting-options';

/** Properties of a SerialConsoleBlock. */
export interface SerialConsoleBlockProps extends SettingOptions {}

/**
 * Switches off the serial console of all instances in this region: a way in that no security group, network ACL or key pair stands in front of.
 *
 * One a region. AWS CloudFormation has no resource type for it, so a function of the stack sets it. When the construct goes, what was there before
 * comes back, unless somebody has changed it since. Where a declarative policy of the organization decides, that counts as success, and nothing is
 * written.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configure-access-to-serial-console.html
 */
export class SerialConsoleBlock extends Construct {
  /** @internal */
  public static _statements(): PolicyStatement[] {
    return [new PolicyStatement({
      actions: ['ec2:DisableSerialConsoleAccess', 'ec2:EnableSerialConsoleAccess', 'ec2:GetSerialConsoleAccessStatus'],
      resources: ['*'],
    })];
  }

  /** @throws when the stack has one already */
  constructor(scope: Construct, id: string, props: SerialConsoleBlockProps = {}) {
    super(scope, id);
    SettingProvider.of(this).reach(this, {
      name: 'AccountSerialConsoleBlock',
      service: 'ec2',
      client: 'EC2Client',
      read: { command: 'GetSerialConsoleAccessStatus', path: ['SerialConsoleAccessEnabled'] },
      wanted: false,
      write: { command: 'DisableSerialConsoleAccess' },
      restore: { command: 'EnableSerialConsoleAccess' },
      enforced: '"declarative-policy"',
      statements: SerialConsoleBlock._statements(),
      wildcardReason: 'Amazon EC2 knows no resource for the settings of an account.',
    }, props.logEncryptionKey);
  }
}
