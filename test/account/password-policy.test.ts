import { App, CfnParameter, Duration, Stack } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { Key } from 'aws-cdk-lib/aws-kms';
import { PasswordPolicy, PasswordPolicyProps } from '../../lib/account/password-policy';
import { problemsOf, synthesize } from '../support';

const make = (props?: PasswordPolicyProps) => synthesize((stack) => {
  new PasswordPolicy(stack, 'Policy', props);
});
const wanted = (props?: PasswordPolicyProps) =>
  (JSON.parse(make(props).toJSON().Resources.AccountPasswordPolicy.Properties.Setting as string) as { wanted: Record<string, unknown> }).wanted;
const refusals = (props: PasswordPolicyProps) => problemsOf((stack) => {
  new PasswordPolicy(stack, 'Policy', props);
});
const warnings = (props: PasswordPolicyProps) => {
  const stack = new Stack(new App(), 'Test');
  new PasswordPolicy(stack, 'Policy', props);
  return Annotations.fromStack(stack).findWarning('*', Match.anyValue()).map(({ entry }) => entry.data as string);
};

describe('PasswordPolicy', () => {
  it('asks for what CIS 2.8, CIS 2.9 and Security Hub IAM.7 ask for, and lets no password expire', () => {
    expect(wanted()).toEqual({
      MinimumPasswordLength: 14,
      PasswordReusePrevention: 24,
      RequireUppercaseCharacters: true,
      RequireLowercaseCharacters: true,
      RequireNumbers: true,
      RequireSymbols: true,
      AllowUsersToChangePassword: true,
      HardExpiry: false,
    });
    expect(warnings({})).toEqual([]);
  });

  it('passes on what it is told', () => {
    expect(wanted({
      minimumLength: 20, passwordReusePrevention: 12, maxAge: Duration.days(90), hardExpiry: true, allowUsersToChangePassword: false,
      requireUppercaseCharacters: false, requireLowercaseCharacters: false, requireNumbers: false, requireSymbols: false,
    })).toEqual({
      MinimumPasswordLength: 20,
      PasswordReusePrevention: 12,
      RequireUppercaseCharacters: false,
      RequireLowercaseCharacters: false,
      RequireNumbers: false,
      RequireSymbols: false,
      AllowUsersToChangePassword: false,
      HardExpiry: true,
      MaxPasswordAge: 90,
    });
  });

  it('compares, for each thing it wants, what IAM says of it', () => {
    const setting = JSON.parse(make().toJSON().Resources.AccountPasswordPolicy.Properties.Setting as string) as { fields: object };
    expect(setting).toMatchObject({
      service: 'iam', client: 'IAMClient', absent: ['NoSuchEntityException'],
      read: { command: 'GetAccountPasswordPolicy', path: ['PasswordPolicy'] },
      write: { command: 'UpdateAccountPasswordPolicy', to: '' },
      remove: { command: 'DeleteAccountPasswordPolicy' },
    });
    expect(Object.keys(setting.fields).sort()).toEqual(Object.keys(wanted({ maxAge: Duration.days(1) })).sort());
  });

  it('gives its function three calls of IAM', () => {
    const allowed = Object.values(make().findResources('AWS::IAM::ManagedPolicy'))
      .flatMap(({ Properties }) => Properties.PolicyDocument.Statement as { Action: string[] }[])
      .flatMap(({ Action }) => Action).filter((action) => !action.startsWith('logs:'));
    expect(allowed).toEqual(['iam:DeleteAccountPasswordPolicy', 'iam:GetAccountPasswordPolicy', 'iam:UpdateAccountPasswordPolicy']);
  });

  it('hands its key to the log', () => {
    synthesize((stack) => {
      new PasswordPolicy(stack, 'Policy', { logEncryptionKey: new Key(stack, 'Key') });
    }).hasResourceProperties('AWS::Logs::LogGroup', { KmsKeyId: Match.anyValue() });
  });

  it('leaves values alone that come with the deployment', () => {
    const stack = new Stack(new App(), 'Test');
    const number = new CfnParameter(stack, 'Number', { type: 'Number' }).valueAsNumber;
    new PasswordPolicy(stack, 'Policy', { minimumLength: number, passwordReusePrevention: number });
    expect(Annotations.fromStack(stack).findWarning('*', Match.anyValue())).toEqual([]);
    const { 'Fn::Join': [, parts] } = synthesize((other) => {
      new PasswordPolicy(other, 'Policy', { minimumLength: new CfnParameter(other, 'Number', { type: 'Number' }).valueAsNumber });
    }).toJSON().Resources.AccountPasswordPolicy.Properties.Setting as { 'Fn::Join': [string, unknown[]] };
    const deployed = parts.map((part) => typeof part === 'string' ? part : '16').join('');
    expect(JSON.parse(deployed)).toMatchObject({ wanted: { MinimumPasswordLength: 16 } });
  });

  it.each<[PasswordPolicyProps, string]>([
    [{ minimumLength: 13 }, '- minimumLength: got 13; allowed is a whole number from 14 to 128; ask for at least 14 characters, as CIS 2.8 does'],
    [{ minimumLength: 129 }, '- minimumLength: got 129; allowed is a whole number from 14 to 128; ask for at least 14 characters, as CIS 2.8 does'],
    [{ minimumLength: 14.5 }, '- minimumLength: got 14.5; allowed is a whole number from 14 to 128; ask for at least 14 characters, as CIS 2.8 does'],
    [{ passwordReusePrevention: 0 }, '- passwordReusePrevention: got 0; allowed is a whole number from 1 to 24; leave it out for 24'],
    [{ passwordReusePrevention: 25 }, '- passwordReusePrevention: got 25; allowed is a whole number from 1 to 24; leave it out for 24'],
    [{ maxAge: Duration.days(0) }, '- maxAge: got 0; allowed is a whole number from 1 to 1095 days; pass a Duration of so many days'],
    [{ maxAge: Duration.days(1096) }, '- maxAge: got 1096; allowed is a whole number from 1 to 1095 days; pass a Duration of so many days'],
    [{ maxAge: Duration.hours(36) }, '- maxAge: got 1.5; allowed is a whole number from 1 to 1095 days; pass a Duration of so many days'],
    [{ hardExpiry: true }, '- hardExpiry: got true; allowed is true together with maxAge; set maxAge, or leave hardExpiry out: nothing expires'],
  ])('refuses %j', (props, problem) => {
    expect(refusals(props)).toEqual([problem]);
  });

  it('refuses all that is wrong at once', () => {
    expect(refusals({ minimumLength: 8, passwordReusePrevention: 99, hardExpiry: true })).toHaveLength(3);
  });

  it.each<PasswordPolicyProps>([
    { minimumLength: 14 }, { minimumLength: 128 }, { passwordReusePrevention: 1 }, { passwordReusePrevention: 24 },
    { maxAge: Duration.days(1) }, { maxAge: Duration.hours(48) }, { maxAge: Duration.days(1095), hardExpiry: true }, { hardExpiry: false },
  ])('takes %j', (props) => {
    expect(refusals(props)).toEqual([]);
  });

  it('warns of passwords that come back early, and of weaker ones', () => {
    expect(warnings({ passwordReusePrevention: 23 })).toEqual([
      'a password can be used again after 23 others: leave passwordReusePrevention out for 24 [ack: cdk-secure-baseline:password-reuse]',
    ]);
    expect(warnings({ requireSymbols: false, requireNumbers: false })).toEqual([
      'passwords are weaker without RequireNumbers, RequireSymbols: leave these properties out [ack: cdk-secure-baseline:password-characters]',
    ]);
    expect(warnings({ maxAge: Duration.days(90), hardExpiry: true, allowUsersToChangePassword: false, requireSymbols: true })).toEqual([]);
  });
});
