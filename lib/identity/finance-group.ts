import { Construct } from 'constructs';
import { Persona } from './persona';
import { GroupOptions, PersonaGroup } from './persona-group';

/** Properties of FinanceGroup. */
export interface FinanceGroupProps extends GroupOptions {}

/** The IAM group of the finance department: billing, budgets, tax, invoices and usage reports, behind MFA. */
export class FinanceGroup extends PersonaGroup {
  constructor(scope: Construct, id: string, props: FinanceGroupProps = {}) {
    super(scope, id, { ...props, persona: Persona.finance() });
  }
}
