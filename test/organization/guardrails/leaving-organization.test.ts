import { Guardrail } from '../../../lib';
import { attempt, ROOT, STACK_SETS } from './bound';

describe('Guardrail.leavingOrganization', () => {
  it.each([undefined, ROOT, STACK_SETS])('lets nobody leave, not even root users and roles that deploy the baseline (%s)', async (principal) => {
    const attempted = await attempt(Guardrail.leavingOrganization(), { principal, action: 'organizations:LeaveOrganization', resource: '*' });
    expect(attempted).toBe('ExplicitlyDenied');
  });

  it.each([undefined, ROOT, STACK_SETS])('lets nobody accept the invitation of another organization, which would move the account (%s)', async (principal) => {
    const invitation = 'arn:aws:organizations::999988887777:handshake/o-zzzzzzzzzz/invite/h-0123456789';
    expect(await attempt(Guardrail.leavingOrganization(), { principal, action: 'organizations:AcceptHandshake', resource: invitation })).toBe('ExplicitlyDenied');
    expect(await attempt(Guardrail.leavingOrganization(), { principal, action: 'organizations:DeclineHandshake', resource: invitation })).toBe('Allowed');
  });

  it('lets everybody look', async () => {
    const attempted = await attempt(Guardrail.leavingOrganization(), { action: 'organizations:DescribeOrganization', resource: '*' });
    expect(attempted).toBe('Allowed');
  });
});
