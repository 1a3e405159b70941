import { Guardrail } from './guardrail';

/** Guardrails that bind the accounts of one organizational unit, besides those that bind all accounts. */
export interface UnitGuardrails {
  /** Path of the unit, such as `workloads/production`. */
  readonly unit: string;

  /** What its accounts cannot do. */
  readonly guardrails: Guardrail[];
}
