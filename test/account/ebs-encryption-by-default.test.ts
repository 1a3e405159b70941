import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Key } from 'aws-cdk-lib/aws-kms';
import { EbsEncryptionByDefault, EncryptionKey } from '../../lib';
import { State, World } from '../private/custom-resource-world';
import { problemsOf, synthesize } from '../support';
import { declared, livesUpTo, permissions } from './setting-life';

const arn = (region: string, id = '1') => `arn:aws:kms:${region}:111122223333:key/${id}2345678-1234-1234-1234-123456789012`;
const plain = (stack: Stack) => {
  new EbsEncryptionByDefault(stack, 'Ebs');
};
const keyed = (keyArn: string) => (stack: Stack) => {
  new EbsEncryptionByDefault(stack, 'Ebs', { encryptionKey: Key.fromKeyArn(stack, 'Key', keyArn) });
};

describe('EbsEncryptionByDefault', () => {
  livesUpTo({
    setting: declared('AccountEbsEncryptionByDefault', plain), fresh: false, wanted: true, write: 'EnableEbsEncryptionByDefault',
    operations: (account) => ({
      GetEbsEncryptionByDefault: () => ({ EbsEncryptionByDefault: account.state, SseType: 'sse-kms' }),
      EnableEbsEncryptionByDefault: () => {
        account.state = true;
      },
      DisableEbsEncryptionByDefault: () => {
        account.state = false;
      },
    }),
  });

  it('leaves the default key of the region alone when none is passed', () => {
    expect(Object.keys(synthesize(plain).findResources('Custom::AccountSetting'))).toEqual(['AccountEbsEncryptionByDefault']);
  });

  it('may do that and nothing else, with the key itself not at all', () => {
    expect(permissions(synthesize(keyed(arn('eu-central-1'))))).toEqual({
      '*': [
        'ec2:DisableEbsEncryptionByDefault', 'ec2:EnableEbsEncryptionByDefault', 'ec2:GetEbsDefaultKmsKeyId', 'ec2:GetEbsEncryptionByDefault',
        'ec2:ModifyEbsDefaultKmsKeyId', 'ec2:ResetEbsDefaultKmsKeyId',
      ],
    });
  });
});

describe('its key', () => {
  const operations = (account: { state: unknown }) => ({
    GetEbsDefaultKmsKeyId: () => ({ KmsKeyId: account.state }),
    ModifyEbsDefaultKmsKeyId: ({ KmsKeyId: key }: State) => {
      account.state = key;
    },
    ResetEbsDefaultKmsKeyId: () => {
      account.state = 'alias/aws/ebs';
    },
  });
  const setting = declared('AccountEbsDefaultKey', keyed(arn('eu-central-1')));

  livesUpTo({
    setting, operations, fresh: 'alias/aws/ebs', other: arn('eu-central-1', '9'), wanted: arn('eu-central-1'),
    changed: { setting: declared('AccountEbsDefaultKey', keyed(arn('eu-central-1', '2'))), wanted: arn('eu-central-1', '2') },
    write: 'ModifyEbsDefaultKmsKeyId',
  });

  it('gives way to that of AWS by being reset, since an alias of AWS may not be there to be named', async () => {
    const ec2 = new World(setting, operations({ state: 'alias/aws/ebs' }));
    const { PhysicalResourceId: id } = await ec2.request('Create');
    await ec2.request('Delete', id);
    expect(ec2.changes.map(({ command }) => command)).toEqual(['ModifyEbsDefaultKmsKeyId', 'ResetEbsDefaultKmsKeyId']);
  });

  it('is set before encryption is switched on, and reset after it was switched off', () => {
    const { DependsOn: first } = synthesize(keyed(arn('eu-central-1'))).toJSON().Resources.AccountEbsEncryptionByDefault as { DependsOn: string[] };
    expect(first).toContain('AccountEbsDefaultKey');
  });

  it('can be one of the same stack', () => {
    const template = synthesize((stack) => {
      new EbsEncryptionByDefault(stack, 'Ebs', { encryptionKey: new EncryptionKey(stack, 'Key', { description: 'Volumes' }).key });
    });
    expect(JSON.stringify(template.toJSON().Resources.AccountEbsDefaultKey.Properties.Setting)).toContain('"Fn::GetAtt":["Key');
  });

  it('is refused when it is in another region', () => {
    const app = new App();
    const stack = new Stack(app, 'Paris', { env: { region: 'eu-west-3' } });
    const make = (keyArn: string) => new EbsEncryptionByDefault(stack, keyArn.slice(-2) + keyArn.slice(12, 20), { encryptionKey: Key.fromKeyArn(stack, keyArn, keyArn) });
    expect(() => make(arn('eu-central-1'))).toThrow(
      /- encryptionKey: got "eu-central-1"; allowed is a key in eu-west-3; pass a key of the region the stack goes to: volumes cannot use any other/,
    );
    expect(() => make(arn('eu-west-3'))).not.toThrow();
    Template.fromStack(stack).resourceCountIs('Custom::AccountSetting', 2);
  });

  it('is left to be found out where the region of the stack is not known', () => {
    expect(problemsOf(keyed(arn('eu-central-1')))).toEqual([]);
  });
});
