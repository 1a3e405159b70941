import { ServiceAdoption } from '../lib/service-adoption';

describe('ServiceAdoption', () => {
  it('is one of three choices', () => {
    expect([ServiceAdoption.create(), ServiceAdoption.adopt(), ServiceAdoption.skip('the security account does')].map(({ name, reason }) => [name, reason]))
      .toEqual([['create', undefined], ['adopt', undefined], ['skip', 'the security account does']]);
  });

  it.each([ServiceAdoption.create(), ServiceAdoption.adopt(), ServiceAdoption.skip('the security account does'), undefined])('takes %p', (adoption) => {
    expect(ServiceAdoption._check('adoption', adoption)).toEqual([]);
  });

  it.each(['', ' '])('does not leave a service alone without a reason: %p', (reason) => {
    expect(ServiceAdoption._check('adoption', ServiceAdoption.skip(reason))).toMatchObject([{ prop: 'adoption', got: reason, allowed: 'a reason' }]);
  });

  it.each(['adopt', true, {}])('refuses %p, which none of its factories made', (adoption) => {
    expect(ServiceAdoption._check('adoption', adoption)).toMatchObject([{ prop: 'adoption', allowed: expect.stringContaining('ServiceAdoption.create()') }]);
  });
});
