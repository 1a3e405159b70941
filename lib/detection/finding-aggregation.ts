import { Stack } from 'aws-cdk-lib';
import { CfnFindingAggregator } from 'aws-cdk-lib/aws-securityhub';
import { Construct } from 'constructs';
import { regionsLacking } from '../private/missing-types';
import { Problem, refuse } from '../private/validation';
import { warn } from '../private/warn';
import { AggregatedRegions } from './aggregated-regions';

/** Properties of a FindingAggregation. */
export interface FindingAggregationProps {
  /**
   * Whose findings are brought here.
   *
   * @default AggregatedRegions.all()
   */
  readonly regions?: AggregatedRegions;
}

/**
 * Brings the findings of AWS Security Hub in other regions to this one, and changes of them back. Needs a hub in this region, and finds something
 * in regions that have one. One an account; AWS allows none in a member account whose delegated administrator configures it centrally. Left out, with
 * a warning, where AWS Security Hub does not bring findings together.
 *
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/finding-aggregation.html
 */
export class FindingAggregation extends Construct {
  /** @internal */
  public static _problems(props: FindingAggregationProps, home?: string): Problem[] {
    const { regions } = props;
    return regions === undefined ? [] : regions instanceof AggregatedRegions ? regions._problems('regions', home) : [{
      prop: 'regions', got: regions, allowed: 'AggregatedRegions.all(), .allExcept(regions) or .only(regions)', fix: 'pass what one of these returns',
    }];
  }

  /** @throws when a region does not exist, is named twice or is the one that collects, or none is named where some must be */
  constructor(scope: Construct, id: string, props: FindingAggregationProps = {}) {
    super(scope, id);
    refuse(this, [
      ...FindingAggregation._problems(props, Stack.of(this).region),
      ...props.regions?.linkingMode === 'NO_REGIONS' ? [{
        prop: 'regions', got: 'AggregatedRegions.none()', allowed: 'regions whose findings are brought here', fix: 'leave the construct out',
      }] : [],
    ]);
    const missing = regionsLacking('AWS::SecurityHub::FindingAggregator', this);
    if (missing.length > 0) {
      warn(this, 'finding-aggregation-region', `AWS Security Hub brings no findings together in ${missing.join(', ')}: choose a home region that is `
        + 'enabled by default, or look into each region');
      return;
    }
    const { linkingMode, regions } = props.regions ?? AggregatedRegions.all();
    new CfnFindingAggregator(this, 'Resource', { regionLinkingMode: linkingMode, regions: regions.length === 0 ? undefined : regions });
  }
}
