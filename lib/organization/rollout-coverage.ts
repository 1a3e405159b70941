import { MemberAccount } from './member-account';
import { RolloutWave } from './rollout-wave';

/**
 * Units and accounts that no wave reaches, in words. Where an account is that exists, nobody knows at synthesis: nothing is said of it.
 *
 * @param paths - paths of all units
 */
export function leftOut(waves: readonly RolloutWave[], paths: readonly string[], accounts: readonly MemberAccount[]): string[] {
  const named = waves.flatMap(({ units }) => units);
  const isReached = (path: string) => named.some((unit) => isIn(path, unit));
  const missed = paths.filter((path) => !isReached(path) && !named.some((unit) => isIn(unit, path)));
  return [
    // A unit says it for all that is in it.
    ...missed.filter((path) => !missed.some((other) => other !== path && isIn(path, other))).map((path) => `the unit ${path}`),
    ...accounts.filter(({ accountId, unit }) => accountId === undefined && (unit === undefined || !isReached(unit) && !missed.includes(unit)))
      .map(({ name, unit }) => `the account ${name} in ${unit === undefined ? 'the root' : `the unit ${unit} itself`}`),
  ];
}

function isIn(path: string, unit: string): boolean {
  return path === unit || path.startsWith(`${unit}/`);
}
