import { Duration, Token } from 'aws-cdk-lib';
import { checkRange, Problem } from '../private/validation';

/** How hard automatic remediation tries. */
export interface AutomaticRemediationOptions {
  /**
   * How often it is tried for a resource within `retryInterval` before AWS Config leaves the resource alone, from 1 to 25.
   *
   * @default 5
   */
  readonly maximumAttempts?: number;

  /**
   * The time in which attempts are counted, from a second to 31 days.
   *
   * @default Duration.minutes(10)
   */
  readonly retryInterval?: Duration;
}

/**
 * Who starts a remedy.
 *
 * @see https://docs.aws.amazon.com/config/latest/developerguide/remediation.html
 */
export class RemediationMode {
  /** A person, in AWS Config, for the resources that person chooses. */
  public static manual(): RemediationMode {
    return new RemediationMode();
  }

  /**
   * AWS Config, as soon as a resource breaks the rule. What the remedy changes is changed without asking, on all resources too that break the rule
   * when it is set up: read its blast radius first.
   *
   * @param options - how hard it tries
   */
  public static automatic(options: AutomaticRemediationOptions = {}): RemediationMode {
    return new RemediationMode({ maximumAttempts: options.maximumAttempts ?? 5, retryInterval: options.retryInterval ?? Duration.minutes(10) });
  }

  /** @internal */
  public static _check(prop: string, mode: unknown): Problem[] {
    if (!(mode instanceof RemediationMode)) {
      return [{ prop, got: mode, allowed: 'RemediationMode.manual() or .automatic()', fix: 'pass what one of these returns' }];
    }
    const { maximumAttempts, retryInterval: interval } = mode._automatic ?? {};
    const seconds = interval === undefined || Token.isUnresolved(interval) ? undefined : interval.toSeconds({ integral: false });
    return [
      ...checkRange(`${prop}.maximumAttempts`, maximumAttempts, 1, 25, 'leave it out for 5'),
      ...checkRange(`${prop}.retryInterval`, seconds, 1, 2_678_000, 'leave it out for ten minutes')
        .map((problem) => ({ ...problem, allowed: `${problem.allowed} seconds` })),
    ];
  }

  private constructor(
    /** @internal */
    public readonly _automatic?: AutomaticRemediationOptions,
  ) {}
}
