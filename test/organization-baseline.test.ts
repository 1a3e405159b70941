import { App, CfnResource, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { ConfigurationDomain, Guardrail, OrganizationBaseline, OrganizationBaselineProps, OrganizationRoot, Persona } from '../lib';
import { MemberAccount } from '../lib/organization/member-account';
import { OrganizationalUnit } from '../lib/organization/organizational-unit';

function organization(props?: OrganizationBaselineProps): { app: App; made: OrganizationBaseline; stacks: Record<string, Stack>; templates: Record<string, Template> } {
  const app = new App();
  const made = new OrganizationBaseline(app, 'Organization', props);
  const stacks = app.node.findAll().filter(Stack.isStack);
  return {
    app, made, stacks: Object.fromEntries(stacks.map((stack) => [stack.node.id, stack])),
    templates: Object.fromEntries(stacks.map((stack) => [stack.node.id, Template.fromStack(stack)])),
  };
}

const accounts = MemberAccount.recommended('aws+{name}@example.com');
const GROUP = '11111111-2222-3333-4444-555555555555';
const people = (...names: string[]) => ({
  instanceArn: 'arn:aws:sso:::instance/ssoins-1234567890abcdef', assignments: [{ persona: Persona.auditor(), groupId: GROUP, accounts: names }],
});
const before = (stack: Stack): string[] => stack.dependencies.flatMap((other) => [other.node.id, ...before(other)]);
const problems = (props: OrganizationBaselineProps): string[] => {
  try {
    new OrganizationBaseline(new App(), 'Organization', props);
  } catch (error) {
    return (error as Error).message.split('\n').slice(1).map((line) => line.trim());
  }
  return [];
};

describe('an organization baseline', () => {
  test('makes an organization with all features, kept when its stack goes, and binds its root', () => {
    const { templates } = organization();

    templates.Organization.hasResource('AWS::Organizations::Organization', { DeletionPolicy: 'Retain', Properties: { FeatureSet: 'ALL' } });
    templates.Guardrails.resourceCountIs('AWS::Organizations::Policy', 1);
    expect(JSON.stringify(templates.Guardrails.toJSON())).toContain('Fn::ImportValue');
  });

  test('makes units, and lets services in before them and central root access after', () => {
    const { templates, stacks } = organization();

    templates.Accounts.resourceCountIs('AWS::Organizations::OrganizationalUnit', 8);
    templates.Organization.resourceCountIs('Custom::OrganizationSwitches', 2);
    expect(before(stacks.Accounts)).toContain('Organization');
  });

  test('binds the root of an organization that exists, and makes neither it nor units', () => {
    const { templates, made } = organization({ organization: OrganizationRoot.existing('r-a1b2') });

    expect(made.rootId).toBe('r-a1b2');
    expect(Object.values(templates).flatMap((template) => Object.keys(template.findResources('AWS::Organizations::Organization')))).toEqual([]);
    expect(Object.values(templates).flatMap((template) => Object.keys(template.findResources('AWS::Organizations::OrganizationalUnit')))).toEqual([]);
    templates.Guardrails.hasResourceProperties('AWS::Organizations::Policy', { Type: 'SERVICE_CONTROL_POLICY', TargetIds: ['r-a1b2'] });
    expect(Object.entries(templates).filter(([, template]) => template.toJSON().Resources === undefined)).toEqual([]);
  });

  test('deploys where AWS Organizations lives, and keeps what AWS Config tells in the home region', () => {
    const { stacks } = organization({ managementAccount: '111122223333', homeRegion: 'eu-central-1', accounts });
    const regions = Object.fromEntries(Object.entries(stacks).map(([name, { environment }]) => [name, environment]));

    expect(regions).toEqual({
      Organization: 'aws://111122223333/us-east-1', Accounts: 'aws://111122223333/us-east-1', Administrators: 'aws://111122223333/us-east-1',
      Guardrails: 'aws://111122223333/us-east-1', Configuration: 'aws://111122223333/eu-central-1',
    });
  });

  test('has the audit account administer security services in every region, or warns that none does', () => {
    const { templates } = organization({ accounts, homeRegion: 'eu-central-1', regions: ['eu-central-1', 'eu-west-1'] });
    const text = JSON.stringify(templates.Administrators.toJSON());

    expect(text).toContain('eu-west-1');
    expect(text).toMatch(/Fn::ImportValue.*audit/);
    const { app, stacks } = organization();
    expect(stacks.Administrators).toBeUndefined();
    const baseline = app.node.findChild('Organization').node.metadata.filter(({ type }) => type === 'aws:cdk:warning').map(({ data }) => data as string);
    expect(baseline).toEqual([expect.stringContaining('cdk-secure-baseline:audit-account-missing')]);
  });

  test('binds a unit besides, after the root and under another name', () => {
    const { templates } = organization({ unitPolicies: [{ unit: 'workloads/production', guardrails: [Guardrail.allowedRegions(['eu-central-1'])] }] });
    const policies = Object.entries(templates.Guardrails.findResources('AWS::Organizations::Policy'));

    expect(policies.map(([, { Properties: policy }]) => policy.Name)).toEqual(['secure-baseline-scp-root', 'secure-baseline-scp-unit/workloads/production']);
    expect(policies[1][1].DependsOn).toEqual([policies[0][0]]);
    expect(JSON.stringify(policies[1][1].Properties.TargetIds)).toContain('Fn::ImportValue');
  });

  test('says who works in which account', () => {
    const { templates } = organization({ accounts, identityCenter: people('audit', 'production') });

    templates.People.resourceCountIs('AWS::SSO::PermissionSet', 1);
    templates.People.resourceCountIs('AWS::SSO::Assignment', 2);
  });

  test('refuses what AWS would not accept, all of it at once', () => {
    expect(problems({
      organization: OrganizationRoot.existing('root'),
      managementAccount: '1',
      guardrails: [Guardrail.allowedRegions(['mars-1']), Guardrail.allowedRegions([])],
    })).toEqual([
      expect.stringMatching(/organization: got "root"/), expect.stringMatching(/managementAccount: got "1"/),
      expect.stringMatching(/^- guardrails\[0\]\.regions\[0\]: got "mars-1"/), expect.stringMatching(/^- guardrails\[1\]: got a list of 0/),
      expect.stringMatching(/^- guardrails\[1\]: got "allowed-regions"; allowed is each value once/),
    ]);
  });

  test('refuses a guardrail on a unit that is not there, and regions without the home region', () => {
    expect(problems({
      homeRegion: 'eu-central-1', regions: ['us-east-1', 'us-east-1'], unitPolicies: [{ unit: 'playground', guardrails: [Guardrail.rootUser()] }],
    })).toEqual([
      expect.stringMatching(/^- unitPolicies\[0\]\.unit: got "playground"; allowed is one of security, .*; add OrganizationalUnit\.create\('playground'\) to units$/),
      '- regions[1]: got "us-east-1"; allowed is each value once; name each region once',
      '- regions: got "us-east-1, us-east-1"; allowed is regions with the home region eu-central-1 among them; add eu-central-1',
    ]);
  });

  test('refuses accounts that are not there, and the management account among the members', () => {
    expect(problems({
      managementAccount: '111122223333', accounts: [MemberAccount.existing('boss', '111122223333')], auditAccount: 'judge', logArchiveAccount: 'logs', identityCenter: people('x'),
    })).toEqual([
      '- accounts[0]: got "111122223333"; allowed is member accounts; leave the management account out: it is bound by no guardrail',
      '- auditAccount: got "judge"; allowed is one of boss; add the account to accounts',
      '- logArchiveAccount: got "logs"; allowed is one of boss; add the account to accounts',
      '- identityCenter.assignments[0].accounts: got "x"; allowed is one of boss; add the account to accounts',
    ]);
  });

  test('refuses to assign a new account where IAM Identity Center is in another region', () => {
    const existing = MemberAccount.existing('old', '444455556666');
    expect(problems({ accounts: [...accounts, existing], identityCenter: people('old', 'audit'), identityCenterRegion: 'eu-central-1' })).toEqual([
      '- identityCenter.assignments: got "audit"; allowed is accounts that exist, since IAM Identity Center is in eu-central-1; '
      + 'deploy without the assignment first, then name the account with MemberAccount.existing',
    ]);
  });
});

describe('the rollout of an organization', () => {
  const props: OrganizationBaselineProps = { accounts, homeRegion: 'eu-central-1', regions: ['us-east-1', 'eu-central-1', 'eu-west-1'], rollout: {} };
  const { templates, stacks } = organization(props);
  const sets = Object.fromEntries(Object.entries(templates).filter(([name]) => name.startsWith('Rollout'))
    .map(([name, template]) => [name.slice('Rollout'.length), Object.values(template.findResources('AWS::CloudFormation::StackSet'))[0].Properties]));

  test('goes from the log archive over detection to wave after wave, each in its home region first', () => {
    expect(Object.keys(sets)).toEqual([
      'LogArchive', 'Detection', 'FirstHome', 'FirstRegions', 'SharedHome', 'SharedRegions', 'ProductionHome', 'ProductionRegions',
    ]);
    Object.keys(sets).forEach((name, index, all) => expect(before(stacks[`Rollout${name}`])).toEqual(expect.arrayContaining(all.slice(0, index).map((each) => `Rollout${each}`))));
    expect(before(stacks.RolloutLogArchive)).toEqual(expect.arrayContaining(['Organization', 'Accounts', 'Administrators', 'Guardrails']));
  });

  test('reaches the units of each wave in every region', () => {
    const regions = (name: string) => sets[name].StackInstancesGroup[0].Regions;
    expect([regions('ProductionHome'), regions('ProductionRegions'), regions('Detection'), regions('LogArchive')])
      .toEqual([['eu-central-1'], ['us-east-1', 'eu-west-1'], ['eu-central-1', 'us-east-1', 'eu-west-1'], ['eu-central-1']]);
    expect(JSON.stringify(sets.ProductionHome.StackInstancesGroup)).toMatch(/production.*suspended/);
    expect(JSON.stringify(sets.FirstRegions.AutoDeployment)).toContain('Fn::ImportValue');
  });

  test('delivers to the bucket of the log archive account, and gives logs and detection to one account each', () => {
    expect(JSON.stringify(sets.FirstHome.Parameters)).toMatch(/secure-baseline-logs-.*Accountlogarchive.*-eu-central-1-an/);
    expect(JSON.stringify(sets.LogArchive.StackInstancesGroup)).toMatch(/"AccountFilterType":"INTERSECTION".*Accountlogarchive/);
    expect(JSON.stringify(sets.Detection.StackInstancesGroup)).toMatch(/"AccountFilterType":"INTERSECTION".*Accountaudit/);
  });

  test('hands the same text to every wave', () => {
    expect(sets.FirstHome.TemplateBody).toBe(sets.ProductionHome.TemplateBody);
    expect(sets.FirstRegions.TemplateBody).not.toBe(sets.FirstHome.TemplateBody);
  });

  test('grows with waves and not with accounts', () => {
    const many = Array.from({ length: 200 }, (_, index) => MemberAccount.existing(`account-${index}`, String(100_000_000_000 + index)));
    const count = (all: MemberAccount[]) => new Set(organization({ ...props, accounts: all, accountQuota: 500 }).app.node.findAll()
      .filter((each) => CfnResource.isCfnResource(each)).map(({ node }) => node.path)).size;
    expect(count([...accounts, ...many])).toBe(count(accounts));
  });

  test('needs no second template where there is one region', () => {
    const { stacks: few } = organization({ accounts, rollout: {} });
    expect(Object.keys(few).filter((name) => name.endsWith('Regions'))).toEqual([]);
  });

  test('warns of what is left out', () => {
    const { stacks: made } = organization({ ...props, rollout: { configuration: ConfigurationDomain.omitted('recorded by hand') } });
    Annotations.fromStack(made.RolloutLogArchive).hasWarning('*', Match.stringLikeRegexp('configuration is left out of the rollout: recorded by hand'));
  });

  test('refuses waves that know no unit, overlap or come twice, and numbers that are none', () => {
    expect(problems({
      ...props, rollout: { waves: [{ name: 'A', units: ['workloads'] }, { name: 'A', units: ['workloads/production', 'moon'] }], maxConcurrentPercentage: 0 },
    })).toEqual([
      '- rollout.waves[1]: got "A"; allowed is each value once; name each wave once',
      expect.stringMatching(/^- rollout\.waves\[1\]\.units\[1\]: got "moon"; allowed is one of security/),
      '- rollout.waves[1].units: got "workloads/production"; allowed is units that are in no other one that is named; name it, or the one it is in',
      expect.stringMatching(/^- rollout\.maxConcurrentPercentage: got 0/),
    ]);
  });

  test('refuses to go without the accounts it needs, or the id of an organization that exists', () => {
    expect(problems({
      organization: OrganizationRoot.existing('r-a1b2'), units: [OrganizationalUnit.existing('all', 'ou-a1b2-12345678')], rollout: { waves: [{ name: 'All', units: ['all'] }] },
    })).toEqual([
      '- auditAccount: got nothing; allowed is nothing, since there are none; add an account named audit, or name another one: the rollout needs it',
      '- logArchiveAccount: got nothing; allowed is nothing, since there are none; add an account named log-archive, or name another one: the rollout needs it',
      '- organization: got "r-a1b2"; allowed is root and organization, once there is a rollout; pass the id of the organization to OrganizationRoot.existing as well',
    ]);
  });
});
