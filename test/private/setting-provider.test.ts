import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { CfnFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { PasswordPolicy } from '../../lib/account/password-policy';
import { customResourceCode } from '../../lib/private/custom-resource-code';
import { SETTING_HANDLER } from '../../lib/private/setting-handler';
import { Setting, SettingProvider } from '../../lib/private/setting-provider';
import { EncryptionKey } from '../../lib/storage/encryption-key';
import { LogArchive } from '../../lib/storage/log-archive';
import { findings } from '../rule-packs';
import { problemsOf, synthesize } from '../support';

/** A second setting, as a later construct would declare it. */
const ALIAS: Setting = {
  name: 'AccountAlias', service: 'iam', client: 'IAMClient',
  read: { command: 'ListAccountAliases', path: ['AccountAliases', 0] }, wanted: 'ours', write: { command: 'CreateAccountAlias', to: 'AccountAlias' },
  statements: [new PolicyStatement({ actions: ['iam:CreateAccountAlias', 'iam:ListAccountAliases'], resources: ['*'] })],
  wildcardReason: 'IAM knows no resource for it.',
};

class Alias extends Construct {
  constructor(scope: Construct, id: string, logKey?: Key) {
    super(scope, id);
    SettingProvider.of(this).reach(this, ALIAS, logKey);
  }
}

const two = (stack: Stack) => {
  new PasswordPolicy(stack, 'PasswordPolicy');
  new Alias(stack, 'Alias');
};

interface Statement { Effect: string; Action: string | string[]; Resource: unknown; Condition?: unknown; NotAction?: unknown }
const idOf = (template: Template, type: string) => Object.keys(template.findResources(type))[0];

describe('SettingProvider', () => {
  const template = synthesize(two);
  const resources = template.toJSON().Resources as Record<string, { Type: string; Properties: Record<string, unknown>; DependsOn?: string[] }>;

  it('is one function for all settings of a stack', () => {
    template.resourceCountIs('AWS::Lambda::Function', 1);
    template.resourceCountIs('AWS::IAM::Role', 1);
    template.resourceCountIs('Custom::AccountSetting', 2);
    template.allResourcesProperties('Custom::AccountSetting', { ServiceToken: { 'Fn::GetAtt': [idOf(template, 'AWS::Lambda::Function'), 'Arn'] } });
  });

  it('is another one in another stack', () => {
    const app = new App();
    const stacks = ['A', 'B'].map((id) => new Stack(app, id));
    stacks.forEach(two);
    stacks.forEach((stack) => Template.fromStack(stack).resourceCountIs('AWS::Lambda::Function', 1));
  });

  it('is in the template, below 4,096 characters, and needs no asset', () => {
    const code = customResourceCode(SETTING_HANDLER);
    template.hasResourceProperties('AWS::Lambda::Function', { Code: { ZipFile: code, S3Bucket: Match.absent() }, Handler: 'index.handler' });
    expect(code.length).toBeLessThanOrEqual(4096);
  });

  it('runs in the newest runtime that every region has', () => {
    const versions = Runtime.ALL.map(({ name }) => Number(/^nodejs(\d+)\.x$/.exec(name)?.[1])).filter((version) => version > 0);
    expect(`nodejs${Math.max(...versions)}.x`).toBe('nodejs24.x');
    expect(Runtime.NODEJS_LATEST.name).toBe('nodejs24.x');
    template.hasResourceProperties('AWS::Lambda::Function', {
      Runtime: 'nodejs24.x', Architectures: ['x86_64'], MemorySize: 256, Timeout: 120, Description: Match.stringLikeRegexp('puts back'),
      Environment: Match.absent(), VpcConfig: Match.absent(), ReservedConcurrentExecutions: Match.absent(),
    });
  });

  it('never acts on a request after AWS CloudFormation has given up on it', () => {
    template.hasResourceProperties('AWS::Lambda::EventInvokeConfig', {
      FunctionName: { Ref: idOf(template, 'AWS::Lambda::Function') }, Qualifier: '$LATEST', MaximumRetryAttempts: 0, MaximumEventAgeInSeconds: 120,
    });
    template.allResourcesProperties('Custom::AccountSetting', { ServiceTimeout: '300' });
  });

  it('logs to a group of its own, which is kept for a year, outlives the stack and is in nobody\'s way then', () => {
    template.hasResource('AWS::Logs::LogGroup', {
      Properties: {
        LogGroupName: { 'Fn::Join': ['', ['secure-baseline-settings-', { 'Fn::Select': [2, { 'Fn::Split': ['/', { Ref: 'AWS::StackId' }] }] }]] },
        RetentionInDays: 365, KmsKeyId: Match.absent(),
      },
      DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain',
    });
    template.hasResourceProperties('AWS::Lambda::Function', { LoggingConfig: { LogGroup: { Ref: idOf(template, 'AWS::Logs::LogGroup') } } });
  });

  it('encrypts its log with the first key a setting brings', () => {
    const keyed = synthesize((stack) => {
      new PasswordPolicy(stack, 'PasswordPolicy');
      new Alias(stack, 'Alias', new Key(stack, 'First'));
      SettingProvider.of(stack).reach(new Construct(stack, 'Other'), { ...ALIAS, name: 'Other' }, new Key(stack, 'Second'));
    });
    keyed.hasResourceProperties('AWS::Logs::LogGroup', { KmsKeyId: { 'Fn::GetAtt': [Match.stringLikeRegexp('^First'), 'Arn'] } });
  });

  it('may do what its settings declare and write to its log, and nothing else', () => {
    const role = idOf(template, 'AWS::IAM::Role');
    template.hasResourceProperties('AWS::IAM::Role', {
      AssumeRolePolicyDocument: { Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'lambda.amazonaws.com' } }] },
      ManagedPolicyArns: Match.absent(), Policies: Match.absent(),
    });
    template.resourceCountIs('AWS::IAM::Policy', 0);
    const policies = Object.values(template.findResources('AWS::IAM::ManagedPolicy'));
    expect(policies.map(({ Properties }) => Properties.Roles)).toEqual(policies.map(() => [{ Ref: role }]));
    const statements = policies.flatMap(({ Properties }) => Properties.PolicyDocument.Statement as Statement[]);
    expect(statements).toHaveLength(3);
    expect(statements).toEqual(expect.arrayContaining([
      { Effect: 'Allow', Action: ['iam:DeleteAccountPasswordPolicy', 'iam:GetAccountPasswordPolicy', 'iam:UpdateAccountPasswordPolicy'], Resource: '*' },
      { Effect: 'Allow', Action: ['iam:CreateAccountAlias', 'iam:ListAccountAliases'], Resource: '*' },
      { Effect: 'Allow', Action: ['logs:CreateLogStream', 'logs:PutLogEvents'], Resource: { 'Fn::GetAtt': [idOf(template, 'AWS::Logs::LogGroup'), 'Arn'] } },
    ]));
  });

  it('is there, and allowed, from before each setting until after it', () => {
    const of = (path: string) => Object.keys(resources).filter((id) => id.startsWith(path));
    expect(resources.AccountPasswordPolicy.DependsOn).toEqual(expect.arrayContaining([...of('SecureBaselineSettingProvider'), ...of('PasswordPolicyPolicy')]));
    expect(resources.AccountPasswordPolicy.DependsOn).not.toEqual(expect.arrayContaining(of('AliasPolicy')));
    expect(resources.AccountAlias.DependsOn).toEqual(expect.arrayContaining([...of('SecureBaselineSettingProvider'), ...of('AliasPolicy')]));
  });

  // A line that changes here is a function or setting that AWS CloudFormation would make anew, and undo what the old one set.
  it('keeps its logical ids, wherever its settings stand', () => {
    expect(Object.keys(resources).filter((id) => !id.includes('Policy') || id.startsWith('Account')).sort()).toEqual([
      'AccountAlias', 'AccountPasswordPolicy',
      'SecureBaselineSettingProviderFunction0CC54F16', 'SecureBaselineSettingProviderInvocationA638A8CD',
      'SecureBaselineSettingProviderLogGroup0BBCAE92', 'SecureBaselineSettingProviderRole9EAE0CB2',
    ]);
    const moved = synthesize((stack) => {
      new PasswordPolicy(new Construct(stack, 'Elsewhere'), 'Renamed');
    }).toJSON().Resources as typeof resources;
    expect(moved.AccountPasswordPolicy.Properties).toEqual(resources.AccountPasswordPolicy.Properties);
    expect(moved).toHaveProperty('SecureBaselineSettingProviderFunction0CC54F16');
  });

  it('allows settings of one scope in one policy, which outlives them all', () => {
    const both = synthesize((stack) => {
      const scope = new Construct(stack, 'Both');
      SettingProvider.of(stack).reach(scope, ALIAS);
      SettingProvider.of(stack).reach(scope, {
        ...ALIAS, name: 'Other', statements: [...ALIAS.statements, new PolicyStatement({ actions: ['iam:DeleteAccountAlias'], resources: ['*'] })],
      });
    });
    both.resourceCountIs('AWS::IAM::ManagedPolicy', 2);
    const [[id, policy]] = Object.entries(both.findResources('AWS::IAM::ManagedPolicy')).filter(([name]) => name.startsWith('Both'));
    expect((policy.Properties.PolicyDocument.Statement as Statement[]).map(({ Action }) => Action)).toEqual([
      ['iam:CreateAccountAlias', 'iam:DeleteAccountAlias', 'iam:ListAccountAliases'],
    ]);
    both.allResources('Custom::AccountSetting', { DependsOn: Match.arrayWith([id]) });
    both.resourceCountIs('Custom::AccountSetting', 2);
  });

  it('allows settings of all constructs in a scope in the one policy that they share, whichever of them are there', () => {
    const together = (names: string[]) => synthesize((stack) => {
      const scope = new Construct(stack, 'Together');
      SettingProvider.of(stack).share(scope, [...ALIAS.statements, new PolicyStatement({ actions: ['iam:DeleteAccountAlias'], resources: ['*'] })], 'IAM knows none.');
      names.forEach((name) => SettingProvider.of(stack).reach(new Construct(new Construct(scope, name), 'Inner'), { ...ALIAS, name }));
      SettingProvider.of(stack).reach(new Construct(stack, 'Apart'), { ...ALIAS, name: 'Apart' });
    });
    const policiesOf = (some: Template) => Object.entries(some.findResources('AWS::IAM::ManagedPolicy')).filter(([id]) => !id.startsWith('Secure'));
    const [[id, shared], ...others] = policiesOf(together(['A', 'B', 'C']));
    expect(others.map(([other]) => other)).toEqual([expect.stringMatching(/^Apart/)]);
    expect((shared.Properties.PolicyDocument.Statement as Statement[]).map(({ Action }) => Action)).toEqual([
      ['iam:CreateAccountAlias', 'iam:DeleteAccountAlias', 'iam:ListAccountAliases'],
    ]);
    ['A', 'B', 'C'].forEach((name) => expect(together(['A', 'B', 'C']).toJSON().Resources[name].DependsOn).toContain(id));
    expect(policiesOf(together([]))[0]).toEqual([id, shared]);
  });

  it('has role, policies and function where guardrails of an organization know them, and a function of its own for settings of resources', () => {
    const named = (made: Template) => Object.values<{ Type: string; Properties: Record<string, unknown> }>(made.toJSON().Resources)
      .filter(({ Type: type }) => /^AWS::(IAM|Lambda::Function)/.test(type)).map(({ Properties: { Path, FunctionName } }) => Path ?? FunctionName);
    const ofResource = (stack: Stack) => {
      const scope = new Construct(stack, 'Group');
      SettingProvider.ofResources(stack).reach(scope, { ...ALIAS, name: 'Group' });
    };
    const path = '/secure-baseline/service/';
    expect(named(synthesize(two))).toEqual([path, path, path, { Ref: idOf(template, 'AWS::Logs::LogGroup') }, path]);
    expect(named(synthesize(ofResource))).toEqual(['/', undefined, '/', undefined]);
    // One that is named later would be replaced, and its custom resources cannot change hands.
    const alone = synthesize(ofResource).toJSON() as { Resources: Record<string, { Properties: object }> };
    const both = synthesize((stack) => {
      ofResource(stack);
      new Alias(stack, 'Alias');
    }).toJSON() as typeof alone;
    expect(both.Resources).toMatchObject(alone.Resources);
    expect(Object.keys(both.Resources).length).toBeGreaterThan(Object.keys(alone.Resources).length);
  });

  it('says so when there are more policies than a role takes', () => {
    const make = (count: number) => problemsOf((stack) => {
      Array.from({ length: count }, (_, index) => SettingProvider.of(stack).reach(new Construct(stack, `Scope${index}`), { ...ALIAS, name: `Alias${index}` }));
    });
    expect(make(9)).toEqual([]);
    expect(make(10)).toEqual(['- scope: got "Test/Scope9"; allowed is nine such constructs in a stack; use another stack: a role takes ten policies']);
  });

  it('takes each setting once', () => {
    expect(problemsOf((stack) => {
      two(stack);
      new PasswordPolicy(stack, 'Again');
    })).toEqual(['- scope: got "Test/Again"; allowed is one AccountPasswordPolicy in a stack; leave this one out: the other one sets it']);
  });

  it('hands declarations over as one text, because AWS CloudFormation would make strings of numbers and booleans', () => {
    const { Setting: text } = resources.AccountPasswordPolicy.Properties;
    expect(JSON.parse(text as string)).toMatchObject({ wanted: { MinimumPasswordLength: 14, RequireSymbols: true } });
    expect(JSON.parse(resources.AccountAlias.Properties.Setting as string)).toEqual({
      service: 'iam', client: 'IAMClient', read: ALIAS.read, wanted: 'ours', write: ALIAS.write,
    });
  });
});

