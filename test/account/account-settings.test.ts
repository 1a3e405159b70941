import { App, Stack } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { Key } from 'aws-cdk-lib/aws-kms';
import { AccountSetting, AccountSettings, AccountSettingsProps } from '../../lib';
import { problemsOf, synthesize } from '../support';
import { permissions } from './setting-life';

const build = (props?: AccountSettingsProps) => (stack: Stack) => {
  new AccountSettings(stack, 'Settings', props);
};
/** What is made besides the functions and policies: resources that an account has once in a region. */
const made = (props?: AccountSettingsProps) => Object.entries(synthesize(build(props)).toJSON().Resources as Record<string, { Type: string }>)
  .filter(([, { Type }]) => /^Custom::|SnapshotBlock|ServiceSetting/.test(Type)).map(([id]) => id.replace(/^Settings(\w+)[A-F\d]{8}$/, '$1')).sort();
const ALL = [
  'AccountAmiSharingBlock', 'AccountDefaultVpcRemoval', 'AccountEbsEncryptionByDefault', 'AccountInstanceMetadataDefaults', 'AccountSerialConsoleBlock',
  'DocumentSharing', 'SnapshotSharing',
];

describe('AccountSettings', () => {
  it('makes every setting of a region, with two functions', () => {
    expect(made()).toEqual(ALL);
    synthesize(build()).resourceCountIs('AWS::Lambda::Function', 2);
  });

  it('encrypts volumes with the key that is passed, and lets tokens travel as far as it is told', () => {
    const template = synthesize((stack) => {
      build({ ebsEncryptionKey: new Key(stack, 'Key'), instanceMetadataHopLimit: 2 })(stack);
    });
    expect(template.toJSON().Resources).toHaveProperty('AccountEbsDefaultKey');
    expect(template.toJSON().Resources.AccountInstanceMetadataDefaults.Properties.Setting).toContain('"wanted":{"HttpTokens":"required","HttpPutResponseHopLimit":2}');
  });

  it('hands its key to the logs of both functions', () => {
    synthesize((stack) => {
      build({ logEncryptionKey: new Key(stack, 'Key') })(stack);
    }).allResourcesProperties('AWS::Logs::LogGroup', { KmsKeyId: Match.anyValue() });
  });

  it('shows what becomes of the default VPC, unless it is left alone', () => {
    synthesize((stack) => {
      expect(new AccountSettings(stack, 'Settings').defaultVpc?.outcome).toMatch(/Token/);
    }).hasOutput('*', { Value: { 'Fn::GetAtt': ['AccountDefaultVpcRemoval', 'Outcome'] } });
    synthesize((stack) => {
      expect(new AccountSettings(stack, 'Settings', { omitted: [{ setting: AccountSetting.DEFAULT_VPC_REMOVAL, reason: 'it is used' }] }).defaultVpc).toBeUndefined();
    });
  });

  it.each(AccountSettings._SETTINGS)('leaves out what it is told, with a warning of its own: %s', (setting) => {
    const omitted = [{ setting, reason: 'a declarative policy does' }];
    expect(made({ omitted })).toHaveLength(ALL.length - 1);
    const stack = new Stack(new App(), 'Test');
    build({ omitted })(stack);
    expect(Annotations.fromStack(stack).findWarning('*', Match.anyValue()).map(({ entry }) => entry.data)).toEqual([
      `the setting ${setting} is left out: a declarative policy does [ack: cdk-secure-baseline:${setting}-omitted]`,
    ]);
  });

  // One that is left out later is put back by its function, which needs to be allowed to still.
  it('allows the same whatever is left out, by one policy for all that share a function', () => {
    const every = AccountSettings._SETTINGS.filter((setting) => setting !== AccountSetting.DEFAULT_VPC_REMOVAL).map((setting) => ({ setting, reason: 'x' }));
    const policies = (props?: AccountSettingsProps) => Object.entries(synthesize(build(props)).findResources('AWS::IAM::ManagedPolicy'))
      .filter(([id]) => id.startsWith('SettingsPolicy')).map(([id, { Properties }]) => [id, Properties.PolicyDocument as unknown]);
    expect(policies()).toHaveLength(1);
    expect(policies({ omitted: every })).toEqual(policies());
  });

  it('may make settings of Amazon EC2, and take a default VPC apart, and nothing else', () => {
    const actions = Object.values(permissions(synthesize(build()))).flat();
    expect(actions.filter((action) => !action.startsWith('ec2:'))).toEqual([]);
    expect(actions.filter((action) => /\*|Vpc$|Subnet$|Instances$/.test(action)).sort()).toEqual(['ec2:CreateDefaultSubnet', 'ec2:CreateDefaultVpc', 'ec2:DeleteSubnet', 'ec2:DeleteVpc']);
  });

  it('refuses all that is wrong at once', () => {
    const stack = new Stack(new App(), 'Test', { env: { region: 'eu-west-3' } });
    const ebsEncryptionKey = Key.fromKeyArn(stack, 'Key', 'arn:aws:kms:us-east-1:111122223333:key/12345678-1234-1234-1234-123456789012');
    expect(() => build({ ebsEncryptionKey, instanceMetadataHopLimit: 0, omitted: [{ setting: AccountSetting.AMI_SHARING_BLOCK, reason: ' ' }] })(stack)).toThrow(
      /has 3 problems:\n {2}- ebsEncryptionKey: got "us-east-1".*\n {2}- instanceMetadataHopLimit: got 0.*\n {2}- omitted\[0\]\.reason: got " "; allowed is a reason; say who or what makes the setting instead$/,
    );
  });

  it('refuses to leave out what it does not make, and anything twice', () => {
    const one = { setting: AccountSetting.AMI_SHARING_BLOCK, reason: 'x' };
    expect(problemsOf(build({ omitted: [one, one, { setting: AccountSetting.PASSWORD_POLICY, reason: 'x' }] }))).toEqual([
      '- omitted[1].setting: got "ami-sharing-block"; allowed is each setting once; keep one of the two, with both reasons',
      `- omitted[2].setting: got "password-policy"; allowed is one of ${AccountSettings._SETTINGS.join(', ')}; take it out of the list: it is not made here`,
    ]);
  });
});
