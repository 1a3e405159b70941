import { readFileSync } from 'fs';
import { GUIDE, storageGuide } from '../proofs/storage-guide';

describe('docs/storage.md', () => {
  const text = readFileSync(GUIDE, 'utf8');

  test('says of the code what the code says; node -r ts-node/register/transpile-only test/proofs/storage-guide.ts --write', () => {
    expect(text).toBe(storageGuide());
  });

  test('names no price that is not made from the price list', () => {
    const written = text.replace(/<!-- \w+ -->\n(?:.|\n)*?<!-- end -->/g, '');

    expect(written).not.toMatch(/\bUSD\b|\$\d|\d\.\d\d/);
  });
});
