/** What a parameter of a rule takes; AWS Config gets all of them as text. */
export type ParameterKind = 'number' | 'boolean' | 'text' | 'list';

export interface ParameterEntry {
  readonly name: string;
  readonly kind: ParameterKind;
  /** What the baseline passes. Without one the default of AWS Config holds. */
  readonly value?: string;
  /** Whether AWS Config refuses the rule without it. */
  readonly required?: boolean;
}

/** The smallest pack a rule belongs to; larger ones have it too. */
export type PackName = 'essential' | 'standard' | 'regulated';

/** A managed rule of AWS Config that the baseline knows. */
export interface RuleEntry {
  /** Identifier of the managed rule in AWS Config. */
  readonly identifier: string;
  /** What the rule finds, in a sentence. */
  readonly what: string;
  /** Why that matters. */
  readonly why: string;
  /** Controls of the CIS AWS Foundations Benchmark 7.0 that it serves. */
  readonly cis?: readonly string[];
  /** Controls of AWS Foundational Security Best Practices that it serves. */
  readonly fsbp?: readonly string[];
  /** Not there when somebody has to ask for the rule, since only they know its parameters. */
  readonly pack?: PackName;
  /** The resource types whose recorded changes it judges. None when it asks the services themselves once a day. */
  readonly types?: readonly string[];
  /** Whether it judges those of its types that are recorded, if only one is. */
  readonly someTypes?: boolean;
  /** What it looks up in the record although it asks the services once a day. */
  readonly needs?: readonly string[];
  /** Whether it looks at what exists once for all regions, and so belongs to the home region alone. */
  readonly global?: boolean;
  /** Whether what it finds cannot wait for the next review. */
  readonly urgent?: boolean;
  readonly parameters?: readonly ParameterEntry[];
}
