import { CfnNetworkAcl, CfnNetworkAclEntry, CfnSubnetNetworkAclAssociation } from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import { acknowledge } from '../private/acknowledge';
import { AddressBlock } from '../private/address-block';
import { AclEntry, aclEntries, entryKey, TierRules } from './network-acl-rules';
import { TransportProtocol } from './transport-protocol';

const PROTOCOL_NUMBERS = { [TransportProtocol.TCP]: 6, [TransportProtocol.UDP]: 17 };
const ALL_PROTOCOLS = -1;

interface TierNetworkAclProps {
  readonly vpcId: string;
  readonly subnetIds: string[];
  readonly tags: { key: string; value: string }[];
}

/**
 * The network ACL of a tier: shut, until it is told what to let through.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/nacl-rules.html
 */
export class TierNetworkAcl extends Construct {
  private readonly networkAclId: string;
  private readonly written: string[] = [];

  constructor(scope: Construct, id: string, props: TierNetworkAclProps) {
    super(scope, id);
    this.networkAclId = new CfnNetworkAcl(this, 'Resource', { vpcId: props.vpcId, tags: props.tags }).attrId;
    props.subnetIds.forEach((subnetId, index) =>
      new CfnSubnetNetworkAclAssociation(this, `Subnet${index + 1}`, { networkAclId: this.networkAclId, subnetId }));
    acknowledge(
      this,
      'These network ACLs are derived from declared flows, return ports included, and packets through them are computed in tests.',
      'AwsSolutions-VPC3',
    );
  }

  /**
   * Lets through what is told, and nothing that was before.
   *
   * @param own - the blocks of the network, which are not the internet. Their traffic is stopped where it comes in, in every tier
   * @param connected - the blocks of networks connected to it, which are not the internet either, and let in nobody knows what
   * @returns how many entries the fuller direction has
   */
  public write(rules: TierRules, own: AddressBlock[], connected: AddressBlock[]): number {
    this.written.splice(0).forEach((id) => this.node.tryRemoveChild(id));
    const counts = [false, true].map((egress) => {
      const entries = egress ? aclEntries(rules.egress, connected, false) : aclEntries(rules.ingress, [...own, ...connected], true);
      entries.forEach((entry) => this.entry(entry, egress));
      return entries.length;
    });
    return Math.max(...counts);
  }

  private entry(entry: AclEntry, egress: boolean): void {
    const { block, protocol, fromPort, toPort, action, ruleNumber } = entry;
    const words = `${egress ? 'egress' : 'ingress'} ${action} ${entryKey(entry)}`.split(' ');
    const id = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1).replace(/[^A-Za-z0-9]/g, 'x')).join('');
    this.written.push(id);
    new CfnNetworkAclEntry(this, id, {
      networkAclId: this.networkAclId,
      ruleNumber,
      ruleAction: action,
      egress,
      protocol: protocol ? PROTOCOL_NUMBERS[protocol] : ALL_PROTOCOLS,
      ...(block.family === 6 ? { ipv6CidrBlock: block.toString() } : { cidrBlock: block.toString() }),
      ...(protocol && { portRange: { from: fromPort!, to: toPort! } }),
    });
  }
}
