import { CfnResource, Token } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { Guardrail } from '../../lib/organization/guardrail';
import { IOrganizationControl } from '../../lib/organization/organization-control';
import { OrganizationPolicies, OrganizationPoliciesProps } from '../../lib/organization/organization-policies';
import { PolicyPiece } from '../../lib/organization/organization-policy';
import { OrganizationPolicyType } from '../../lib/organization/organization-policy-type';
import { PolicyPacking } from '../../lib/organization/policy-packing';
import { PolicyTarget } from '../../lib/organization/policy-target';
import { ADMINISTRATOR, decide, problemsOf, synthesize } from '../support';

const root = (...guardrails: Guardrail[]) => PolicyTarget.root('r-a1b2', { guardrails });
const make = (props: Partial<OrganizationPoliciesProps> = {}) => synthesize((stack) => {
  new OrganizationPolicies(stack, 'Policies', { targets: [root(Guardrail.leavingOrganization(), Guardrail.protectAuditTrail())], ...props });
});
const refusals = (props: Partial<OrganizationPoliciesProps> = {}) => problemsOf((stack) =>
  new OrganizationPolicies(stack, 'Policies', { targets: [root(Guardrail.leavingOrganization())], ...props }));
const control = (id: string, made: Partial<PolicyPiece>): IOrganizationControl =>
  ({ id, _piece: () => ({ id, type: OrganizationPolicyType.RESOURCE_CONTROL_POLICY, ...made }), _problems: () => [] });
const bulky = (id: string, size: number) => control(id, {
  statements: [{ Sid: 'X', Effect: 'Deny', Principal: '*', Action: ['s3:GetObject'], Resource: `arn:aws:s3:::${id}`, Condition: { StringNotEquals: { 'aws:PrincipalOrgID': 'o'.repeat(size) } } }],
});
const controls = (...named: IOrganizationControl[]) => ({ targets: [PolicyTarget.root('r-a1b2', { controls: named })] });
const warnings = (props: Partial<OrganizationPoliciesProps>) => {
  let found: string[] = [];
  synthesize((stack) => {
    new OrganizationPolicies(stack, 'Policies', { targets: [root(Guardrail.leavingOrganization())], ...props });
    found = Annotations.fromStack(stack).findWarning('*', Match.anyValue()).map(({ entry }) => `${entry.data}`);
  });
  return found;
};

