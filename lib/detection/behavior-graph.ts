import { CfnGraph } from 'aws-cdk-lib/aws-detective';
import { Construct } from 'constructs';

/**
 * Amazon Detective for one region: keeps a year of sign-ins, calls and connections in relation to each other, so that whoever looks into a finding
 * sees what led to it and what followed. Charged by the gigabyte of events it takes in.
 *
 * One a region for an account; the deployment fails where there is one already. Useful with a ThreatDetection in the same region.
 *
 * @see https://docs.aws.amazon.com/detective/latest/userguide/what-is-detective.html
 */
export class BehaviorGraph extends Construct {
  /** ARN of the graph. */
  public readonly graphArn: string;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.graphArn = new CfnGraph(this, 'Resource').attrArn;
  }
}
