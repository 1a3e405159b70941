import { Stack, Token } from 'aws-cdk-lib';
import { CfnBudget } from 'aws-cdk-lib/aws-budgets';
import { Construct } from 'constructs';
import { lacksType } from '../private/missing-types';
import { Problem, refuse } from '../private/validation';
import { recipientProblems, SpendingRecipients } from './spending-recipients';
import { SpendingThreshold } from './spending-threshold';
import { letPublish, spendingTopicProblems } from './spending-topic';

/** Of AWS Budgets, for each budget. */
const MAX_THRESHOLDS = 10;
const PUBLISHER = { name: 'AWS Budgets', principal: 'budgets.amazonaws.com', sid: 'BudgetsOfThisAccount' };

/** Properties of a SpendingBudget. */
export interface SpendingBudgetProps extends SpendingRecipients {
  /** What the account may spend in a calendar month, in US dollars, above 0. */
  readonly monthlyLimit: number;

  /**
   * When to tell, one to ten of them, each once. A later change makes another budget in place of this one.
   *
   * @default - when 80 % are spent, when 100 % are spent, and when the forecast is above 100 %
   */
  readonly thresholds?: SpendingThreshold[];
}

/**
 * A limit for what an account spends in a month, and word to people when spending comes near it or goes beyond. Nothing is stopped.
 *
 * Credits and refunds are not deducted: with them, an intruder could use up a grant before anybody hears of it. AWS looks at costs up to three
 * times a day. Budgets cover all regions of the account, so one in its home region is enough; in an organization whose payer has switched that off,
 * member accounts cannot have budgets. Without budget actions, as here, AWS charges nothing.
 *
 * @see https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-managing-costs.html
 * @see https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-sns-policy.html
 */
export class SpendingBudget extends Construct {
  /** @internal */
  public static _regionProblems(prop: string, region?: string): Problem[] {
    return lacksType('AWS::Budgets::Budget', region) ? [{
      prop, got: region, allowed: 'a region where AWS CloudFormation has budgets',
      fix: 'make a SpendingBudget in a stack of us-east-1: it covers every region',
    }] : [];
  }

  /** @internal */
  public static _limitProblems(limit: number): Problem[] {
    return Token.isUnresolved(limit) || (Number.isFinite(limit) && limit > 0) ? [] : [{
      prop: 'monthlyLimit', got: limit, allowed: 'US dollars a month, above 0', fix: 'use what an ordinary month costs, and a fifth more',
    }];
  }

  /** @internal */
  public static _problems(props: SpendingBudgetProps): Problem[] {
    const thresholds = props.thresholds ?? [];
    const same = ({ notificationType, percent }: SpendingThreshold) => (other: SpendingThreshold) =>
      other.notificationType === notificationType && other.percent === percent;
    return [
      ...SpendingBudget._limitProblems(props.monthlyLimit),
      ...props.thresholds?.length === 0 ? [{
        prop: 'thresholds', got: thresholds, allowed: `1 to ${MAX_THRESHOLDS} of them`, fix: 'leave it out for the default: nobody would be told',
      }] : [],
      ...thresholds.length > MAX_THRESHOLDS ? [{
        prop: 'thresholds', got: thresholds, allowed: `at most ${MAX_THRESHOLDS} of them`, fix: 'make a second SpendingBudget for the others',
      }] : [],
      ...thresholds.flatMap((threshold, index) => [
        ...threshold._problems(`thresholds[${index}]`),
        ...thresholds.findIndex(same(threshold)) === index ? [] : [{
          prop: `thresholds[${index}]`, got: threshold.percent, allowed: 'each threshold once', fix: 'leave out the second',
        }],
      ]),
      ...recipientProblems(props),
      ...spendingTopicProblems(props.topic),
    ];
  }

  /** @throws when the region has no budgets, the limit or a threshold is out of its range, a threshold is there twice, or nobody would be told */
  constructor(scope: Construct, id: string, props: SpendingBudgetProps) {
    super(scope, id);
    refuse(this, [...SpendingBudget._regionProblems('scope', Stack.of(this).region), ...SpendingBudget._problems(props)]);
    const thresholds = props.thresholds ?? [SpendingThreshold.actual(80), SpendingThreshold.actual(100), SpendingThreshold.forecast(100)];
    const subscribers = [
      ...props.topic ? [{ subscriptionType: 'SNS', address: props.topic.topicArn }] : [],
      ...(props.emails ?? []).map((address) => ({ subscriptionType: 'EMAIL', address })),
    ];
    // Without a name of its own: notifications cannot be changed, and AWS CloudFormation cannot put another budget of the same name in its place.
    const budget = new CfnBudget(this, 'Resource', {
      budget: {
        budgetType: 'COST',
        timeUnit: 'MONTHLY',
        budgetLimit: { amount: props.monthlyLimit, unit: 'USD' },
        costTypes: { includeCredit: false, includeRefund: false },
      },
      notificationsWithSubscribers: thresholds.map(({ notificationType, percent }) => ({
        notification: { notificationType, threshold: percent, thresholdType: 'PERCENTAGE', comparisonOperator: 'GREATER_THAN' },
        subscribers,
      })),
    });
    if (props.topic) {
      budget.node.addDependency(...letPublish(this, props.topic, PUBLISHER));
    }
  }
}
