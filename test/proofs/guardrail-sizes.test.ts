import { Guardrail, PolicyPacking } from '../../lib';
import { QUOTAS, renderSizes, sizeAlone, sizes, TOGETHER } from './guardrail-sizes';
import { PROOFS } from './guardrail-table';

test.each([
  ...QUOTAS.map(([quota, quotas]) => ['recommended', quota, Guardrail.recommended(), quotas] as const), ['all', '10,240 characters', TOGETHER, QUOTAS[0][1]] as const,
])('Guardrails, %s, fit one target under the quota of %s, besides FullAWSAccess', (_, __, guardrails, quotas) => {
  const { serviceControlCharacters = 10_240, serviceControlPolicies = 10 } = quotas;
  for (const packing of [PolicyPacking.stable(), PolicyPacking.dense()]) {
    const made = sizes(guardrails, packing, quotas);
    expect(made.length).toBeLessThan(serviceControlPolicies);
    expect(Math.max(...made)).toBeLessThanOrEqual(serviceControlCharacters);
  }
});

test('All guardrails do not fit one target under the quota of 5,120 characters, and the table says so', () => {
  expect(renderSizes().filter((line) => /^\| all .* 5,120 /.test(line))).toEqual([expect.stringMatching(/ 9 \| no \| /), expect.stringMatching(/ 6 \| no \| /)]);
});

test('Packed together, guardrails take fewer characters than one by one', () => {
  const apart = TOGETHER.reduce((sum, guardrail) => sum + sizeAlone(guardrail), 0);
  expect(sizes(TOGETHER, PolicyPacking.dense(), {}).reduce((sum, size) => sum + size, 0)).toBeLessThan(apart * 0.75);
});

test('The table of sizes names every guardrail once, the longest first', () => {
  const rows = renderSizes().flatMap((line) => [...line.matchAll(/^\| \[(.*)\]\(#\1\) \| ([\d,]+) \|$/g)].map(([, id, size]) => ({ id, size: Number(size.replace(',', '')) })));
  expect(rows.map(({ id }) => id).sort()).toEqual(PROOFS.map(({ guardrail: { id } }) => id).sort());
  expect(rows.map(({ size }) => size)).toEqual(rows.map(({ size }) => size).sort((one, other) => other - one));
});
