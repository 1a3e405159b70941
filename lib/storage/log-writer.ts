import { CONFIGURATION, NETWORK, TRAILS, WEB_ACLS, WriterEntry } from './log-writers';

/** What writes into a LogBucket. */
export class LogWriter {
  /**
   * AWS CloudTrail: events, insights, and the digests that prove them unchanged.
   *
   * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html
   */
  public static trails(): LogWriter {
    return new LogWriter(TRAILS);
  }

  /**
   * AWS Config: history and snapshots. Not with Object Lock.
   *
   * @see https://docs.aws.amazon.com/config/latest/developerguide/s3-bucket-policy.html
   */
  public static configuration(): LogWriter {
    return new LogWriter(CONFIGURATION);
  }

  /**
   * VPC flow logs, query logs of Amazon Route 53 Resolver, AWS Network Firewall, and access logs of Network Load Balancers. Those of Application
   * Load Balancers go to an AccessLogBucket: they cannot be encrypted with AWS KMS.
   *
   * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AWS-logs-and-resource-policy.html
   */
  public static network(): LogWriter {
    return new LogWriter(NETWORK);
  }

  /**
   * AWS WAF, which writes to buckets alone whose name starts with `aws-waf-logs-`.
   *
   * @see https://docs.aws.amazon.com/waf/latest/developerguide/logging-s3.html
   */
  public static webAcls(): LogWriter {
    return new LogWriter(WEB_ACLS);
  }

  private constructor(
    /** @internal */
    public readonly _entry: WriterEntry,
  ) {}

  /** What is written, in a sentence. */
  public get what(): string {
    return this._entry.what;
  }
}
