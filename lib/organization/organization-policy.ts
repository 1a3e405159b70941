import { PolicyStatementJson } from './guardrails/guardrail-entry';
import { OrganizationPolicyType } from './organization-policy-type';

/** Any tree of a management policy: declarative, backup, tag and opt-out policies. */
export interface PolicyContent { readonly [key: string]: PolicyContent | string | string[] | boolean | number }

/**
 * What one entry of a catalogue puts into the policies of a target. Statements are put side by side in one document; contents of one type are
 * merged key by key.
 */
export interface PolicyPiece {
  /** Id of the entry, in lower-case kebab case. */
  readonly id: string;
  readonly type: OrganizationPolicyType;
  /** For service and resource control policies. */
  readonly statements?: PolicyStatementJson[];
  /** For all other types. */
  readonly content?: PolicyContent;
}
