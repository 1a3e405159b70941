import { App, Duration, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { AuditorGroup, Persona, PersonaRole, PersonaRoleProps, RoleTrust } from '../../lib';
import { Person } from '../proofs/person';
import { decide, problemsOf, resolve, synthesize } from '../support';

const auditor = (props: Partial<PersonaRoleProps> = {}) => synthesize((stack) =>
  new PersonaRole(stack, 'Role', { persona: Persona.auditor(), trust: RoleTrust.account('444455556666'), ...props }));
const trustOf = (template: Template) => resolve(Object.values(template.findResources('AWS::IAM::Role'))[0].Properties.AssumeRolePolicyDocument) as object;

describe('a role for a persona', () => {
  test('is assumed with MFA, for an hour, from the account it trusts', () => {
    const template = auditor();

    template.hasResourceProperties('AWS::IAM::Role', { RoleName: 'secure-baseline-auditor', Path: '/secure-baseline/', MaxSessionDuration: 3600 });
    expect(trustOf(template)).toMatchObject({ Statement: [{
      Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS: 'arn:aws:iam::444455556666:root' }, Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } },
    }] });
  });

  test('is out of reach of sessions without MFA, of access keys, of roles, whose sessions carry no MFA, and of other accounts', async () => {
    const trust = trustOf(auditor());
    const assume = (principal: string, context: Record<string, string>) =>
      decide(principal, 'sts:AssumeRole', 'arn:aws:iam::111122223333:role/secure-baseline/secure-baseline-auditor', context, { resource: trust });

    expect(await assume('arn:aws:iam::444455556666:user/ann', { 'aws:MultiFactorAuthPresent': 'true' })).toBe('Allowed');
    expect(await assume('arn:aws:iam::444455556666:user/ann', { 'aws:MultiFactorAuthPresent': 'false' })).not.toBe('Allowed');
    expect(await assume('arn:aws:iam::444455556666:user/ann', {})).not.toBe('Allowed');
    expect(await assume('arn:aws:iam::444455556666:role/ops', { 'aws:MultiFactorAuthPresent': 'false' })).not.toBe('Allowed');
    expect(await assume('arn:aws:iam::777788889999:user/eve', { 'aws:MultiFactorAuthPresent': 'true' })).not.toBe('Allowed');
  });

  test('can be assumed by a group, which gets the permission and nothing more', async () => {
    const stack = new Stack(new App(), 'Test');
    const { group } = new AuditorGroup(stack, 'Auditor');
    new PersonaRole(stack, 'Role', { persona: Persona.readOnly(), trust: RoleTrust.group(group) });

    Template.fromStack(stack).hasResourceProperties('AWS::IAM::ManagedPolicy', {
      Groups: [Match.anyValue()], PolicyDocument: { Statement: [{ Sid: 'AssumeRole', Action: 'sts:AssumeRole', Resource: { 'Fn::GetAtt': [Match.stringLikeRegexp('^Role'), 'Arn'] } }] },
    });
    expect(await new Person(stack, ['Auditor']).may('ec2:DescribeInstances', '*')).toBe(true);
  });

  test('can be assumed through SAML and OIDC, each for the audience it was made for', () => {
    const saml = 'arn:aws:iam::111122223333:saml-provider/Company';
    const oidc = 'arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com';

    expect(trustOf(auditor({ trust: RoleTrust.saml(saml) }))).toMatchObject({ Statement: [{
      Action: 'sts:AssumeRoleWithSAML', Principal: { Federated: saml }, Condition: { StringEquals: { 'SAML:aud': 'https://signin.aws.amazon.com/saml' } },
    }] });
    expect(trustOf(auditor({ trust: RoleTrust.oidc(oidc, 'sts.amazonaws.com', 'repo:mine/app:*') }))).toMatchObject({ Statement: [{
      Action: 'sts:AssumeRoleWithWebIdentity',
      Principal: { Federated: oidc },
      Condition: {
        StringEquals: { 'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com' },
        StringLike: { 'token.actions.githubusercontent.com:sub': 'repo:mine/app:*' },
      },
    }] });
  });

  test('ends sessions that were opened before a given time', () => {
    auditor({ revokeSessionsIssuedBefore: '2026-11-21T12:00:00Z' }).hasResourceProperties('AWS::IAM::ManagedPolicy', {
      PolicyDocument: { Statement: [{ Effect: 'Deny', Action: '*', Resource: '*', Condition: { DateLessThan: { 'aws:TokenIssueTime': '2026-11-21T12:00:00Z' } } }] },
    });
  });

  test.each<[string, Partial<PersonaRoleProps>, RegExp]>([
    ['a session longer than AWS allows', { maxSessionDuration: Duration.hours(13) }, /^- maxSessionDuration: got 13; allowed is a whole number from 1 to 12; /],
    ['a session shorter than AWS allows', { maxSessionDuration: Duration.minutes(30) }, /^- maxSessionDuration: got 0\.5;/],
    ['a name IAM would not take', { roleName: 'a b' }, /^- roleName: got "a b"; /],
    ['a time that is none', { revokeSessionsIssuedBefore: 'yesterday' }, /^- revokeSessionsIssuedBefore: got "yesterday"; /],
    ['an account id with 11 digits', { trust: RoleTrust.account('11112222333') }, /^- trust: got "11112222333"; /],
    ['a provider that is none', { trust: RoleTrust.saml('arn:aws:iam::111122223333:role/x') }, /^- trust: got "arn:aws:iam::111122223333:role\/x"; allowed is the ARN of a SAML/],
    ['a subject that is anybody', { trust: RoleTrust.oidc('arn:aws:iam::111122223333:oidc-provider/x', 'a', '*') }, /^- trust: got "\*"; allowed is a subject that begins/],
  ])('refuses %s', (_, props, message) => {
    expect(problemsOf((stack) => new PersonaRole(stack, 'Role', { persona: Persona.auditor(), trust: RoleTrust.account('444455556666'), ...props })))
      .toEqual([expect.stringMatching(message)]);
  });
});
