import { Duration } from 'aws-cdk-lib';
import { Persona, PersonaPermissionSet, PersonaPermissionSetProps } from '../../lib';
import { problemsOf, synthesize } from '../support';

const instanceArn = 'arn:aws:sso:::instance/ssoins-1234567890abcdef';
const group = '9067f1c2-00a1-70b2-c3d4-112233445566';

describe('a permission set', () => {
  test.each([Persona.administrator(), Persona.auditor(), Persona.developer(), Persona.finance(), Persona.readOnly(), Persona.support()])(
    'carries the persona $name into any account', (persona) => {
      const [{ Properties }] = Object.values(synthesize((stack) => new PersonaPermissionSet(stack, 'Set', { persona, instanceArn })).findResources('AWS::SSO::PermissionSet'));

      expect(Properties).toMatchObject({ Name: `secure-baseline-${persona.name}`, SessionDuration: 'PT1H', InstanceArn: instanceArn });
      expect(JSON.stringify(Properties.InlinePolicy)).not.toMatch(/AWS::|Fn::/);
      expect(JSON.stringify(Properties.InlinePolicy).length).toBeLessThanOrEqual(10240);
    });

  test('is given to a group in an account', () => {
    synthesize((stack) => new PersonaPermissionSet(stack, 'Set', { persona: Persona.auditor(), instanceArn }).assign('Production', group, '111122223333'))
      .hasResourceProperties('AWS::SSO::Assignment', { PrincipalType: 'GROUP', PrincipalId: group, TargetType: 'AWS_ACCOUNT', TargetId: '111122223333' });
  });

  test.each<[string, Partial<PersonaPermissionSetProps>, string]>([
    ['an instance that is none', { instanceArn: 'arn:aws:sso:::x' }, 'instanceArn: got "arn:aws:sso:::x"'],
    ['a name that is too long', { permissionSetName: 'x'.repeat(33) }, 'permissionSetName: got '],
    ['a session longer than AWS allows', { sessionDuration: Duration.hours(13) }, 'sessionDuration: got 13'],
  ])('refuses %s', (_, props, message) => {
    expect(problemsOf((stack) => new PersonaPermissionSet(stack, 'Set', { persona: Persona.auditor(), instanceArn, ...props }))).toEqual([expect.stringContaining(message)]);
  });

  test('refuses a group and an account that are none', () => {
    expect(problemsOf((stack) => new PersonaPermissionSet(stack, 'Set', { persona: Persona.auditor(), instanceArn }).assign('X', 'auditors', '1'))).toHaveLength(2);
  });
});
