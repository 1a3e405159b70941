import { CfnQueryDefinition, ILogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { TRAIL_QUESTIONS } from './trail-questions';

/** Properties of TrailQueries. */
export interface TrailQueriesProps {
  /** Log group of a trail, such as an AuditTrail's. */
  readonly logGroup: ILogGroup;
}

/**
 * Saved queries of Amazon CloudWatch Logs Insights for what is asked when something has happened: who deleted a bucket, who was refused, what the
 * root user did, and more. Choose one in the console below *Saved queries*, and the period it is about.
 *
 * For what is older than the log group keeps, ArchiveQueries ask the same of the archive. AWS charges 0.005 USD for each gigabyte searched.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_Insights-Saving-Queries.html
 */
export class TrailQueries extends Construct {
  /** Names of the queries. */
  public readonly names: string[];

  constructor(scope: Construct, id: string, props: TrailQueriesProps) {
    super(scope, id);
    this.names = TRAIL_QUESTIONS.map((question) => {
      const name = `secure-baseline/${question.id}`;
      new CfnQueryDefinition(this, question.id, {
        name,
        logGroupNames: [props.logGroup.logGroupName],
        queryString: `# ${question.what} ${question.why}\n${question.insights}`,
      });
      return name;
    });
  }
}
