import { Token } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { Problem } from '../private/validation';
import { warn } from '../private/warn';
import { AccountSetting } from './account-setting';
import { OmittedSetting } from './omitted-setting';

/** Settings of a selection: made, or left out with a warning. */
export function makeUnlessOmitted(scope: IConstruct, omitted: OmittedSetting[] = [], settings: Partial<Record<AccountSetting, () => void>>): void {
  for (const [name, make] of Object.entries(settings)) {
    const left = omitted.find(({ setting }) => setting === name as AccountSetting);
    if (left) {
      warn(scope, `${name}-omitted`, `the setting ${name} is left out: ${left.reason}`);
    } else {
      make();
    }
  }
}

/** Each setting once, with a reason, and among those that are there to be left out. */
export function omittedProblems(omitted: OmittedSetting[] = [], among: readonly AccountSetting[]): Problem[] {
  return omitted.flatMap(({ setting, reason }, index) => [
    ...among.includes(setting) ? [] : [{
      prop: `omitted[${index}].setting`, got: setting, allowed: `one of ${among.join(', ')}`, fix: 'take it out of the list: it is not made here',
    }],
    ...omitted.findIndex((other) => other.setting === setting) === index ? [] : [{
      prop: `omitted[${index}].setting`, got: setting, allowed: 'each setting once', fix: 'keep one of the two, with both reasons',
    }],
    ...typeof reason === 'string' && (Token.isUnresolved(reason) || reason.trim() !== '') ? [] : [{
      prop: `omitted[${index}].reason`, got: reason, allowed: 'a reason', fix: 'say who or what makes the setting instead',
    }],
  ]);
}
