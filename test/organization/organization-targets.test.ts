import { App, Stack } from 'aws-cdk-lib';
import { Guardrail, IOrganizationControl, MemberAccount, OrganizationBaseline, OrganizationBaselineProps, OrganizationPolicyType, OrganizationRoot, PolicyPacking } from '../../lib';
import { PolicyPiece } from '../../lib/organization/organization-policy';
import { PROOFS } from '../proofs/guardrail-table';
import { CALLERS, judge } from '../proofs/guardrails';
import { ADMINISTRATOR, refusalsOf, templateOf, warningsOf } from '../support';

const STACK_SETS = 'arn:*:iam::*:role/stacksets-exec-*';
const accounts = MemberAccount.recommended('aws+{name}@example.com');

function organization(props: OrganizationBaselineProps) {
  const app = new App();
  new OrganizationBaseline(app, 'Organization', props);
  const stack = (id: string) => app.node.findAll().filter(Stack.isStack).find(({ node }) => node.id === id)!;
  const guardrails = templateOf(stack('Guardrails'));
  return {
    policies: Object.values(guardrails.findResources('AWS::Organizations::Policy')).map(({ Properties: policy }) => policy),
    warnings: warningsOf(stack('Guardrails')),
    types: JSON.stringify(templateOf(stack('Organization')).findResources('Custom::OrganizationSwitches')),
  };
}

const problems = (props: OrganizationBaselineProps) => refusalsOf(() => new OrganizationBaseline(new App(), 'Organization', props));

const size = (content: unknown) => JSON.stringify(content).length;
const control = (id: string, piece: Partial<PolicyPiece>): IOrganizationControl =>
  ({ id, _piece: () => ({ id, type: OrganizationPolicyType.TAG_POLICY, content: { tags: { [id]: { tag_key: { '@@assign': id } } } }, ...piece }), _problems: () => [] });
const older = { serviceControlCharacters: 5120, serviceControlPolicies: 5 };

describe('what is recommended for an organization', () => {
  test('is one policy, and a warning with the way out where a new organization has the older quota', () => {
    const { policies, warnings } = organization({});

    expect(policies.map(({ Name: name }) => name)).toEqual(['secure-baseline-scp-root']);
    expect(size(policies[0].Content)).toBeLessThan(10_240);
    expect(warnings).toEqual([expect.stringMatching(/scp-root has \d{4}\. Set serviceControlCharacters to 5120 where AWS Organizations has not raised it/)]);
  });

  test('is two policies of the older quota, without a warning, with room for regions, and packed densely for AWS Control Tower', () => {
    const guardrails = [...Guardrail.recommended(), Guardrail.allowedRegions(['eu-central-1'])];
    expect(organization(older)).toMatchObject({ policies: [{}, {}], warnings: [] });
    for (const { Content: content } of organization({ ...older, guardrails }).policies) {
      expect(size(content)).toBeLessThanOrEqual(5120);
    }
    expect(problems({ ...older, guardrails, reservedServiceControlPolicies: 1, packing: PolicyPacking.dense() })).toEqual([]);
  });

  test('denies the same in one policy and in two', async () => {
    const administrator = CALLERS.find(({ arn }) => arn === ADMINISTRATOR)!;
    const decisions = (documents: object[]) => Promise.all(PROOFS.filter(({ guardrail: { id } }) => Guardrail.recommended().some((each) => each.id === id))
      .flatMap(({ stops, leaves }) => [...stops, ...leaves]).map((request) => judge(administrator, request, documents)));
    const [one, two] = await Promise.all([{}, older].map((quotas) => decisions(organization(quotas).policies.map(({ Content: content }) => content))));
    expect(two).toEqual(one);
    expect(new Set(one)).toEqual(new Set(['may', 'never']));
  });
});

