import { AccountDomain } from '../../lib';

describe('AccountDomain', () => {
  it('sets the switches, or remembers why not', () => {
    expect(AccountDomain.settings().omittedBecause).toBeUndefined();
    expect(AccountDomain.omitted('set by the organization').omittedBecause).toBe('set by the organization');
  });

  it('has nothing that could be set wrong', () => {
    expect(AccountDomain.settings()._problems()).toEqual([]);
  });
});
