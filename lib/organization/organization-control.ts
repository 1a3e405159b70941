import { Problem } from '../private/validation';
import { ControlWarning } from './control-warning';
import { PolicyPiece } from './organization-policy';

/**
 * An entry of a catalogue that holds at a target of an organization through a policy of another type than service control policies: a resource
 * control, a declarative setting, a backup plan, tags, or an opt-out of AI services.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies.html
 */
export interface IOrganizationControl {
  /** Id in lower-case kebab case. */
  readonly id: string;

  /**
   * What it lets through although it could be held: those who synthesize are warned.
   *
   * @internal
   */
  readonly _warnings?: ControlWarning[];

  /**
   * The organization outside which it denies.
   *
   * @internal
   */
  readonly _organizationId?: string;

  /** @internal */
  _piece(exemptRoles: string[]): PolicyPiece;

  /** @internal */
  _problems(prop: string): Problem[];
}
