import { checkText, Problem } from '../private/validation';

/** What finds unusual spending. An account has one monitor that watches all its services, at most. */
export class AnomalyMonitor {
  /** A monitor of its own. The deployment fails where the account has one already. */
  public static create(): AnomalyMonitor {
    return new AnomalyMonitor();
  }

  /**
   * The one that the account has: AWS makes it for whoever switches on AWS Cost Explorer.
   *
   * @param monitorArn - its ARN, which `aws ce get-anomaly-monitors` shows
   */
  public static existing(monitorArn: string): AnomalyMonitor {
    return new AnomalyMonitor(monitorArn);
  }

  /** @internal */
  public static _check(prop: string, monitor: unknown): Problem[] {
    if (monitor === undefined) {
      return [];
    }
    return monitor instanceof AnomalyMonitor
      ? checkText(prop, monitor.monitorArn, /^arn:aws[a-z-]*:ce::\d{12}:anomalymonitor\/[\w-]+$/, 'the ARN of an anomaly monitor',
        'copy it from the answer of aws ce get-anomaly-monitors')
      : [{ prop, got: monitor, allowed: 'AnomalyMonitor.create() or .existing(monitorArn)', fix: 'pass what one of these returns' }];
  }

  private constructor(
    /** ARN of the one that exists. Not there for one to make. */
    public readonly monitorArn?: string,
  ) {}
}
