import { Token } from 'aws-cdk-lib';
import { Problem } from '../private/validation';

/** Of AWS Budgets, in percent. */
const MAX_PERCENT = 1_000_000;

/**
 * When a SpendingBudget tells: once the month's spending, or what AWS expects it to become, is above a part of the limit.
 *
 * @see https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-managing-costs.html
 */
export class SpendingThreshold {
  /**
   * What has been spent since the month began.
   *
   * @param percent - of the limit, above 0 and at most 1,000,000; above 100 to be told again
   */
  public static actual(percent: number): SpendingThreshold {
    return new SpendingThreshold('ACTUAL', percent);
  }

  /**
   * What will have been spent when the month ends. AWS needs five weeks of usage before it forecasts.
   *
   * @param percent - of the limit, above 0 and at most 1,000,000
   */
  public static forecast(percent: number): SpendingThreshold {
    return new SpendingThreshold('FORECASTED', percent);
  }

  private constructor(
    /** What is compared, in the words of AWS Budgets. */
    public readonly notificationType: string,
    /** Percent of the limit. */
    public readonly percent: number,
  ) {}

  /** @internal */
  public _problems(prop: string): Problem[] {
    return Token.isUnresolved(this.percent) || (this.percent > 0 && this.percent <= MAX_PERCENT) ? [] : [{
      prop, got: this.percent, allowed: 'a percentage above 0, and at most 1,000,000', fix: 'use 80 for four fifths of the limit',
    }];
  }
}
