import { Problem } from '../private/validation';
import { OrganizationalUnit } from './organizational-unit';

/** The path of a unit that is there. */
export function checkUnit(prop: string, path: string | undefined, units: readonly OrganizationalUnit[]): Problem[] {
  const known = units.map((unit) => unit.path);
  return path === undefined || known.includes(path)
    ? []
    : [{ prop, got: path, allowed: oneOf(known), fix: `add OrganizationalUnit.create('${path}') to units` }];
}

/** What could have been named instead. */
export function oneOf(known: string[]): string {
  return known.length === 0 ? 'nothing, since there are none' : `one of ${known.join(', ')}`;
}
