import { Template } from 'aws-cdk-lib/assertions';
import { MemberAccount } from '../../lib/organization/member-account';
import { OrganizationalUnit } from '../../lib/organization/organizational-unit';
import { OrganizationalUnitTree, OrganizationalUnitTreeOptions } from '../../lib/organization/organizational-unit-tree';
import { problemsOf, synthesize } from '../support';

const tree = (props: OrganizationalUnitTreeOptions = {}) => synthesize((stack) => {
  new OrganizationalUnitTree(stack, 'Tree', { rootId: 'r-a1b2', ...props });
});
const refusals = (props: OrganizationalUnitTreeOptions & { rootId?: string }) =>
  problemsOf((stack) => new OrganizationalUnitTree(stack, 'Tree', { rootId: 'r-a1b2', ...props }));
const account = (name: string, email = `${name}@example.com`, unit?: string) => MemberAccount.create({ name, email, unit });

interface Made { Type: string; DependsOn?: string[]; DeletionPolicy?: string; UpdateReplacePolicy?: string; Properties: Record<string, unknown> }
const resources = (template: Template) => Object.entries(template.toJSON().Resources as Record<string, Made>);

describe('OrganizationalUnitTree', () => {
  it('makes the units of a company, each in the one above it', () => {
    const made = resources(tree());
    const parents = Object.fromEntries(made.map(([id, { Properties: { Name: name, ParentId: parent } }]) => [name as string, [id, parent]]));
    expect(Object.keys(parents)).toEqual(['security', 'infrastructure', 'workloads', 'accounting', 'sandbox', 'suspended', 'production', 'development']);
    expect(parents.security[1]).toBe('r-a1b2');
    expect(parents.production[1]).toEqual({ 'Fn::GetAtt': [parents.workloads[0], 'Id'] });
  });

  it('puts the accounts of a company into them', () => {
    const template = tree({ accounts: MemberAccount.recommended('aws+{name}@example.com') });
    const units = Object.fromEntries(resources(template).map(([id, { Properties: { Name: name } }]) => [id, name]));
    const accounts = Object.values(template.findResources('AWS::Organizations::Account')).map(({ Properties: made }) =>
      [made.AccountName, made.Email, units[made.ParentIds[0]['Fn::GetAtt'][0]]]);
    expect(accounts.sort()).toEqual([
      ['accounting', 'aws+accounting@example.com', 'accounting'],
      ['audit', 'aws+audit@example.com', 'security'],
      ['development', 'aws+development@example.com', 'development'],
      ['log-archive', 'aws+log-archive@example.com', 'security'],
      ['production', 'aws+production@example.com', 'production'],
    ]);
  });

  it('makes them one after the other, and keeps every one', () => {
    const made = resources(tree({ accounts: MemberAccount.recommended('aws+{name}@example.com') }));
    const before = new Map(made.map(([id, { DependsOn: dependencies = [] }]) => [id, dependencies]));
    const ancestors = (id: string): string[] => before.get(id)!.flatMap((each) => [each, ...ancestors(each)]);
    expect(made.map(([id]) => new Set(ancestors(id)).size).sort((one, other) => one - other)).toEqual(made.map((_, index) => index));
    expect(made.filter(([, { DeletionPolicy: kept, UpdateReplacePolicy: replaced }]) => kept !== 'Retain' || replaced !== 'Retain')).toEqual([]);
  });

  it('changes no logical id when a unit or an account comes before the others', () => {
    const ids = (props: OrganizationalUnitTreeOptions) => resources(tree(props)).map(([id]) => id);
    const before = ids({ units: [OrganizationalUnit.create('b')], accounts: [account('two')] });
    const after = ids({ units: [OrganizationalUnit.create('a'), OrganizationalUnit.create('b')], accounts: [account('one'), account('two')] });
    expect(after).toEqual(expect.arrayContaining(before));
  });

  it('names what exists by its id, and makes nothing of it', () => {
    synthesize((stack) => {
      const made = new OrganizationalUnitTree(stack, 'Tree', {
        rootId: 'r-a1b2',
        units: [OrganizationalUnit.existing('old', 'ou-a1b2-12345678'), OrganizationalUnit.create('old/new')],
        accounts: [MemberAccount.existing('audit', '111122223333'), account('production', 'p@example.com', 'old')],
      });
      expect([made.unitId('old'), made.accountId('audit')]).toEqual(['ou-a1b2-12345678', '111122223333']);
      const template = Template.fromStack(stack);
      template.resourceCountIs('AWS::Organizations::OrganizationalUnit', 1);
      template.hasResourceProperties('AWS::Organizations::OrganizationalUnit', { Name: 'new', ParentId: 'ou-a1b2-12345678' });
      template.resourceCountIs('AWS::Organizations::Account', 1);
      template.hasResourceProperties('AWS::Organizations::Account', { AccountName: 'production', ParentIds: ['ou-a1b2-12345678'] });
    });
  });

  it('puts an account without a unit below the root', () => {
    tree({ accounts: [account('lone')] }).hasResourceProperties('AWS::Organizations::Account', { ParentIds: ['r-a1b2'] });
  });

  it('refuses to tell the id of what is not there', () => {
    expect(problemsOf((stack) => new OrganizationalUnitTree(stack, 'Tree', { rootId: 'r-a1b2', units: [OrganizationalUnit.create('a')] }).unitId('b')))
      .toEqual(['- path: got "b"; allowed is one of a; add it first']);
    expect(problemsOf((stack) => new OrganizationalUnitTree(stack, 'Tree', { rootId: 'r-a1b2' }).accountId('b')))
      .toEqual(['- name: got "b"; allowed is nothing, since there are none; add it first']);
  });

  it('refuses two units of one name in one unit, and takes them in two', () => {
    const units = (...paths: string[]) => ({ units: paths.map((path) => OrganizationalUnit.create(path)) });
    expect(refusals(units('a', 'b', 'a/x', 'b/x'))).toEqual([]);
    expect(refusals(units('a', 'a/x', 'A'))).toEqual(['- units[2].path: got "A"; allowed is one unit of a name in a unit; give the unit another name']);
  });

  it('refuses a unit in one that is not there, for units and accounts', () => {
    expect(refusals({ units: [OrganizationalUnit.create('a'), OrganizationalUnit.create('b/c')], accounts: [account('x', 'x@example.com', 'd')] })).toEqual([
      '- units[1].path: got "b"; allowed is one of a, b/c; add OrganizationalUnit.create(\'b\') to units',
      '- accounts[0].unit: got "d"; allowed is one of a, b/c; add OrganizationalUnit.create(\'d\') to units',
    ]);
  });

  it('refuses an account without an e-mail address, and with one that another has', () => {
    expect(refusals({ accounts: [account('a', ''), account('b', 'x@example.com'), account('c', 'X@example.com'), account('b', 'nobody')] })).toEqual([
      '- accounts[0].email: got ""; allowed is an e-mail address; give the account one of its own, such as aws+name@example.com',
      '- accounts[3].email: got "nobody"; allowed is an e-mail address; write it like security@example.com',
      '- accounts[3].name: got "b"; allowed is one account of a name; give the account another name',
      '- accounts[2].email: got "X@example.com"; allowed is an e-mail address that no other account has; give each account its own, such as aws+name@example.com',
    ]);
    const [missing] = refusals({ accounts: [MemberAccount.create({ name: 'a' } as never)] });
    expect(missing).toMatch(/accounts\[0\]\.email: got nothing/);
  });

  it('refuses more than the quota, and takes as many', () => {
    const accounts = (count: number) => Array.from({ length: count }, (_, index) => account(`a${index}`));
    expect(refusals({ accounts: accounts(9) })).toEqual([]);
    expect(refusals({ accounts: accounts(10) })).toEqual([
      '- accounts: got 10; allowed is 9 besides the management account; ask AWS for a higher quota in Service Quotas, then pass it as accountQuota',
    ]);
    expect(refusals({ accounts: accounts(10), accountQuota: 11 })).toEqual([]);
    expect(refusals({ accountQuota: 10_001 })).toEqual([expect.stringMatching(/^- accountQuota: got 10001; allowed is a whole number from 1 to 10000/)]);
    expect(refusals({ accounts: accounts(443), accountQuota: 1000 })).toEqual([
      '- accounts: got 451; allowed is 450 new units and accounts in a stack; make further accounts elsewhere and name them with MemberAccount.existing',
    ]);
  });

  it.each(['', '/a', 'a/', 'a//b', ' a', 'a ', 'a/b/c/d/e/f', 'a'.repeat(129)])('refuses the path %j', (path) => {
    expect(OrganizationalUnit.create(path)._problems('units[0]')).toEqual([expect.objectContaining({ prop: 'units[0].path', got: path })]);
  });

  it('refuses ids that are none', () => {
    expect(refusals({
      rootId: 'root', units: [OrganizationalUnit.existing('a', 'ou-1')], accounts: [MemberAccount.existing('x', '1'), MemberAccount.existing('y'.repeat(51), '111122223333')],
    })).toEqual([
      expect.stringMatching(/^- rootId: got "root"/), expect.stringMatching(/^- units\[0\]\.unitId: got "ou-1"/),
      expect.stringMatching(/^- accounts\[0\]\.accountId: got "1"/), expect.stringMatching(/^- accounts\[1\]\.name: got "yyy/),
    ]);
  });

  it('refuses one account under two names', () => {
    expect(refusals({ accounts: [MemberAccount.existing('x', '111122223333'), MemberAccount.existing('y', '111122223333')] }))
      .toEqual(['- accounts[1].accountId: got "111122223333"; allowed is each account once; name the account once']);
  });
});
