import { CfnConfigRule } from 'aws-cdk-lib/aws-config';
import { Construct } from 'constructs';
import { ConfigurationScope } from './configuration-scope';
import { RULES } from './rule-catalogue';

/** Properties of ConfigurationRules. */
export interface ConfigurationRulesProps {
  /**
   * Whether this region also judges what exists once for all regions.
   *
   * @default ConfigurationScope.HOME_REGION
   */
  readonly scope?: ConfigurationScope;
}

/**
 * Managed rules of AWS Config that find what the CIS AWS Foundations Benchmark calls a mistake, from the catalogue of the baseline.
 *
 * The region needs a configuration recorder first: `rules.node.addDependency(recorder)`.
 *
 * @see https://docs.aws.amazon.com/config/latest/developerguide/evaluate-config_use-managed-rules.html
 */
export class ConfigurationRules extends Construct {
  /** Names of the rules in AWS Config. */
  public readonly ruleNames: string[];

  constructor(scope: Construct, id: string, props: ConfigurationRulesProps = {}) {
    super(scope, id);
    const home = (props.scope ?? ConfigurationScope.HOME_REGION) === ConfigurationScope.HOME_REGION;
    this.ruleNames = RULES.filter((rule) => home || !rule.global).map((rule) => {
      const configRuleName = `secure-baseline-${rule.identifier.toLowerCase().replace(/_/g, '-')}`;
      new CfnConfigRule(this, rule.identifier, {
        configRuleName,
        description: `${rule.what} ${rule.why}${rule.control ? ` (CIS ${rule.control})` : ''}`,
        source: { owner: 'AWS', sourceIdentifier: rule.identifier },
        inputParameters: rule.parameters,
      });
      return configRuleName;
    });
  }
}
