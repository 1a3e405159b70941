import { Construct } from 'constructs';
import { Persona } from './persona';
import { GroupOptions, PersonaGroup } from './persona-group';

/** Properties of an AuditorGroup. */
export interface AuditorGroupProps extends GroupOptions {}

/** The IAM group of auditors: configuration, permissions, activity and findings, behind MFA, without contents and without changes. */
export class AuditorGroup extends PersonaGroup {
  constructor(scope: Construct, id: string, props: AuditorGroupProps = {}) {
    super(scope, id, { ...props, persona: Persona.auditor() });
  }
}
