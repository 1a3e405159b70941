import { App, Environment, Stack, Stage } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { CfnConfigurationRecorder } from 'aws-cdk-lib/aws-config';
import { Key } from 'aws-cdk-lib/aws-kms';
import { ConfigurationRecorder, ConfigurationRecorderProps, ConfigurationRules, ConfigurationScope, RecordingFrequency, RulePack } from '../../lib';
import { RecordedTypes } from '../../lib/configuration/recorded-types';
import { ServiceAdoption } from '../../lib/service-adoption';
import { permissions } from '../account/setting-life';
import { adoption, isAdopted } from '../private/adoption-life';
import { ACCOUNT, FOREIGN_ACCOUNT, problemsOf, refusalsOf, REGION, resolve, synthesize, warningsOf } from '../support';

const make = (props: Partial<ConfigurationRecorderProps> = {}, name = 'secure-baseline') => synthesize((stack) => {
  expect(new ConfigurationRecorder(stack, 'Recorder', { bucketName: 'archive', ...props }).recorderName).toBe(name);
});
const refusals = (props: Partial<ConfigurationRecorderProps>) =>
  problemsOf((stack) => new ConfigurationRecorder(stack, 'Recorder', { bucketName: 'archive', ...props }));
const groupOf = (template: Template) => Object.values(template.findResources('AWS::Config::ConfigurationRecorder'))[0].Properties.RecordingGroup as object;

describe('ConfigurationRecorder', () => {
  const home = make();
  const further = make({ scope: ConfigurationScope.FURTHER_REGION });

  it('records every resource, and the global ones in the home region alone', () => {
    const recorded = (global: boolean) => ({
      RecordingGroup: { AllSupported: true, IncludeGlobalResourceTypes: global, ResourceTypes: Match.absent() },
    });
    home.hasResourceProperties('AWS::Config::ConfigurationRecorder', recorded(true));
    make({ scope: ConfigurationScope.HOME_REGION }).hasResourceProperties('AWS::Config::ConfigurationRecorder', recorded(true));
    further.hasResourceProperties('AWS::Config::ConfigurationRecorder', recorded(false));
  });

  it('runs under the role AWS made for it, which the home region brings along and keeps', () => {
    for (const template of [home, further]) {
      const [recorder] = Object.values(template.findResources('AWS::Config::ConfigurationRecorder'));
      expect(resolve(recorder.Properties.RoleARN))
        .toBe(`arn:aws:iam::${ACCOUNT}:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig`);
    }
    home.hasResource('AWS::Config::ConfigurationRecorder', { DependsOn: ['ConfigurationRole'] });
    further.resourceCountIs('AWS::IAM::Role', 0);
  });

  it('makes that role where there is none, leaves it where there is one, and never takes it away', () => {
    const [{ Properties: { Setting: setting } }] = Object.values(home.findResources('Custom::AccountSetting'));

    expect(JSON.parse(setting as string)).toEqual({
      service: 'iam', client: 'IAMClient', wanted: 'AWSServiceRoleForConfig', absent: ['NoSuchEntityException'],
      read: { command: 'GetRole', input: { RoleName: 'AWSServiceRoleForConfig' }, path: ['Role', 'RoleName'] },
      write: { command: 'CreateServiceLinkedRole', input: { AWSServiceName: 'config.amazonaws.com' } },
    });
    home.resourceCountIs('AWS::IAM::ServiceLinkedRole', 0);
    further.resourceCountIs('Custom::AccountSetting', 0);
  });

  it('delivers history to the bucket, and a snapshot each day', () => {
    for (const template of [home, further]) {
      template.hasResource('AWS::Config::DeliveryChannel', {
        Properties: { S3BucketName: 'archive', S3KmsKeyArn: Match.absent(), ConfigSnapshotDeliveryProperties: { DeliveryFrequency: 'TwentyFour_Hours' } },
        DependsOn: Match.absent(),
      });
      template.resourceCountIs('AWS::Config::DeliveryChannel', 1);
      template.resourceCountIs('AWS::Config::ConfigurationRecorder', 1);
    }
  });

  it('delivers encrypted with a key that is passed', () => {
    const arn = `arn:aws:kms:${REGION}:${ACCOUNT}:key/12345678-1234-1234-1234-123456789012`;
    synthesize((stack) => {
      new ConfigurationRecorder(stack, 'Recorder', { bucketName: 'archive', encryptionKey: Key.fromKeyArn(stack, 'Key', arn) });
    }).hasResourceProperties('AWS::Config::DeliveryChannel', { S3KmsKeyArn: arn });
  });

  it.each([[undefined, 'CONTINUOUS'], [RecordingFrequency.CONTINUOUS, 'CONTINUOUS'], [RecordingFrequency.DAILY, 'DAILY']])(
    'given the frequency %s, records %s', (frequency, recorded) => {
      make({ frequency }).hasResourceProperties('AWS::Config::ConfigurationRecorder', {
        RecordingMode: { RecordingFrequency: recorded, RecordingModeOverrides: Match.absent() },
      });
    });

  it.each([[undefined, 'CONTINUOUS', 'DAILY'], [RecordingFrequency.DAILY, 'DAILY', 'CONTINUOUS']])(
    'given the frequency %s, records some types %s and others %s', (frequency, most, others) => {
      make({ frequency, otherFrequencyTypes: ['AWS::EC2::NetworkInterface'] }).hasResourceProperties('AWS::Config::ConfigurationRecorder', {
        RecordingMode: { RecordingFrequency: most, RecordingModeOverrides: [{ RecordingFrequency: others, ResourceTypes: ['AWS::EC2::NetworkInterface'] }] },
      });
    });

  it('takes another name', () => {
    make({ recorderName: 'records' }, 'records').hasResourceProperties('AWS::Config::DeliveryChannel', { Name: 'records' });
  });
});

