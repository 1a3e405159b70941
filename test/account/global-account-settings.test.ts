import { App, Stack } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { AccountSetting, GlobalAccountSettings, GlobalAccountSettingsProps } from '../../lib';
import { problemsOf, synthesize } from '../support';
import { permissions } from './setting-life';

const build = (props?: GlobalAccountSettingsProps) => (stack: Stack) => {
  new GlobalAccountSettings(stack, 'Settings', props);
};
const made = (props?: GlobalAccountSettingsProps) => Object.keys(synthesize(build(props)).findResources('Custom::AccountSetting')).sort();
const team = (name: string) => ({ name, title: 'Team', emailAddress: `${name}@example.com`, phoneNumber: '+49 30 1234567' });
const FULL = {
  accountAlias: 'example', securityContact: team('security'), billingContact: team('billing'), operationsContact: team('operations'), passwordPolicy: { minimumLength: 20 },
};

describe('GlobalAccountSettings', () => {
  it('makes what needs nothing to be known, and what is known besides', () => {
    expect(made()).toEqual(['AccountPasswordPolicy', 'AccountS3PublicAccessBlock']);
    expect(made(FULL)).toEqual([
      'AccountAlias', 'AccountBillingContact', 'AccountOperationsContact', 'AccountPasswordPolicy', 'AccountS3PublicAccessBlock', 'AccountSecurityContact',
    ]);
  });

  it('passes on what it is told', () => {
    const { AccountPasswordPolicy: policy, AccountBillingContact: billing, AccountAlias: alias } = synthesize(build(FULL)).toJSON().Resources;
    expect(policy.Properties.Setting).toContain('"MinimumPasswordLength":20');
    expect(billing.Properties.Setting).toContain('"AlternateContactType":"BILLING"');
    expect(billing.Properties.Setting).toContain('"Name":"billing"');
    expect(alias.Properties.Setting).toContain('"wanted":"example"');
  });

  it('allows the same whatever there is, by one policy', () => {
    expect(permissions(synthesize(build()))).toEqual(permissions(synthesize(build(FULL))));
    synthesize(build(FULL)).resourceCountIs('AWS::IAM::ManagedPolicy', 2);
  });

  it.each(GlobalAccountSettings._SETTINGS)('leaves out what it is told, with a warning of its own: %s', (setting) => {
    const omitted = [{ setting, reason: 'the organization does' }];
    expect(made({ omitted })).toHaveLength(1);
    const stack = new Stack(new App(), 'Test');
    build({ omitted })(stack);
    expect(Annotations.fromStack(stack).findWarning('*', Match.anyValue()).map(({ entry }) => entry.data)).toEqual([
      `the setting ${setting} is left out: the organization does [ack: cdk-secure-baseline:${setting}-omitted]`,
    ]);
  });

  it('refuses all that is wrong at once, and says where', () => {
    expect(problemsOf(build({
      accountAlias: 'Our Account', securityContact: { ...team('security'), phoneNumber: '' }, passwordPolicy: { minimumLength: 8 },
      omitted: [{ setting: AccountSetting.SERIAL_CONSOLE_BLOCK, reason: 'x' }],
    }))).toEqual([
      expect.stringMatching(/^- passwordPolicy\.minimumLength: got 8; /),
      expect.stringMatching(/^- accountAlias: got "Our Account"; /),
      expect.stringMatching(/^- securityContact\.phoneNumber: got ""; allowed is a telephone number /),
      '- omitted[0].setting: got "serial-console-block"; allowed is one of s3-public-access-block, password-policy; take it out of the list: it is not made here',
    ]);
  });
});
