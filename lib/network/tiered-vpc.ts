import { Fn } from 'aws-cdk-lib';
import { CfnSecurityGroupEgress, CfnSecurityGroupIngress, CfnVPC, ISecurityGroup, IVpc, SecurityGroup, Vpc } from 'aws-cdk-lib/aws-ec2';
import { IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { acknowledge } from '../private/acknowledge';
import { Ipv4Block } from '../private/ipv4-block';
import { Problem, refuse } from '../private/validation';
import { ClosedNetworkAcl } from './closed-network-acl';
import { InternetConnection } from './internet-connection';
import { InternetEgress } from './internet-egress';
import { DEFAULT_CIDR, defaultFlows, defaultTiers } from './network-defaults';
import { networkProblems, routeProblems } from './network-problems';
import { InternetRoute, NetworkTier } from './network-tier';
import { SubnetPlan } from './subnet-plan';
import { TierResources } from './tier-resources';
import { TrafficFlow } from './traffic-flow';
import { ANY_IPV4 } from './traffic-peer';
import { VpcFlowLog } from './vpc-flow-log';

/** Properties of a TieredVpc. */
export interface TieredVpcProps {
  /**
   * Addresses of the network, in CIDR notation: a private IPv4 block with a prefix from 16 to 23.
   *
   * @default '10.0.0.0/16'
   */
  readonly cidr?: string;

  /**
   * How many availability zones each tier spans, from 2 to 4. Not more than the region has.
   *
   * @default 2
   */
  readonly availabilityZones?: number;

  /**
   * The layers of the network, at most eight. Append new ones: the position of a tier decides its addresses.
   *
   * @default - public, application and data
   */
  readonly tiers?: NetworkTier[];

  /**
   * What may talk to what. Nothing else can.
   *
   * @default - with the default tiers, those of a web application: internet to public on 443, public to application on 443, application to data on
   * 5432 (PostgreSQL), and application to internet on 443 where there is a way out. With tiers of your own, none
   */
  readonly flows?: TrafficFlow[];

  /**
   * How private tiers reach the internet. The largest part of the price of a network.
   *
   * @default InternetEgress.natPerZone()
   */
  readonly internetEgress?: InternetEgress;

  /**
   * A bucket for the flow logs, such as a LogArchive's.
   *
   * @default - an encrypted log group of their own, kept for a year
   */
  readonly flowLogBucket?: IBucket;
}

/**
 * A VPC in tiers that reach each other only where a flow was declared: from each flow come the security-group rules of both ends and the
 * network ACL entries of both directions. The default network ACL is shut, addresses are never public on launch, and traffic is logged.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-best-practices.html
 */
export class TieredVpc extends Construct {
  /** @internal */
  public static _problems(props: TieredVpcProps): Problem[] {
    return networkProblems(props);
  }

  /** Id of the VPC. */
  public readonly vpcId: string;

  /** Addresses of the VPC, in CIDR notation. */
  public readonly cidr: string;

  private readonly zones: string[];
  private readonly egress: InternetEgress;
  private readonly built = new Map<string, TierResources>();
  private readonly flows: TrafficFlow[] = [];
  private imported?: IVpc;

  /** @throws when addresses, tiers or flows are not ones AWS would accept, or would open administration ports to the internet */
  constructor(scope: Construct, id: string, props: TieredVpcProps = {}) {
    super(scope, id);
    refuse(this, TieredVpc._problems(props));
    this.cidr = props.cidr ?? DEFAULT_CIDR;
    this.egress = props.internetEgress ?? InternetEgress.natPerZone();
    this.zones = Array.from({ length: props.availabilityZones ?? 2 }, (_, index) => Fn.select(index, Fn.getAzs()));

    const vpc = new CfnVPC(this, 'Resource', {
      cidrBlock: this.cidr, enableDnsHostnames: true, enableDnsSupport: true, tags: [{ key: 'Name', value: this.node.path }],
    });
    this.vpcId = vpc.attrVpcId;
    acknowledge(
      vpc,
      'Nothing is placed in the default security group; CloudFormation has no type to empty it with, and an AWS Config rule watches it.',
      'NIST.800.53.R5-VPCDefaultSecurityGroupClosed', 'HIPAA.Security-VPCDefaultSecurityGroupClosed', 'PCI.DSS.321-VPCDefaultSecurityGroupClosed',
    );
    new ClosedNetworkAcl(this, 'DefaultNetworkAcl', vpc.attrDefaultNetworkAcl);
    new VpcFlowLog(this, 'FlowLog', { vpcId: this.vpcId, bucket: props.flowLogBucket });

    const plan = new SubnetPlan(Ipv4Block.parse(this.cidr)!);
    const tiers = props.tiers ?? defaultTiers();
    tiers.forEach((tier, index) => this.built.set(tier.name, new TierResources(this, capitalized(tier.name), {
      vpcId: this.vpcId, tier, index, plan, zones: this.zones, network: this.node.path,
    })));
    const gatewayTier = this.gatewayTier();
    if (gatewayTier) {
      new InternetConnection(this, 'Internet', {
        vpcId: this.vpcId, gatewayTier, tiers: [...this.built.values()], egress: this.egress, network: this.node.path,
      });
    }
    (props.flows ?? (props.tiers ? [] : defaultFlows(this.egress))).forEach((flow) => this.allow(flow));
  }

  /**
   * The network as the rest of the CDK knows it, with the tiers as subnet groups: `vpcSubnets: { subnetGroupName: 'application' }`.
   */
  public get vpc(): IVpc {
    const of = (route: InternetRoute) => [...this.built.values()].filter(({ tier }) => tier.internetRoute === route);
    const ids = (tiers: TierResources[]) => ({
      subnetIds: tiers.flatMap((tier) => tier.subnetIds),
      names: tiers.map(({ tier }) => tier.name),
      routeTableIds: tiers.flatMap((tier) => tier.routeTableIds),
    });
    const [open, nat, isolated] = [InternetRoute.GATEWAY, InternetRoute.NAT, InternetRoute.NONE].map((route) => ids(of(route)));
    this.imported ??= Vpc.fromVpcAttributes(this, 'Vpc', {
      vpcId: this.vpcId,
      vpcCidrBlock: this.cidr,
      availabilityZones: this.zones,
      publicSubnetIds: open.subnetIds, publicSubnetNames: open.names, publicSubnetRouteTableIds: open.routeTableIds,
      privateSubnetIds: nat.subnetIds, privateSubnetNames: nat.names, privateSubnetRouteTableIds: nat.routeTableIds,
      isolatedSubnetIds: isolated.subnetIds, isolatedSubnetNames: isolated.names, isolatedSubnetRouteTableIds: isolated.routeTableIds,
    });
    return this.imported;
  }

  /**
   * The security group of a tier, for whatever is placed there. Its rules come from the flows alone: rules added to it are ignored.
   *
   * @param tier - a tier of this network, meant by its name
   */
  public securityGroup(tier: NetworkTier): ISecurityGroup {
    const built = this.find(tier);
    const existing = built.node.tryFindChild('Imported') as ISecurityGroup | undefined;
    return existing ?? SecurityGroup.fromSecurityGroupId(built, 'Imported', built.securityGroupId, { mutable: false });
  }

  /**
   * Ids of the subnets of a tier, one for each availability zone.
   *
   * @param tier - a tier of this network, meant by its name
   */
  public subnetIds(tier: NetworkTier): string[] {
    return [...this.find(tier).subnetIds];
  }

  /**
   * Lets traffic through: opens the security groups of both ends and the network ACLs on the way, return traffic included.
   *
   * @param flow - from whom, to whom, on which port
   */
  public allow(flow: TrafficFlow): void {
    refuse(this, this.flowProblems('flow', flow));
    this.flows.push(flow);
    const { fromPort, toPort } = flow as { fromPort: number; toPort: number };
    const source = this.built.get(flow.source.name);
    const destination = this.built.get(flow.destination!.name);
    const ports = { ipProtocol: 'tcp', fromPort, toPort };
    const description = flow.toString();
    const id = description.split(' ').map(capitalized).join('').replace(/[./]/g, 'x');

    source?.networkAcl.open(destination?.cidr ?? flow.destination!.cidr!, fromPort, toPort);
    destination?.networkAcl.admit(source?.cidr ?? flow.source.cidr!, fromPort, toPort);
    if (source?.tier.internetRoute === InternetRoute.NAT && !destination) {
      const gateway = this.gatewayTier()!.networkAcl;
      gateway.admit(source.cidr, fromPort, toPort);
      gateway.open(flow.destination!.cidr!, fromPort, toPort);
    }
    if (source) {
      new CfnSecurityGroupEgress(source, id, {
        groupId: source.securityGroupId, ...ports, description,
        ...(destination ? { destinationSecurityGroupId: destination.securityGroupId } : { cidrIp: flow.destination!.cidr }),
      });
    }
    if (destination) {
      const rule = new CfnSecurityGroupIngress(destination, `${id}In`, {
        groupId: destination.securityGroupId, ...ports, description,
        ...(source ? { sourceSecurityGroupId: source.securityGroupId } : { cidrIp: flow.source.cidr }),
      });
      if (flow.source.cidr === ANY_IPV4) {
        acknowledge(rule, 'The flow from the internet was declared by name, and cannot be declared for SSH or RDP.', 'AwsSolutions-EC23');
      }
    }
    this.refuseOverQuota();
  }

  private gatewayTier(): TierResources | undefined {
    return [...this.built.values()].find(({ tier }) => tier.internetRoute === InternetRoute.GATEWAY);
  }

  private flowProblems(prop: string, flow: TrafficFlow): Problem[] {
    const tiers = [...this.built.values()].map(({ tier }) => tier);
    const twice = this.flows.some((other) => other.toString() === flow.toString());
    return [
      ...flow._problems(prop, tiers),
      ...routeProblems(prop, flow, tiers, this.egress),
      ...twice ? [{ prop, got: flow.toString(), allowed: 'each flow once', fix: 'leave the second one out' }] : [],
    ];
  }

  private refuseOverQuota(): void {
    for (const { tier, networkAcl } of this.built.values()) {
      const touching = this.flows.filter((flow) => [flow.source.name, flow.destination?.name].includes(tier.name));
      refuse(this, networkAcl.overQuota <= 0 ? [] : [{
        prop: 'flows',
        got: touching.map(String).join('; '),
        allowed: 'as many flows as fit into the 20 entries a direction of a network ACL',
        fix: `join ports into ranges or peers into larger blocks: tier "${tier.name}" has ${networkAcl.overQuota} entries too many`,
      }]);
    }
  }

  private find(tier: NetworkTier): TierResources {
    const names = [...this.built.keys()];
    refuse(this, names.includes(tier.name) ? [] : [{
      prop: 'tier', got: tier.name, allowed: `a tier of this network: ${names.join(', ')}`, fix: 'add it to tiers, or correct its name',
    }]);
    return this.built.get(tier.name)!;
  }
}

function capitalized(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
