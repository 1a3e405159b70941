import { PolicyStatementJson } from './guardrails/guardrail-entry';
import { PolicyPiece } from './organization-policy';

/** A statement of a document. One that was joined from several has no id: it would name one of the guardrails and hide the others. */
export type CompiledStatement = Omit<PolicyStatementJson, 'Sid'> & { readonly Sid?: string };

/** Of these, several values mean one or another, so that denials that differ in values alone are one denial of all values. */
const POSITIVE = /^(ForAnyValue:)?(String(Equals|EqualsIgnoreCase|Like)|Arn(Equals|Like)|IpAddress)(IfExists)?$/;

const WILDCARD = /[*?]/;

/** What a text of AWS CloudFormation that is not known yet takes at most, where ids, regions and parts of ARNs are meant. */
const UNKNOWN = 'x'.repeat(64);

/** Pieces in the one order that does not depend on how they were named. */
export function inOrder(pieces: readonly PolicyPiece[]): PolicyPiece[] {
  return [...pieces].sort((one, other) => compare(one.id, other.id));
}

export function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

/** As AWS counts: without white space. */
export function characters(content: unknown): number {
  return JSON.stringify(content).replace(/\$\{Token\[[^\]]*\]\}/g, UNKNOWN).length;
}

/** The document that denies what the pieces deny, and nothing else. */
export function documentOf(pieces: readonly PolicyPiece[]): { readonly Version: string; readonly Statement: CompiledStatement[] } {
  let drafts: CompiledStatement[] = inOrder(pieces).flatMap(({ statements = [] }) => statements);
  for (let before = Infinity; drafts.length < before;) {
    before = drafts.length;
    drafts = joinValues(joinResources(joinActions(drafts)));
  }
  const seen = new Set<string>();
  const statements = drafts.map(({ Sid: sid, ...rest }) => {
    const named = sid !== undefined && !seen.has(sid);
    seen.add(sid ?? '');
    return {
      ...named ? { Sid: sid } : {},
      ...rest,
      ...rest.Action && { Action: withoutCovered(rest.Action) },
      ...rest.NotAction && { NotAction: withoutCovered(rest.NotAction) },
    };
  });
  return { Version: '2012-10-17', Statement: statements };
}

/**
 * Characters the document of the pieces has at most. Unlike those it has, never fewer with one piece more: by this measure, a policy that was
 * divided stays so whatever is added to it.
 */
export function charactersAtMost(pieces: readonly PolicyPiece[]): number {
  const groups = new Map<string, { sid: string; actions: Set<string>; rest: CompiledStatement }>();
  inOrder(pieces).flatMap(({ statements = [] }) => statements).forEach((statement) => {
    const { Sid: sid, Action: actions, ...others } = statement;
    const rest: CompiledStatement = { ...others, ...actions && { Action: [] } };
    const name = keyWithout(statement, 'Action');
    const group = groups.get(name) ?? { sid, actions: new Set(actions), rest };
    actions?.forEach((action) => group.actions.add(action));
    groups.set(name, { ...group, sid: longer(group.sid, sid), rest: longer(group.rest, rest) });
  });
  return characters({
    Version: '2012-10-17',
    Statement: [...groups.values()].map(({ sid, actions, rest }) => ({ Sid: sid, ...rest, ...rest.Action && { Action: [...actions] } })),
  });
}

function longer<T>(one: T, other: T): T {
  return characters(other) > characters(one) ? other : one;
}

/** Whether whatever the one pattern of actions names is named by the other. */
export function covers(wide: string, narrow: string): boolean {
  return covering(wide)(narrow);
}

/** The same, for one pattern and many others. */
function covering(wide: string): (narrow: string) => boolean {
  const lower = wide.toLowerCase();
  if (!WILDCARD.test(wide)) {
    return (narrow) => lower === narrow.toLowerCase();
  }
  // An asterisk of the narrow pattern stands for anything, so that only an asterisk of the wide one can stand for it.
  const pattern = lower.replace(/[.+^${}()|[\]\\]/g, '\\$&').replace(/\*+/g, '.*').replace(/\?/g, '[^*]');
  const expression = new RegExp(`^${pattern}$`, 's');
  const beginning = lower.slice(0, lower.search(WILDCARD));
  return (narrow) => {
    const text = narrow.toLowerCase();
    return text.startsWith(beginning) && expression.test(text);
  };
}

