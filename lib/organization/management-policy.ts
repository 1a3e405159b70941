import { nested, Problem } from '../private/validation';
import { ControlWarning } from './control-warning';
import { ManagementPolicyEntry } from './management-policy-entry';
import { IOrganizationControl } from './organization-control';
import { PolicyPiece } from './organization-policy';

/**
 * A control that says how accounts are set, and not what is denied: a declarative setting, a backup plan, tags, or an opt-out of AI services.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies.html
 */
export abstract class ManagementPolicy implements IOrganizationControl {
  /** @internal */
  protected abstract readonly _entry: ManagementPolicyEntry;

  /** Id in lower-case kebab case, such as `serial-console-block`. */
  public get id(): string {
    return this._entry.id;
  }

  /** What holds, in a sentence. */
  public get what(): string {
    return this._entry.what;
  }

  /** What for. */
  public get why(): string {
    return this._entry.why;
  }

  /** The AWS page it follows. */
  public get link(): string {
    return this._entry.link;
  }

  /** @internal */
  public get _warnings(): ControlWarning[] {
    return this._entry.warnings ?? [];
  }

  /** @internal */
  public _piece(): PolicyPiece {
    const { id, type, content } = this._entry;
    return { id, type, content };
  }

  /** @internal */
  public _problems(prop: string): Problem[] {
    return nested(prop, this._entry.problems ?? []);
  }
}
