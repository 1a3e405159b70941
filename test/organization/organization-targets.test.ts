import { App, CfnStackSet, Stack } from 'aws-cdk-lib';
import { Guardrail, IOrganizationControl, MemberAccount, OrganizationBaseline, OrganizationBaselineProps, OrganizationPolicyType, OrganizationRoot, PolicyPacking } from '../../lib';
import { PolicyPiece } from '../../lib/organization/organization-policy';
import { NEEDS_OF_DEPLOYMENTS } from '../../lib/organization/policy-compiler-lockout';
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
const homeRegion = 'eu-central-1';
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
    for (const { Content: content } of organization({ ...older, homeRegion, guardrails }).policies) {
      expect(size(content)).toBeLessThanOrEqual(5120);
    }
    expect(problems({ ...older, homeRegion, guardrails, reservedServiceControlPolicies: 1, packing: PolicyPacking.dense() })).toEqual([]);
  });

  test('denies the same in one policy and in two', async () => {
    const administrator = CALLERS.find(({ arn }) => arn === ADMINISTRATOR)!;
    const decisions = (documents: object[]) => Promise.all(PROOFS.filter(({ guardrail: { id } }) => Guardrail.recommended().some((each) => each.id === id))
      .flatMap(({ stops, leaves }) => [...stops, ...leaves]).map((request) => judge(administrator, request, documents)));
    const [one, two] = await Promise.all([{}, older].map((quotas) => decisions(organization(quotas).policies.map(({ Content: content }) => content))));
    expect(two).toEqual(one);
    expect(new Set(one)).toEqual(new Set(['may', 'never']));
  }, 60_000);
});

describe('the stacks that a rollout makes in member accounts', () => {
  const app = new App();
  new OrganizationBaseline(app, 'Organization', { accounts, homeRegion, regions: [homeRegion, 'us-east-1'], rollout: {} });
  // As AWS CloudFormation StackSets names them.
  const stacks = app.node.findAll().filter(CfnStackSet.isCfnStackSet).map(({ stackSetName: name }) => `arn:aws:cloudformation:${homeRegion}:111122223333:stack/StackSet-${name}-01234567-89ab/1`);
  const decided = async (name: string, action: string) => {
    const policies = Guardrail.recommended().map((guardrail) => ({ Version: '2012-10-17', Statement: guardrail._statements([STACK_SETS]) }));
    return new Set(await Promise.all(stacks.map((stack) => judge(CALLERS.find((caller) => caller.name === name)!, [action, stack], policies))));
  };

  test.each(['cloudformation:DeleteStack', 'cloudformation:UpdateStack'])('are protected by what is recommended: %s is for the roles of StackSets alone', async (action) => {
    expect(stacks.length).toBeGreaterThan(20);
    expect(await decided('role with AdministratorAccess', action)).toEqual(new Set(['never']));
    expect(await decided('administrator', action)).toEqual(new Set(['never']));
    expect(await decided('deployment role', action)).toEqual(new Set(['may']));
    expect(await decided('role with AdministratorAccess', 'cloudformation:DescribeStacks')).toEqual(new Set(['may']));
  }, 60_000);
});

