import { Problem } from '../private/validation';
import { ConfigurationRules } from './configuration-rules';
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

  private constructor(private readonly identifiers?: readonly string[]) {}

  /**
   * What Amazon EventBridge hears when a resource starts to break one of the rules.
   *
   * @internal
   */
  public _pattern(): Record<string, unknown> {
    return {
      'source': ['aws.config'],
      'detail-type': ['Config Rules Compliance Change'],
      'detail': {
        messageType: ['ComplianceChangeNotification'],
        configRuleName: this.identifiers?.map((identifier) => ConfigurationRules._ruleName(identifier))
          ?? [{ prefix: ConfigurationRules.RULE_NAME_PREFIX }],
        newEvaluationResult: { complianceType: ['NON_COMPLIANT'] },
      },
    };
  }
}
