import { Ipv4Block } from '../private/ipv4-block';
import { checkRange, checkUnique, Problem } from '../private/validation';
import { InternetEgress } from './internet-egress';
import { defaultTiers } from './network-defaults';
import { InternetRoute, NetworkTier } from './network-tier';
import { SubnetPlan } from './subnet-plan';
import { TieredVpcProps } from './tiered-vpc';
import { TrafficFlow } from './traffic-flow';
import { ANY_IPV4, TrafficPeer } from './traffic-peer';

/** Everything that is wrong with the properties of a network. */
export function networkProblems(props: TieredVpcProps): Problem[] {
  const tiers = props.tiers ?? defaultTiers();
  const egress = props.internetEgress ?? InternetEgress.natPerZone();
  const problems = [
    ...cidrProblems(props.cidr),
    ...checkRange('availabilityZones', props.availabilityZones, 2, SubnetPlan.MAX_ZONES, 'spread over two zones or more, so that one can fail'),
    ...checkRange('tiers', tiers.length, 1, SubnetPlan.MAX_TIERS, 'declare between one and eight tiers'),
    ...checkUnique('tiers', tiers.map((tier) => tier.name), 'give each tier a name of its own'),
    ...checkUnique('flows', (props.flows ?? []).map(String), 'leave the second one out'),
    ...(props.flows ?? []).flatMap((flow, index) => [
      ...flow._problems(`flows[${index}]`, tiers), ...routeProblems(`flows[${index}]`, flow, tiers, egress),
    ]),
  ];
  tiers.forEach((tier, index) => {
    if (!/^[a-z][a-z0-9-]{0,31}$/.test(tier.name)) {
      problems.push({
        prop: `tiers[${index}]`, got: tier.name, allowed: 'a name of 1 to 32 lower-case letters, digits and hyphens',
        fix: 'use a name such as cache',
      });
    }
  });
  return problems;
}

function cidrProblems(cidr: string | undefined): Problem[] {
  const block = Ipv4Block.parse(cidr);
  const fix = 'use a block such as 10.0.0.0/16';
  if (cidr === undefined) {
    return [];
  }
  if (!block) {
    return [{ prop: 'cidr', got: cidr, allowed: 'an IPv4 block in CIDR notation, with no address bits after the prefix', fix }];
  }
  const problems = checkRange('cidr', block.prefix, SubnetPlan.MIN_PREFIX, SubnetPlan.MAX_PREFIX, fix)
    .map((problem) => ({
      ...problem,
      got: cidr,
      allowed: `a prefix from ${SubnetPlan.MIN_PREFIX} to ${SubnetPlan.MAX_PREFIX}: eight tiers of four subnets of 16 addresses or more`,
    }));
  if (!['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'].some((range) => Ipv4Block.parse(range)!.contains(block))) {
    problems.push({ prop: 'cidr', got: cidr, allowed: 'private addresses: within 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16', fix });
  }
  return problems;
}

/** A flow that no route could carry. */
export function routeProblems(prop: string, flow: TrafficFlow, tiers: NetworkTier[], egress: InternetEgress): Problem[] {
  const end = (peer?: TrafficPeer) => tiers.find((tier) => peer instanceof NetworkTier && tier.name === peer.name);
  const source = end(flow.source);
  const destination = end(flow.destination);
  if (source && flow.destination?.cidr === ANY_IPV4 && source.internetRoute !== InternetRoute.GATEWAY) {
    const hasGateway = tiers.some((tier) => tier.internetRoute === InternetRoute.GATEWAY);
    const carried = source.internetRoute === InternetRoute.NAT && egress.reachesInternet && hasGateway;
    return carried ? [] : [{
      prop, got: flow.toString(), allowed: 'a flow to the internet from a tier with a way out',
      fix: 'start it in a public tier, or in an application tier with internetEgress and a public tier',
    }];
  }
  if (destination && flow.source.cidr === ANY_IPV4 && destination.internetRoute !== InternetRoute.GATEWAY) {
    return [{
      prop, got: flow.toString(), allowed: 'a flow from the internet to a public tier',
      fix: 'let the public tier take it, and declare a second flow from there',
    }];
  }
  return [];
}
