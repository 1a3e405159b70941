import { Stack } from 'aws-cdk-lib';
import { Persona } from '../../lib';
import { IdentityCenterAccess, IdentityCenterAccessOptions } from '../../lib/organization/identity-center-access';
import { MemberAccount } from '../../lib/organization/member-account';
import { OrganizationalUnitTree } from '../../lib/organization/organizational-unit-tree';
import { problemsOf, synthesize } from '../support';

const GROUP = '11111111-2222-3333-4444-555555555555';
const OTHER = '99999999-2222-3333-4444-555555555555';
const TABLE: IdentityCenterAccessOptions = {
  instanceArn: 'arn:aws:sso:::instance/ssoins-1234567890abcdef',
  assignments: [
    { persona: Persona.auditor(), groupId: GROUP, accounts: ['audit', 'production'] },
    { persona: Persona.developer(), groupId: OTHER, accounts: ['production'] },
    { persona: Persona.auditor(), groupId: OTHER, accounts: ['audit'] },
  ],
};
const build = (props: Partial<IdentityCenterAccessOptions> = {}) => (stack: Stack) => {
  const tree = new OrganizationalUnitTree(stack, 'Tree', {
    rootId: 'r-a1b2', units: [], accounts: [MemberAccount.existing('audit', '111122223333'), MemberAccount.create({ name: 'production', email: 'p@example.com' })],
  });
  new IdentityCenterAccess(stack, 'Access', { tree, ...TABLE, ...props });
};
const refusals = (props: Partial<IdentityCenterAccessOptions>) => problemsOf(build(props));

describe('IdentityCenterAccess', () => {
  it('makes a permission set for each persona, and what the table says of it', () => {
    const template = synthesize(build());
    const sets = Object.fromEntries(Object.entries(template.findResources('AWS::SSO::PermissionSet')).map(([id, { Properties: set }]) => [id, set.Name]));
    expect(Object.values(sets).sort()).toEqual(['secure-baseline-auditor', 'secure-baseline-developer']);
    const lines = Object.values(template.findResources('AWS::SSO::Assignment')).map(({ Properties: made }) =>
      [sets[made.PermissionSetArn['Fn::GetAtt'][0]], made.PrincipalId, made.TargetId, made.PrincipalType]);
    const production = { 'Fn::GetAtt': [expect.stringMatching(/production/), 'AccountId'] };
    expect(lines).toHaveLength(4);
    expect(lines).toEqual(expect.arrayContaining([
      ['secure-baseline-auditor', GROUP, '111122223333', 'GROUP'], ['secure-baseline-auditor', GROUP, production, 'GROUP'],
      ['secure-baseline-developer', OTHER, production, 'GROUP'], ['secure-baseline-auditor', OTHER, '111122223333', 'GROUP'],
    ]));
  });

  it('refuses an account that is not there', () => {
    expect(refusals({ assignments: [{ persona: Persona.auditor(), groupId: GROUP, accounts: ['finance'] }] }))
      .toEqual(['- assignments[0].accounts: got "finance"; allowed is one of audit, production; add the account to accounts']);
  });

  it('refuses the same line twice, none at all, more than fit, and an instance that is none', () => {
    expect(refusals({ assignments: [TABLE.assignments[1], TABLE.assignments[1]] })).toEqual([expect.stringMatching(/^- assignments\[1\]: got "developer /)]);
    expect(refusals({ assignments: [], instanceArn: 'x' })).toEqual([
      expect.stringMatching(/^- instanceArn: got "x"/), expect.stringMatching(/^- assignments: got 0; allowed is a whole number from 1 to 450/),
    ]);
  });

  it('refuses a group that is none', () => {
    expect(refusals({ assignments: [{ persona: Persona.auditor(), groupId: 'auditors', accounts: ['audit'] }] }))
      .toEqual([expect.stringMatching(/^- groupId: got "auditors"/)]);
  });
});
