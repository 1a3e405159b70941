import { IVpc, Vpc } from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import { InternetRoute } from './network-tier';
import { TierResources } from './tier-resources';

interface ImportedVpcProps {
  readonly vpcId: string;
  readonly cidr: string;
  readonly zones: string[];
  readonly tiers: TierResources[];
}

/** A network in tiers as the rest of the CDK knows networks, with the tiers as subnet groups. */
export function importedVpc(scope: Construct, id: string, { vpcId, cidr, zones, tiers }: ImportedVpcProps): IVpc {
  const [open, nat, isolated] = [InternetRoute.GATEWAY, InternetRoute.NAT, InternetRoute.NONE].map((route) => {
    const those = tiers.filter(({ tier }) => tier.internetRoute === route);
    return {
      subnetIds: those.flatMap((tier) => tier.subnetIds),
      names: those.map(({ tier }) => tier.name),
      routeTableIds: those.flatMap((tier) => tier.routeTableIds),
    };
  });
  return Vpc.fromVpcAttributes(scope, id, {
    vpcId,
    vpcCidrBlock: cidr,
    availabilityZones: zones,
    publicSubnetIds: open.subnetIds, publicSubnetNames: open.names, publicSubnetRouteTableIds: open.routeTableIds,
    privateSubnetIds: nat.subnetIds, privateSubnetNames: nat.names, privateSubnetRouteTableIds: nat.routeTableIds,
    isolatedSubnetIds: isolated.subnetIds, isolatedSubnetNames: isolated.names, isolatedSubnetRouteTableIds: isolated.routeTableIds,
  });
}
