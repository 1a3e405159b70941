import { Guardrail } from '../../lib';
import { decide } from '../support';
import { FunctionCall, functionCalls, memberTemplates } from './guardrail-functions';
import { PROOFS } from './guardrail-table';
import { EXEMPT_ROLES } from './guardrails';

const GUARDED = /:role\/secure-baseline\/service\//;
const CALLS = [...new Map(memberTemplates().flatMap(functionCalls).map((call) => [JSON.stringify(call), call])).values()];
const denied = async (guardrails: Guardrail[], calls: FunctionCall[]) => {
  const document = { Version: '2012-10-17', Statement: guardrails.flatMap((guardrail) => guardrail._statements(EXEMPT_ROLES)) };
  const verdicts = await Promise.all(calls.map(({ role, action, resource, context }) => decide(role, action, resource, context, { scps: [document] })));
  return calls.filter((_, index) => verdicts[index] !== 'Allowed').map(({ action }) => action);
};

describe('The functions of the baseline in member accounts', () => {
  test('are those that reach settings of the account, under a path of their own, and those that work for a resource', () => {
    const guarded = CALLS.filter(({ role }) => GUARDED.test(role)).map(({ action }) => action);
    expect(guarded).toEqual(expect.arrayContaining([
      'iam:UpdateAccountPasswordPolicy', 's3:PutAccountPublicAccessBlock', 'account:PutAlternateContact', 'ec2:CreateDefaultVpc', 'guardduty:UpdateDetector',
      'ec2:EnableSerialConsoleAccess', 'ec2:DisableImageBlockPublicAccess',
    ]));
    expect(CALLS.filter(({ role }) => !GUARDED.test(role)).map(({ action }) => action)).toEqual(expect.arrayContaining([
      'ec2:RevokeSecurityGroupIngress', 'route53resolver:ListFirewallDomainLists',
    ]));
  });

  test('are denied nothing by the guardrails that are recommended', async () => {
    expect(await denied(Guardrail.recommended(), CALLS)).toEqual([]);
  });

  test('are denied nothing by any guardrail where they reach settings of the account', async () => {
    expect(await denied(PROOFS.map(({ guardrail }) => guardrail), CALLS.filter(({ role }) => GUARDED.test(role)))).toEqual([]);
  });

  test('would be denied their work under any other role', async () => {
    const elsewhere = (role: string) => role.replace('/secure-baseline/service/', '/');
    const moved = CALLS.map((call) => ({ ...call, role: elsewhere(call.role), context: { ...call.context, 'aws:PrincipalArn': elsewhere(call.role) } }));
    expect(new Set(await denied(Guardrail.recommended(), moved))).toEqual(new Set([
      'account:DeleteAlternateContact', 'account:PutAlternateContact', 'cloudtrail:UpdateTrail', 'ec2:CreateDefaultSubnet', 'ec2:CreateDefaultVpc', 'ec2:DisableImageBlockPublicAccess',
      'ec2:EnableSerialConsoleAccess', 'guardduty:UpdateDetector', 'iam:DeleteAccountPasswordPolicy', 'iam:UpdateAccountPasswordPolicy', 'macie2:UpdateAutomatedDiscoveryConfiguration',
      'macie2:UpdateMacieSession', 's3:PutAccountPublicAccessBlock', 'securityhub:UpdateSecurityHubConfiguration',
    ]));
  });
});