describe('what holds in an organization', () => {
  const region = Guardrail.allowedRegions(['eu-central-1']);

  test('holds at the root, at units and at accounts, and is not repeated below', () => {
    const { policies } = organization({
      accounts, guardrails: [Guardrail.leavingOrganization()],
      unitPolicies: [{ unit: 'workloads/production', guardrails: [region, Guardrail.leavingOrganization()] }],
      accountPolicies: [{ account: 'production', guardrails: [region, Guardrail.iamUsers()] }],
    });

    expect(policies.map(({ Name: name, Description: description }) => [name, description])).toEqual([
      ['secure-baseline-scp-root', 'Holds leaving-organization'], ['secure-baseline-scp-unit/workloads/production', 'Holds allowed-regions'],
      ['secure-baseline-scp-account/production', 'Holds iam-users'],
    ]);
    expect(policies.map(({ TargetIds: ids }) => JSON.stringify(ids))).toEqual([
      expect.stringMatching(/RootId/), expect.stringMatching(/Unitworkloadsproduction/), expect.stringMatching(/Accountproduction/),
    ]);
  });

  test('is put into policies of other types for controls, which are enabled whatever else is', () => {
    const props = { controls: [control('cost-center', {})], policyTypes: [OrganizationPolicyType.BACKUP_POLICY] };
    const { policies, types } = organization(props);

    expect(policies.map(({ Type: type }) => type)).toEqual(expect.arrayContaining(['SERVICE_CONTROL_POLICY', 'TAG_POLICY']));
    expect(types).toMatch(/BACKUP_POLICY.*SERVICE_CONTROL_POLICY.*TAG_POLICY/);
    expect(types).not.toContain('S3_POLICY');
    expect(organization({ policyTypes: props.policyTypes }).types).not.toContain('TAG_POLICY');
  });

  test('obeys quotas, packing and exempt roles', () => {
    const { policies, warnings } = organization({ ...older, packing: PolicyPacking.dense(), exemptRoles: [STACK_SETS, 'arn:*:iam::*:role/deployer'] });

    expect(Math.max(...policies.map(({ Content: content }) => size(content)))).toBeGreaterThan(4800);
    expect(JSON.stringify(policies)).toContain('role/deployer');
    expect(warnings).toEqual([expect.stringContaining('policies-packed-densely')]);
  });

  test('is refused at units and accounts that are not there, or are named twice', () => {
    expect(problems({ accounts, unitPolicies: [{ unit: 'moon', guardrails: [region] }], accountPolicies: [{ account: 'mars', guardrails: [region] }] })).toEqual([
      expect.stringMatching(/^- unitPolicies\[0\]\.unit: got "moon"; allowed is one of security, .*; add OrganizationalUnit\.create\('moon'\) to units$/),
      '- accountPolicies[0].account: got "mars"; allowed is one of log-archive, audit, accounting, production, development; add the account to accounts',
    ]);
    expect(problems({ unitPolicies: [{ unit: 'sandbox', guardrails: [region] }, { unit: 'sandbox', guardrails: [Guardrail.iamUsers()] }] })).toEqual([
      '- unitPolicies[1]: got "unit sandbox"; allowed is each value once; name each target once',
    ]);
  });

  test('is refused where a guardrail of a unit, or of an account, is refused itself', () => {
    const [none] = [Guardrail.allowedRegions([])];
    expect(problems({ accounts, unitPolicies: [{ unit: 'sandbox', guardrails: [Guardrail.iamUsers(), none] }], accountPolicies: [{ account: 'audit', guardrails: [none] }] })).toEqual([
      expect.stringMatching(/^- unitPolicies\[0\]\.guardrails\[1\]: got a list of 0/), expect.stringMatching(/^- accountPolicies\[0\]\.guardrails\[0\]: got a list of 0/),
    ]);
  });

  test('is refused when it is nothing', () => {
    expect(problems({ guardrails: [] })).toEqual([
      '- guardrails: got a list of 0; allowed is one guardrail or control or more, at the root, a unit or an account; leave guardrails out for those that are recommended',
    ]);
    expect(problems({ guardrails: [], unitPolicies: [{ unit: 'sandbox', guardrails: [region] }] })).toEqual([]);
  });

  test('is refused when it locks out whoever deploys', () => {
    const quarantined = { unitPolicies: [{ unit: 'suspended', guardrails: [Guardrail.quarantine()] }] };
    expect(problems({ ...quarantined, exemptRoles: [] })).toEqual([
      '- unitPolicies[0].guardrails: got "quarantine, which denies cloudformation:CreateStack, cloudformation:UpdateStack, sts:AssumeRole to a…"; '
      + 'allowed is a guardrail that leaves the deployment of the baseline possible; name the roles that deploy in exemptRoles',
    ]);
    expect(problems(quarantined)).toEqual([]);
  });

  test('is refused when the roles of a rollout are not exempt', () => {
    const rollout = { accounts, organization: OrganizationRoot.create(), rollout: {} };
    expect(problems({ ...rollout, exemptRoles: ['arn:*:iam::*:role/deployer'] })).toEqual([
      `- exemptRoles: got "arn:*:iam::*:role/deployer"; allowed is roles with ${STACK_SETS} among them, once there is a rollout; add ${STACK_SETS}`,
    ]);
    expect(problems({ accounts, exemptRoles: ['arn:*:iam::*:role/deployer'] })).toEqual([]);
  });

  test('is refused when it needs more policies than a target may carry', () => {
    const all = PROOFS.map(({ guardrail }) => guardrail).filter(({ id }) => id !== 'allowed-services');
    expect(problems({ guardrails: all })).toEqual([]);
    expect(problems({ ...older, guardrails: all, reservedServiceControlPolicies: 2 })).toEqual([
      expect.stringMatching(/^- guardrails: got "\d policies, in which [a-z-]+ is longest with \d+ characters"; allowed is 2 of type SERVICE_CONTROL_POLICY, besides 3 that are taken/),
    ]);
    expect(problems({ guardrails: [region], serviceControlCharacters: 1000 })).toEqual([
      expect.stringMatching(/^- guardrails: got "allowed-regions with \d{4} characters"; allowed is 1000 characters a policy;/),
    ]);
  });
});
