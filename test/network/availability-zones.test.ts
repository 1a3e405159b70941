import { App, Stack } from 'aws-cdk-lib';
import { TieredVpc } from '../../lib';
import { availabilityZonesOf } from '../../lib/network/availability-zones';
import { AWS_REGIONS } from '../../lib/private/regions';

function span(region: string | undefined, availabilityZones: number): () => void {
  return () => {
    new TieredVpc(new Stack(new App(), 'Network', { env: { region } }), 'Vpc', { availabilityZones });
  };
}

describe('a network', () => {
  test('spans the zones its region has, and no more', () => {
    expect(span('eu-central-1', 3)).not.toThrow();
    expect(span('eu-central-1', 4)).toThrow(/availabilityZones: got 4; allowed is the 3 that eu-central-1 has, or fewer; ask for 3/);
    expect(span('us-west-1', 2)).not.toThrow();
    expect(span('us-west-1', 3)).toThrow(/availabilityZones: got 3; allowed is the 2 that us-west-1 has/);
    expect(span('us-east-1', 4)).not.toThrow();
  });

  test('is believed where the region is not known', () => {
    expect(span(undefined, 4)).not.toThrow();
  });

  test('finds two zones in every region', () => {
    expect(AWS_REGIONS.filter((region) => availabilityZonesOf(region) < 2)).toEqual([]);
  });
});
