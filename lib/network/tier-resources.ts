import { CfnResource } from 'aws-cdk-lib';
import { CfnRoute, CfnRouteProps, CfnRouteTable, CfnSecurityGroup, CfnSubnet, CfnSubnetRouteTableAssociation } from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import { acknowledge } from '../private/acknowledge';
import { AddressBlock } from '../private/address-block';
import { NetworkTier } from './network-tier';
import { SubnetPlan } from './subnet-plan';
import { TierNetworkAcl } from './tier-network-acl';

/** Names the tier on each of its parts, for whoever reads the template. */
export const TIER_TAG = 'secure-baseline:tier';

interface TierResourcesProps {
  readonly vpcId: string;
  readonly tier: NetworkTier;
  readonly zones: string[];
  readonly plan: SubnetPlan;
  /** Position among the tiers, which decides the addresses. */
  readonly index: number;
  /** Name of the network, put in front of the names of its parts. */
  readonly network: string;
  /** What the subnets have to wait for. */
  readonly assignment?: CfnResource;
}

/** What one tier consists of: subnets, a route table for each, a network ACL and a security group, both of the latter shut. */
export class TierResources extends Construct {
  public readonly tier: NetworkTier;
  /** Each covers the subnets of all zones: IPv4, and IPv6 where the network has it. */
  public readonly blocks: AddressBlock[];
  public readonly subnetBlocks: AddressBlock[][];
  public readonly subnetIds: string[];
  public readonly routeTableIds: string[];
  public readonly networkAcl: TierNetworkAcl;
  private readonly vpcId: string;
  private readonly name: string;
  private readonly place: boolean;
  private group?: CfnSecurityGroup;

  constructor(scope: Construct, id: string, props: TierResourcesProps) {
    super(scope, id);
    const { vpcId, tier, zones, plan, index } = props;
    this.vpcId = vpcId;
    this.tier = tier;
    this.name = `${props.network}/${tier.name}`;
    // Nobody is placed where NAT stands.
    this.place = index !== SubnetPlan.NAT;
    this.blocks = plan.tier(index);
    this.subnetBlocks = zones.map((_, zone) => plan.subnet(index, zone));
    this.subnetIds = zones.map((availabilityZone, zone) => {
      const [ipv4, ipv6] = this.subnetBlocks[zone];
      const subnet = new CfnSubnet(this, `Subnet${zone + 1}`, {
        vpcId,
        availabilityZone,
        cidrBlock: ipv4.toString(),
        mapPublicIpOnLaunch: false,
        ...(ipv6 && { ipv6CidrBlock: ipv6.toString(), assignIpv6AddressOnCreation: true }),
        tags: this.tags(`${this.name}/${zone + 1}`),
      });
      if (props.assignment) {
        subnet.addResourceDependency(props.assignment);
      }
      if (ipv6) {
        acknowledge(
          subnet,
          'Hosts get no public IPv4 address. Every IPv6 address is a public one: routes, network ACLs and security groups decide who reaches it.',
          ...['NIST.800.53.R5', 'HIPAA.Security', 'PCI.DSS.321'].map((pack) => `${pack}-VPCSubnetAutoAssignPublicIpDisabled`),
        );
      }
      return subnet.attrSubnetId;
    });
    this.routeTableIds = this.subnetIds.map((subnetId, zone) => {
      const routeTableId = new CfnRouteTable(this, `RouteTable${zone + 1}`, { vpcId, tags: this.tags(`${this.name}/${zone + 1}`) }).attrRouteTableId;
      new CfnSubnetRouteTableAssociation(this, `Route${zone + 1}`, { subnetId, routeTableId });
      return routeTableId;
    });
    this.networkAcl = new TierNetworkAcl(this, 'NetworkAcl', { vpcId, subnetIds: this.subnetIds, tags: this.tags() });
  }

  /** The security group of the tier, made when it is first asked for. */
  public get securityGroupId(): string {
    this.group ??= new CfnSecurityGroup(this, 'SecurityGroup', {
      vpcId: this.vpcId,
      groupDescription: `Tier ${this.name}`,
      // Without any rule of its own a group would let everything out: this one matches no packet.
      securityGroupEgress: [{ ipProtocol: 'icmp', fromPort: 252, toPort: 86, cidrIp: '255.255.255.255/32', description: 'Lets nothing out' }],
      tags: this.tags(),
    });
    return this.group.attrGroupId;
  }

  /** Routes from every subnet of the tier, below the tier or another construct; the target may differ by zone. Each is made once. */
  public route(
    id: string, destination: AddressBlock, target: (zone: number) => Partial<CfnRouteProps>, attachment?: CfnResource, below: Construct = this,
  ): CfnRoute[] {
    return this.routeTableIds.flatMap((routeTableId, zone) => {
      const name = `${below === this ? '' : this.node.id}${id}${zone + 1}`;
      if (below.node.tryFindChild(name)) {
        return [];
      }
      const route = new CfnRoute(below, name, {
        routeTableId,
        ...(destination.family === 6 ? { destinationIpv6CidrBlock: destination.toString() } : { destinationCidrBlock: destination.toString() }),
        ...target(zone),
      });
      if (attachment) {
        route.addResourceDependency(attachment);
      }
      return [route];
    });
  }

  private tags(name = this.name): { key: string; value: string }[] {
    return [{ key: 'Name', value: name }, ...this.place ? [{ key: TIER_TAG, value: this.tier.name }] : []];
  }
}
