import { Problem } from '../private/validation';
import { RULES } from './rule-catalogue';
import { PackName, RuleEntry } from './rules/rule-entry';

const ORDER: readonly PackName[] = ['essential', 'standard', 'regulated'];

/** A set of rules from the catalogue. Each pack has all rules of the smaller ones. */
export class RulePack {
  /** Controls of the CIS AWS Foundations Benchmark that a rule can judge, and what must never be public. */
  public static essential(): RulePack {
    return new RulePack('essential');
  }

  /** Besides, what an account that serves customers should have: backups, deletion protection, containers, edges of the network. */
  public static standard(): RulePack {
    return new RulePack('standard');
  }

  /** Besides, what auditors ask for: keys of the account everywhere, several zones, records of every access. */
  public static regulated(): RulePack {
    return new RulePack('regulated');
  }

  /** @internal */
  public static _check(prop: string, pack: unknown): Problem[] {
    return pack === undefined || pack instanceof RulePack ? [] : [{
      prop, got: pack, allowed: ORDER.map((name) => `RulePack.${name}()`).join(', '), fix: 'pass what one of these returns, not its name',
    }];
  }

  /** Identifiers of the rules, as AWS Config knows them. */
  public readonly ruleIdentifiers: string[];

  /** @internal */
  public readonly _rules: readonly RuleEntry[];

  private constructor(
    /** Name of the pack: `essential`, `standard` or `regulated`. */
    public readonly name: string,
  ) {
    const packs = ORDER.slice(0, ORDER.indexOf(name as PackName) + 1);
    this._rules = RULES.filter(({ pack }) => pack !== undefined && packs.includes(pack));
    this.ruleIdentifiers = this._rules.map(({ identifier }) => identifier);
  }
}
