import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Key } from 'aws-cdk-lib/aws-kms';
import { AccountBaseline, AccountDomain, AccountDomainProps, AccountSetting, AccountSettings, GlobalAccountSettings, RegionalBaseline } from '../../lib';
import { templateOf } from '../support';

const KEY = 'arn:aws:kms:eu-central-1:111122223333:key/12345678-1234-1234-1234-123456789012';
const TEAM = { name: 'Security team', title: 'On call', emailAddress: 'security@example.com', phoneNumber: '+49 30 1234567' };

function baseline(props: (stack: Stack) => AccountDomainProps): Record<string, Template> {
  const app = new App();
  const shared = new Stack(app, 'Shared', { env: { region: 'eu-central-1' } });
  new AccountBaseline(app, 'Baseline', {
    homeRegion: 'eu-central-1', additionalRegions: ['eu-west-1'], accountSettings: AccountDomain.settings(props(shared)),
  });
  return Object.fromEntries(app.node.findAll().filter(Stack.isStack).map((stack) => [stack.stackName, templateOf(stack)]));
}

describe('AccountDomain', () => {
  it('makes the settings, or remembers why not', () => {
    expect(AccountDomain.settings().omittedBecause).toBeUndefined();
    expect(AccountDomain.omitted('set by the organization').omittedBecause).toBe('set by the organization');
    expect(AccountDomain.omitted('set by the organization')._elsewhere().omittedBecause).toBe('set by the organization');
    expect(AccountDomain.settings()._problems()).toEqual([]);
  });

  it('knows every setting that can be left out, each at one place', () => {
    expect([...AccountSettings._SETTINGS, ...GlobalAccountSettings._SETTINGS].sort()).toEqual(Object.values(AccountSetting).sort());
  });

  it('makes what an account has once in the home region, and the rest in each', () => {
    const templates = baseline(() => ({ accountAlias: 'example', securityContact: TEAM }));
    const settings = (name: string) => Object.keys(templates[name].findResources('Custom::AccountSetting')).filter((id) => !id.startsWith('AccountInspector')).sort();
    const regional = ['AccountAmiSharingBlock', 'AccountEbsEncryptionByDefault', 'AccountInstanceMetadataDefaults', 'AccountSerialConsoleBlock'];
    expect(settings('Baseline-eu-west-1-Region')).toEqual(regional);
    expect(settings('Baseline-Account')).toEqual([...regional, 'AccountAlias', 'AccountPasswordPolicy', 'AccountS3PublicAccessBlock', 'AccountSecurityContact'].sort());
    ['Baseline-Account', 'Baseline-eu-west-1-Region'].forEach((name) => templates[name].resourceCountIs('Custom::DefaultVpcRemoval', 1));
  });

  it('uses a key where it is', () => {
    const templates = baseline((stack) => ({ ebsEncryptionKey: Key.fromKeyArn(stack, 'Key', KEY) }));
    expect(templates['Baseline-Account'].toJSON().Resources.AccountEbsDefaultKey.Properties.Setting).toContain(`"wanted":"${KEY}"`);
    expect(templates['Baseline-eu-west-1-Region'].toJSON().Resources).not.toHaveProperty('AccountEbsDefaultKey');
  });

  it('leaves out what it is told, in each region', () => {
    const templates = baseline(() => ({ omitted: [
      { setting: AccountSetting.DEFAULT_VPC_REMOVAL, reason: 'a tool needs it' }, { setting: AccountSetting.S3_PUBLIC_ACCESS_BLOCK, reason: 'a website' },
    ] }));
    ['Baseline-Account', 'Baseline-eu-west-1-Region'].forEach((name) => templates[name].resourceCountIs('Custom::DefaultVpcRemoval', 0));
    expect(templates['Baseline-Account'].toJSON().Resources).not.toHaveProperty('AccountS3PublicAccessBlock');
  });

  it('refuses a key of another region, and everything else that is wrong, before anything is made', () => {
    expect(() => baseline((stack) => ({
      ebsEncryptionKey: Key.fromKeyArn(stack, 'Key', KEY.replace('eu-central-1', 'us-east-1')), accountAlias: 'x', omitted: [{ setting: AccountSetting.PASSWORD_POLICY, reason: '' }],
    }))).toThrow(/AccountBaseline at "Baseline" has 3 problems:\n {2}- accountSettings\.ebsEncryptionKey: .*\n {2}- accountSettings\.accountAlias: .*\n {2}- accountSettings\.omitted\[0\]\.reason: /);
    const app = new App();
    const accountSettings = AccountDomain.settings({ ebsEncryptionKey: Key.fromKeyArn(new Stack(app, 'Shared'), 'Key', KEY) });
    expect(() => new RegionalBaseline(app, 'Region', { region: 'eu-west-1', homeRegion: 'eu-central-1', accountSettings }))
      .toThrow(/accountSettings\.ebsEncryptionKey: got "eu-central-1"; allowed is a key in eu-west-1/);
  });
});