describe('RecordedTypes', () => {
  const scope = ConfigurationScope.FURTHER_REGION;
  const some = RecordedTypes.only(['AWS::S3::Bucket', 'AWS::IAM::User']);
  const most = RecordedTypes.allExcept(['AWS::EC2::NetworkInterface', 'AWS::IAM::User']);

  it('records named types alone, and the global ones among them in the home region', () => {
    const only = { AllSupported: false, IncludeGlobalResourceTypes: false, RecordingStrategy: { UseOnly: 'INCLUSION_BY_RESOURCE_TYPES' } };
    expect(groupOf(make({ recordedTypes: some }))).toEqual({ ...only, ResourceTypes: ['AWS::S3::Bucket', 'AWS::IAM::User'] });
    expect(groupOf(make({ recordedTypes: some, scope }))).toEqual({ ...only, ResourceTypes: ['AWS::S3::Bucket'] });
  });

  it('records all but named types, and no global ones in a further region', () => {
    const except = (types: string[]) => ({
      AllSupported: false, IncludeGlobalResourceTypes: false, RecordingStrategy: { UseOnly: 'EXCLUSION_BY_RESOURCE_TYPES' },
      ExclusionByResourceTypes: { ResourceTypes: types },
    });
    expect(groupOf(make({ recordedTypes: most }))).toEqual(except(['AWS::EC2::NetworkInterface', 'AWS::IAM::User']));
    expect(groupOf(make({ recordedTypes: most, scope })))
      .toEqual(except(['AWS::EC2::NetworkInterface', 'AWS::IAM::User', 'AWS::IAM::Group', 'AWS::IAM::Policy', 'AWS::IAM::Role']));
  });

  it.each<[string, RecordedTypes, boolean[]]>([
    ['all', RecordedTypes.all(), [true, true, true]], ['some', some, [true, false, true]], ['most', most, [true, true, false]],
  ])('knows, when it is %s, what is recorded', (_, types, expected) => {
    expect(['AWS::S3::Bucket', 'AWS::EC2::Volume', 'AWS::IAM::User'].map((type) => types._records(type, true))).toEqual(expected);
    expect(types._records('AWS::IAM::User', false)).toBe(false);
  });
});

