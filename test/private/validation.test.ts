import { Duration, Lazy, Token } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { checkAccountId, checkDays, checkEmail, checkRange, checkRegion, checkUnique, nested, refuse } from '../../lib/private/validation';
import { problemsOf } from '../support';

const LATER = Token.asString({ Ref: 'Parameter' });

describe('refuse', () => {
  const problem = { prop: 'size', got: 0, allowed: '1 or more', fix: 'raise it' };

  it('does nothing without problems', () => {
    expect(() => refuse(new Construct(undefined as never, ''), [])).not.toThrow();
  });

  it('names the construct, its path and the one problem', () => {
    expect(() => refuse(new Construct(new Construct(undefined as never, ''), 'Here'), [problem]))
      .toThrow('Construct at "Here" has 1 problem:\n  - size: got 0; allowed is 1 or more; raise it');
  });

  it('lists several problems together', () => {
    expect(() => refuse(new Construct(undefined as never, ''), [problem, { ...problem, prop: 'weight' }]))
      .toThrow(/has 2 problems:\n {2}- size: .*\n {2}- weight: /);
  });

  it.each([
    [undefined, 'nothing'], [null, 'null'], ['', '""'], ['a "quoted" word', '"a \\"quoted\\" word"'], [2.5, '2.5'], [true, 'true'],
    [NaN, 'NaN'], ['x'.repeat(101), `"${'x'.repeat(100)}…"`], [['a', 'b'], 'a list of 2'], [Duration.days(1), 'an object (Duration)'], [{}, 'an object (Object)'],
  ])('shows %p as %s', (got, shown) => {
    expect(problemsOf((stack) => refuse(stack, [{ ...problem, got }]))).toEqual([`- size: got ${shown}; allowed is 1 or more; raise it`]);
  });
});

describe('checkDays', () => {
  it('takes whole days, however they are written, and refuses parts of one', () => {
    expect(checkDays('retention', Duration.hours(48), 1, 10)).toEqual([]);
    expect(checkDays('retention', Duration.hours(36), 1, 10)).toEqual([
      { prop: 'retention', got: 1.5, allowed: 'a whole number from 1 to 10 days', fix: 'pass a Duration of so many days' },
    ]);
    expect(checkDays('retention', undefined, 1, 10)).toEqual([]);
  });
});

describe('nested', () => {
  it('names the outer property in front of the inner one', () => {
    expect(nested('storage', [{ prop: 'retention', got: 1, allowed: '', fix: '' }])[0].prop).toBe('storage.retention');
  });
});

describe('checkEmail', () => {
  it.each([
    undefined, LATER, 'security@example.com', 'a.b+c@sub.example.co.uk', "o'brien@example.museum", `${'a'.repeat(64)}@example.com`,
  ])('takes %s', (address) => {
    expect(checkEmail('contact', address)).toEqual([]);
  });

  it.each([
    '', 'security', 'security@', '@example.com', 'security@example', 'a b@example.com', '.a@example.com', 'a.@example.com', 'a..b@example.com',
    'a@-example.com', 'a@example-.com', 'a@example.c', 'a@example.com\n', 'a@b@example.com', `${'a'.repeat(65)}@example.com`,
    `a@${'b.'.repeat(126)}com`,
  ])('refuses %j', (address) => {
    expect(checkEmail('contact', address)).toEqual([
      { prop: 'contact', got: address, allowed: 'an e-mail address', fix: 'write it like security@example.com' },
    ]);
  });
});

describe('checkAccountId', () => {
  it.each([undefined, LATER, '111122223333', '000000000001'])('takes %s', (account) => {
    expect(checkAccountId('account', account)).toEqual([]);
  });

  it.each(['', '1111-2222-3333', '11112222333', '1111222233334', '11112222333a'])('refuses %j', (account) => {
    expect(checkAccountId('account', account)).toMatchObject([{ prop: 'account', got: account, allowed: expect.stringContaining('12 digits') }]);
  });

  it('refuses a number, which would lose leading zeros', () => {
    expect(checkAccountId('account', 111122223333 as never)).toMatchObject([{ allowed: expect.stringContaining('as a string') }]);
  });
});

describe('checkRegion', () => {
  it.each([undefined, LATER, 'eu-central-1', 'us-gov-west-1', 'cn-north-1'])('takes %s', (region) => {
    expect(checkRegion('region', region)).toEqual([]);
  });

  it('offers the regions a slip of the pen may have meant', () => {
    const [problem] = checkRegion('region', 'eu-centrall-1');
    expect(problem).toMatchObject({ prop: 'region', got: 'eu-centrall-1', allowed: 'the code of an AWS region' });
    expect(problem.fix).toContain('eu-central-1');
    expect(problem.fix).not.toContain('us-east-1');
  });

  it.each(['frankfurt', 'EU-CENTRAL-1', '', 42 as never])('refuses %j with an example, when nothing is near it or everything', (region) => {
    expect(checkRegion('region', region)).toMatchObject([{ got: region, fix: expect.stringContaining('eu-central-1') }]);
  });
});

describe('checkUnique', () => {
  it('takes values that differ, and none', () => {
    expect(checkUnique('list', ['a', 'b'], 'once')).toEqual([]);
    expect(checkUnique('list', [], 'once')).toEqual([]);
  });

  it('points at each repetition and not at the first', () => {
    expect(checkUnique('list', ['a', 'b', 'a', 'a'], 'once')).toEqual([
      { prop: 'list[2]', got: 'a', allowed: 'each value once', fix: 'once' },
      { prop: 'list[3]', got: 'a', allowed: 'each value once', fix: 'once' },
    ]);
  });

  it('leaves values alone that are known at deployment only', () => {
    expect(checkUnique('list', [LATER, LATER], 'once')).toEqual([]);
  });
});

describe('checkRange', () => {
  it.each([undefined, 2, 3, 5, Lazy.number({ produce: () => 99 })])('takes %p between 2 and 5', (value) => {
    expect(checkRange('days', value, 2, 5, 'choose another')).toEqual([]);
  });

  it.each([1, 6, 2.5, NaN, Infinity, -3, '3' as never])('refuses %p', (value) => {
    expect(checkRange('days', value, 2, 5, 'choose another')).toEqual([
      { prop: 'days', got: value, allowed: 'a whole number from 2 to 5', fix: 'choose another' },
    ]);
  });
});
