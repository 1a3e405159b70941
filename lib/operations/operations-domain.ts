import { BaselineDomain } from '../baseline-domain';
import { nested, Problem } from '../private/validation';
import { AnomalyMonitor } from './anomaly-monitor';
import { SpendingAnomalies } from './spending-anomalies';
import { SpendingBudget } from './spending-budget';
import { emailProblems } from './spending-recipients';

/** How a baseline watches what the account spends. */
export interface OperationsProps {
  /**
   * What the account may spend in a calendar month, in US dollars, above 0. Told of at 80 and 100 percent, and when the forecast is above.
   *
   * @default - no budget, and synthesis warns of it
   */
  readonly monthlyLimit?: number;

  /**
   * What finds unusual spending of a service: 20 US dollars or more beyond what was expected.
   *
   * @default - nobody is told of it: whether the account has a monitor already cannot be known, and AWS refuses a second
   */
  readonly anomalyMonitor?: AnomalyMonitor;

  /**
   * Who is told about spending beside the topic of the alerts: e-mail addresses, at most ten. AWS asks nobody to confirm.
   *
   * @default - the topic of the alerts alone
   */
  readonly emails?: string[];
}

/** How a baseline covers what the account spends and how it stands. */
export class OperationsDomain extends BaselineDomain {
  /**
   * A PostureDashboard where there is an audit trail, a SpendingBudget where there is a limit, and SpendingAnomalies where there is a monitor.
   *
   * @param props - what may be spent, and who is told
   */
  public static watch(props: OperationsProps = {}): OperationsDomain {
    return new OperationsDomain(props);
  }

  /**
   * Leaves all three out. Gives a warning at synthesis.
   *
   * @param reason - who or what watches the account instead
   */
  public static omitted(reason: string): OperationsDomain {
    return new OperationsDomain({}, reason);
  }

  private constructor(
    /** @internal */
    public readonly _props: OperationsProps,
    omittedBecause?: string,
  ) {
    super(omittedBecause);
  }

  /** @internal */
  public override _problems(region?: string): Problem[] {
    const { monthlyLimit, anomalyMonitor, emails } = this._props;
    return nested('operations', [
      ...monthlyLimit === undefined ? [] : [
        ...SpendingBudget._limitProblems(monthlyLimit), ...SpendingBudget._regionProblems('monthlyLimit', region),
      ],
      ...anomalyMonitor === undefined ? [] : SpendingAnomalies._regionProblems('anomalyMonitor', region),
      ...AnomalyMonitor._check('anomalyMonitor', anomalyMonitor),
      ...emails === undefined ? [] : emailProblems(emails),
      ...monthlyLimit === undefined && anomalyMonitor === undefined && emails !== undefined ? [{
        prop: 'emails', got: emails, allowed: 'nothing without monthlyLimit or anomalyMonitor',
        fix: 'set one of them: there is nothing to write about',
      }] : [],
    ]);
  }
}