describe('ConfigurationRecorder refuses', () => {
  it('a frequency it does not know', () => {
    expect(refusals({ frequency: 'HOURLY' as never })).toEqual([
      '- frequency: got "HOURLY"; allowed is CONTINUOUS or DAILY; use a member of RecordingFrequency',
    ]);
  });

  it('types that are none, named twice, or no RecordedTypes at all', () => {
    expect(refusals({ recordedTypes: RecordedTypes.only(['S3', 'AWS::S3::Bucket', 'AWS::S3::Bucket']) })).toEqual([
      '- recordedTypes[0]: got "S3"; allowed is a resource type; write it as AWS::EC2::SecurityGroup',
      '- recordedTypes[2]: got "AWS::S3::Bucket"; allowed is each value once; leave it out',
    ]);
    expect(refusals({ recordedTypes: ['AWS::S3::Bucket'] as never })).toEqual([
      '- recordedTypes: got a list of 1; allowed is RecordedTypes.all(), .only([…]) or .allExcept([…]); pass what one of these returns',
    ]);
  });

  it('to record nothing', () => {
    expect(refusals({ recordedTypes: RecordedTypes.allExcept([]) })).toEqual([
      '- recordedTypes: got a list of 0; allowed is at least one resource type; use RecordedTypes.all() for every type',
    ]);
    const users = { recordedTypes: RecordedTypes.only(['AWS::IAM::User']) };
    expect(refusals(users)).toEqual([]);
    expect(refusals({ ...users, scope: ConfigurationScope.FURTHER_REGION })).toEqual([
      '- recordedTypes: got a list of 1; allowed is at least one type of resources that a region has to itself; '
      + 'add one: users, groups, roles and policies are recorded in the home region alone, where AWS Config can',
    ]);
  });

  it('another frequency for what is not recorded, or always recorded at each change', () => {
    expect(refusals({ recordedTypes: RecordedTypes.allExcept(['AWS::EC2::Volume']), otherFrequencyTypes: ['AWS::EC2::Volume', 'AWS::Config::ResourceCompliance', 'x'] })).toEqual([
      '- otherFrequencyTypes[2]: got "x"; allowed is a resource type; write it as AWS::EC2::SecurityGroup',
      '- otherFrequencyTypes: got "AWS::Config::ResourceCompliance"; allowed is types that can be recorded once a day; '
      + 'leave it out: AWS Config always records it at each change',
      '- otherFrequencyTypes: got "AWS::EC2::Volume"; allowed is types that recordedTypes has; leave it out, or record it',
    ]);
  });

  it('an adoption or a name that is none', () => {
    expect(refusals({ recorderName: 'a b' })).toEqual([
      '- recorderName: got "a b"; allowed is up to 256 letters, digits, hyphens and underscores; leave it out for secure-baseline',
    ]);
    expect(refusals({ adoption: ServiceAdoption.skip(''), recorderName: 'default' })).toEqual([
      expect.stringContaining('- adoption: got ""; allowed is a reason'),
      '- recorderName: got "default"; allowed is nothing, since none is made; leave it out: the one that is there is found without',
    ]);
  });

  it('a second recorder in a stack, or in two stacks of one region, and no other', () => {
    const second = (environments: Environment[], same = false) => {
      const app = new App();
      const stacks = environments.map((env, index) => new Stack(app, `Stack${index}`, { env }));
      return () => [stacks[0], same ? stacks[0] : stacks[1]].forEach((stack, index) => new ConfigurationRecorder(stack, `Recorder${index}`, { bucketName: 'archive' }));
    };
    const refusal = 'allowed is one recorder a region; use the one at Stack0/Recorder0: AWS Config takes no second one';
    const [account, other] = [ACCOUNT, FOREIGN_ACCOUNT];
    expect(second([{ account, region: REGION }, { account, region: REGION }])).toThrow(refusal);
    // Whoever deploys has one account.
    expect(second([{ region: REGION }, { region: REGION }])).toThrow(refusal);
    expect(second([{}], true)).toThrow(refusal);
    expect(second([{ account, region: REGION }, { account, region: 'eu-west-1' }])).not.toThrow();
    expect(second([{ region: REGION }, { region: 'eu-west-1' }])).not.toThrow();
    expect(second([{ account, region: REGION }, { account: other, region: REGION }])).not.toThrow();
    expect(second([{}, {}])).not.toThrow();
    const app = new App();
    const inStage = (name: string) => () => new ConfigurationRecorder(
      new Stack(new Stage(app, name), 'Stack', { env: { account: ACCOUNT, region: REGION } }), 'Recorder', { bucketName: 'archive' });
    expect(inStage('Essential')).not.toThrow();
    expect(inStage('Standard')).not.toThrow();
  });

  it.each([true, false])('one beside a recorder that somebody made without it, before it: %s', (before) => {
    const beside = (region: string, adopted?: ServiceAdoption) => {
      const app = new App();
      const own = () => new ConfigurationRecorder(new Stack(app, 'Own', { env: { region: REGION } }), 'Recorder', { bucketName: 'archive', adoption: adopted });
      const foreign = () => new CfnConfigurationRecorder(new Stack(app, 'Other', { env: { region } }), 'Recorder', { roleArn: 'arn:aws:iam::111122223333:role/r' });
      (before ? [foreign, own] : [own, foreign]).forEach((place) => place());
      return () => app.synth();
    };
    expect(beside(REGION)).toThrow('one recorder a region, and there is one at Other/Recorder: adopt that one, with ServiceAdoption.adopt()');
    expect(beside('eu-west-1')).not.toThrow();
    expect(beside(REGION, ServiceAdoption.skip('the other stack makes it'))).not.toThrow();
  });
});

