import { CfnSecurityGroupIngress } from 'aws-cdk-lib/aws-ec2';
import { IConstruct } from 'constructs';
import { AddressBlock } from '../private/address-block';
import { Problem } from '../private/validation';
import { FlowPath, rulesAt, touches } from './flow-path';
import { openSecurityGroups } from './security-group-rules';
import { TierResources } from './tier-resources';
import { GatewayEndpointPeer } from './traffic-peer';

/** Of Amazon VPC: rules a security group may have in each direction, unless raised. */
const SECURITY_GROUP_QUOTA = 60;

interface DerivedFirewallsProps {
  readonly tiers: TierResources[];
  /** The blocks of the network itself. */
  readonly blocks: AddressBlock[];
  /** Traffic of parts of the network itself, that nobody has to declare. Their security groups are their own. */
  readonly ownPaths: FlowPath[];
  readonly prefixListId: (peer: GatewayEndpointPeer) => string;
  readonly networkAclQuota: number;
}

/** The security-group rules and network ACL entries of a network, kept equal to the flows that were declared. */
export class DerivedFirewalls {
  private readonly paths: { path: FlowPath; rules: IConstruct[] }[] = [];

  constructor(private readonly props: DerivedFirewallsProps) {
    props.tiers.filter((tier) => props.ownPaths.some((path) => touches(path, tier))).forEach((tier) => this.write(tier));
  }

  /** What was declared until now. */
  public get flows(): FlowPath[] {
    return this.paths.map(({ path }) => path);
  }

  /** Opens what the paths need. The problems are those of what was opened, which a caller that goes on would leave half done. */
  public add(paths: FlowPath[]): Problem[] {
    this.paths.push(...paths.map((path) => ({ path, rules: openSecurityGroups(path, this.props.prefixListId) })));
    return this.props.tiers.filter((tier) => paths.some((path) => touches(path, tier))).flatMap((tier) => this.write(tier));
  }

  /** Replaces paths by others that carry the same flows another way. */
  public reroute(change: (path: FlowPath) => FlowPath): Problem[] {
    const paths = this.paths.splice(0);
    paths.forEach(({ rules }) => rules.forEach((rule) => rule.node.scope!.node.tryRemoveChild(rule.node.id)));
    return this.add(paths.map(({ path }) => change(path)));
  }

  private write(tier: TierResources): Problem[] {
    const touching = [...this.flows, ...this.props.ownPaths].filter((path) => touches(path, tier));
    const rules = touching.map((path) => rulesAt(tier, path));
    const connected = touching.flatMap(({ source, destination }) => [source, destination])
      .filter((end) => end.connected).flatMap(({ blocks }) => blocks);
    const entries = tier.networkAcl.write(
      { ingress: rules.flatMap(({ ingress }) => ingress), egress: rules.flatMap(({ egress }) => egress) },
      this.props.blocks, [...new Map(connected.map((block) => [block.key, block])).values()],
    );
    return [
      ...this.overQuota(tier, touching, entries, this.props.networkAclQuota, 'entries in each direction of a network ACL'),
      ...this.overQuota(tier, touching, this.securityGroupRules(tier), SECURITY_GROUP_QUOTA, 'rules in each direction of a security group'),
    ];
  }

  /** How many rules the fuller direction of a tier's security group has. */
  private securityGroupRules(tier: TierResources): number {
    const own = this.paths.flatMap(({ rules }) => rules).filter(({ node }) => node.scope === tier);
    const ingress = own.filter((rule) => rule instanceof CfnSecurityGroupIngress).length;
    return Math.max(ingress, own.length - ingress);
  }

  private overQuota(tier: TierResources, touching: FlowPath[], count: number, quota: number, what: string): Problem[] {
    return count <= quota ? [] : [{
      prop: 'flows',
      got: count,
      allowed: `${quota} ${what}, which the flows of tier "${tier.tier.name}" have to share`,
      fix: `join ports into ranges or peers into larger blocks among: ${touching.map(({ flow }) => flow.toString()).join('; ')}`,
    }];
  }
}
