import { Token } from 'aws-cdk-lib';
import { Match } from 'aws-cdk-lib/assertions';
import { Guardrail, ServiceControlPolicies, ServiceControlPoliciesProps } from '../../lib';
import { problemsOf, synthesize } from '../support';

const ROOT = 'r-a1b2';
const make = (props: Partial<ServiceControlPoliciesProps> = {}) => synthesize((stack) => {
  new ServiceControlPolicies(stack, 'Policies', { targetIds: [ROOT], ...props });
});
const policies = (props: Partial<ServiceControlPoliciesProps> = {}) => Object.entries(make(props).findResources('AWS::Organizations::Policy'));
const statements = (props: Partial<ServiceControlPoliciesProps>) => policies(props).map(([, { Properties: policy }]) => policy.Content.Statement);
const refusals = (props: Partial<ServiceControlPoliciesProps>) => problemsOf((stack) =>
  new ServiceControlPolicies(stack, 'Policies', { targetIds: [ROOT], ...props }));
const length = (guardrails: Guardrail[], exemptRoles: string[] = []) => JSON.stringify({
  Version: '2012-10-17', Statement: guardrails.flatMap((guardrail) => guardrail._statements(exemptRoles)),
}).length;

describe('ServiceControlPolicies', () => {
  it('puts what is recommended into one document on the target', () => {
    const template = make();
    template.resourceCountIs('AWS::Organizations::Policy', 1);
    template.hasResourceProperties('AWS::Organizations::Policy', {
      Name: 'secure-baseline-guardrails-1', Type: 'SERVICE_CONTROL_POLICY', TargetIds: [ROOT],
      Content: { Version: '2012-10-17', Statement: Guardrail.recommended().map(() => Match.anyValue()) },
    });
  });

  it('exempts the execution roles of StackSets, unless told otherwise', () => {
    const exempt = (exemptRoles?: string[]) => JSON.stringify(statements({ exemptRoles }));
    expect(exempt()).toContain('{"ArnNotLike":{"aws:PrincipalArn":["arn:*:iam::*:role/stacksets-exec-*"]}}');
    expect(exempt(['arn:aws:iam::*:role/Deploy'])).toContain('{"ArnNotLike":{"aws:PrincipalArn":["arn:aws:iam::*:role/Deploy"]}}');
    expect(exempt(['arn:aws:iam::*:role/Deploy'])).not.toContain('stacksets-exec');
    expect(exempt([])).not.toContain('ArnNotLike');
  });

  it('starts another document where the next guardrail no longer fits, and attaches one after the other', () => {
    const guardrails = [Guardrail.protectAuditTrail(), Guardrail.protectConfiguration(), Guardrail.leavingOrganization()];
    const props = { guardrails, maxCharacters: 1000, exemptRoles: [`arn:*:iam::*:role/${'x'.repeat(388)}`] };
    const [[first, { DependsOn: none }], [, { DependsOn: dependencies }], ...more] = policies(props);
    expect(more).toEqual([]);
    expect([none, dependencies]).toEqual([undefined, [first]]);
    expect(statements(props).map((document) => document.map(({ Sid: sid }: { Sid: string }) => sid)))
      .toEqual([['ProtectAuditTrail'], ['ProtectConfiguration', 'LeavingOrganization']]);
  });

  it('fills a document to the last character, and not one further', () => {
    const pair = [Guardrail.protectAuditTrail(), Guardrail.protectConfiguration()];
    const padding = 1200 - length(pair);
    const exemptRoles = [`arn:*:iam::*:role/${'x'.repeat(Math.floor(padding / 4) - 19)}`];
    const exact = length(pair, exemptRoles);
    expect(exact).toBeGreaterThan(1000);
    expect(statements({ guardrails: pair, exemptRoles, maxCharacters: exact })).toHaveLength(1);
    expect(statements({ guardrails: pair, exemptRoles, maxCharacters: exact - 1 })).toHaveLength(2);
  });

  it('keeps every document within what it was told, and loses no statement', () => {
    const guardrails = [...Guardrail.recommended(), Guardrail.allowedRegions(['eu-central-1'])];
    for (const maxCharacters of [2500, 5120, 10240]) {
      const documents = policies({ guardrails, maxCharacters }).map(([, { Properties: policy }]) => policy.Content);
      expect(documents.filter((document) => JSON.stringify(document).length > maxCharacters)).toEqual([]);
      expect(documents.flatMap(({ Statement: all }) => all)).toHaveLength(guardrails.length + 1);
    }
  });

  it('hands over the ids', () => {
    synthesize((stack) => {
      expect(stack.resolve(new ServiceControlPolicies(stack, 'Policies', { targetIds: [ROOT] }).policyIds))
        .toEqual([{ 'Fn::GetAtt': [expect.any(String), 'Id'] }]);
    });
  });

  it.each([ROOT, 'ou-a1b2-12345678', '111122223333'])('binds %s', (target) => {
    make({ targetIds: [target] }).hasResourceProperties('AWS::Organizations::Policy', { TargetIds: [target] });
  });

  it('binds what is known at deployment only', () => {
    make({ targetIds: [Token.asString({ 'Fn::GetAtt': ['Organization', 'RootId'] })] })
      .hasResourceProperties('AWS::Organizations::Policy', { TargetIds: [{ 'Fn::GetAtt': ['Organization', 'RootId'] }] });
  });

  it.each(['', 'r-abc', 'ou-a1b2', '11112222333', 'o-a1b2c3d4e5', 'Production'])('refuses the target %j', (target) => {
    expect(refusals({ targetIds: [target] })).toEqual([
      `- targetIds[0]: got "${target}"; allowed is a root (r-…), an organizational unit (ou-…) or an account (12 digits); `
      + 'copy the id from the console of AWS Organizations',
    ]);
  });

  it('refuses no target, and one named twice', () => {
    expect(refusals({ targetIds: [] })).toEqual([
      '- targetIds: got 0; allowed is a whole number from 1 to 1000; name what the guardrails bind',
    ]);
    expect(refusals({ targetIds: [ROOT, ROOT] })).toEqual(['- targetIds[1]: got "r-a1b2"; allowed is each value once; name each target once']);
  });

  it('refuses no guardrail, and one named twice', () => {
    expect(refusals({ guardrails: [] })).toEqual(['- guardrails: got 0; allowed is a whole number from 1 to 1000; name one guardrail or more']);
    expect(refusals({ guardrails: [Guardrail.rootUser(), Guardrail.rootUser()] })).toEqual([
      '- guardrails[1]: got "root-user"; allowed is each value once; name each guardrail once',
    ]);
  });

  it.each([1000, 10240])('takes a limit of %i characters', (maxCharacters) => {
    expect(refusals({ guardrails: [Guardrail.rootUser()], maxCharacters })).toEqual([]);
  });

  it.each([999, 10241])('refuses a limit of %i characters', (maxCharacters) => {
    expect(refusals({ guardrails: [Guardrail.rootUser()], maxCharacters })).toEqual([
      `- maxCharacters: got ${maxCharacters}; allowed is a whole number from 1000 to 10240; leave it out for the quota of AWS`,
    ]);
  });

  it.each(['', '*', 'arn:*:iam::*:user/ann', 'deployer'])('refuses to exempt %j, which is no role', (role) => {
    expect(refusals({ exemptRoles: [role] })).toEqual([
      `- exemptRoles[0]: got "${role}"; allowed is the ARN of a role, with wildcards or without; `
      + 'write it like arn:*:iam::*:role/deployer, so that nobody else is exempt',
    ]);
  });

  it('refuses a guardrail that fits no document, and takes one that just does', () => {
    const fixed = length([Guardrail.protectAuditTrail()], ['arn:*:iam::*:role/']);
    const exempt = (size: number) => refusals({ guardrails: [Guardrail.protectAuditTrail()], exemptRoles: [`arn:*:iam::*:role/${'x'.repeat(size - fixed)}`] });
    expect(exempt(10240)).toEqual([]);
    expect(exempt(10241)).toEqual([
      '- guardrails: got "protect-audit-trail with 10241 characters"; allowed is 10240 characters a policy; '
      + 'shorten exemptRoles or regions, or raise maxCharacters',
    ]);
  });

  it('reports several problems together', () => {
    expect(refusals({ targetIds: ['x'], guardrails: [Guardrail.allowedRegions(['mars-1'])], maxCharacters: 1 }).length).toBeGreaterThanOrEqual(3);
  });
});
