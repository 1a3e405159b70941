/** How many characters a template has about as YAML, as the command line of the CDK writes it: two spaces a level, no line broken. */
export function yamlLength(value: unknown, depth: number = 0): number {
  if (Array.isArray(value)) {
    return value.length === 0 ? 4 : sum(value.map((item) => 2 * depth + 2 + entry(item, depth, 0)));
  }
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value);
    return entries.length === 0 ? 4 : sum(entries.map(([key, item]) => 2 * depth + scalarLength(key, depth) + 1 + entry(item, depth, 1)));
  }
  return scalarLength(value, depth) + 1;
}

/** What follows a key or a dash: on the same line, or below it. */
function entry(value: unknown, depth: number, isBelow: number): number {
  const isNested = typeof value === 'object' && value !== null && Object.keys(value).length > 0;
  // The first line of what stands behind a dash is not indented again.
  return isNested ? yamlLength(value, depth + 1) + (isBelow === 1 ? 1 : -2 * (depth + 1)) : yamlLength(value, depth + 1) + isBelow;
}

function scalarLength(value: unknown, depth: number): number {
  if (typeof value !== 'string') {
    return String(value).length;
  }
  const lines = value.split('\n');
  return lines.length > 1 ? value.length + 3 + 2 * (depth + 1) * lines.length
    : /^[A-Za-z/$][\w ./$()@+=*-]*(:[^\s#]+)*$/.test(value) ? value.length
    // In single quotes where they are not among what is quoted: double ones stand in them as they are.
    : value.includes('\'') ? JSON.stringify(value).length : value.length + 2;
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
