import { Construct } from 'constructs';
import { Persona } from './persona';
import { GroupOptions, PersonaGroup } from './persona-group';

/** Properties of a SupportGroup. */
export interface SupportGroupProps extends GroupOptions {}

/** The IAM group of those who manage incidents with AWS Support, behind MFA. */
export class SupportGroup extends PersonaGroup {
  constructor(scope: Construct, id: string, props: SupportGroupProps = {}) {
    super(scope, id, { ...props, persona: Persona.support() });
  }
}
