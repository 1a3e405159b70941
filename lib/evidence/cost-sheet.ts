import { CfnResource } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { FIXED_PRICES, Price, PRICES_AS_OF, USAGE_PRICES, UsagePrice } from './price-list';

/** One kind of resource on a CostSheet. */
export interface CostLine {
  /** What is paid for, in words. */
  readonly item: string;

  /** How many there are. */
  readonly count: number;

  /** US dollars a month for all of them. */
  readonly monthly: number;

  /** The AWS page the price is from. */
  readonly link: string;
}

/**
 * What the resources below a construct cost a month for being there, before anybody uses anything, and what will be added by use.
 *
 * Free tiers, discounts, taxes and differences between regions are left out.
 */
export class CostSheet {
  /**
   * The costs of everything below a construct.
   *
   * @param scope - an app, a stage, a baseline, a stack or a single construct
   */
  public static of(scope: IConstruct): CostSheet {
    return new CostSheet(scope.node.findAll().filter(CfnResource.isCfnResource));
  }

  /** Where and when the prices were those of AWS. */
  public readonly pricesAsOf: string = PRICES_AS_OF;

  /** What is paid each month, whatever is used. */
  public readonly lines: CostLine[];

  /** What is paid by use, in words. */
  public readonly byUse: string[];

  /** @internal What is paid by use, in figures where there are any. */
  public readonly _usage: UsagePrice[];

  private constructor(resources: CfnResource[]) {
    const quantity = ({ resourceType, quantity: of = () => 1 }: Price) => resources
      .filter(({ cfnResourceType }) => cfnResourceType === resourceType)
      .reduce((sum, resource) => sum + of(resource), 0);
    this.lines = FIXED_PRICES.map((price) => ({ ...price, count: quantity(price) })).filter(({ count }) => count > 0)
      .map(({ item, count, monthly, link }) => ({ item, count, monthly: count * monthly, link }));
    this._usage = USAGE_PRICES.filter((price) => quantity(price) > 0);
    this.byUse = this._usage.map(({ item }) => item);
  }

  /** US dollars a month before anybody uses anything. */
  public get monthlyFloor(): number {
    return this.lines.reduce((sum, line) => sum + line.monthly, 0);
  }
}
