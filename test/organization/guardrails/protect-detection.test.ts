import { Guardrail } from '../../../lib';
import { ACCOUNT, REGION } from '../../support';
import { attempt, STACK_SETS } from './bound';

const DETECTOR = `arn:aws:guardduty:${REGION}:${ACCOUNT}:detector/1`;
const HUB = `arn:aws:securityhub:${REGION}:${ACCOUNT}:hub/default`;

describe('Guardrail.protectDetection', () => {
  it.each([
    ['guardduty:DeleteDetector', DETECTOR], ['guardduty:UpdateDetector', DETECTOR], ['guardduty:ArchiveFindings', DETECTOR],
    ['guardduty:CreateFilter', `${DETECTOR}/filter/any`], ['guardduty:CreateIPSet', DETECTOR],
    ['guardduty:DisassociateFromAdministratorAccount', DETECTOR],
    ['securityhub:DisableSecurityHub', HUB], ['securityhub:BatchDisableStandards', HUB], ['inspector2:Disable', '*'], ['macie2:DisableMacie', '*'],
  ])('keeps everybody from %s but the role that deploys the baseline', async (action, resource) => {
    expect(await attempt(Guardrail.protectDetection(), { action, resource })).toBe('ExplicitlyDenied');
    expect(await attempt(Guardrail.protectDetection(), { action, resource, principal: STACK_SETS })).toBe('Allowed');
  });

  it.each([
    ['guardduty:GetFindings', DETECTOR], ['guardduty:CreateDetector', '*'], ['securityhub:EnableSecurityHub', HUB], ['inspector2:Enable', '*'],
  ])('leaves %s alone', async (action, resource) => {
    expect(await attempt(Guardrail.protectDetection(), { action, resource })).toBe('Allowed');
  });
});
