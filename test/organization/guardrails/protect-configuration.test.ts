import { Guardrail } from '../../../lib';
import { ACCOUNT, REGION } from '../../support';
import { attempt, STACK_SETS } from './bound';

const RULE = `arn:aws:config:${REGION}:${ACCOUNT}:config-rule/config-rule-abc`;
const REMEDY = `arn:aws:config:${REGION}:${ACCOUNT}:remediation-configuration/any/1`;
const RECORDER = `arn:aws:config:${REGION}:${ACCOUNT}:configuration-recorder/secure-baseline/abc`;

describe('Guardrail.protectConfiguration', () => {
  it.each([
    ['config:StopConfigurationRecorder', RECORDER], ['config:DeleteConfigurationRecorder', RECORDER], ['config:PutConfigurationRecorder', RECORDER],
    ['config:DeleteConfigRule', RULE], ['config:DeleteDeliveryChannel', '*'], ['config:PutDeliveryChannel', '*'],
    ['config:DisassociateResourceTypes', RECORDER], ['config:DeleteRemediationConfiguration', REMEDY], ['config:DeleteRetentionConfiguration', '*'], ['config:PutRetentionConfiguration', '*'],
  ])('keeps everybody from %s but the role that deploys the baseline', async (action, resource) => {
    expect(await attempt(Guardrail.protectConfiguration(), { action, resource })).toBe('ExplicitlyDenied');
    expect(await attempt(Guardrail.protectConfiguration(), { action, resource, principal: STACK_SETS })).toBe('Allowed');
  });

  it.each([['config:PutConfigRule', RULE], ['config:DescribeConfigRules', RULE], ['config:StartConfigurationRecorder', RECORDER]])(
    'leaves %s alone', async (action, resource) => {
      expect(await attempt(Guardrail.protectConfiguration(), { action, resource })).toBe('Allowed');
    });
});
