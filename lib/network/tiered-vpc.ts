import { Fn, Stack } from 'aws-cdk-lib';
import { CfnVPC, ISecurityGroup, IVpc, SecurityGroup } from 'aws-cdk-lib/aws-ec2';
import { IKey } from 'aws-cdk-lib/aws-kms';
import { IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { AddressBlock } from '../private/address-block';
import { Problem, refuse } from '../private/validation';
import { AwsManagedIds } from './aws-managed-ids';
import { ClosedDefaultSecurityGroup } from './closed-default-security-group';
import { ClosedNetworkAcl } from './closed-network-acl';
import { ConnectedNetwork, RemoteUsers } from './connected-network';
import { DerivedFirewalls } from './derived-firewalls';
import { drawAtSynthesis } from './diagram/diagram-file';
import { EndpointAccess } from './endpoint-access';
import { FlowEnd, FlowPath } from './flow-path';
import { flowProblems } from './flow-problems';
import { FlowRouter } from './flow-router';
import { GatewayEndpoints } from './gateway-endpoints';
import { separationProblems } from './implied-flows';
import { importedVpc } from './imported-vpc';
import { InternetConnection } from './internet-connection';
import { InternetEgress } from './internet-egress';
import { NatInstance } from './nat-instance';
import { AssignedAddresses, NetworkAddresses } from './network-addresses';
import { defaultAddresses, defaultFlows, defaultTiers } from './network-defaults';
import { networkProblems } from './network-problems';
import { NetworkTier } from './network-tier';
import { SubnetPlan } from './subnet-plan';
import { TierResources } from './tier-resources';
import { TrafficFlow } from './traffic-flow';
import { VpcFlowLog } from './vpc-flow-log';

/** Properties of a TieredVpc. */
export interface TieredVpcProps {
  /**
   * Addresses of the network. They cannot be changed later without making the network anew.
   *
   * @default NetworkAddresses.ipv4('10.0.0.0/16')
   */
  readonly addresses?: NetworkAddresses;

  /**
   * How many availability zones each tier spans, from 2 to 4. Not more than the region has.
   *
   * @default 2
   */
  readonly availabilityZones?: number;

  /**
   * The layers of the network, at most seven. Append new ones: the position of a tier decides its addresses.
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
   * Who may use the gateway endpoints for Amazon S3 and Amazon DynamoDB, and to reach whose buckets and tables. What AWS publishes for the
   * operating system, AWS Systems Manager and Amazon ECR can be read by everybody.
   *
   * @default EndpointAccess.ownAccount()
   */
  readonly endpointAccess?: EndpointAccess;

  /**
   * A bucket for the flow logs, such as a LogArchive's.
   *
   * @default - an encrypted log group of their own, kept for a year
   */
  readonly flowLogBucket?: IBucket;

  /**
   * Encrypts the log of the function that empties the default security group. Its policy lets Amazon CloudWatch Logs use it, as that of a
   * LogArchive's key does.
   *
   * @default - the log is encrypted with a key of Amazon CloudWatch Logs
   */
  readonly logEncryptionKey?: IKey;

  /**
   * How many entries a direction of a network ACL may have in the account, from 20 to 40. AWS allows 20 until the quota is raised.
   *
   * @default 20
   */
  readonly networkAclQuota?: number;
}

/**
 * A VPC in tiers that reach each other only where a flow was declared: from each flow come the security-group rules of both ends and the
 * network ACL entries of both directions. The default network ACL is shut, the default security group emptied, addresses are never public on
 * launch, and traffic is logged.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-best-practices.html
 */
export class TieredVpc extends Construct {
  /** @internal */
  public static _problems(props: TieredVpcProps, region?: string): Problem[] {
    return networkProblems(props, region);
  }

  /** Id of the VPC. */
  public readonly vpcId: string;

  /** IPv4 addresses of the VPC, in CIDR notation. */
  public readonly cidr: string;

  /** The tiers of the network. */
  public readonly tiers: NetworkTier[];

  /** How private tiers reach the internet. */
  public readonly internetEgress: InternetEgress;

  /** @internal */
  public readonly _addresses: AssignedAddresses;

  private readonly zones: string[];
  private readonly addressing: NetworkAddresses;
  private readonly built = new Map<string, TierResources>();
  private readonly router: FlowRouter;
  private readonly firewalls: DerivedFirewalls;
  private readonly natInstance?: NatInstance;
  private imported?: IVpc;

  /** @throws when addresses, tiers or flows are not ones AWS would accept, or would open administration ports to the internet */
  constructor(scope: Construct, id: string, props: TieredVpcProps = {}) {
    super(scope, id);
    refuse(this, TieredVpc._problems(props, Stack.of(this).region));
    this.addressing = props.addresses ?? defaultAddresses();
    this.internetEgress = props.internetEgress ?? InternetEgress.natPerZone();
    this.tiers = [...props.tiers ?? defaultTiers()];
    this.zones = Array.from({ length: props.availabilityZones ?? 2 }, (_, index) => Fn.select(index, Fn.getAzs()));
    const network = this.node.path;

    const vpc = new CfnVPC(this, 'Resource', {
      ...this.addressing._vpcProps, enableDnsHostnames: true, enableDnsSupport: true, tags: [{ key: 'Name', value: network }],
    });
    this.vpcId = vpc.attrVpcId;
    this._addresses = this.addressing._assign(this, vpc);
    this.cidr = this._addresses.ipv4.toString();
    new ClosedDefaultSecurityGroup(this, 'DefaultSecurityGroup', { vpc, logEncryptionKey: props.logEncryptionKey });
    new ClosedNetworkAcl(this, 'DefaultNetworkAcl', vpc.attrDefaultNetworkAcl);
    new VpcFlowLog(this, 'FlowLog', { vpcId: this.vpcId, bucket: props.flowLogBucket });

    const plan = new SubnetPlan(this._addresses);
    this.tiers.forEach((tier, index) => this.built.set(tier.name, new TierResources(this, capitalized(tier.name), {
      vpcId: this.vpcId, tier, index, plan, zones: this.zones, network, assignment: this._addresses.assignment,
    })));
    const tiers = [...this.built.values()];
    // Each tier has its group from the start, whether a flow needs it or not: it is what hosts are placed in.
    tiers.forEach((tier) => tier.securityGroupId);
    const { nat, natInstance } = new InternetConnection(this, 'Internet', {
      vpcId: this.vpcId, tiers, zones: this.zones, egress: this.internetEgress, hasIpv6: this.addressing.hasIpv6, network,
      // NAT is for IPv4: IPv6 needs none.
      plan: new SubnetPlan({ ipv4: this._addresses.ipv4 }),
    });
    const withNat = [...tiers, ...nat ? [nat] : []];
    this.natInstance = natInstance;
    new GatewayEndpoints(this, 'GatewayEndpoints', {
      vpcId: this.vpcId,
      routeTableIds: withNat.flatMap(({ routeTableIds }) => routeTableIds),
      access: props.endpointAccess ?? EndpointAccess.ownAccount(),
    });

    this.router = new FlowRouter(this.built, nat);
    this.firewalls = new DerivedFirewalls({
      tiers: withNat,
      blocks: Object.values(this._addresses).filter((block) => block instanceof AddressBlock),
      ownPaths: nat && natInstance ? [natInstance.ownPath(nat)] : [],
      prefixListId: ({ service }) => AwsManagedIds.of(this).prefixListId(service),
      networkAclQuota: props.networkAclQuota ?? 20,
    });
    this.open(props.flows ?? (props.tiers ? [] : defaultFlows(this.internetEgress)));
    drawAtSynthesis(this);
  }

  /**
   * The network as the rest of the CDK knows it, with the tiers as subnet groups: `vpcSubnets: { subnetGroupName: 'application' }`.
   */
  public get vpc(): IVpc {
    this.imported ??= importedVpc(this, 'Vpc', { vpcId: this.vpcId, cidr: this.cidr, zones: this.zones, tiers: [...this.built.values()] });
    return this.imported;
  }

  /** What may talk to what: every flow that was declared until now. */
  public get flows(): TrafficFlow[] {
    return this._paths.map(({ flow }) => flow);
  }

  /**
   * The security group of a tier, for whatever is placed there. Its rules come from the flows alone: rules added to it are ignored.
   *
   * @param tier - a tier of this network, meant by its name
   */
  public securityGroup(tier: NetworkTier): ISecurityGroup {
    const built = this._tier(tier);
    const existing = built.node.tryFindChild('Imported') as ISecurityGroup | undefined;
    return existing ?? SecurityGroup.fromSecurityGroupId(built, 'Imported', built.securityGroupId, { mutable: false });
  }

  /**
   * Ids of the subnets of a tier, one for each availability zone.
   *
   * @param tier - a tier of this network, meant by its name
   */
  public subnetIds(tier: NetworkTier): string[] {
    return [...this._tier(tier).subnetIds];
  }

  /**
   * The IPv4 addresses of a tier, in CIDR notation: one block that covers the subnets of all its zones.
   *
   * @param tier - a tier of this network, meant by its name
   */
  public tierCidr(tier: NetworkTier): string {
    return this._tier(tier).blocks[0].toString();
  }

  /**
   * Lets traffic through: opens the security groups of both ends and the network ACLs on the way, return traffic included, and leads the tier
   * to a connected network.
   *
   * @param flow - from whom, to whom, on which port
   */
  public allow(flow: TrafficFlow): void {
    const twice = this.flows.some((other) => other.toString() === flow.toString());
    refuse(this, [
      ...flowProblems('flow', flow, {
        tiers: this.tiers, egress: this.internetEgress, addresses: this.addressing, vpc: this,
        connected: this.flows.flatMap(({ source, destination }) => [source, destination!]).filter((peer) => peer instanceof ConnectedNetwork),
      }),
      ...twice ? [{ prop: 'flow', got: flow.toString(), allowed: 'each flow once', fix: 'leave the second one out' }] : [],
    ]);
    refuse(this, separationProblems('flow', [...this.flows, flow]));
    this.open([flow]);
  }

  /** @internal */
  public get _paths(): FlowPath[] {
    return this.firewalls.flows;
  }

  /** @internal */
  public _tier(tier: NetworkTier): TierResources {
    const names = [...this.built.keys()];
    refuse(this, names.includes(tier.name) ? [] : [{
      prop: 'tier', got: tier.name, allowed: `a tier of this network: ${names.join(', ')}`, fix: 'add it to tiers, or correct its name',
    }]);
    return this.built.get(tier.name)!;
  }

  /**
   * Sends what two tiers say to each other through a firewall in a third.
   *
   * @internal
   */
  public _inspect(between: [NetworkTier, NetworkTier], firewall: NetworkTier): void {
    this.router.inspect({ between: [between[0].name, between[1].name], tier: this._tier(firewall) });
    refuse(this, this.firewalls.reroute(({ flow }) => this.router.path(flow)));
  }

  private open(flows: TrafficFlow[]): void {
    const paths = flows.map((flow) => this.router.path(flow));
    refuse(this, this.firewalls.add(paths));
    for (const path of paths) {
      this.connect(path.source, path.destination);
      this.connect(path.destination, path.source);
      this.natInstance?.pass(path);
      if (path.source.peer instanceof RemoteUsers) {
        const { authorize } = path.source.peer;
        path.destination.blocks.forEach((block) => authorize(block));
      }
    }
  }

  /** Leads the tier at one end to the network at the other, where that is connected. */
  private connect({ tier }: FlowEnd, { peer, blocks }: FlowEnd): void {
    if (tier && peer instanceof ConnectedNetwork) {
      const { target, attachment, routes } = peer.connection;
      blocks.forEach((block) => tier.route(`To${block.key.replace(/[^A-Za-z0-9]/g, 'x')}`, block, () => target, attachment, routes));
    }
  }
}

function capitalized(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