describe('what holds in an organization', () => {
  const region = Guardrail.allowedRegions(['eu-central-1']);

  test('holds at the root, at units and at accounts, and is not repeated below', () => {
    const { policies } = organization({
      accounts, homeRegion, guardrails: [Guardrail.leavingOrganization()],
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
    expect(problems({ accounts, homeRegion, unitPolicies: [{ unit: 'moon', guardrails: [region] }], accountPolicies: [{ account: 'mars', guardrails: [region] }] })).toEqual([
      expect.stringMatching(/^- unitPolicies\[0\]\.unit: got "moon"; allowed is one of security, .*; add OrganizationalUnit\.create\('moon'\) to units$/),
      '- accountPolicies[0].account: got "mars"; allowed is one of log-archive, audit, accounting, production, development; add the account to accounts',
    ]);
    expect(problems({ homeRegion, unitPolicies: [{ unit: 'sandbox', guardrails: [region] }, { unit: 'sandbox', guardrails: [Guardrail.iamUsers()] }] })).toEqual([
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
    expect(problems({ homeRegion, guardrails: [], unitPolicies: [{ unit: 'sandbox', guardrails: [region] }] })).toEqual([]);
  });

  test('is refused when it locks out whoever deploys, whose role is named', () => {
    const quarantined = { unitPolicies: [{ unit: 'suspended', guardrails: [Guardrail.quarantine()] }] };
    const refused = (prop: string, got: string) => `- ${prop}: got "${got}"; allowed is what leaves the deployment of the baseline possible; name the roles that deploy in exemptRoles: it binds ${STACK_SETS}`;
    expect(problems({ ...quarantined, guardrails: [Guardrail.leavingOrganization()], exemptRoles: [] })).toEqual([
      refused('unitPolicies[0].guardrails', `quarantine, which denies cloudformation:CreateStack and ${new Set(NEEDS_OF_DEPLOYMENTS.map(([action]) => action)).size - 1} more`),
    ]);
    expect(problems({ guardrails: [Guardrail.protectConfiguration(), Guardrail.iamUsers()], exemptRoles: [] })).toEqual([
      refused('guardrails', 'protect-configuration, which denies config:PutConfigurationRecorder'),
    ]);
    expect(problems({ guardrails: [Guardrail.iamUsers()], exemptRoles: [] })).toEqual([]);
    expect(problems(quarantined)).toEqual([]);
  });

  test('is refused at the root when it leaves the management account no way in, and told of at a unit', () => {
    expect(problems({ guardrails: [Guardrail.quarantine()] })).toEqual([
      '- guardrails: got "quarantine, which denies everything"; allowed is at the root, what leaves the management account a way into its accounts; '
      + 'hold it at a unit such as suspended, or name one of arn:*:iam::*:role/OrganizationAccountAccessRole and arn:*:iam::*:role/AWSControlTowerExecution in exemptRoles',
    ]);
    const exempt = { exemptRoles: [STACK_SETS, 'arn:*:iam::*:role/OrganizationAccountAccessRole'] };
    expect(problems({ guardrails: [Guardrail.quarantine()], ...exempt })).toEqual([]);
    expect(problems({ guardrails: [Guardrail.allowedServices(['s3'])] })).toEqual([]);

    const unitPolicies = [{ unit: 'suspended', guardrails: [Guardrail.quarantine()] }];
    const { warnings } = organization({ ...older, unitPolicies });
    expect(warnings).toEqual([expect.stringMatching(/quarantine at unit suspended.*automation-locked-out/)]);
    expect(organization({ ...older, unitPolicies, ...exempt }).warnings).toEqual([]);
  });

  test.each(['*', '?*', 'a*', '*a', '*/*', 'service-role/*', 'aws-reserved/*', 'aws-reserved/sso.amazonaws.com/*', '*AWSReservedSSO_*'])('is refused when it exempts everybody by role/%s', (name) => {
    expect(problems({ exemptRoles: [STACK_SETS, `arn:*:iam::*:role/${name}`] })).toEqual([
      `- exemptRoles[1]: got "arn:*:iam::*:role/${name}"; allowed is a pattern with 3 characters or more of a name, which fits neither any role nor all people; `
      + 'write it like arn:*:iam::*:role/deployer: guardrails do not bind whoever it fits',
    ]);
  });

  test.each(['Admin', 'x', 'cdk-hnb659fds-cfn-exec-role-*', 'platform/*', 'aws-reserved/sso.amazonaws.com/*/AWSReservedSSO_AdministratorAccess_*'])('may exempt role/%s', (name) => {
    expect(problems({ exemptRoles: [STACK_SETS, `arn:*:iam::*:role/${name}`] })).toEqual([]);
  });

  test('is refused when the roles of a rollout are not exempt', () => {
    const rollout = { accounts, organization: OrganizationRoot.create(), rollout: {} };
    expect(problems({ ...rollout, exemptRoles: ['arn:*:iam::*:role/deployer'] })).toEqual([
      `- exemptRoles: got "arn:*:iam::*:role/deployer"; allowed is roles with ${STACK_SETS} among them, once there is a rollout; add ${STACK_SETS}`,
    ]);
    expect(problems({ accounts, exemptRoles: ['arn:*:iam::*:role/deployer'] })).toEqual([]);
  });

  test('is refused when it needs more policies than a target may carry', () => {
    const all = PROOFS.map(({ guardrail }) => guardrail).filter(({ id }) => !['allowed-services', 'quarantine'].includes(id));
    expect(problems({ homeRegion, guardrails: all })).toEqual([]);
    expect(problems({ ...older, homeRegion, guardrails: all, reservedServiceControlPolicies: 2 })).toEqual([
      expect.stringMatching(/^- guardrails: got "\d policies, in which [a-z-]+ is longest with \d+ characters"; allowed is 2 of type SERVICE_CONTROL_POLICY, besides 3 that are taken/),
    ]);
    expect(problems({ homeRegion, guardrails: [region], serviceControlCharacters: 1000 })).toEqual([
      expect.stringMatching(/^- guardrails: got "allowed-regions with \d{4} characters"; allowed is 1000 characters a policy;/),
    ]);
  });
});
