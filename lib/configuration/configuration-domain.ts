import { BaselineDomain } from '../baseline-domain';
import { nested, Problem } from '../private/validation';
import { AlertedRules } from './alerted-rules';
import { ConfigurationRecorder, ConfigurationRecorderOptions } from './configuration-recorder';
import { ConfigurationRules, ConfigurationRulesOptions } from './configuration-rules';
import { RemediationMode } from './remediation-mode';

/** What a baseline can be told about the record of configuration, the rules that judge it, and what follows from them. */
export interface ConfigurationProps extends ConfigurationRecorderOptions, ConfigurationRulesOptions {
  /**
   * Which findings of rules are worth an alert.
   *
   * @default AlertedRules.urgent()
   */
  readonly alertedRules?: AlertedRules;

  /**
   * Who starts the remedies there are for the rules. Automatic ones change resources of every team without asking.
   *
   * @default RemediationMode.manual()
   */
  readonly remediationMode?: RemediationMode;
}

/** How a baseline covers the record of configuration. */
export class ConfigurationDomain extends BaselineDomain {
  /**
   * A ConfigurationRecorder with ConfigurationRules, ComplianceAlerts and ConfigurationRemediation.
   *
   * @param props - where it should differ from the profile
   */
  public static recorder(props: ConfigurationProps = {}): ConfigurationDomain {
    return new ConfigurationDomain(props);
  }

  /**
   * Leaves the record of configuration out. Gives a warning at synthesis.
   *
   * @param reason - who or what covers it instead
   */
  public static omitted(reason: string): ConfigurationDomain {
    return new ConfigurationDomain({}, reason);
  }

  private constructor(
    /** @internal */
    public readonly _props: ConfigurationProps,
    omittedBecause?: string,
  ) {
    super(omittedBecause);
  }

  /** @internal */
  public override _problems(): Problem[] {
    const { alertedRules, remediationMode } = this._props;
    return nested('configuration', [
      ...ConfigurationRecorder._problems(this._props),
      ...ConfigurationRules._problems(this._props),
      ...AlertedRules._check('alertedRules', alertedRules),
      ...remediationMode === undefined ? [] : RemediationMode._check('remediationMode', remediationMode),
    ]);
  }
}