function joinActions(statements: CompiledStatement[]): CompiledStatement[] {
  return joined(statements, (statement) => keyWithout(statement, 'Action'), (group) => ({
    ...group[0], ...group[0].Action && { Action: union(group.map(({ Action: actions }) => actions!)) },
  }));
}

function joinResources(statements: CompiledStatement[]): CompiledStatement[] {
  return joined(statements, (statement) => keyWithout(statement, 'Resource'), (group) => ({
    ...group[0], Resource: union(group.map(({ Resource: resources }) => [resources].flat())),
  }));
}

function joinValues(statements: CompiledStatement[]): CompiledStatement[] {
  const places = new Set(statements.flatMap(({ Condition: condition = {} }) => Object.entries(condition)
    .filter(([operator]) => POSITIVE.test(operator))
    .flatMap(([operator, keys]) => Object.keys(keys).map((name) => JSON.stringify([operator, name])))));
  return [...places].sort(compare).reduce((drafts, place) => {
    const [operator, name] = JSON.parse(place) as [string, string];
    const values = ({ Condition: condition }: CompiledStatement) => condition?.[operator]?.[name];
    return joined(drafts, (statement, index) => values(statement) === undefined ? `${index}` : keyWithout(statement, operator, name),
      (group) => holding(group[0], operator, name, union(group.map((statement) => [values(statement)!].flat()))));
  }, statements);
}

/** Statements with one key as one, where the first of them was. */
function joined(
  statements: CompiledStatement[], keyOf: (statement: CompiledStatement, index: number) => string,
  join: (group: CompiledStatement[]) => CompiledStatement,
): CompiledStatement[] {
  const groups = new Map<string, CompiledStatement[]>();
  statements.forEach((statement, index) => {
    const found = keyOf(statement, index);
    groups.set(found, [...groups.get(found) ?? [], statement]);
  });
  return [...groups.values()].map((group) => group.length === 1 ? group[0] : { ...join(group), Sid: undefined });
}

function holding(statement: CompiledStatement, operator: string, name: string, held?: string[]): CompiledStatement {
  return {
    ...statement, Condition: { ...statement.Condition, [operator]: { ...statement.Condition?.[operator], [name]: held } },
  } as CompiledStatement;
}

const keys = new WeakMap<CompiledStatement, Map<string, string>>();

/**
 * Equal for statements that differ in that part alone, and in their names: their actions, their resources, or the values of a condition. Remembered,
 * because the same statements are tried in one document after the other.
 */
function keyWithout(statement: CompiledStatement, part: string, name = ''): string {
  const known = keys.get(statement) ?? new Map<string, string>();
  keys.set(statement, known);
  const place = JSON.stringify([part, name]);
  const found = known.get(place) ?? key({
    ...part === 'Action' ? { ...statement, ...statement.Action && { Action: [] } }
      : part === 'Resource' ? { ...statement, Resource: undefined } : holding(statement, part, name),
    Sid: undefined,
  });
  known.set(place, found);
  return found;
}

/** A text that is equal for values that mean the same: the order of keys and values means nothing in a policy, nor does a list of one. */
export function key(value: unknown): string {
  return JSON.stringify(canonical(value));
}

function canonical(value: unknown): unknown {
  return Array.isArray(value)
    ? value.length === 1 ? canonical(value[0]) : value.map(canonical).sort((one, other) => compare(JSON.stringify(one), JSON.stringify(other)))
    : typeof value === 'object' && value !== null
      ? Object.fromEntries(Object.entries(value).sort(([one], [other]) => compare(one, other)).map(([name, inner]) => [name, canonical(inner)]))
      : value;
}

function union(lists: string[][]): string[] {
  return [...new Set(lists.flat())].sort(compare);
}

function withoutCovered(actions: string[]): string[] {
  const seen = new Set<string>();
  const distinct = actions.filter((action) => seen.size < seen.add(action.toLowerCase()).size);
  const wide = distinct.map((action, at) => ({ action, at, names: covering(action) })).filter(({ action }) => WILDCARD.test(action));
  return distinct.filter((action, index) => !wide.some(({ action: other, at, names }) =>
    at !== index && names(action) && (!covers(action, other) || at < index)));
}
