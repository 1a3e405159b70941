import { CfnConfigRule } from 'aws-cdk-lib/aws-config';
import { Construct } from 'constructs';
import { lackOf, outside, regionsOf } from '../private/deployed-regions';
import { checkUnique, Problem, refuse } from '../private/validation';
import { warn } from '../private/warn';
import { ConfigurationRecorder } from './configuration-recorder';
import { ConfigurationRule } from './configuration-rule';
import { ConfigurationScope } from './configuration-scope';
import { RecordedTypes } from './recorded-types';
import { RuleOmission } from './rule-omission';
import { RulePack } from './rule-pack';
import { lacksRule } from './rules/missing-rules';

/** Settings of ConfigurationRules that a baseline chooses. */
export interface ConfigurationRulesOptions {
  /**
   * The rules to start from.
   *
   * @default RulePack.standard()
   */
  readonly pack?: RulePack;

  /**
   * Rules besides, or rules of the pack with other parameters. Of those that a region has.
   *
   * @default - the pack as it is
   */
  readonly additionalRules?: ConfigurationRule[];

  /**
   * Rules of the pack to leave out, each with a reason.
   *
   * @default - none
   */
  readonly omissions?: RuleOmission[];
}

/** Properties of ConfigurationRules. */
export interface ConfigurationRulesProps extends ConfigurationRulesOptions {
  /**
   * The recorder of the region. Rules come after it, and look at nothing it does not record.
   *
   * @default - one that is set up elsewhere and records every type: the region needs it first
   */
  readonly recorder?: ConfigurationRecorder;

  /**
   * Whether this region also judges what exists once for all regions.
   *
   * @default - as the recorder; ConfigurationScope.HOME_REGION without one
   */
  readonly scope?: ConfigurationScope;
}

/**
 * Managed rules of AWS Config that find what the CIS AWS Foundations Benchmark and AWS Foundational Security Best Practices call a mistake, from
 * the catalogue of the baseline. Each evaluation of a resource by a rule is charged.
 *
 * Rules of their own rather than a conformance pack: evaluations cost the same, and each rule keeps a name that alerts and remediation can rely on.
 *
 * AWS Config does not have every rule in every region. Rules of the pack that the region lacks are left out, and synthesis warns.
 *
 * @see https://docs.aws.amazon.com/config/latest/developerguide/evaluate-config_use-managed-rules.html
 */
export class ConfigurationRules extends Construct {
  /** What the names of all rules start with. */
  public static readonly RULE_NAME_PREFIX = 'secure-baseline-';

  /** @internal */
  public static _ruleName(identifier: string): string {
    return `${ConfigurationRules.RULE_NAME_PREFIX}${identifier.toLowerCase().replace(/_/g, '-')}`;
  }

  /** @internal */
  public static _problems(props: ConfigurationRulesOptions): Problem[] {
    const [given, omissions] = [props.additionalRules ?? [], props.omissions ?? []];
    const extra = given.filter((rule) => rule instanceof ConfigurationRule);
    const pack = props.pack instanceof RulePack ? props.pack : RulePack.standard();
    return [
      ...RulePack._check('pack', props.pack),
      ...given.flatMap((rule, index): Problem[] => rule instanceof ConfigurationRule ? rule._problems(`additionalRules[${index}]`) : [{
        prop: `additionalRules[${index}]`, got: rule, allowed: 'ConfigurationRule.managed(identifier, parameters)',
        fix: 'pass what it returns, not the name of a rule',
      }]),
      ...checkUnique('additionalRules', extra.map(({ identifier }) => identifier), 'name each rule once'),
      ...checkUnique('omissions', omissions.map(({ identifier }) => identifier), 'name each rule once'),
      ...omissions.flatMap(({ identifier, reason }, index): Problem[] => [
        ...pack.ruleIdentifiers.includes(identifier) ? [] : [{
          prop: `omissions[${index}].identifier`, got: identifier, allowed: `a rule of the pack ${pack.name}`,
          fix: 'leave it out: the pack has no such rule',
        }],
        ...reason?.trim() ? [] : [{
          prop: `omissions[${index}].reason`, got: reason, allowed: 'a reason', fix: 'say why nobody needs the rule, or who or what looks instead',
        }],
      ]),
    ];
  }

  /** Names of the rules in AWS Config. */
  public readonly ruleNames: string[];

  /** Identifiers of the rules, as AWS Config knows them, in the same order. */
  public readonly ruleIdentifiers: string[];

  private readonly recorded: RecordedTypes;

  private readonly global: boolean;

