import { Match } from 'aws-cdk-lib/assertions';
import { ConfigurationAggregator, ConfigurationAggregatorProps } from '../../lib/configuration/configuration-aggregator';
import { problemsOf, synthesize } from '../support';

const make = (props?: ConfigurationAggregatorProps) => synthesize((stack) => {
  expect(new ConfigurationAggregator(stack, 'Aggregator', props).aggregatorName).toBe('secure-baseline');
});
const account = { Ref: 'AWS::AccountId' };

describe('ConfigurationAggregator', () => {
  it('gathers what AWS Config knows in every region of the account, and of no other', () => {
    make().hasResourceProperties('AWS::Config::ConfigurationAggregator', {
      AccountAggregationSources: [{ AccountIds: [account], AllAwsRegions: true, AwsRegions: Match.absent() }], OrganizationAggregationSource: Match.absent(),
    });
  });

  it('gathers from named regions alone', () => {
    make({ regions: ['eu-central-1', 'eu-west-1'] }).hasResourceProperties('AWS::Config::ConfigurationAggregator', {
      AccountAggregationSources: [{ AccountIds: [account], AllAwsRegions: Match.absent(), AwsRegions: ['eu-central-1', 'eu-west-1'] }],
    });
  });

  it('refuses regions that are none, named twice, or missing', () => {
    const refusals = (regions: string[]) => problemsOf((stack) => new ConfigurationAggregator(stack, 'Aggregator', { regions }));
    expect(refusals(['eu-central-1', 'eu-central-1', 'mars-1'])).toEqual([
      expect.stringContaining('- regions[2]: got "mars-1"; allowed is the code of an AWS region'),
      '- regions[1]: got "eu-central-1"; allowed is each value once; name each region once',
    ]);
    expect(refusals([])).toEqual(['- regions: got a list of 0; allowed is at least one region; leave it out for every region']);
  });
});
