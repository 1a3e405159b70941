import { Token } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { SettingProvider } from '../private/setting-provider';
import { checkRange, Problem, refuse } from '../private/validation';
import { warn } from '../private/warn';
import { SettingOptions } from './setting-options';

/** Properties of an InstanceMetadataDefaults. */
export interface InstanceMetadataDefaultsProps extends SettingOptions {
  /**
   * How many network hops a token may travel, from 1 to 64. Containers with a network of their own are one hop further away than their instance:
   * with 2 they take over its role, and synthesis warns.
   *
   * @default 1
   */
  readonly httpPutResponseHopLimit?: number;
}

/**
 * Has new instances of this region ask for a token before they hand out metadata and credentials (IMDSv2), unless whoever launches them asks for
 * something else. Instances that exist stay as they are.
 *
 * One a region. AWS CloudFormation has no resource type for it, so a function of the stack sets it. Whether the endpoint is there, and whether it
 * has tags, is not touched. When the construct goes, what was there before comes back (no preference, in a new account), unless somebody has changed
 * it since. Where a declarative policy of the organization decides, that counts as success, and nothing is written.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-IMDS-new-instances.html
 */
export class InstanceMetadataDefaults extends Construct {
  /** @internal */
  public static _problems(props: InstanceMetadataDefaultsProps, prop = 'httpPutResponseHopLimit'): Problem[] {
    return checkRange(prop, props.httpPutResponseHopLimit, 1, 64, 'leave it out for 1, or use 2 where containers need the role of their instance');
  }

  /** @internal */
  public static _statements(): PolicyStatement[] {
    return [new PolicyStatement({ actions: ['ec2:GetInstanceMetadataDefaults', 'ec2:ModifyInstanceMetadataDefaults'], resources: ['*'] })];
  }

  /** @throws when the hop limit is out of its range, or when the stack has one already */
  constructor(scope: Construct, id: string, props: InstanceMetadataDefaultsProps = {}) {
    super(scope, id);
    refuse(this, InstanceMetadataDefaults._problems(props));
    const hops = props.httpPutResponseHopLimit ?? 1;
    // How one says, in a request, that there is nothing to say. The response leaves out what nobody has a preference for.
    const none = { HttpTokens: 'no-preference', HttpPutResponseHopLimit: -1 };

    SettingProvider.of(this).reach(this, {
      name: 'AccountInstanceMetadataDefaults',
      service: 'ec2',
      client: 'EC2Client',
      read: { command: 'GetInstanceMetadataDefaults', path: ['AccountLevel'] },
      fields: none,
      wanted: { HttpTokens: 'required', HttpPutResponseHopLimit: hops },
      write: { command: 'ModifyInstanceMetadataDefaults', to: '' },
      remove: { command: 'ModifyInstanceMetadataDefaults', input: none },
      enforced: '"declarative-policy"',
      statements: InstanceMetadataDefaults._statements(),
      wildcardReason: 'Amazon EC2 knows no resource for the settings of an account.',
    }, props.logEncryptionKey);

    if (!Token.isUnresolved(hops) && hops > 1) {
      warn(this, 'metadata-hop-limit', `containers on an instance can take over its role, ${hops} hops away: leave the hop limit out for 1`);
    }
  }
}