  /**
   * @throws when a rule is unknown, lacks a parameter or has one too many, or judges a type that is not recorded, or one that was asked for is not in
   * the region; the error lists all of them
   */
  constructor(scope: Construct, id: string, props: ConfigurationRulesProps = {}) {
    super(scope, id);
    refuse(this, ConfigurationRules._problems(props));
    const home = (props.scope ?? props.recorder?.scope ?? ConfigurationScope.HOME_REGION) === ConfigurationScope.HOME_REGION;
    this.recorded = props.recorder?.recordedTypes ?? RecordedTypes.all();
    this.global = home && !RecordedTypes._lacksGlobal(this).everywhere;
    const wanted = chosen(props).filter(({ _entry: entry }) => home || !entry!.global);
    const rules = wanted.filter((rule) => !this.lack(rule).everywhere);
    refuse(this, [...this.missing(props.additionalRules ?? [], wanted), ...this.unrecorded(rules)]);

    props.omissions?.forEach(({ identifier, reason }) => warn(this, `rule-omitted-${identifier}`, `the rule ${identifier} is left out: ${reason}`));
    this.warnOfRegions(wanted);
    rules.forEach((rule) => this.rule(rule, props.recorder));
    this.ruleIdentifiers = rules.map(({ identifier }) => identifier);
    this.ruleNames = this.ruleIdentifiers.map((identifier) => ConfigurationRules._ruleName(identifier));
  }

  /** @internal */
  public _rule(identifier: string): CfnConfigRule {
    return this.node.findChild(identifier) as CfnConfigRule;
  }

  /** @internal Whether what looks at a type finds anything. */
  public _records(type: string): boolean {
    return this.recorded._records(type, this.global);
  }

  private lack({ identifier }: ConfigurationRule) {
    return lackOf(this, (region) => lacksRule(identifier, region));
  }

  /** Rules of the pack go without further ado; whoever names one counts on it. */
  private missing(named: ConfigurationRule[], wanted: ConfigurationRule[]): Problem[] {
    return named.flatMap((rule, index) => !wanted.includes(rule) || !this.lack(rule).everywhere ? [] : [{
      prop: `additionalRules[${index}]`, got: rule.identifier, allowed: `a rule that AWS Config has in ${this.lack(rule).regions.join(', ')}`,
      fix: 'leave it out for this region: one with rules of its own takes a RegionalBaseline of its own',
    }]);
  }

  private unrecorded(rules: ConfigurationRule[]): Problem[] {
    return rules.flatMap(({ identifier, _entry: entry }) => {
      const { types = [], someTypes, needs = [] } = entry!;
      const left = types.filter((type) => !this._records(type));
      const missing = [...someTypes && left.length < types.length ? [] : left, ...needs.filter((type) => !this._records(type))];
      return missing.length === 0 ? [] : [{
        prop: 'recorder.recordedTypes', got: missing.join(', '), allowed: `${someTypes ? 'one of the' : 'all'} types that ${identifier} judges`,
        fix: 'record them too, or leave the rule out in omissions: it would never find anything',
      }];
    });
  }

  private warnOfRegions(rules: ConfigurationRule[]): void {
    const lists = regionsOf(this).flatMap((region) => {
      const lacking = rules.map(({ identifier }) => identifier).filter((identifier) => lacksRule(identifier, region));
      return lacking.length > 0 ? [`in ${region} ${lacking.join(', ')}`] : [];
    });
    if (lists.length > 0) {
      warn(this, 'rules-region', `rules are left out that AWS Config does not have there: ${lists.join('; ')}`);
    }
  }

  private rule(chosenRule: ConfigurationRule, recorder?: ConfigurationRecorder): void {
    const { identifier, _entry: entry, _parameters: parameters } = chosenRule;
    const { what, cis = [], fsbp = [] } = entry!;
    const controls = [...cis.map((control) => `CIS ${control}`), ...fsbp].join(', ');
    const rule = new CfnConfigRule(this, identifier, {
      configRuleName: ConfigurationRules._ruleName(identifier),
      // Not why: the template of the largest pack would be too large.
      description: `${what}${controls ? ` (${controls})` : ''}`,
      source: { owner: 'AWS', sourceIdentifier: identifier },
      inputParameters: Object.keys(parameters).length > 0 ? parameters : undefined,
    });
    rule.cfnOptions.condition = outside(this, this.lack(chosenRule).regions);
    if (recorder?._ready) {
      rule.node.addDependency(recorder._ready);
    }
  }
}

/** The pack without what is left out, and what is asked for besides; where both name a rule, the latter. */
function chosen({ pack = RulePack.standard(), additionalRules = [], omissions = [] }: ConfigurationRulesOptions): ConfigurationRule[] {
  const replaced = [...additionalRules, ...omissions].map(({ identifier }) => identifier);
  return [...pack._rules.filter(({ identifier }) => !replaced.includes(identifier)).map(ConfigurationRule._ofCatalogue), ...additionalRules];
}
