import { App, Stack } from 'aws-cdk-lib';
import { SecurityHubDelegation } from '../../lib/detection/security-hub-delegation';
import { ACCOUNT, problemsOf, synthesize } from '../support';

describe('SecurityHubDelegation', () => {
  it('names the account that looks after the hubs of all others', () => {
    synthesize((stack) => {
      new SecurityHubDelegation(stack, 'Delegation', { administratorAccountId: ACCOUNT });
    }).hasResourceProperties('AWS::SecurityHub::DelegatedAdmin', { AdminAccountId: ACCOUNT });
  });

  it('refuses what is no account', () => {
    expect(problemsOf((stack) => new SecurityHubDelegation(stack, 'Delegation', { administratorAccountId: '123' }))).toEqual([
      expect.stringMatching(/^- administratorAccountId: got "123"; allowed is the 12 digits of an AWS account/),
    ]);
  });

  it('refuses the management account', () => {
    const stack = new Stack(new App(), 'Test', { env: { account: ACCOUNT } });
    expect(() => new SecurityHubDelegation(stack, 'Delegation', { administratorAccountId: ACCOUNT }))
      .toThrow(/administratorAccountId: got "111122223333"; allowed is an account besides the management account; use the account of the security team/);
  });
});
