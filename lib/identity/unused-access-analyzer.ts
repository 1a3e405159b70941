import { Duration } from 'aws-cdk-lib';
import { CfnAnalyzer } from 'aws-cdk-lib/aws-accessanalyzer';
import { Construct } from 'constructs';
import { checkDays, refuse } from '../private/validation';

/** Properties of an UnusedAccessAnalyzer. */
export interface UnusedAccessAnalyzerProps {
  /**
   * For how long something must have been unused to be reported, from 1 to 365 days.
   *
   * @default Duration.days(90)
   */
  readonly unusedAccessAge?: Duration;
}

/**
 * IAM Access Analyzer for unused access: finds roles, access keys, passwords and permissions that nobody has used for a while.
 *
 * Charged by the role and user analysed each month. One is enough for all regions of an account.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-concepts.html
 */
export class UnusedAccessAnalyzer extends Construct {
  /** ARN of the analyzer. */
  public readonly analyzerArn: string;

  /** @throws when the age is out of its range */
  constructor(scope: Construct, id: string, props: UnusedAccessAnalyzerProps = {}) {
    super(scope, id);
    refuse(this, checkDays('unusedAccessAge', props.unusedAccessAge, 1, 365));
    this.analyzerArn = new CfnAnalyzer(this, 'Resource', {
      type: 'ACCOUNT_UNUSED_ACCESS',
      analyzerName: 'secure-baseline-unused-access',
      analyzerConfiguration: { unusedAccessConfiguration: { unusedAccessAge: (props.unusedAccessAge ?? Duration.days(90)).toDays() } },
    }).attrArn;
  }
}
