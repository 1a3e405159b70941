import { RegionInfo } from 'aws-cdk-lib/region-info';
import { AWS_REGIONS } from '../../lib/private/regions';

describe('AWS_REGIONS', () => {
  it('names every region aws-cdk-lib knows, and no other', () => {
    expect([...AWS_REGIONS].sort()).toEqual(RegionInfo.regions.map(({ name }) => name).sort());
  });

  it('names each region once', () => {
    expect(new Set(AWS_REGIONS).size).toBe(AWS_REGIONS.length);
  });
});
