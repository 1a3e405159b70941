import { CfnEgressOnlyInternetGateway, CfnEIP, CfnInternetGateway, CfnNatGateway, CfnRouteProps, CfnVPCGatewayAttachment } from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import { acknowledge } from '../private/acknowledge';
import { AddressBlock, ANYWHERE } from '../private/address-block';
import { InternetEgress } from './internet-egress';
import { NatInstance } from './nat-instance';
import { InternetRoute, NetworkTier } from './network-tier';
import { SubnetPlan } from './subnet-plan';
import { TierResources } from './tier-resources';

interface InternetConnectionProps {
  readonly vpcId: string;
  readonly tiers: TierResources[];
  readonly zones: string[];
  /** Where the addresses of the NAT subnets come from. */
  readonly plan: SubnetPlan;
  readonly egress: InternetEgress;
  readonly hasIpv6: boolean;
  readonly network: string;
}

/**
 * The internet gateway, NAT, the egress-only internet gateway, and the default routes of the tiers that use them.
 *
 * NAT stands in subnets of its own: only there is the answer of any server on the internet let in, and a host behind NAT has no business in the
 * subnets that the internet reaches.
 */
export class InternetConnection extends Construct {
  /** The subnets NAT stands in. Not there when nothing goes through NAT. */
  public readonly nat?: TierResources;
  /** NAT that is an instance, with a security group of its own. */
  public readonly natInstance?: NatInstance;

  constructor(scope: Construct, id: string, props: InternetConnectionProps) {
    super(scope, id);
    const { vpcId, network, tiers } = props;
    const by = (route: InternetRoute) => tiers.filter(({ tier }) => tier.internetRoute === route);
    const natTiers = props.egress.reachesInternet ? by(InternetRoute.NAT) : [];
    const { 4: ipv4, 6: ipv6 } = ANYWHERE;
    if (by(InternetRoute.GATEWAY).length === 0 && natTiers.length === 0) {
      return;
    }

    const gatewayId = new CfnInternetGateway(this, 'Gateway', { tags: [{ key: 'Name', value: network }] }).attrInternetGatewayId;
    const attachment = new CfnVPCGatewayAttachment(this, 'Attachment', { vpcId, internetGatewayId: gatewayId });
    const open = (tier: TierResources, block: AddressBlock, route: string) =>
      tier.route(route, block, () => ({ gatewayId }), attachment).forEach((made) => acknowledge(
        made,
        `The ${tier.tier.name} tier is where traffic from and to the internet passes; private tiers have no route to the internet gateway.`,
        'NIST.800.53.R5-VPCNoUnrestrictedRouteToIGW', 'HIPAA.Security-VPCNoUnrestrictedRouteToIGW', 'PCI.DSS.321-VPCNoUnrestrictedRouteToIGW',
      ));
    for (const tier of by(InternetRoute.GATEWAY)) {
      open(tier, ipv4, 'Internet');
      if (props.hasIpv6) {
        open(tier, ipv6, 'InternetIpv6');
      }
    }
    if (natTiers.length === 0) {
      return;
    }

    this.nat = new TierResources(this, 'Nat', {
      vpcId, tier: NetworkTier._nat(), index: SubnetPlan.NAT, plan: props.plan, zones: props.egress._natZones(props.zones), network,
    });
    open(this.nat, ipv4, 'Internet');
    if (props.egress.name === 'nat-instance') {
      this.natInstance = new NatInstance(this, 'NatInstance', { vpcId, subnetId: this.nat.subnetIds[0], network, attachment });
    }
    const targets = this.natInstance ? [{ networkInterfaceId: this.natInstance.networkInterfaceId }] : this.gateways(this.nat, attachment, network);
    natTiers.forEach((tier) => tier.route('Nat', ipv4, (zone) => targets[zone % targets.length]));
    if (props.hasIpv6) {
      const egressOnlyInternetGatewayId = new CfnEgressOnlyInternetGateway(this, 'EgressOnly', { vpcId }).attrId;
      natTiers.forEach((tier) => tier.route('EgressOnly', ipv6, () => ({ egressOnlyInternetGatewayId })));
    }
  }
  private gateways({ subnetIds }: TierResources, attachment: CfnVPCGatewayAttachment, network: string): Pick<CfnRouteProps, 'natGatewayId'>[] {
    return subnetIds.map((subnetId, zone) => {
      const tags = [{ key: 'Name', value: `${network}/nat/${zone + 1}` }];
      const { attrAllocationId: allocationId } = new CfnEIP(this, `NatAddress${zone + 1}`, { domain: 'vpc', tags });
      const nat = new CfnNatGateway(this, `Nat${zone + 1}`, { allocationId, subnetId, tags });
      nat.addResourceDependency(attachment);
      return { natGatewayId: nat.attrNatGatewayId };
    });
  }
}
