/**
 * How many availability zones an account sees in a region, where it is not three. As of November 2026.
 *
 * @see https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-availability-zones.html
 */
const ZONES: Record<string, number> = { 'us-east-1': 6, 'us-west-1': 2, 'us-west-2': 4, 'ap-northeast-2': 4 };

/** How many availability zones a network in a region can span. */
export function availabilityZonesOf(region: string): number {
  return ZONES[region] ?? 3;
}
