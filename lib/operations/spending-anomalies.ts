import { Stack, Token, Tokenization } from 'aws-cdk-lib';
import { CfnAnomalyMonitor, CfnAnomalySubscription } from 'aws-cdk-lib/aws-ce';
import { Construct } from 'constructs';
import { lacksType } from '../private/missing-types';
import { Problem, refuse } from '../private/validation';
import { AnomalyMonitor } from './anomaly-monitor';
import { recipientProblems, SpendingRecipients } from './spending-recipients';
import { letPublish, spendingTopicProblems } from './spending-topic';

const PUBLISHER = { name: 'AWS Cost Anomaly Detection', principal: 'costalerts.amazonaws.com', sid: 'SpendingAnomaliesOfThisAccount' };

/** Properties of SpendingAnomalies. */
export interface SpendingAnomaliesProps extends SpendingRecipients {
  /**
   * Least US dollars that something has cost beyond what was expected, over all days it went on, before anybody is told. Above 0.
   *
   * @default 20
   */
  readonly minimumImpact?: number;

  /**
   * What finds them.
   *
   * @default AnomalyMonitor.create()
   */
  readonly anomalyMonitor?: AnomalyMonitor;
}

/**
 * Word of spending that is unusual for a service of the account: stolen credentials are mostly used for mining, and the bill shows it in regions
 * and services that nobody looks at.
 *
 * A topic is told at once, addresses once a day. AWS looks at costs about three times a day, which are up to a day old, and needs ten days of
 * history for a service. It charges nothing for this. Anomalies of all regions are found, so one in the home region of an account is enough.
 *
 * @see https://docs.aws.amazon.com/cost-management/latest/userguide/manage-ad.html
 * @see https://docs.aws.amazon.com/cost-management/latest/userguide/ad-SNS.html
 */
export class SpendingAnomalies extends Construct {
  /** @internal */
  public static _regionProblems(prop: string, region?: string): Problem[] {
    return lacksType('AWS::CE::AnomalyMonitor', region) ? [{
      prop, got: region, allowed: 'a region where AWS CloudFormation has monitors of spending',
      fix: 'make SpendingAnomalies in a stack of us-east-1: they cover every region',
    }] : [];
  }

  /** @internal */
  public static _problems(props: SpendingAnomaliesProps): Problem[] {
    const { minimumImpact: impact } = props;
    return [
      ...impact === undefined || Token.isUnresolved(impact) || (Number.isFinite(impact) && impact > 0) ? [] : [{
        prop: 'minimumImpact', got: impact, allowed: 'US dollars, above 0', fix: 'leave it out for the default: at zero every cent would be told of',
      }],
      ...AnomalyMonitor._check('anomalyMonitor', props.anomalyMonitor),
      ...recipientProblems(props),
      ...spendingTopicProblems(props.topic),
    ];
  }

  /** ARN of the monitor that finds anomalies. */
  public readonly monitorArn: string;

  /** @throws when the region has no such monitors, the impact is not above zero, the ARN is not one of a monitor, or nobody would be told */
  constructor(scope: Construct, id: string, props: SpendingAnomaliesProps) {
    super(scope, id);
    refuse(this, [...SpendingAnomalies._regionProblems('scope', Stack.of(this).region), ...SpendingAnomalies._problems(props)]);
    this.monitorArn = props.anomalyMonitor?.monitorArn ?? new CfnAnomalyMonitor(this, 'Monitor', {
      monitorName: 'secure-baseline-services', monitorType: 'DIMENSIONAL', monitorDimension: 'SERVICE',
    }).attrMonitorArn;

    const { minimumImpact = 20 } = props;
    const subscribe = (name: string, frequency: string, subscribers: CfnAnomalySubscription.SubscriberProperty[]) =>
      new CfnAnomalySubscription(this, name, {
        subscriptionName: `secure-baseline-anomalies-${frequency.toLowerCase()}`,
        frequency,
        monitorArnList: [this.monitorArn],
        subscribers,
        thresholdExpression: Stack.of(this).toJsonString({
          Dimensions: {
            Key: 'ANOMALY_TOTAL_IMPACT_ABSOLUTE', MatchOptions: ['GREATER_THAN_OR_EQUAL'], Values: [Tokenization.stringifyNumber(minimumImpact)],
          },
        }),
      });
    // Two of them: AWS tells topics at once alone, and people in summaries alone.
    if (props.topic) {
      const subscription = subscribe('Topic', 'IMMEDIATE', [{ type: 'SNS', address: props.topic.topicArn }]);
      subscription.node.addDependency(...letPublish(this, props.topic, PUBLISHER));
    }
    if (props.emails?.length) {
      subscribe('Emails', 'DAILY', props.emails.map((address) => ({ type: 'EMAIL', address })));
    }
  }
}
