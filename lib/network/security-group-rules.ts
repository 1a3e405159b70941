import { Token } from 'aws-cdk-lib';
import { CfnSecurityGroupEgress, CfnSecurityGroupIngress } from 'aws-cdk-lib/aws-ec2';
import { IConstruct } from 'constructs';
import { acknowledge } from '../private/acknowledge';
import { FlowEnd, FlowPath } from './flow-path';
import { TierResources } from './tier-resources';
import { AddressPeer, GatewayEndpointPeer } from './traffic-peer';

interface Rule extends RulePeer {
  readonly ipProtocol: string;
  readonly fromPort: number;
  readonly toPort: number;
  readonly description: string;
}

interface RulePeer {
  readonly cidrIp?: string;
  readonly cidrIpv6?: string;
  readonly sourceSecurityGroupId?: string;
  readonly destinationSecurityGroupId?: string;
  readonly destinationPrefixListId?: string;
}

/**
 * Opens the security groups at both ends of a flow: for each other, where both are tiers and nothing stands between them, and otherwise for the
 * addresses of the other end.
 *
 * @param prefixListId - gives the id of the prefix list of a service behind a gateway endpoint
 * @returns the rules that were made
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html
 */
export function openSecurityGroups(path: FlowPath, prefixListId: (peer: GatewayEndpointPeer) => string): IConstruct[] {
  const { flow, source, destination, inspected } = path;
  const description = flow.toString();
  const ports = { ipProtocol: flow.protocol, fromPort: flow.fromPort!, toPort: flow.toPort!, description };
  const name = description.split(' ').map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('').replace(/[^A-Za-z0-9]/g, 'x');
  const id = (suffix: string, index: number) => `${name}${suffix}${index === 0 ? '' : index + 1}`;
  const rules: IConstruct[] = [];

  if (source.tier) {
    const { tier } = source;
    const peers: RulePeer[] = destination.tier && !inspected ? [{ destinationSecurityGroupId: destination.tier.securityGroupId }]
      : destination.peer instanceof GatewayEndpointPeer ? [{ destinationPrefixListId: prefixListId(destination.peer) }]
      : addresses(destination, source);
    rules.push(...peers.flatMap((peer, index) => isThere(tier, CfnSecurityGroupEgress, { ...ports, ...peer }) ? []
      : [new CfnSecurityGroupEgress(tier, id('', index), { groupId: tier.securityGroupId, ...ports, ...peer })]));
  }
  if (destination.tier) {
    const { tier } = destination;
    const peers: RulePeer[] = source.tier && !inspected ? [{ sourceSecurityGroupId: source.tier.securityGroupId }] : addresses(source, destination);
    const made = peers.flatMap((peer, index) => isThere(tier, CfnSecurityGroupIngress, { ...ports, ...peer }) ? []
      : [new CfnSecurityGroupIngress(tier, id('In', index), { groupId: tier.securityGroupId, ...ports, ...peer })]);
    made.forEach((rule) => {
      acknowledgeAddresses(rule);
      if (source.peer instanceof AddressPeer && source.peer.isInternet) {
        acknowledge(rule, 'The flow from the internet was declared by name, and cannot be declared for SSH or RDP.', 'AwsSolutions-EC23');
      }
    });
    rules.push(...made);
  }
  return rules;
}

/** Rule packs take addresses that a deployment gives out for all addresses. */
export function acknowledgeAddresses(rule: CfnSecurityGroupIngress): void {
  if (Token.isUnresolved(rule.cidrIp) || Token.isUnresolved(rule.cidrIpv6)) {
    acknowledge(rule, 'The addresses are those of one tier, given out at deployment.', 'AwsSolutions-EC23',
      ...['NIST.800.53.R5', 'HIPAA.Security', 'PCI.DSS.321'].flatMap((pack) => [`${pack}-EC2RestrictedCommonPorts`, `${pack}-EC2RestrictedSSH`]));
  }
}

/** Whether a flow before has opened the same, as for another group of people in one tier: Amazon EC2 takes a rule once, whatever its description. */
function isThere(tier: TierResources, type: typeof CfnSecurityGroupEgress | typeof CfnSecurityGroupIngress, rule: Rule): boolean {
  const said = Object.entries(rule).filter(([name]) => name !== 'description');
  return tier.node.children.some((child) => child instanceof type
    && said.every(([name, value]) => (child as unknown as Record<string, unknown>)[name] === value));
}

/** The addresses of one end, as far as the other one has addresses of that IP version. */
function addresses(end: FlowEnd, other: FlowEnd): RulePeer[] {
  return end.blocks.filter(({ family }) => other.blocks.some((block) => block.family === family))
    .map((block) => block.family === 6 ? { cidrIpv6: block.toString() } : { cidrIp: block.toString() });
}