describe('ConfigurationRecorder where there is one already', () => {
  const adopt = (stack: Stack) => new ConfigurationRecorder(stack, 'Recorder', { bucketName: 'archive', adoption: ServiceAdoption.adopt() });
  const template = synthesize(adopt);
  const [id] = Object.keys(template.findResources('Custom::AdoptedService'));

  describe('is adopted', () => {
    isAdopted({
      declaration: adoption(adopt),
      id: 'somebodys',
      operations: (account) => ({
        DescribeConfigurationRecorders: (input) => {
          expect(input).toEqual({});
          return { ConfigurationRecorders: [{ name: 'somebodys' }] };
        },
        DescribeConfigurationRecorderStatus: (input) => {
          expect(input).toEqual({});
          return { ConfigurationRecordersStatus: [{ name: 'somebodys', recording: account.state.recording }] };
        },
        StartConfigurationRecorder: (input) => {
          expect(input).toEqual({ ConfigurationRecorderName: 'somebodys' });
          account.state.recording = true;
        },
      }),
      partial: { recording: false, bucket: 'somewhere' },
      complete: { recording: true, bucket: 'somewhere' },
      none: { DescribeConfigurationRecorders: () => ({ ConfigurationRecorders: [] }) },
    });
  });

  it('makes none, and no channel or role: what is there stays, whatever it is called', () => {
    for (const type of ['ConfigurationRecorder', 'DeliveryChannel']) {
      template.resourceCountIs(`AWS::Config::${type}`, 0);
    }
    template.resourceCountIs('AWS::IAM::ServiceLinkedRole', 0);
    synthesize((stack) => {
      expect(stack.resolve(adopt(stack).recorderName)).toEqual({ 'Fn::GetAtt': [id, 'Id'] });
    });
  });

  it('may look at it and start it, and nothing else: it could not stop, change or delete it', () => {
    expect(permissions(template)).toEqual({
      '*': ['config:DescribeConfigurationRecorderStatus', 'config:DescribeConfigurationRecorders'],
      [`arn:aws:config:${REGION}:${ACCOUNT}:configuration-recorder/*`]: ['config:StartConfigurationRecorder'],
      // For the recorders of further regions, whatever runs this one.
      [`arn:aws:iam::${ACCOUNT}:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig`]: ['iam:CreateServiceLinkedRole', 'iam:GetRole'],
    });
  });

  it('calls the client by its name in the SDK', () => {
    const { Adoption: declaration } = template.toJSON().Resources[id].Properties as { Adoption: string };
    expect(JSON.parse(declaration)).toMatchObject({ service: 'config-service', client: 'ConfigServiceClient' });
  });

  it('has rules wait until it runs', () => {
    synthesize((stack) => {
      new ConfigurationRules(stack, 'Rules', { recorder: adopt(stack), pack: RulePack.essential() });
    }).hasResource('AWS::Config::ConfigRule', { DependsOn: [id] });
  });

  it('is left alone for a reason, with a warning', () => {
    const left = synthesize((stack) => {
      const recorder = new ConfigurationRecorder(stack, 'Recorder', { bucketName: 'archive', adoption: ServiceAdoption.skip('AWS Control Tower records') });
      expect(recorder.recorderName).toBeUndefined();
      expect(recorder.node.metadata.map(({ data }) => data as string)).toEqual([
        expect.stringMatching(/left alone: AWS Control Tower records.*cdk-secure-baseline:configuration-recorder-skipped/),
      ]);
    });
    expect(left.toJSON().Resources).toBeUndefined();
  });
});

describe('ConfigurationRecorder in a region where AWS Config came late', () => {
  const inRegion = (region: string, props: Partial<ConfigurationRecorderProps> = {}) => {
    const stack = new Stack(new App(), 'Test', { env: { region } });
    new ConfigurationRecorder(stack, 'Recorder', { bucketName: 'archive', ...props });
    return { template: Template.fromStack(stack), warnings: warningsOf(stack) };
  };

  it('records no users, groups, roles and policies, and says so where the home region would', () => {
    const { template, warnings } = inRegion('eu-central-2');
    expect(groupOf(template)).toEqual({ AllSupported: true, IncludeGlobalResourceTypes: false });
    expect(Object.keys(template.findResources('Custom::AccountSetting'))).toEqual(['ConfigurationRole']);
    expect(warnings).toEqual([expect.stringMatching(/no users, groups, roles and policies in eu-central-2.*cdk-secure-baseline:global-types-region/)]);
    expect(inRegion('eu-central-2', { scope: ConfigurationScope.FURTHER_REGION }).warnings).toEqual([]);
    expect(inRegion('eu-central-2', { recordedTypes: RecordedTypes.only(['AWS::S3::Bucket']) }).warnings).toEqual([]);
    expect(inRegion('ap-southeast-3').warnings).toEqual([]);
  });

  it('refuses to record nothing else', () => {
    expect(refusalsOf(() => inRegion('il-central-1', { recordedTypes: RecordedTypes.only(['AWS::IAM::User']) }))).toEqual([
      expect.stringContaining('users, groups, roles and policies are recorded in the home region alone, where AWS Config can'),
    ]);
  });
});
