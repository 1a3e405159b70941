import { CfnTrail } from 'aws-cdk-lib/aws-cloudtrail';

/**
 * Whether AWS CloudTrail learns what is usual in the account and records what is not, such as a burst of deletions. The first insight can take
 * 36 hours.
 *
 * AWS charges 0.35 USD for 100,000 management events looked at, for each kind of insight.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-insights-events-with-cloudtrail.html
 */
export class TrailInsights {
  /** No insights. */
  public static none(): TrailInsights {
    return new TrailInsights([]);
  }

  /** Unusually many or few calls that change something. */
  public static callRate(): TrailInsights {
    return new TrailInsights(['ApiCallRateInsight']);
  }

  /** Unusually many or few calls that fail. */
  public static errorRate(): TrailInsights {
    return new TrailInsights(['ApiErrorRateInsight']);
  }

  /** Both. */
  public static callAndErrorRates(): TrailInsights {
    return new TrailInsights(['ApiCallRateInsight', 'ApiErrorRateInsight']);
  }

  private constructor(
    /** What is looked at, in the words of AWS CloudTrail. */
    public readonly insightTypes: string[],
  ) {}

  /** @internal */
  public get _selectors(): CfnTrail.InsightSelectorProperty[] {
    return this.insightTypes.map((insightType) => ({ insightType }));
  }
}
