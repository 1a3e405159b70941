import { readFileSync } from 'fs';
import { App, Stack } from 'aws-cdk-lib';
import { FinanceGroup, MfaEnforcement } from '../../lib';
import { ACCESS_MATRIX, DOCUMENT, renderAccessMatrix, Section, SESSIONS, verdictsOf } from './access-matrix';
import { iam } from './escalation-paths';
import { PEOPLE, stack } from './people';
import { Person } from './person';

const titled = ({ persona, rows }: Section) => rows.map((row) => {
  const [, action, resource, given] = row;
  return { title: [persona, verdictsOf(row)[0], action, resource, given?.words].filter(Boolean).join(' '), persona, row };
});

describe.each(ACCESS_MATRIX.map((section) => [`${section.persona} ${section.title}`, titled(section)] as const))('%s', (_, rows) => {
  test.each(rows)('$title', async ({ persona, row }) => {
    const [, action, resource, given] = row;
    const verdicts = await Promise.all(SESSIONS.map(({ mfa }) => PEOPLE[persona].verdict(action, resource, { mfa, context: given?.context })));

    expect(verdicts).toEqual(verdictsOf(row));
  });
});

describe('The access matrix', () => {
  test('has every persona, and nobody is asked the same twice', () => {
    const asked = ACCESS_MATRIX.flatMap(({ persona, rows }) => rows.map(([, action, resource, given]) => [persona, action, resource, given?.words].join(' ')));

    expect(new Set(ACCESS_MATRIX.map(({ persona }) => persona))).toEqual(new Set(Object.keys(PEOPLE)));
    expect(asked.filter((request, index) => asked.indexOf(request) !== index)).toEqual([]);
    expect(asked.length * SESSIONS.length).toBeGreaterThan(400);
  });

  test('is what docs/access-matrix.md says; node -r ts-node/register/transpile-only test/proofs/access-matrix.ts --write', () => {
    expect(readFileSync(DOCUMENT, 'utf8')).toBe(renderAccessMatrix());
  });
});

describe('MFA', () => {
  const loose = new Stack(new App(), 'Loose');
  new FinanceGroup(loose, 'Finance', { mfa: MfaEnforcement.firstLoginPasswordChange() });
  const newcomer = new Person(loose, ['Finance']);

  test('comes before the password in the strict mode, and after it where the first sign-in asks for a new one', async () => {
    expect(await PEOPLE.finance.may('iam:ChangePassword', iam('user/ann'), { mfa: false })).toBe(false);
    expect(await newcomer.may('iam:ChangePassword', iam('user/ann'), { mfa: false })).toBe(true);
    expect(await newcomer.may('iam:ChangePassword', iam('user/bob'), { mfa: false })).toBe(false);
    expect(await newcomer.may('billing:GetBillingData', '*', { mfa: false })).toBe(false);
  });

  test('is not undone by a second group, nor is what one of them denies', async () => {
    const both = new Person(stack, ['Developer', 'Finance']);

    expect(await both.verdict('ec2:DescribeInstances', '*', { mfa: false })).toBe('never');
    expect(await both.verdict('ec2:DescribeInstances', '*')).toBe('may');
    expect(await both.verdict('ce:GetCostAndUsage', '*')).toBe('may');
    expect(await both.verdict('billing:GetBillingData', '*')).toBe('never');
  });
});
