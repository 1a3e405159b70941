/**
 * Whether an event matches a filter pattern of Amazon CloudWatch Logs for JSON: comparisons of text with `*` at the ends, `NOT EXISTS`, `&&`, `||`
 * and parentheses. A field that is missing differs from every text.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
 */
export function matches(pattern: string, event: object): boolean {
  const [, inner] = /^\{(.*)\}$/.exec(pattern)!;
  const tokens = [...inner.matchAll(/\|\||&&|!=|=|\(|\)|"[^"]*"|[^\s()=!&|"]+/g)].map(([token]) => token);

  const any = (): boolean => {
    let result = all();
    while (tokens[0] === '||') {
      tokens.shift();
      result = all() || result;
    }
    return result;
  };
  const all = (): boolean => {
    let result = one();
    while (tokens[0] === '&&') {
      tokens.shift();
      result = one() && result;
    }
    return result;
  };
  const one = (): boolean => {
    const token = tokens.shift();
    if (token === '(') {
      const result = any();
      expectNext(')');
      return result;
    }
    if (!token?.startsWith('$.')) {
      throw new Error(`no selector: ${token}`);
    }
    const value = token.slice(2).replace(/\[(\d+)\]/g, '.$1').split('.').reduce<unknown>((at, name) => (at as Record<string, unknown> | undefined)?.[name], event);
    const operator = tokens.shift();
    if (operator === 'NOT') {
      expectNext('EXISTS');
      return value === undefined;
    }
    if (operator !== '=' && operator !== '!=') {
      throw new Error(`no operator: ${operator}`);
    }
    return like(value, tokens.shift()!.replace(/"/g, '')) === (operator === '=');
  };
  const expectNext = (expected: string) => {
    if (tokens.shift() !== expected) {
      throw new Error(`${expected} is missing`);
    }
  };

  const result = any();
  if (tokens.length > 0) {
    throw new Error(`more than a pattern: ${tokens.join(' ')}`);
  }
  return result;
}

function like(value: unknown, pattern: string): boolean {
  const text = pattern.replace(/^\*|\*$/g, '');
  return typeof value === 'string' && (
    pattern.startsWith('*') && pattern.endsWith('*') ? value.includes(text)
      : pattern.startsWith('*') ? value.endsWith(text)
      : pattern.endsWith('*') ? value.startsWith(text)
      : value === text);
}
