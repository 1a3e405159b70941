import { Guardrail } from '../../../lib';
import { attempt, ROOT, STACK_SETS } from './bound';

describe('Guardrail.leavingOrganization', () => {
  it.each([undefined, ROOT, STACK_SETS])('lets nobody leave, not even root users and roles that deploy the baseline (%s)', async (principal) => {
    const attempted = await attempt(Guardrail.leavingOrganization(), { principal, action: 'organizations:LeaveOrganization', resource: '*' });
    expect(attempted).toBe('ExplicitlyDenied');
  });

  it('lets everybody look', async () => {
    const attempted = await attempt(Guardrail.leavingOrganization(), { action: 'organizations:DescribeOrganization', resource: '*' });
    expect(attempted).toBe('Allowed');
  });
});
