import { CfnAnalyzer } from 'aws-cdk-lib/aws-accessanalyzer';
import { Construct } from 'constructs';

/**
 * IAM Access Analyzer for external access to an organization: finds every resource of this region, in all accounts, that somebody outside the
 * organization can reach. What accounts of the organization share among themselves is no finding; ExternalAccessAnalyzer shows that, in each account.
 *
 * For the account that administers IAM Access Analyzer, once DelegatedAdministrators has made it so, in each region. Free of charge. Accounts to come
 * are looked at too. When the construct goes, so do its findings.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-getting-started.html
 */
export class OrganizationAccessAnalyzer extends Construct {
  /** ARN of the analyzer. */
  public readonly analyzerArn: string;

  /** Makes one for the region of the stack. */
  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.analyzerArn = new CfnAnalyzer(this, 'Resource', {
      type: 'ORGANIZATION', analyzerName: 'secure-baseline-organization-external-access',
    }).attrArn;
  }
}
