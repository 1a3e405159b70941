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
  new FinanceGroup(loose, 'Newcomer', { mfa: MfaEnforcement.firstLoginPasswordChange() });
  const newcomer = new Person(loose, ['Newcomer']);

  test.each(Object.keys(PEOPLE))('is what %s cannot work without', async (persona) => {
    const worked = ACCESS_MATRIX.filter((section) => section.persona === persona && section.title !== 'looks after the own user')
      .flatMap(({ rows }) => rows).filter((row) => verdictsOf(row)[0] === 'may');

    expect(worked.length).toBeGreaterThan(10);
    for (const [, action, resource, given] of worked) {
      expect(await PEOPLE[persona].verdict(action, resource, { mfa: false, context: given?.context })).toBe('never');
      // A long-term access key: its requests carry no word of MFA.
      expect(await PEOPLE[persona].verdict(action, resource, { context: given?.context })).toBe('never');
    }
  });

  test.each(Object.entries(PEOPLE))('can be enrolled without it by %s, for oneself alone', async (persona, person) => {
    expect(await person.may('iam:CreateVirtualMFADevice', iam('mfa/ann-phone'), { mfa: false })).toBe(true);
    expect(await person.may('iam:EnableMFADevice', iam('user/ann'), { mfa: false })).toBe(true);
    // Needs no permission, so it is enough not to deny it.
    expect(await person.isDenied('sts:GetSessionToken', '*', { mfa: false })).toBe(false);
    expect(await person.may('iam:DeactivateMFADevice', iam('user/ann'), { mfa: false })).toBe(false);
    expect(await person.may('iam:DeleteVirtualMFADevice', iam('mfa/ann'), { mfa: false })).toBe(false);
    expect(await person.may('iam:CreateAccessKey', iam('user/ann'), { mfa: false })).toBe(false);
    expect(await person.may('iam:EnableMFADevice', iam('user/bob'))).toBe(persona === 'administrator');
  });

  test('lets people look after their own user, and nobody else\'s', async () => {
    for (const action of ['iam:ChangePassword', 'iam:CreateAccessKey', 'iam:DeactivateMFADevice']) {
      expect(await PEOPLE.developer.may(action, iam('user/ann'))).toBe(true);
      expect(await PEOPLE.developer.may(action, iam('user/bob'))).toBe(false);
    }
  });

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
