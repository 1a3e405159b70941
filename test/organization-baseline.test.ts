import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import {
  DeclarativePolicy, DelegatedService, Guardrail, OrganizationBaseline, OrganizationBaselineProps, OrganizationRoot, Persona, TrustedService,
} from '../lib';
import { MemberAccount } from '../lib/organization/member-account';
import { refusalsOf, templateOf, warningsOf } from './support';

function organization(props?: OrganizationBaselineProps): { app: App; made: OrganizationBaseline; stacks: Record<string, Stack>; templates: Record<string, Template> } {
  const app = new App();
  const made = new OrganizationBaseline(app, 'Organization', props);
  const stacks = app.node.findAll().filter(Stack.isStack);
  return {
    app, made, stacks: Object.fromEntries(stacks.map((stack) => [stack.node.id, stack])),
    templates: Object.fromEntries(stacks.map((stack) => [stack.node.id, templateOf(stack)])),
  };
}

const accounts = MemberAccount.recommended('aws+{name}@example.com');
const GROUP = '11111111-2222-3333-4444-555555555555';
const people = (...names: string[]) => ({
  instanceArn: 'arn:aws:sso:::instance/ssoins-1234567890abcdef', assignments: [{ persona: Persona.auditor(), groupId: GROUP, accounts: names }],
});
const before = (stack: Stack): string[] => stack.dependencies.flatMap((other) => [other.node.id, ...before(other)]);
const problems = (props: OrganizationBaselineProps) => refusalsOf(() => new OrganizationBaseline(new App(), 'Organization', props));

describe('an organization baseline', () => {
  test('makes an organization with all features, kept when its stack goes, and binds its root', () => {
    const { templates } = organization();

    templates.Organization.hasResource('AWS::Organizations::Organization', { DeletionPolicy: 'Retain', Properties: { FeatureSet: 'ALL' } });
    templates.Guardrails.resourceCountIs('AWS::Organizations::Policy', 1);
    expect(JSON.stringify(templates.Guardrails.toJSON())).toContain('Fn::ImportValue');
  });

  test('looks into accounts once AWS Config is trusted, and lets people into accounts that are there', () => {
    const { stacks } = organization({ accounts, identityCenter: people('production') });
    const direct = (name: string) => stacks[name].dependencies.map(({ node }) => node.id);

    expect(direct('Configuration')).toContain('Organization');
    expect(direct('People')).toContain('Accounts');
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
    expect(warningsOf(app)).toContainEqual(expect.stringContaining('cdk-secure-baseline:audit-account-missing'));
  });

  test('trusts what its parts need, whatever is chosen besides', () => {
    const trusted = (props: OrganizationBaselineProps) => {
      const { templates } = organization({ trustedServices: [TrustedService.ACCOUNT_MANAGEMENT], ...props });
      const [{ Properties: { Switches: declared } }] = Object.values(templates.Organization.findResources('Custom::OrganizationSwitches'));
      return [...JSON.stringify(declared).matchAll(/([\w.-]+)\.amazonaws\.com[^}]*\}\}/g)].map(([, service]) => service).filter((service, index, all) => all.indexOf(service) === index).sort();
    };
    expect(trusted({})).toEqual(['account', 'config', 'iam']);
    expect(trusted({ accounts, delegatedServices: [DelegatedService.GUARDDUTY, DelegatedService.MACIE] }))
      .toEqual(['account', 'config', 'guardduty', 'iam', 'macie', 'malware-protection.guardduty']);
    expect(trusted({ delegatedServices: [DelegatedService.GUARDDUTY] })).toEqual(['account', 'config', 'iam']);
    expect(trusted({ accounts, delegatedServices: [DelegatedService.CLOUDTRAIL], identityCenter: people('audit') })).toEqual(['account', 'cloudtrail', 'config', 'iam', 'sso']);
    expect(trusted({ controls: DeclarativePolicy.recommended() })).toEqual(['account', 'config', 'ec2', 'iam']);
    expect(trusted({ accounts, rollout: {}, delegatedServices: [DelegatedService.CONFIG_RULES] })).toEqual([
      'access-analyzer', 'account', 'cloudtrail', 'config', 'config-multiaccountsetup', 'guardduty', 'iam', 'inspector2', 'malware-protection.guardduty', 'securityhub',
    ]);
  });

  test('binds a unit besides, after the root and under another name', () => {
    const { templates } = organization({ homeRegion: 'eu-central-1', unitPolicies: [{ unit: 'workloads/production', guardrails: [Guardrail.allowedRegions(['eu-central-1'])] }] });
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

  test('refuses more new accounts and units that others name than a stack has outputs, and none that are not named', () => {
    const many = Array.from({ length: 199 }, (_, index) => MemberAccount.create({ name: `account-${index}`, email: `aws+account-${index}@example.com` }));
    const named = (count: number) => problems({
      accounts: [...accounts, ...many], accountQuota: 300, identityCenter: people(...many.slice(0, count).map(({ name }) => name)),
      unitPolicies: [{ unit: 'sandbox', guardrails: [Guardrail.marketplace()] }],
    });
    // With the account that administers, and the unit.
    expect(named(199)).toEqual([
      '- accounts: got "201 new accounts and units that people, policies or waves name"; allowed is 200, since each is an output of the stack that makes it; '
      + 'deploy some without being named anywhere, then name them with MemberAccount.existing and OrganizationalUnit.existing',
    ]);
    expect(named(198)).toEqual([]);
  });

  test('refuses to assign a new account where IAM Identity Center is in another region', () => {
    const existing = MemberAccount.existing('old', '444455556666');
    expect(problems({ accounts: [...accounts, existing], identityCenter: people('old', 'audit'), identityCenterRegion: 'eu-central-1' })).toEqual([
      '- identityCenter.assignments: got "audit"; allowed is accounts that exist, since IAM Identity Center is in eu-central-1; '
      + 'deploy without the assignment first, then name the account with MemberAccount.existing',
    ]);
  });
});
