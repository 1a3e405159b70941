import { CfnAnalyzer } from 'aws-cdk-lib/aws-accessanalyzer';
import { Construct } from 'constructs';

/**
 * IAM Access Analyzer for external access: finds every resource of this account and region that somebody outside the account can reach.
 *
 * Free of charge. AWS allows one a region for an account.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-getting-started.html
 */
export class ExternalAccessAnalyzer extends Construct {
  /** ARN of the analyzer. */
  public readonly analyzerArn: string;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.analyzerArn = new CfnAnalyzer(this, 'Resource', { type: 'ACCOUNT', analyzerName: 'secure-baseline-external-access' }).attrArn;
  }
}
