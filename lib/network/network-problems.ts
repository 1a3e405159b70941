import { Token } from 'aws-cdk-lib';
import { checkRange, checkUnique, Problem } from '../private/validation';
import { availabilityZonesOf } from './availability-zones';
import { flowProblems } from './flow-problems';
import { separationProblems } from './implied-flows';
import { InternetEgress } from './internet-egress';
import { defaultAddresses, defaultTiers } from './network-defaults';
import { NetworkTier } from './network-tier';
import { SubnetPlan } from './subnet-plan';
import { TieredVpcProps } from './tiered-vpc';

/** Names that mean something else where networks are described. */
const RESERVED_NAMES = ['internet', 'nat', 's3', 'dynamodb'];

/**
 * Everything that is wrong with the properties of a network.
 *
 * @param region - the region it goes to, where that is known
 */
export function networkProblems(props: TieredVpcProps, region?: string): Problem[] {
  const tiers = props.tiers ?? defaultTiers();
  const addresses = props.addresses ?? defaultAddresses();
  const egress = props.internetEgress ?? InternetEgress.natPerZone();
  const problems = [
    ...addresses._problems('addresses'),
    ...zoneProblems(props.availabilityZones, region),
    ...checkRange('tiers', tiers.length, 1, SubnetPlan.MAX_TIERS, `declare between one and ${SubnetPlan.MAX_TIERS} tiers`),
    ...checkUnique('tiers', tiers.map((tier) => tier.name), 'give each tier a name of its own'),
    ...tiers.flatMap(nameProblems),
    ...checkUnique('flows', (props.flows ?? []).map(String), 'leave the second one out'),
    ...(props.flows ?? []).flatMap((flow, index) => flowProblems(`flows[${index}]`, flow, { tiers, addresses, egress })),
    ...props.endpointAccess?._problems('endpointAccess') ?? [],
    ...checkRange('networkAclQuota', props.networkAclQuota, 20, 40, 'leave it out, unless AWS has raised the quota for the account'),
  ];
  return problems.length > 0 ? problems : separationProblems('flows', props.flows ?? []);
}

function zoneProblems(zones: number | undefined, region: string | undefined): Problem[] {
  const problems = checkRange('availabilityZones', zones, 2, SubnetPlan.MAX_ZONES, 'spread over two zones or more, so that one can fail');
  const known = region === undefined || Token.isUnresolved(region) ? SubnetPlan.MAX_ZONES : availabilityZonesOf(region);
  return problems.length > 0 || (zones ?? 0) <= known ? problems : [{
    prop: 'availabilityZones', got: zones, allowed: `the ${known} that ${region} has, or fewer`, fix: `ask for ${known}, or leave it out for two`,
  }];
}

function nameProblems(tier: NetworkTier, index: number): Problem[] {
  const prop = `tiers[${index}]`;
  if (RESERVED_NAMES.includes(tier.name)) {
    return [{ prop, got: tier.name, allowed: `a name other than ${RESERVED_NAMES.join(', ')}`, fix: 'say what the tier is for, such as cache' }];
  }
  return /^[a-z][a-z0-9-]{0,31}$/.test(tier.name) ? [] : [{
    prop, got: tier.name, allowed: 'a name of 1 to 32 lower-case letters, digits and hyphens', fix: 'use a name such as cache',
  }];
}
