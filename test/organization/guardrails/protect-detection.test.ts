import { Guardrail } from '../../../lib';
import { ACCOUNT, REGION } from '../../support';
import { attempt, STACK_SETS } from './bound';

const DETECTOR = `arn:aws:guardduty:${REGION}:${ACCOUNT}:detector/1`;
const MEMBER = `arn:aws:macie2:${REGION}:${ACCOUNT}:member/1`;
const AGGREGATOR = `arn:aws:securityhub:${REGION}:${ACCOUNT}:finding-aggregator/1`;
const HUB = `arn:aws:securityhub:${REGION}:${ACCOUNT}:hub/default`;
const FUNCTION = `arn:aws:iam::${ACCOUNT}:role/secure-baseline/service/Members`;

describe('Guardrail.protectDetection', () => {
  it.each([
    ['guardduty:UpdateOrganizationConfiguration', '*'], ['inspector2:UpdateOrganizationConfiguration', '*'], ['macie2:UpdateOrganizationConfiguration', '*'],
    ['securityhub:UpdateOrganizationConfiguration', HUB], ['guardduty:DisassociateMembers', '*'], ['guardduty:StopMonitoringMembers', '*'],
  ])('keeps people of the account that administers security from %s, and not the functions of the baseline', async (action, resource) => {
    expect(await attempt(Guardrail.protectDetection(), { action, resource })).toBe('ExplicitlyDenied');
    expect(await attempt(Guardrail.protectDetection(), { action, resource, principal: FUNCTION })).toBe('Allowed');
  });

  it.each([
    ['guardduty:DeleteDetector', DETECTOR], ['guardduty:UpdateDetector', DETECTOR], ['guardduty:ArchiveFindings', DETECTOR],
    ['guardduty:CreateFilter', `${DETECTOR}/filter/any`], ['guardduty:CreateIPSet', DETECTOR],
    ['guardduty:DisassociateFromAdministratorAccount', DETECTOR],
    ['securityhub:DisableSecurityHub', HUB], ['securityhub:BatchDisableStandards', HUB], ['inspector2:Disable', '*'], ['macie2:DisableMacie', '*'],
    ['securityhub:BatchUpdateStandardsControlAssociations', '*'], ['securityhub:DeleteFindingAggregator', AGGREGATOR], ['guardduty:CreateTrustedEntitySet', '*'],
    ['macie2:DeleteMember', MEMBER], ['macie2:DisassociateMember', MEMBER], ['securityhub:UpdateFindingAggregator', AGGREGATOR],
    ['securityhub:UpdateSecurityHubConfiguration', HUB], ['securityhub:BatchUpdateAutomationRules', `arn:aws:securityhub:${REGION}:${ACCOUNT}:automation-rule/any`], ['guardduty:UpdateMalwareScanSettings', DETECTOR],
    ['guardduty:DeleteThreatIntelSet', `${DETECTOR}/threatintelset/any`], ['inspector2:UpdateConfiguration', '*'], ['macie2:PutClassificationExportConfiguration', '*'],
  ])('keeps everybody from %s but the role that deploys the baseline', async (action, resource) => {
    expect(await attempt(Guardrail.protectDetection(), { action, resource })).toBe('ExplicitlyDenied');
    expect(await attempt(Guardrail.protectDetection(), { action, resource, principal: STACK_SETS })).toBe('Allowed');
  });

  it.each([
    ['guardduty:GetFindings', DETECTOR], ['guardduty:CreateDetector', '*'], ['securityhub:EnableSecurityHub', HUB], ['inspector2:Enable', '*'],
    ['securityhub:BatchUpdateFindings', HUB], ['securityhub:BatchEnableStandards', HUB],
  ])('leaves %s alone', async (action, resource) => {
    expect(await attempt(Guardrail.protectDetection(), { action, resource })).toBe('Allowed');
  });
});
