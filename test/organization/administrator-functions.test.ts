import { Guardrail, ScanType } from '../../lib';
import { DelegatedDataDiscovery } from '../../lib/organization/delegated-data-discovery';
import { DelegatedDetection } from '../../lib/organization/delegated-detection';
import { DelegatedInspection } from '../../lib/organization/delegated-inspection';
import { DelegatedSecurityHub } from '../../lib/organization/delegated-security-hub';
import { SecurityHubTarget } from '../../lib/organization/security-hub-target';
import { functionCalls } from '../proofs/guardrail-functions';
import { PROOFS } from '../proofs/guardrail-table';
import { decide, REGION, synthesize } from '../support';

const CALLS = functionCalls(synthesize((stack) => {
  new DelegatedDetection(stack, 'Detection');
  new DelegatedSecurityHub(stack, 'Hub', { targets: [SecurityHubTarget.root('r-a1b2')] });
  new DelegatedInspection(stack, 'Inspection', { scanTypes: Object.values(ScanType) });
  new DelegatedDataDiscovery(stack, 'Discovery');
}).toJSON());

const denied = async (guardrails: Guardrail[], as = (role: string) => role) => {
  const document = { Version: '2012-10-17', Statement: guardrails.flatMap((guardrail) => guardrail._statements([])) };
  const verdicts = await Promise.all(CALLS.map(({ role, action, resource, context }) => decide(as(role), action, resource, { ...context, 'aws:PrincipalArn': as(role) }, { scps: [document] })));
  return CALLS.filter((_, index) => verdicts[index] !== 'Allowed').map(({ action }) => action);
};

// The account that administers is a member account: what binds the others binds it too.
describe('functions that look after an organization', () => {
  it('are denied nothing by the guardrails that are recommended, nor by a list of regions', async () => {
    expect(CALLS.map(({ action }) => action)).toEqual(expect.arrayContaining(['inspector2:Enable', 'macie2:CreateMember', 'securityhub:EnableSecurityHub']));
    expect(await denied([...Guardrail.recommended(), Guardrail.allowedRegions([REGION])])).toEqual([]);
  });

  it('go on where a service is denied to everybody else', async () => {
    expect(await denied([Guardrail.deniedServices(['inspector2']), Guardrail.quarantine()])).toEqual([]);
  });

  it('are denied nothing by any guardrail there is, nor where a few other services alone are allowed', async () => {
    expect(await denied(PROOFS.map(({ guardrail }) => guardrail))).toEqual([]);
    expect(await denied([Guardrail.allowedServices(['s3'])])).toEqual([]);
  });

  it('would be stopped as anybody else, and that would be noticed', async () => {
    const elsewhere = (role: string) => role.replace('/secure-baseline/service/', '/');
    expect(CALLS.map(({ role }) => elsewhere(role))).not.toEqual(CALLS.map(({ role }) => role));
    for (const guardrail of [Guardrail.deniedServices(['inspector2']), Guardrail.allowedServices(['s3']), Guardrail.quarantine()]) {
      expect(await denied([guardrail], elsewhere)).toContain('inspector2:Enable');
    }
  });
});
