/** A step of an automation document, of schema 0.3. */
export interface RemedyStep {
  readonly name: string;
  readonly action: 'aws:executeAwsApi' | 'aws:assertAwsResourceProperty' | 'aws:executeScript';
  readonly inputs: Record<string, unknown>;
  readonly outputs?: readonly { Name: string; Selector: string; Type: string }[];
}

/** What the role of a remedy may do. `${…}` in a resource stands for a pseudo parameter, or for a parameter of the remedy. */
export interface RemedyPermission {
  readonly actions: readonly string[];
  readonly resources: readonly string[];
}

/** A remedy for what a rule finds. */
export interface RemedyEntry {
  /** In logical ids: short, since they stand in a template many times. */
  readonly id: string;
  /** Identifier of the rule in AWS Config. */
  readonly rule: string;
  /** What it does, in a sentence. */
  readonly what: string;
  /** Blast radius: what it changes. */
  readonly changes: string;
  /** Blast radius: what can stop working. */
  readonly breaks: string;
  /** Blast radius: how to go back. */
  readonly undo: string;
  /** Name of the document, where AWS has one that does this and no more. */
  readonly document?: string;
  /** The document, where AWS has none. */
  readonly steps?: readonly RemedyStep[];
  /** The types its document looks up in the record of AWS Config. */
  readonly needs?: readonly string[];
  /** The type of the resources it is for, where the rule has one. */
  readonly resourceType?: string;
  /** The parameter that takes the id of the resource, where the remedy needs one. */
  readonly resourceParameter?: string;
  /** Parameters that are the same each time. Those without a value take what the remedy is made with. */
  readonly parameters?: Record<string, string | undefined>;
  readonly permissions: readonly RemedyPermission[];
  /** Why wildcards in the permissions cannot be narrower. */
  readonly wildcardReason: string;
}
