import { CfnConfigRule } from 'aws-cdk-lib/aws-config';
import { Construct } from 'constructs';
import { checkUnique, Problem, refuse } from '../private/validation';
import { warn } from '../private/warn';
import { ConfigurationRecorder } from './configuration-recorder';
import { ConfigurationRule } from './configuration-rule';
import { ConfigurationScope } from './configuration-scope';
import { RecordedTypes } from './recorded-types';
import { RuleOmission } from './rule-omission';
import { RulePack } from './rule-pack';

/** Settings of ConfigurationRules that a baseline chooses. */
export interface ConfigurationRulesOptions {
  /**
   * The rules to start from.
   *
   * @default RulePack.standard()
   */
  readonly pack?: RulePack;

  /**
   * Rules besides, or rules of the pack with other parameters.
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
    const [extra, omissions] = [props.additionalRules ?? [], props.omissions ?? []];
    const pack = props.pack instanceof RulePack ? props.pack : RulePack.standard();
    return [
      ...RulePack._check('pack', props.pack),
      ...extra.flatMap((rule, index) => rule._problems(`additionalRules[${index}]`)),
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

  /** @throws when a rule is unknown, lacks a parameter or has one too many, or judges a type that is not recorded; the error lists all of them */
  constructor(scope: Construct, id: string, props: ConfigurationRulesProps = {}) {
    super(scope, id);
    refuse(this, ConfigurationRules._problems(props));
    const home = (props.scope ?? props.recorder?.scope ?? ConfigurationScope.HOME_REGION) === ConfigurationScope.HOME_REGION;
    const rules = chosen(props).filter(({ _entry: entry }) => home || !entry!.global);
    refuse(this, unrecorded(rules, props.recorder?.recordedTypes ?? RecordedTypes.all(), home));

    props.omissions?.forEach(({ identifier, reason }) => warn(this, `rule-omitted-${identifier}`, `the rule ${identifier} is left out: ${reason}`));
    rules.forEach((rule) => this.rule(rule, props.recorder));
    this.ruleIdentifiers = rules.map(({ identifier }) => identifier);
    this.ruleNames = this.ruleIdentifiers.map((identifier) => ConfigurationRules._ruleName(identifier));
  }

  /** @internal */
  public _rule(identifier: string): CfnConfigRule {
    return this.node.findChild(identifier) as CfnConfigRule;
  }

  private rule({ identifier, _entry: entry, _parameters: parameters }: ConfigurationRule, recorder?: ConfigurationRecorder): void {
    const { what, cis = [], fsbp = [] } = entry!;
    const controls = [...cis.map((control) => `CIS ${control}`), ...fsbp].join(', ');
    const rule = new CfnConfigRule(this, identifier, {
      configRuleName: ConfigurationRules._ruleName(identifier),
      // Not why: the template of the largest pack would be too large.
      description: `${what}${controls ? ` (${controls})` : ''}`,
      source: { owner: 'AWS', sourceIdentifier: identifier },
      inputParameters: Object.keys(parameters).length > 0 ? parameters : undefined,
    });
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

function unrecorded(rules: ConfigurationRule[], recorded: RecordedTypes, home: boolean): Problem[] {
  return rules.flatMap(({ identifier, _entry: entry }) => {
    const missing = (entry!.types ?? []).filter((type) => !recorded._records(type, home));
    return missing.length === 0 ? [] : [{
      prop: 'recorder.recordedTypes', got: missing.join(', '), allowed: `all types that ${identifier} judges`,
      fix: 'record them too, or leave the rule out in omissions: it would never find anything',
    }];
  });
}
