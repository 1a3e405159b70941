import { Token } from 'aws-cdk-lib';
import { checkRegion, checkUnique, Problem } from '../private/validation';

/** The regions whose findings AWS Security Hub brings together in one. */
export class AggregatedRegions {
  /** All regions, those included that AWS adds and the account opts into later. */
  public static all(): AggregatedRegions {
    return new AggregatedRegions('ALL_REGIONS', []);
  }

  /**
   * All regions, those to come included, but some.
   *
   * @param regions - codes of the regions that keep their findings
   */
  public static allExcept(regions: string[]): AggregatedRegions {
    return new AggregatedRegions('ALL_REGIONS_EXCEPT_SPECIFIED', regions);
  }

  /**
   * Some regions, and none to come.
   *
   * @param regions - codes of the regions, besides the one that collects
   */
  public static only(regions: string[]): AggregatedRegions {
    return new AggregatedRegions('SPECIFIED_REGIONS', regions);
  }

  /** No region besides the one that collects. For a DelegatedSecurityHub, which configures that one alone. */
  public static none(): AggregatedRegions {
    return new AggregatedRegions('NO_REGIONS', []);
  }

  private constructor(
    /** How they are chosen, as AWS calls it: `ALL_REGIONS`, `ALL_REGIONS_EXCEPT_SPECIFIED`, `SPECIFIED_REGIONS` or `NO_REGIONS`. */
    public readonly linkingMode: string,
    /** Codes of the regions that are named. */
    public readonly regions: string[],
  ) {}

  /** @internal */
  public _problems(prop: string, home?: string): Problem[] {
    return [
      ...!['ALL_REGIONS', 'NO_REGIONS'].includes(this.linkingMode) && this.regions.length === 0 ? [{
        prop, got: this.regions, allowed: 'at least one region', fix: 'name the regions, or use AggregatedRegions.all()',
      }] : [],
      ...this.regions.flatMap((region, index) => checkRegion(`${prop}.regions[${index}]`, region)),
      ...checkUnique(`${prop}.regions`, this.regions, 'name each region once'),
      ...home !== undefined && !Token.isUnresolved(home) && this.regions.includes(home) ? [{
        prop, got: home, allowed: 'regions besides the one that collects', fix: 'leave it out of the list',
      }] : [],
    ];
  }
}
