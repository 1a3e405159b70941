import { CfnEIP, CfnInternetGateway, CfnNatGateway, CfnRoute, CfnVPCGatewayAttachment } from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import { acknowledge } from '../private/acknowledge';
import { InternetEgress } from './internet-egress';
import { InternetRoute } from './network-tier';
import { TierResources } from './tier-resources';
import { ANY_IPV4 } from './traffic-peer';

interface InternetConnectionProps {
  readonly vpcId: string;
  readonly tiers: TierResources[];
  /** The public tier that NAT gateways stand in. */
  readonly gatewayTier: TierResources;
  readonly egress: InternetEgress;
  readonly network: string;
}

/** The internet gateway, the NAT gateways, and the default routes of the tiers that use them. */
export class InternetConnection extends Construct {
  constructor(scope: Construct, id: string, props: InternetConnectionProps) {
    super(scope, id);
    const gatewayId = new CfnInternetGateway(this, 'Gateway', { tags: [{ key: 'Name', value: props.network }] }).attrInternetGatewayId;
    const attachment = new CfnVPCGatewayAttachment(this, 'Attachment', { vpcId: props.vpcId, internetGatewayId: gatewayId });

    for (const { tier, routeTableIds, node } of props.tiers.filter(({ tier: { internetRoute } }) => internetRoute === InternetRoute.GATEWAY)) {
      const route = new CfnRoute(this, `${node.id}Route`, { routeTableId: routeTableIds[0], destinationCidrBlock: ANY_IPV4, gatewayId });
      route.addResourceDependency(attachment);
      acknowledge(
        route,
        `The ${tier.name} tier is where the internet comes in and NAT goes out; private tiers have no route to the internet gateway.`,
        'NIST.800.53.R5-VPCNoUnrestrictedRouteToIGW', 'HIPAA.Security-VPCNoUnrestrictedRouteToIGW', 'PCI.DSS.321-VPCNoUnrestrictedRouteToIGW',
      );
    }

    const natTiers = props.tiers.filter(({ tier }) => tier.internetRoute === InternetRoute.NAT);
    const zones = props.gatewayTier.subnetIds.length;
    const natGatewayIds = Array.from({ length: natTiers.length > 0 ? props.egress._natGateways(zones) : 0 }, (_, zone) => {
      const tags = [{ key: 'Name', value: `${props.network}/nat/${zone + 1}` }];
      const { attrAllocationId: allocationId } = new CfnEIP(this, `NatAddress${zone + 1}`, { domain: 'vpc', tags });
      const nat = new CfnNatGateway(this, `Nat${zone + 1}`, { allocationId, subnetId: props.gatewayTier.subnetIds[zone], tags });
      nat.addResourceDependency(attachment);
      return nat.attrNatGatewayId;
    });
    if (natGatewayIds.length === 0) {
      return;
    }
    for (const { routeTableIds, node } of natTiers) {
      routeTableIds.forEach((routeTableId, zone) => new CfnRoute(this, `${node.id}Route${zone + 1}`, {
        routeTableId, destinationCidrBlock: ANY_IPV4, natGatewayId: natGatewayIds[zone % natGatewayIds.length],
      }));
    }
  }
}
