type Json = Record<string, unknown>;

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);

/** What a value of an event is for a pattern: an array stands for each of its elements. */
const each = (value: unknown): unknown[] => Array.isArray(value) ? value : [value];

const COMPARE: Record<string, (value: number, bound: number) => boolean> = {
  '=': (value, bound) => value === bound, '>': (value, bound) => value > bound, '>=': (value, bound) => value >= bound,
  '<': (value, bound) => value < bound, '<=': (value, bound) => value <= bound,
};

function numeric(value: unknown, comparisons: unknown[]): boolean {
  return typeof value === 'number' && comparisons.every((operator, index) =>
    index % 2 === 1 || COMPARE[operator as string](value, comparisons[index + 1] as number));
}

/** Whether a text fits a pattern, whose asterisks stand for anything. */
function fits(text: string, pattern: string): boolean {
  const [first, ...more] = pattern.split('*');
  const last = more.pop();
  const middle = more.reduce((at, part) => at < 0 ? at : (text.indexOf(part, at) < 0 ? -1 : text.indexOf(part, at) + part.length), first.length);
  return last === undefined ? text === pattern : text.startsWith(first) && middle >= 0 && text.length >= middle + last.length && text.endsWith(last);
}

function filter(value: unknown, rule: unknown): boolean {
  if (!isObject(rule)) {
    return value === rule;
  }
  const [[name, operand], ...more] = Object.entries(rule);
  if (more.length > 0) {
    throw new Error(`a filter has one operator: ${JSON.stringify(rule)}`);
  }
  switch (name) {
    case 'numeric': return numeric(value, operand as unknown[]);
    case 'prefix': return typeof value === 'string' && value.startsWith(operand as string);
    case 'suffix': return typeof value === 'string' && value.endsWith(operand as string);
    case 'exists': return (value !== undefined) === operand;
    case 'wildcard': return typeof value === 'string' && fits(value, operand as string);
    case 'anything-but': return value !== undefined && !each(operand).includes(value);
    default: throw new Error(`not a filter of Amazon EventBridge: ${name}`);
  }
}

/**
 * Whether an event matches a pattern, as Amazon EventBridge decides: every field of the pattern has to match, one value of its list suffices, and an
 * array in the event matches when one of its elements does.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
 */
export function matches(pattern: unknown, event: unknown): boolean {
  return Object.entries(pattern as Json).every(([name, rule]) => {
    if (name === '$or') {
      return (rule as unknown[]).some((alternative) => matches(alternative, event));
    }
    const values = each(isObject(event) ? event[name] : undefined);
    if (isObject(rule)) {
      return values.some((value) => matches(rule, value));
    }
    if (!Array.isArray(rule)) {
      throw new Error(`a pattern has its values in a list: ${name}`);
    }
    return rule.some((one) => values.some((value) => filter(value, one)));
  });
}

/** What Amazon EventBridge makes of an event: each word in angle brackets is what stands at its path, or nothing. */
export function rendered({ InputPathsMap: paths, InputTemplate: template }: { InputPathsMap: Record<string, string>; InputTemplate: string }, event: unknown): string {
  const at = (path: string) => path.replace(/^\$\.?/, '').split(/\.|\[(\d+)\]\.?/).filter(Boolean)
    .reduce<unknown>((value, step) => (value as Json | undefined)?.[step], event);
  return template.replace(/<([\w-]+)>/g, (_, name: string) => {
    if (!(name in paths)) {
      throw new Error(`no path for <${name}>`);
    }
    return String(at(paths[name]) ?? '');
  });
}
