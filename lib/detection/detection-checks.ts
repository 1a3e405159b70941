import { Token } from 'aws-cdk-lib';
import { Problem } from '../private/validation';

/** A value that an enumeration has. A caller without types can pass any text. */
export function checkMember(prop: string, value: string | undefined, known: readonly string[], enumeration: string): Problem[] {
  return value === undefined || known.includes(value) ? [] : [{ prop, got: value, allowed: known.join(', '), fix: `use a member of ${enumeration}` }];
}

/** Values that an enumeration has. */
export function checkMembers(prop: string, values: readonly string[] | undefined, known: readonly string[], enumeration: string): Problem[] {
  return (values ?? []).flatMap((value, index) => checkMember(`${prop}[${index}]`, value, known, enumeration));
}

/** A reason that somebody who reads it later can judge. */
export function checkReason(prop: string, reason: string | undefined): Problem[] {
  return Token.isUnresolved(reason) || (typeof reason === 'string' && reason.trim() !== '' && reason.length <= 512) ? [] : [{
    prop, got: reason, allowed: 'a reason of 1 to 512 characters', fix: 'say why, so that it can be judged again later',
  }];
}