describe('OrganizationPolicies', () => {
  it('makes one policy for what one target holds, and says what is in it', () => {
    const template = make();
    template.resourceCountIs('AWS::Organizations::Policy', 1);
    template.hasResourceProperties('AWS::Organizations::Policy', {
      Name: 'secure-baseline-scp-root', Type: 'SERVICE_CONTROL_POLICY', TargetIds: ['r-a1b2'], Description: 'Holds leaving-organization, protect-audit-trail',
    });
  });

  it('keeps an administrator from stopping the trail, and not the roles that deploy', async () => {
    const [{ Properties: { Content: content } }] = Object.values(make().findResources('AWS::Organizations::Policy'));
    const stop = (principal: string) => decide(principal, 'cloudtrail:StopLogging', 'arn:aws:cloudtrail:eu-central-1:111122223333:trail/t', { 'aws:PrincipalArn': principal }, { scps: [content] });
    expect(await stop(ADMINISTRATOR)).toBe('ExplicitlyDenied');
    expect(await stop('arn:aws:iam::111122223333:role/stacksets-exec-1')).toBe('Allowed');
  });

  it('attaches one policy after the other, the first after what it was told to wait for', () => {
    const template = synthesize((stack) => {
      const types = new CfnResource(stack, 'Types', { type: 'AWS::CloudFormation::WaitConditionHandle' });
      new OrganizationPolicies(stack, 'Policies', {
        targets: [root(Guardrail.rootUser()), ...['a', 'b'].map((path, index) =>
          PolicyTarget.unit(path, `ou-a1b2-1234567${index}`, { guardrails: [index === 0 ? Guardrail.leavingOrganization() : Guardrail.protectAuditTrail()] }))],
        after: [types],
      });
    });
    const made = Object.entries(template.findResources('AWS::Organizations::Policy'));
    const after = made.map(([, { DependsOn: dependencies }]) => dependencies);
    expect(after.map((each) => each.length)).toEqual([1, 1, 1]);
    expect(new Set(after.flat())).toEqual(new Set(['Types', ...made.map(([id]) => id).filter((id) => after.flat().includes(id))]));
  });

  it('leaves logical ids and names of others alone when a guardrail is added', () => {
    const targets = (...more: Guardrail[]) => [root(Guardrail.rootUser()), PolicyTarget.unit('a', 'ou-a1b2-12345678', { guardrails: [Guardrail.leavingOrganization(), ...more] })];
    const made = (template: Template) => Object.entries(template.findResources('AWS::Organizations::Policy')).map(([id, { Properties: { Name: name } }]) => [id, name]);
    expect(made(make({ targets: targets(Guardrail.protectAuditTrail()) }))).toEqual(made(make({ targets: targets() })));
  });

  it('binds what is known at deployment only', () => {
    make({ targets: [PolicyTarget.root(Token.asString({ Ref: 'Root' }), { guardrails: [Guardrail.rootUser()] })] })
      .hasResourceProperties('AWS::Organizations::Policy', { TargetIds: [{ Ref: 'Root' }] });
  });

  it('hands over the ids', () => {
    synthesize((stack) => {
      expect(stack.resolve(new OrganizationPolicies(stack, 'Policies', { targets: [root(Guardrail.rootUser())] }).policyIds)).toEqual([{ 'Fn::GetAtt': [expect.any(String), 'Id'] }]);
    });
  });

  it('warns of what the older quotas do not allow, and of dense packing, and of nothing else', () => {
    const statement = { Sid: 'X', Effect: 'Deny' as const, Action: ['s3:GetObject'], Resource: '*' };
    const scps = (sizes: number[]) => controls(...sizes.map((size, index) => control(`c${index}`, {
      type: OrganizationPolicyType.SERVICE_CONTROL_POLICY, statements: [{ ...statement, Resource: `arn:aws:s3:::${index}${'x'.repeat(size)}` }],
    })));
    expect(warnings({})).toEqual([]);
    expect(warnings(scps([4900]))).toEqual([]);
    expect(warnings(scps([5100]))).toEqual([expect.stringMatching(/more than 5120 characters .*scp-root has 5[12]\d\d.*policy-above-older-characters/)]);
    expect(warnings({ ...scps([850, 850, 850, 850, 850]), serviceControlCharacters: 1000, packing: PolicyPacking.dense() })).toEqual(expect.arrayContaining([
      expect.stringMatching(/root has 6.*policies-above-older-slots/), expect.stringMatching(/policies-packed-densely/),
    ]));
  });

  it('refuses a target that is none, or is there twice', () => {
    expect(refusals({ targets: [PolicyTarget.unit('a', 'r-a1b2', {}), PolicyTarget.root('r-a1b2', {})] })).toEqual([
      '- targets[0].targetId: got "r-a1b2"; allowed is the id of an organizational unit: ou-…-…; copy the id from the console of AWS Organizations',
      '- targets[1]: got "r-a1b2"; allowed is each value once; name each target once',
    ]);
    expect(refusals({ targets: [] })).toEqual(['- targets: got 0; allowed is a whole number from 1 to 10000; name what the policies bind']);
    expect(refusals({ targets: [PolicyTarget.account('x', '1', {})] })).toEqual([
      '- targets[0].targetId: got "1"; allowed is the 12 digits of an account, as a string; copy the id from the console of AWS Organizations',
    ]);
  });

  it('binds units of any letters, by policies whose names are of ASCII characters and differ', () => {
    const unit = (path: string, index: number) => PolicyTarget.unit(path, `ou-a1b2-1234567${index}`, { guardrails: [index === 0 ? Guardrail.rootUser() : Guardrail.leavingOrganization()] });
    const names = Object.values(make({ targets: ['büro/研究', 'b\u00f6ro/研究'].map(unit) }).findResources('AWS::Organizations::Policy')).map(({ Properties: { Name: name } }) => name);
    expect(names).toEqual([expect.stringMatching(/^secure-baseline-scp-unit\/b_ro\/__~[0-9a-z]{7}$/), expect.stringMatching(/^secure-baseline-scp-unit\/b_ro\/__~[0-9a-z]{7}$/)]);
    expect(new Set(names).size).toBe(2);
  });

  it('refuses a path that is none of a unit, and an account by another name than one AWS Organizations gives', () => {
    expect(refusals({ targets: [PolicyTarget.unit('a//b', 'ou-a1b2-12345678', {}), PolicyTarget.account('büro', '111122223333', {})] })).toEqual([
      '- targets[0].path: got "a//b"; allowed is 1 to 5 names of 1 to 128 characters, parted by slashes; write it like workloads/production',
      '- targets[1].name: got "account büro"; allowed is a name of printable ASCII characters; use the name the account has in AWS Organizations',
    ]);
  });

  it('refuses a guardrail named twice, and what a guardrail itself refuses', () => {
    expect(refusals({ targets: [root(Guardrail.rootUser(), Guardrail.rootUser())] })).toEqual([
      '- targets[0].guardrails[1]: got "root-user"; allowed is each value once; name each guardrail once',
    ]);
    expect(refusals({ targets: [root(Guardrail.allowedRegions([]))] })).toEqual([expect.stringMatching(/^- targets\[0\]\.guardrails\[0\]/)]);
  });

  it.each(['', '*', 'arn:*:iam::*:user/ann'])('refuses to exempt %j, which is no role', (role) => {
    expect(refusals({ exemptRoles: [role] })).toEqual([expect.stringMatching(/^- exemptRoles\[0\]: got ".*"; allowed is the ARN of a role/)]);
  });

  it.each([
    ['serviceControlCharacters', 999, 1000, 10240], ['serviceControlCharacters', 10241, 1000, 10240], ['serviceControlPolicies', 11, 2, 10],
    ['resourceControlCharacters', 5121, 1000, 5120], ['resourceControlPolicies', 1, 2, 5], ['managementPolicyCharacters', 10001, 1000, 10000],
    ['reservedServiceControlPolicies', 9, 0, 8], ['reservedResourceControlPolicies', 4, 0, 3],
  ])('refuses %s of %i', (prop, value, min, max) => {
    expect(refusals({ [prop]: value })).toEqual([expect.stringContaining(`- ${prop}: got ${value}; allowed is a whole number from ${min} to ${max};`)]);
  });

  it('refuses what locks out the roles that deploy', () => {
    const everything = control('everything', { statements: [{ Sid: 'X', Effect: 'Deny', Principal: '*', Action: ['*'], Resource: '*' }] });
    expect(refusals(controls(everything))).toEqual([
      expect.stringMatching(/^- targets\[0\]\.controls: got "everything, which denies cloudformation:CreateStack and \d+ more"; allowed is what leaves the deployment of the baseline possible; .*stacksets-exec-\*$/),
    ]);
  });

  it('refuses what fits no policy, naming it and its size', () => {
    expect(refusals(controls(bulky('big', 5200)))).toEqual([
      expect.stringMatching(/^- targets\[0\]\.controls: got "big with 5\d\d\d characters"; allowed is 5120 characters a policy;/),
    ]);
  });

  it('refuses more policies than a target may carry, with what is reserved', () => {
    const five = controls(...['a', 'b', 'c', 'd', 'e'].map((id) => bulky(id, 800)));
    expect(refusals({ ...five, resourceControlCharacters: 1000 })).toEqual([expect.stringMatching(
      /^- targets\[0\]\.controls: got "5 policies, in which a is longest with 9\d\d characters"; allowed is 4 of type RESOURCE_CONTROL_POLICY, besides 1 that are taken or reserved; .*PolicyPacking\.dense/)]);
    expect(refusals(five)).toEqual([]);
    expect(refusals({ ...controls(bulky('a', 800), bulky('b', 800)), resourceControlCharacters: 1000, reservedResourceControlPolicies: 3 })).toEqual([
      expect.stringContaining('allowed is 1 of type RESOURCE_CONTROL_POLICY, besides 4 that are taken or reserved'),
    ]);
  });

  it('refuses controls of a target that contradict each other', () => {
    const tags = (id: string, value: string) => control(id, { type: OrganizationPolicyType.TAG_POLICY, content: { tags: { cost: value } } });
    expect(refusals(controls(tags('a', 'x'), tags('b', 'y')))).toEqual([
      '- targets[0].controls: got "a and b, which differ in tags.cost"; allowed is controls that agree; leave one of them out',
    ]);
  });
});
