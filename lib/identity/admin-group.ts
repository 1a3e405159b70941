import { Construct } from 'constructs';
import { Persona } from './persona';
import { GroupOptions, PersonaGroup } from './persona-group';

/** Properties of AdminGroup. */
export interface AdminGroupProps extends GroupOptions {}

/** The IAM group of administrators: full use of named services, behind MFA, without the power to hide what they did. */
export class AdminGroup extends PersonaGroup {
  constructor(scope: Construct, id: string, props: AdminGroupProps = {}) {
    super(scope, id, { ...props, persona: Persona.administrator() });
  }
}
