import { Duration, Token } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { AWS_REGIONS } from './regions';

/** One thing that is wrong with what the caller passed in. */
export interface Problem {
  /** Name of the property, with its path: `additionalRegions[1]`. */
  readonly prop: string;
  /** The value that was passed. */
  readonly got: unknown;
  /** What would have been accepted. */
  readonly allowed: string;
  /** What to do about it. */
  readonly fix: string;
}

/**
 * Throws one error that lists all problems, or does nothing when there are none.
 *
 * An `Error` of our own: the `ValidationError` of aws-cdk-lib is internal to it.
 */
export function refuse(scope: IConstruct, problems: Problem[]): void {
  if (problems.length === 0) {
    return;
  }
  const lines = problems.map((p) => `  - ${p.prop}: got ${show(p.got)}; allowed is ${p.allowed}; ${p.fix}`);
  const count = problems.length === 1 ? '1 problem' : `${problems.length} problems`;
  throw new Error(`${scope.constructor.name} at "${scope.node.path}" has ${count}:\n${lines.join('\n')}`);
}

/** The problems of a nested object, named from the outside: `network.` in front of each property. */
export function nested(prefix: string, problems: Problem[]): Problem[] {
  return problems.map((p) => ({ ...p, prop: `${prefix}.${p.prop}` }));
}

/** A text that matches a pattern. */
export function checkText(prop: string, value: string | undefined, pattern: RegExp, allowed: string, fix: string): Problem[] {
  return unknowable(value) || (typeof value === 'string' && pattern.test(value)) ? [] : [{ prop, got: value, allowed, fix }];
}

/** A value that CloudFormation resolves later cannot be judged now, and a missing one has its default. */
function unknowable(value: unknown): boolean {
  return value === undefined || Token.isUnresolved(value);
}

/** An e-mail address that Amazon SNS would accept as an endpoint. */
export function checkEmail(prop: string, value: string | undefined): Problem[] {
  const pattern = /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}$/;
  if (unknowable(value) || (typeof value === 'string' && value.length <= 254 && pattern.test(value) && !/^\.|\.\.|\.@/.test(value))) {
    return [];
  }
  return [{ prop, got: value, allowed: 'an e-mail address', fix: 'write it like security@example.com' }];
}

/** A 12-digit AWS account id, kept as a string so that leading zeros survive. */
export function checkAccountId(prop: string, value: string | undefined): Problem[] {
  if (unknowable(value) || (typeof value === 'string' && /^\d{12}$/.test(value))) {
    return [];
  }
  return [{
    prop, got: value, allowed: 'the 12 digits of an AWS account, as a string',
    fix: 'copy it from the account menu of the console, without dashes',
  }];
}

/** The code of a region that exists. */
export function checkRegion(prop: string, value: string | undefined): Problem[] {
  if (unknowable(value) || (typeof value === 'string' && AWS_REGIONS.includes(value))) {
    return [];
  }
  const near = AWS_REGIONS.filter((region) => typeof value === 'string' && region.startsWith(value.slice(0, 3)));
  return [{
    prop,
    got: value,
    allowed: 'the code of an AWS region',
    fix: near.length > 0 ? `use one of ${near.join(', ')}` : 'use a code such as eu-central-1 or us-east-1',
  }];
}

/** No value twice. Tokens are left alone: two different ones may or may not be equal. */
export function checkUnique(prop: string, values: readonly string[], fix: string): Problem[] {
  return values.flatMap((value, index) =>
    Token.isUnresolved(value) || values.indexOf(value) === index
      ? []
      : [{ prop: `${prop}[${index}]`, got: value, allowed: 'each value once', fix }],
  );
}

/** A whole number between two bounds, both included. */
export function checkRange(prop: string, value: number | undefined, min: number, max: number, fix: string): Problem[] {
  if (unknowable(value) || (Number.isInteger(value) && value! >= min && value! <= max)) {
    return [];
  }
  return [{ prop, got: value, allowed: `a whole number from ${min} to ${max}`, fix }];
}

/** A number of whole days between two bounds, both included. */
export function checkDays(prop: string, value: Duration | undefined, min: number, max: number, fix = 'pass a Duration of so many days'): Problem[] {
  return checkRange(prop, value?.toDays({ integral: false }), min, max, fix).map((problem) => ({ ...problem, allowed: `${problem.allowed} days` }));
}

function show(value: unknown): string {
  if (value === undefined) {
    return 'nothing';
  }
  if (typeof value === 'number') {
    return String(value);
  }
  if (typeof value === 'string') {
    return JSON.stringify(value.length > 100 ? `${value.slice(0, 100)}…` : value);
  }
  if (value === null || typeof value === 'boolean') {
    return String(value);
  }
  return Array.isArray(value) ? `a list of ${value.length}` : `an object (${(value as object).constructor?.name ?? typeof value})`;
}
