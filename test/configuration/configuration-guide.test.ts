import { readFileSync } from 'fs';
import { RULES } from '../../lib/configuration/rule-catalogue';
import { configurationGuide, GUIDE } from './configuration-guide';

describe('docs/configuration.md', () => {
  it('is what the code says; node -r ts-node/register/transpile-only test/configuration/configuration-guide.ts --write', () => {
    expect(readFileSync(GUIDE, 'utf8')).toBe(configurationGuide());
  });

  it('has every rule, with what a cell of a table can hold', () => {
    const text = configurationGuide();
    expect(RULES.filter(({ identifier }) => !text.includes(`| \`${identifier}\``))).toEqual([]);
    expect(RULES.filter(({ what, why }) => /[|\n]/.test(what + why))).toEqual([]);
  });
});
