type Row = Record<string, unknown>;
type Test = (event: object) => boolean;

/**
 * What a query of Amazon CloudWatch Logs Insights answers from events in JSON: the commands `fields`, `filter`, `stats count(*) … by`, `sort` and
 * `limit`; comparisons of text, `in`, `like` with a regular expression, `ispresent`, `not`, `and`, `or` and parentheses.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax.html
 */
export function answer(query: string, events: object[]): Row[] {
  let found: { event: object; row: Row }[] = events.map((event) => ({ event, row: {} }));
  const commands = query.split('\n').filter((line) => !line.startsWith('#')).map((line) => line.replace(/^\| /, ''));
  for (const command of commands) {
    const [, name, rest] = /^(\w+) (.*)$/.exec(command)!;
    switch (name) {
      case 'fields':
        found = found.map(({ event }) => ({ event, row: columns(rest, event) }));
        break;
      case 'filter': {
        const test = condition(rest);
        found = found.filter(({ event }) => test(event));
        break;
      }
      case 'stats': {
        const [, alias, keys] = /^count\(\*\) as (\w+) by (.*)$/.exec(rest)!;
        const groups = new Map<string, { event: object; row: Row }>();
        for (const { event } of found) {
          const row = columns(keys, event);
          const key = JSON.stringify(row);
          groups.set(key, { event, row: { ...row, [alias]: (groups.get(key)?.row[alias] as number | undefined ?? 0) + 1 } });
        }
        found = [...groups.values()];
        break;
      }
      case 'sort': {
        const [, by] = /^(\w+) desc$/.exec(rest)!;
        const rank = ({ row, event }: { row: Row; event: object }) => row[by] ?? at(event, by);
        found.sort((one, other) => compare(rank(other), rank(one)));
        break;
      }
      case 'limit':
        found = found.slice(0, Number(rest));
        break;
      default:
        throw new Error(`no command: ${name}`);
    }
  }
  return found.map(({ row }) => row);
}

function compare(one: unknown, other: unknown): number {
  return typeof one === 'number' && typeof other === 'number' ? one - other : String(one).localeCompare(String(other));
}

function columns(list: string, event: object): Row {
  return Object.fromEntries(list.split(', ').map((column) => {
    const [, path, alias] = /^(\S+)(?: as (\w+))?$/.exec(column)!;
    return [alias ?? path, path === 'bin(5m)' ? Math.floor(Date.parse(String(at(event, 'eventTime'))) / 300_000) : at(event, path)];
  }));
}

function at(event: object, path: string): unknown {
  return path.split('.').reduce<unknown>((value, name) => (value as Record<string, unknown> | undefined)?.[name], event);
}

function condition(text: string): Test {
  const tokens = [...text.matchAll(/\/(?:[^/\\]|\\.)+\/|"[^"]*"|!=|[()[\],=]|[^\s()[\],=!"]+/g)].map(([token]) => token);
  const expectNext = (expected: string) => {
    const token = tokens.shift();
    if (token !== expected) {
      throw new Error(`${expected} is missing before ${token}`);
    }
  };
  const any = (): Test => {
    let result = all();
    while (tokens[0] === 'or') {
      tokens.shift();
      const [left, right] = [result, all()];
      result = (event) => left(event) || right(event);
    }
    return result;
  };
  const all = (): Test => {
    let result = one();
    while (tokens[0] === 'and') {
      tokens.shift();
      const [left, right] = [result, one()];
      result = (event) => left(event) && right(event);
    }
    return result;
  };
  const one = (): Test => {
    const token = tokens.shift()!;
    if (token === 'not') {
      const negated = one();
      return (event) => !negated(event);
    }
    if (token === '(') {
      const inner = any();
      expectNext(')');
      return inner;
    }
    if (token === 'ispresent') {
      expectNext('(');
      const path = tokens.shift()!;
      expectNext(')');
      return (event) => at(event, path) !== undefined;
    }
    return comparison(token);
  };
  const comparison = (path: string): Test => {
    const operator = tokens.shift()!;
    switch (operator) {
      case '=':
      case '!=': {
        const value = literal(tokens.shift()!);
        return (event) => (at(event, path) === value) === (operator === '=');
      }
      case 'in': {
        expectNext('[');
        const values: string[] = [];
        do {
          values.push(literal(tokens.shift()!));
        } while (tokens.shift() === ',');
        return (event) => values.includes(at(event, path) as string);
      }
      case 'not':
      case 'like': {
        if (operator === 'not') {
          expectNext('like');
        }
        const pattern = new RegExp(tokens.shift()!.slice(1, -1));
        return (event) => pattern.test((at(event, path) as string | undefined) ?? '') === (operator === 'like');
      }
      default:
        throw new Error(`no operator: ${operator}`);
    }
  };
  const result = any();
  if (tokens.length > 0) {
    throw new Error(`more than a condition: ${tokens.join(' ')}`);
  }
  return result;
}

function literal(token: string): string {
  if (!/^".*"$/.test(token)) {
    throw new Error(`no text: ${token}`);
  }
  return token.slice(1, -1);
}
