import { AlertSeverity } from './alert-severity';

/** One kind of activity to be told about: what it is, why it matters, and how to see it in the events of AWS CloudTrail. */
export interface ActivityFilter {
  /** Name of the alarm, after `secure-baseline-`. */
  readonly id: string;
  /** Number in the CIS AWS Foundations Benchmark 7.0. Not there for what the benchmark does not ask for. */
  readonly control?: string;
  /** What has happened, in a sentence for whoever is woken by it. */
  readonly what: string;
  /** Why it is worth waking somebody. */
  readonly why: string;
  /** Filter pattern of Amazon CloudWatch Logs. Scanners look for its event names in this order and spelling. */
  readonly pattern: string;
  /** Matches within five minutes that raise the alarm. */
  readonly threshold: number;
  readonly severity: AlertSeverity;
  /** The AWS page about it, where that is not the one of the catalogue. */
  readonly link?: string;
}

/** Any of the event names, or of those that begin so and end in an asterisk, of one of the services where they are named. */
export function events(names: string[], ...sources: string[]): string {
  const any = anyOf(names.map((name) => `$.eventName = ${name.endsWith('*') ? `"${name}"` : name}`));
  const source = anyOf(sources.map((service) => `$.eventSource = ${service}.amazonaws.com`));
  return sources.length === 0 ? `{ ${any} }` : `{ ${sources.length > 1 ? `(${source})` : source} && (${any}) }`;
}

function anyOf(conditions: string[]): string {
  return conditions.map((condition) => `(${condition})`).join(' || ');
}
