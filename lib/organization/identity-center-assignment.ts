import { Persona } from '../identity/persona';

/** A line of the table that says who works where. */
export interface IdentityCenterAssignment {
  /** What they do there. Lines with a persona of the same name share a permission set. */
  readonly persona: Persona;

  /** Id of their group in the identity store; `aws identitystore list-groups` shows it. */
  readonly groupId: string;

  /** Names of the accounts they work in: 1 or more. */
  readonly accounts: string[];
}
