import { Guardrail } from '../../../lib';
import { ACCOUNT, REGION } from '../../support';
import { attempt, STACK_SETS } from './bound';

const TRAIL = `arn:aws:cloudtrail:${REGION}:${ACCOUNT}:trail/secure-baseline`;
const STORE = `arn:aws:cloudtrail:${REGION}:${ACCOUNT}:eventdatastore/1`;

describe('Guardrail.protectAuditTrail', () => {
  it.each([
    ['cloudtrail:StopLogging', TRAIL], ['cloudtrail:DeleteTrail', TRAIL], ['cloudtrail:UpdateTrail', TRAIL], ['cloudtrail:PutEventSelectors', TRAIL],
    ['cloudtrail:PutInsightSelectors', TRAIL], ['cloudtrail:DeleteEventDataStore', STORE], ['cloudtrail:UpdateEventDataStore', STORE],
    ['cloudtrail:StopEventDataStoreIngestion', STORE],
  ])('keeps everybody from %s but the role that deploys the baseline', async (action, resource) => {
    expect(await attempt(Guardrail.protectAuditTrail(), { action, resource })).toBe('ExplicitlyDenied');
    expect(await attempt(Guardrail.protectAuditTrail(), { action, resource, principal: STACK_SETS })).toBe('Allowed');
  });

  it.each(['cloudtrail:StartLogging', 'cloudtrail:GetTrailStatus', 'cloudtrail:CreateTrail'])('leaves %s alone', async (action) => {
    expect(await attempt(Guardrail.protectAuditTrail(), { action, resource: TRAIL })).toBe('Allowed');
  });
});
