import { Construct } from 'constructs';
import { Persona } from './persona';
import { GroupOptions, PersonaGroup } from './persona-group';

/** Properties of a ReadOnlyGroup. */
export interface ReadOnlyGroupProps extends GroupOptions {}

/** The IAM group of those who look at what runs, behind MFA, without contents. */
export class ReadOnlyGroup extends PersonaGroup {
  constructor(scope: Construct, id: string, props: ReadOnlyGroupProps = {}) {
    super(scope, id, { ...props, persona: Persona.readOnly() });
  }
}