describe('the rule packs AwsSolutions, NIST 800-53 R5, HIPAA and PCI', () => {
  it('find nothing unacknowledged, with and without a key', () => {
    expect(findings(two)).toEqual([]);
    expect(findings((stack) => {
      new PasswordPolicy(stack, 'PasswordPolicy', { logEncryptionKey: new LogArchive(stack, 'Archive').encryptionKey });
    })).toEqual([]);
    expect(findings((stack) => {
      new PasswordPolicy(stack, 'PasswordPolicy', { logEncryptionKey: new EncryptionKey(stack, 'Key', { description: 'Logs' }).key });
    })).toEqual([]);
  });

  it('find a function beside it that nobody has acknowledged', () => {
    const found = findings((stack) => {
      two(stack);
      new CfnFunction(stack, 'Planted', { role: 'arn:aws:iam::111122223333:role/r', runtime: 'nodejs20.x', handler: 'index.handler', code: { zipFile: '//' } });
    });
    expect([...new Set(found)].sort()).toEqual([
      'AwsSolutions-L1 at Test/Planted', 'HIPAA.Security-LambdaConcurrency at Test/Planted', 'HIPAA.Security-LambdaDLQ at Test/Planted',
      'HIPAA.Security-LambdaInsideVPC at Test/Planted', 'NIST.800.53.R5-LambdaConcurrency at Test/Planted', 'NIST.800.53.R5-LambdaDLQ at Test/Planted',
      'NIST.800.53.R5-LambdaInsideVPC at Test/Planted', 'PCI.DSS.321-LambdaInsideVPC at Test/Planted',
    ]);
  });
});
