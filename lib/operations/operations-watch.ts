import { ILogGroup } from 'aws-cdk-lib/aws-logs';
import { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { OperationsProps } from './operations-domain';
import { PostureDashboard } from './posture-dashboard';
import { SpendingAnomalies } from './spending-anomalies';
import { SpendingBudget } from './spending-budget';

/** What there is to look at, and who is told. */
export interface Watched {
  readonly topic: ITopic;
  /** The log group of the trail, for the stack that shows it. Not there where there is no trail, and so no alarms to show. */
  readonly logGroup: ((scope: Construct) => ILogGroup) | undefined;
  readonly alertRuleNames: string[];
}

/** What tells of spending and shows how the account stands. A stack is asked for where there is something to place. */
export function placeOperations(stack: () => Construct, props: OperationsProps, { topic, logGroup, alertRuleNames }: Watched): void {
  const { monthlyLimit, anomalyMonitor, emails } = props;
  if (monthlyLimit === undefined && anomalyMonitor === undefined && logGroup === undefined) {
    return;
  }
  const scope = stack();
  if (monthlyLimit !== undefined) {
    new SpendingBudget(scope, 'Budget', { monthlyLimit, emails, topic });
  }
  if (anomalyMonitor !== undefined) {
    new SpendingAnomalies(scope, 'Anomalies', { anomalyMonitor, emails, topic });
  }
  if (logGroup !== undefined) {
    new PostureDashboard(scope, 'Posture', { logGroup: logGroup(scope), topic, alertRuleNames });
  }
}
