import { readFileSync } from 'fs';
import { join } from 'path';
import { FURTHER_FILTERS } from '../../lib/logging/further-filters';
import { TRAIL_QUESTIONS } from '../../lib/logging/trail-questions';

/** The rows of the guide whose first cell is a name of ours. */
function rows(guide: string): string[] {
  return guide.split('\n').filter((line) => /^\| `secure-baseline[-/]/.test(line));
}

describe('docs/logging.md', () => {
  const guide = readFileSync(join(__dirname, '../../docs/logging.md'), 'utf8');

  it('lists the questions and the alarms of the catalogues, and no others', () => {
    expect(rows(guide)).toEqual([
      ...TRAIL_QUESTIONS.map(({ id, what, why }) => `| \`secure-baseline/${id}\` | ${what} | ${why} |`),
      ...FURTHER_FILTERS.map(({ id, severity, what }) => `| \`secure-baseline-${id}\` | ${severity} | ${what} |`),
    ]);
  });
});
