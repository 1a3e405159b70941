import { CfnRouteTable, CfnSecurityGroup, CfnSubnet, CfnSubnetRouteTableAssociation } from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import { InternetRoute, NetworkTier } from './network-tier';
import { SubnetPlan } from './subnet-plan';
import { TierNetworkAcl } from './tier-network-acl';

interface TierResourcesProps {
  readonly vpcId: string;
  readonly tier: NetworkTier;
  readonly zones: string[];
  readonly plan: SubnetPlan;
  /** Position among the tiers, which decides the addresses. */
  readonly index: number;
  /** Name of the network, put in front of the names of its parts. */
  readonly network: string;
}

/** What one tier consists of: subnets, route tables, a network ACL and a security group, both of the latter shut. */
export class TierResources extends Construct {
  public readonly tier: NetworkTier;
  /** One block that covers the subnets of all zones. */
  public readonly cidr: string;
  public readonly subnetIds: string[];
  /** By zone, so that a table the zones share is there once for each. */
  public readonly routeTableIds: string[];
  public readonly networkAcl: TierNetworkAcl;
  public readonly securityGroupId: string;

  constructor(scope: Construct, id: string, props: TierResourcesProps) {
    super(scope, id);
    const { vpcId, tier, zones, plan, index } = props;
    const name = `${props.network}/${tier.name}`;
    const tags = [{ key: 'Name', value: name }];
    this.tier = tier;
    this.cidr = plan.tier(index).toString();
    this.subnetIds = zones.map((availabilityZone, zone) => new CfnSubnet(this, `Subnet${zone + 1}`, {
      vpcId,
      availabilityZone,
      cidrBlock: plan.subnet(index, zone).toString(),
      mapPublicIpOnLaunch: false,
      tags: [{ key: 'Name', value: `${name}/${zone + 1}` }],
    }).attrSubnetId);

    // Behind NAT each zone has a table of its own, for its own gateway; in other tiers the zones share one.
    const tables = Array.from({ length: tier.internetRoute === InternetRoute.NAT ? zones.length : 1 }, (_, table) =>
      new CfnRouteTable(this, `RouteTable${table + 1}`, { vpcId, tags }).attrRouteTableId);
    this.routeTableIds = zones.map((_, zone) => tables[zone % tables.length]);
    this.subnetIds.forEach((subnetId, zone) =>
      new CfnSubnetRouteTableAssociation(this, `Route${zone + 1}`, { subnetId, routeTableId: this.routeTableIds[zone] }));

    this.networkAcl = new TierNetworkAcl(this, 'NetworkAcl', { vpcId, subnetIds: this.subnetIds, name });
    this.securityGroupId = new CfnSecurityGroup(this, 'SecurityGroup', {
      vpcId,
      groupDescription: `Tier ${name}`,
      // Without any rule of its own a group would let everything out: this one matches no packet.
      securityGroupEgress: [{ ipProtocol: 'icmp', fromPort: 252, toPort: 86, cidrIp: '255.255.255.255/32', description: 'Lets nothing out' }],
      tags,
    }).attrGroupId;
  }
}
