import { Construct } from 'constructs';
import { DeveloperPersonaOptions, Persona } from './persona';
import { GroupOptions, PersonaGroup } from './persona-group';

/** Properties of a DeveloperGroup. */
export interface DeveloperGroupProps extends GroupOptions, DeveloperPersonaOptions {}

/** The IAM group of developers: builds and runs applications, behind MFA, without identities, perimeter, audit or billing. */
export class DeveloperGroup extends PersonaGroup {
  constructor(scope: Construct, id: string, props: DeveloperGroupProps = {}) {
    super(scope, id, { mfa: props.mfa, groupName: props.groupName, persona: Persona.developer(props) });
  }
}
