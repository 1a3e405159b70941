import { Problem } from '../private/validation';
import { ControlWarning } from './control-warning';
import { PolicyContent } from './organization-policy';
import { OrganizationPolicyType } from './organization-policy-type';

/** A control of a management policy as its catalogue holds it. */
export interface ManagementPolicyEntry {
  /** In lower-case kebab case. */
  readonly id: string;
  readonly type: OrganizationPolicyType;
  /** What holds, in a sentence. */
  readonly what: string;
  /** What for. */
  readonly why: string;
  /** The AWS page it follows. */
  readonly link: string;
  readonly content: PolicyContent;
  /** What is wrong with what it was given. Entries without input have none. */
  readonly problems?: Problem[];
  /** What it lets through although others of its kind do not. Most have none. */
  readonly warnings?: ControlWarning[];
}

/** A list with something in it. */
export function checkSome(prop: string, values: string[], fix: string): Problem[] {
  return values.length > 0 ? [] : [{ prop, got: values, allowed: 'one or more', fix }];
}
