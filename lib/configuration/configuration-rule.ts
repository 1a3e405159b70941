import { Token } from 'aws-cdk-lib';
import { Problem } from '../private/validation';
import { RULES } from './rule-catalogue';
import { ParameterEntry, ParameterKind, RuleEntry } from './rules/rule-entry';

/** What AWS Config takes for each kind of parameter, and at most how much. */
const KINDS: Record<ParameterKind, { pattern: RegExp; allowed: string }> = {
  number: { pattern: /^\d{1,9}$/, allowed: 'a whole number, as text' },
  boolean: { pattern: /^(true|false)$/i, allowed: '"true" or "false", as text' },
  list: { pattern: /^[^,\s][^,]*(,[^,]+)*$/, allowed: 'values with commas between them' },
  text: { pattern: /\S/, allowed: 'a text' },
};

/**
 * A managed rule from the catalogue, with parameters of its own.
 *
 * @see https://docs.aws.amazon.com/config/latest/developerguide/managed-rules-by-aws-config.html
 */
export class ConfigurationRule {
  /**
   * A rule of the catalogue.
   *
   * @param identifier - of the rule in AWS Config, such as `SERVICE_VPC_ENDPOINT_ENABLED`
   * @param parameters - by the names AWS Config gives them, as text; those left out are what the catalogue says
   */
  public static managed(identifier: string, parameters: Record<string, string> = {}): ConfigurationRule {
    return new ConfigurationRule(identifier, parameters);
  }

  /** @internal */
  public static _ofCatalogue(entry: RuleEntry): ConfigurationRule {
    return new ConfigurationRule(entry.identifier, {});
  }

  /** @internal */
  public readonly _entry?: RuleEntry;

  private constructor(
    /** Identifier of the rule in AWS Config. */
    public readonly identifier: string,
    private readonly parameters: Record<string, string>,
  ) {
    this._entry = RULES.find((entry) => entry.identifier === identifier);
  }

  /** @internal */
  public get _parameters(): Record<string, string> {
    const given = Object.fromEntries(this.known.flatMap(({ name, value }) => value === undefined ? [] : [[name, value]]));
    return { ...given, ...this.parameters };
  }

  /** @internal */
  public _problems(prop: string): Problem[] {
    if (!this._entry) {
      return [{
        prop, got: this.identifier, allowed: 'the identifier of a rule in the catalogue, docs/configuration.md',
        fix: 'choose one of these, or make the rule with ManagedRule of aws-cdk-lib/aws-config',
      }];
    }
    const set = this._parameters;
    const unknown = Object.keys(this.parameters).filter((name) => !this.known.some((parameter) => parameter.name === name));
    return [
      ...unknown.map((name) => ({
        prop: `${prop}.parameters.${name}`, got: this.parameters[name], allowed: this.names,
        fix: `leave it out: ${this.identifier} has none of that name`,
      })),
      ...this.known.flatMap((parameter) => valueProblems(`${prop}.parameters.${parameter.name}`, parameter, set[parameter.name])),
    ];
  }

  private get known(): readonly ParameterEntry[] {
    return this._entry?.parameters ?? [];
  }

  private get names(): string {
    return this.known.length === 0 ? 'no parameter' : this.known.map(({ name }) => name).join(', ');
  }
}

function valueProblems(prop: string, { kind, required }: ParameterEntry, value: string | undefined): Problem[] {
  const { pattern, allowed } = KINDS[kind];
  if (value === undefined) {
    return required ? [{ prop, got: undefined, allowed, fix: 'pass it: AWS Config refuses the rule without' }] : [];
  }
  return Token.isUnresolved(value) || (typeof value === 'string' && pattern.test(value))
    ? []
    : [{ prop, got: value, allowed, fix: 'write it as AWS Config takes it' }];
}
