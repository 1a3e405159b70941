import { App, Stack } from 'aws-cdk-lib';
import { OrganizationPolicies, PolicyPacking, PolicyTarget } from '../../lib';
import { run, templates } from '../gates/apps';
import { ADMINISTRATOR, decide, resolve } from '../support';
import { TOGETHER } from './guardrail-sizes';
import { RESOURCE_PROOFS } from './resource-control-table';
import { judgeResource, RESOURCE_CALLERS } from './resource-controls';

interface Compiled { readonly name: string; readonly type: string; readonly document: object }

function compiled(app: App): Compiled[] {
  return Object.values(templates(app)).flatMap(({ template }) => Object.values(template.Resources))
    .filter(({ Type }) => Type === 'AWS::Organizations::Policy')
    .map(({ Properties }) => Properties as { Name: string; Type: string; Content: object })
    .map(({ Name: name, Type: type, Content: content }) => ({ name, type, document: resolve(content) as object }));
}

/** The simulator refuses what is no policy of its type before it decides anything. */
function judged({ type, document }: Pick<Compiled, 'type' | 'document'>): Promise<string> {
  return type === 'SERVICE_CONTROL_POLICY'
    ? decide(ADMINISTRATOR, 'ec2:DescribeRegions', '*', { 'aws:PrincipalArn': ADMINISTRATOR, 'aws:RequestedRegion': 'eu-central-1' }, { scps: [document] })
    : judgeResource(RESOURCE_CALLERS[0], ['s3:GetObject', 'arn:aws:s3:::reports/july', {
      'aws:SecureTransport': 'true', 's3:TlsVersion': '1.3', 's3:signatureversion': 'AWS4-HMAC-SHA256', 's3:signatureAge': '1',
    }], [document]);
}

function everything(packing: PolicyPacking): App {
  const app = new App();
  new OrganizationPolicies(new Stack(app, 'Policies'), 'Policies', {
    targets: [PolicyTarget.root('r-a1b2', { guardrails: [...TOGETHER], controls: RESOURCE_PROOFS.map(({ control }) => control) })], packing,
  });
  return app;
}

const SETS = [
  ...compiled(run('organization')).map((each) => ['examples/organization', each] as const),
  ...compiled(everything(PolicyPacking.stable())).map((each) => ['all of the catalogues', each] as const),
  ...compiled(everything(PolicyPacking.dense())).map((each) => ['all of them, packed densely', each] as const),
].filter(([, { type }]) => ['SERVICE_CONTROL_POLICY', 'RESOURCE_CONTROL_POLICY'].includes(type));

describe('compiled policies', () => {
  test.each(SETS.map(([set, each]) => [set, each.name, each] as const))('of %s are policies of their type: %s', async (_, name, each) => {
    expect(name).toMatch(/^secure-baseline-/);
    await expect(judged(each)).resolves.toEqual(expect.any(String));
  });

  test('are there, of both types and in every set', () => {
    expect(new Set(SETS.map(([set, { type }]) => `${type} of ${set}`)).size).toBe(6);
  });

  test.each([
    ['SERVICE_CONTROL_POLICY', { Effect: 'Deny', Principal: '*', Action: 'ec2:RunInstances', Resource: '*' }],
    ['SERVICE_CONTROL_POLICY', { Effect: 'Deny', Action: 'ec2:RunInstances', Resource: '*', Conditions: {} }],
    ['RESOURCE_CONTROL_POLICY', { Effect: 'Deny', Action: 's3:GetObject', Resource: '*' }],
  ])('would be noticed if they were not: %s %#', async (type, statement) => {
    await expect(judged({ type, document: { Version: '2012-10-17', Statement: [statement] } })).rejects.toThrow();
  });
});
