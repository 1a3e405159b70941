import { BaselineDomain } from '../baseline-domain';
import { nested, Problem } from '../private/validation';
import { ConfigurationRecorder, ConfigurationRecorderOptions } from './configuration-recorder';
import { ConfigurationRules, ConfigurationRulesOptions } from './configuration-rules';

/** What a baseline can be told about the record of configuration, and about the rules that judge it. */
export interface ConfigurationProps extends ConfigurationRecorderOptions, ConfigurationRulesOptions {}

/** How a baseline covers the record of configuration. */
export class ConfigurationDomain extends BaselineDomain {
  /**
   * A ConfigurationRecorder with ConfigurationRules.
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
    return nested('configuration', [...ConfigurationRecorder._problems(this._props), ...ConfigurationRules._problems(this._props)]);
  }
}
