import { Guardrail } from '../../../lib';
import { ACCOUNT, ADMINISTRATOR } from '../../support';
import { attempt, Attempt, ROOT } from './bound';

describe('Guardrail.rootUser', () => {
  const read: Attempt = { action: 's3:GetObject', resource: 'arn:aws:s3:::bucket/key' };
  const change: Attempt = { action: 's3:DeleteBucketPolicy', resource: 'arn:aws:s3:::bucket' };

  it.each([read, change])('keeps the root user from $action', async (request) => {
    expect(await attempt(Guardrail.rootUser(), { ...request, principal: ROOT })).toBe('ExplicitlyDenied');
  });

  it('does not bind a privileged session from the management account', async () => {
    expect(await attempt(Guardrail.rootUser(), { ...change, principal: ROOT, context: { 'aws:AssumedRoot': 'true' } })).toBe('Allowed');
  });

  it.each([ADMINISTRATOR, `arn:aws:iam::${ACCOUNT}:user/root`, `arn:aws:iam::${ACCOUNT}:role/root`])('does not bind %s', async (principal) => {
    expect(await attempt(Guardrail.rootUser(), { ...read, principal })).toBe('Allowed');
  });
});
