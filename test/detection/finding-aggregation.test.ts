import { App, Stack } from 'aws-cdk-lib';
import { AggregatedRegions } from '../../lib/detection/aggregated-regions';
import { FindingAggregation } from '../../lib/detection/finding-aggregation';
import { problemsOf, synthesize } from '../support';

const aggregator = (regions?: AggregatedRegions) => Object.values(synthesize((stack) => {
  new FindingAggregation(stack, 'Aggregation', { regions });
}).findResources('AWS::SecurityHub::FindingAggregator')).map(({ Properties }) => Properties as unknown);
const refusals = (regions: AggregatedRegions) => problemsOf((stack) => new FindingAggregation(stack, 'Aggregation', { regions }));

describe('FindingAggregation', () => {
  it('brings findings of all regions, of some, or of all but some', () => {
    expect(aggregator()).toEqual([{ RegionLinkingMode: 'ALL_REGIONS' }]);
    expect(aggregator(AggregatedRegions.only(['us-east-1', 'us-west-2']))).toEqual([{ RegionLinkingMode: 'SPECIFIED_REGIONS', Regions: ['us-east-1', 'us-west-2'] }]);
    expect(aggregator(AggregatedRegions.allExcept(['sa-east-1']))).toEqual([{ RegionLinkingMode: 'ALL_REGIONS_EXCEPT_SPECIFIED', Regions: ['sa-east-1'] }]);
  });

  it('refuses no region where some must be named, one that does not exist, and one named twice', () => {
    expect(refusals(AggregatedRegions.only([]))).toEqual(['- regions: got a list of 0; allowed is at least one region; name the regions, or use AggregatedRegions.all()']);
    expect(refusals(AggregatedRegions.allExcept(['mars-1', 'us-east-1', 'us-east-1']))).toEqual([
      expect.stringMatching(/^- regions\.regions\[0\]: got "mars-1"; allowed is the code of an AWS region/),
      '- regions.regions[2]: got "us-east-1"; allowed is each value once; name each region once',
    ]);
  });

  it('refuses the region that collects', () => {
    const stack = new Stack(new App(), 'Test', { env: { region: 'us-east-1' } });
    expect(() => new FindingAggregation(stack, 'Aggregation', { regions: AggregatedRegions.only(['us-east-1']) }))
      .toThrow(/regions: got "us-east-1"; allowed is regions besides the one that collects; leave it out of the list/);
  });

  it('refuses what is no choice of regions', () => {
    expect(refusals(['us-east-1'] as never)).toEqual([expect.stringMatching(/^- regions: got a list of 1; allowed is AggregatedRegions\.all\(\)/)]);
  });

  it('refuses to bring nothing together, which a DelegatedSecurityHub alone has a use for', () => {
    expect(problemsOf((stack) => new FindingAggregation(stack, 'It', { regions: AggregatedRegions.none() }))).toEqual([
      '- regions: got "AggregatedRegions.none()"; allowed is regions whose findings are brought here; leave the construct out',
    ]);
  });
});
