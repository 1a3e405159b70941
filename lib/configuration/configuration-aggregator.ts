import { Stack } from 'aws-cdk-lib';
import { CfnConfigurationAggregator } from 'aws-cdk-lib/aws-config';
import { Construct } from 'constructs';
import { checkRegion, checkUnique, Problem, refuse } from '../private/validation';

/** Properties of a ConfigurationAggregator. */
export interface ConfigurationAggregatorProps {
  /**
   * The regions whose records are gathered.
   *
   * @default - every region in which AWS Config records, and those to come
   */
  readonly regions?: string[];
}

/**
 * One place to look at what AWS Config knows in all regions of this account: resources, and which rules they break. Costs nothing.
 *
 * @see https://docs.aws.amazon.com/config/latest/developerguide/aggregate-data.html
 */
export class ConfigurationAggregator extends Construct {
  /** @internal */
  public static _problems({ regions }: ConfigurationAggregatorProps): Problem[] {
    return regions === undefined ? [] : [
      ...regions.length > 0 ? [] : [{ prop: 'regions', got: regions, allowed: 'at least one region', fix: 'leave it out for every region' }],
      ...regions.flatMap((region, index) => checkRegion(`regions[${index}]`, region)),
      ...checkUnique('regions', regions, 'name each region once'),
    ];
  }

  /** Name of the aggregator. */
  public readonly aggregatorName: string;

  /** @throws when a region is none, or named twice */
  constructor(scope: Construct, id: string, props: ConfigurationAggregatorProps = {}) {
    super(scope, id);
    refuse(this, ConfigurationAggregator._problems(props));
    this.aggregatorName = 'secure-baseline';
    new CfnConfigurationAggregator(this, 'Resource', {
      configurationAggregatorName: this.aggregatorName,
      accountAggregationSources: [{
        accountIds: [Stack.of(this).account],
        allAwsRegions: props.regions === undefined ? true : undefined,
        awsRegions: props.regions,
      }],
    });
  }
}
