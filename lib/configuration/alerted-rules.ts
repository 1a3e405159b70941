import { Problem } from '../private/validation';
import { RULES } from './rule-catalogue';

/** Which findings of rules are worth an alert. */
export class AlertedRules {
  /** What cannot wait for the next review: what is public, open, or no longer watched. */
  public static urgent(): AlertedRules {
    return new AlertedRules(RULES.filter(({ urgent }) => urgent).map(({ identifier }) => identifier));
  }

  /** Every rule of the baseline. */
  public static all(): AlertedRules {
    return new AlertedRules();
  }

  /** @internal */
  public static _check(prop: string, rules: unknown): Problem[] {
    return rules === undefined || rules instanceof AlertedRules ? [] : [{
      prop, got: rules, allowed: 'AlertedRules.urgent() or .all()', fix: 'pass what one of these returns',
    }];
  }

  private constructor(
    /** @internal */
    public readonly _identifiers?: readonly string[],
  ) {}
}
