import { RegionInfo } from 'aws-cdk-lib/region-info';
import { AWS_REGIONS, OPT_IN_REGIONS } from '../../lib/private/regions';

describe('AWS_REGIONS', () => {
  it('names every region aws-cdk-lib knows, and no other', () => {
    expect([...AWS_REGIONS].sort()).toEqual(RegionInfo.regions.map(({ name }) => name).sort());
  });

  it('names each region once', () => {
    expect(new Set(AWS_REGIONS).size).toBe(AWS_REGIONS.length);
  });
});

test('OPT_IN_REGIONS names every region that has to be enabled, and no other', () => {
  expect([...OPT_IN_REGIONS].sort()).toEqual(RegionInfo.regions.filter(({ name, isOptInRegion }) => isOptInRegion && !/iso/.test(name)).map(({ name }) => name).sort());
});
