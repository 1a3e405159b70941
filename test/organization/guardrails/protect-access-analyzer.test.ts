import { Guardrail } from '../../../lib';
import { ACCOUNT, REGION } from '../../support';
import { attempt, STACK_SETS } from './bound';

const ANALYZER = `arn:aws:access-analyzer:${REGION}:${ACCOUNT}:analyzer/secure-baseline`;
const ARCHIVE_RULE = `${ANALYZER}/archive-rule/any`;

describe('Guardrail.protectAccessAnalyzer', () => {
  it.each([
    ['access-analyzer:DeleteAnalyzer', ANALYZER], ['access-analyzer:UpdateAnalyzer', ANALYZER], ['access-analyzer:CreateArchiveRule', ARCHIVE_RULE],
    ['access-analyzer:UpdateArchiveRule', ARCHIVE_RULE],
  ])('keeps everybody from %s but the role that deploys the baseline', async (action, resource) => {
    expect(await attempt(Guardrail.protectAccessAnalyzer(), { action, resource })).toBe('ExplicitlyDenied');
    expect(await attempt(Guardrail.protectAccessAnalyzer(), { action, resource, principal: STACK_SETS })).toBe('Allowed');
  });

  it.each([['access-analyzer:ListFindings', ANALYZER], ['access-analyzer:DeleteArchiveRule', ARCHIVE_RULE]])(
    'leaves %s alone', async (action, resource) => {
      expect(await attempt(Guardrail.protectAccessAnalyzer(), { action, resource })).toBe('Allowed');
    });
});
