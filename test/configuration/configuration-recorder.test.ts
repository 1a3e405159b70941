import { App, Stack, Stage } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Key } from 'aws-cdk-lib/aws-kms';
import { ConfigurationRecorder, ConfigurationRecorderProps, ConfigurationScope, RecordingFrequency } from '../../lib';
import { RecordedTypes } from '../../lib/configuration/recorded-types';
import { ServiceAdoption } from '../../lib/service-adoption';
import { declared, permissions } from '../account/setting-life';
import { awsError, World } from '../private/custom-resource-world';
import { ACCOUNT, problemsOf, REGION, resolve, synthesize } from '../support';

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
      + 'add one: users, groups, roles and policies are recorded in the home region',
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
    expect(refusals({ adoption: ServiceAdoption.skip(''), recorderName: 'a b' })).toEqual([
      expect.stringContaining('- adoption: got ""; allowed is a reason'),
      expect.stringContaining('- recorderName: got "a b"; allowed is up to 256 letters'),
    ]);
  });

  it('a second recorder in a stack, or in two stacks of one region, and no other', () => {
    const second = (regions: string[], same = false) => {
      const app = new App();
      const stacks = regions.map((region, index) => new Stack(app, `Stack${index}`, { env: region ? { account: ACCOUNT, region } : undefined }));
      return () => [stacks[0], same ? stacks[0] : stacks[1]].forEach((stack, index) => new ConfigurationRecorder(stack, `Recorder${index}`, { bucketName: 'archive' }));
    };
    const refusal = 'allowed is one recorder a region; use the one at Stack0/Recorder0: AWS Config takes no second one';
    expect(second([REGION, REGION])).toThrow(refusal);
    expect(second([''], true)).toThrow(refusal);
    expect(second([REGION, 'eu-west-1'])).not.toThrow();
    expect(second(['', ''])).not.toThrow();
    const app = new App();
    const inStage = (name: string) => () => new ConfigurationRecorder(
      new Stack(new Stage(app, name), 'Stack', { env: { account: ACCOUNT, region: REGION } }), 'Recorder', { bucketName: 'archive' });
    expect(inStage('Essential')).not.toThrow();
    expect(inStage('Standard')).not.toThrow();
  });
});

describe('ConfigurationRecorder where there is one already', () => {
  const adoption = ServiceAdoption.adopt();
  const setting = declared('ConfigurationRecorderStarted', (stack) => {
    new ConfigurationRecorder(stack, 'Recorder', { bucketName: 'archive', adoption });
  });
  const account = (recorders: Record<string, boolean>) => new World(setting, {
    DescribeConfigurationRecorderStatus: ({ ConfigurationRecorderNames: names }) => {
      const [name] = names as string[];
      if (!(name in recorders)) {
        throw awsError('NoSuchConfigurationRecorderException', `Cannot find configuration recorder with the specified name '${name}'.`);
      }
      return { ConfigurationRecordersStatus: [{ name, recording: recorders[name] }] };
    },
    StartConfigurationRecorder: ({ ConfigurationRecorderName: name }) => {
      recorders[name as string] = true;
    },
  });

  it('makes none, and no channel or role: what is there stays', () => {
    const template = make({ adoption }, 'default');
    for (const type of ['ConfigurationRecorder', 'DeliveryChannel']) {
      template.resourceCountIs(`AWS::Config::${type}`, 0);
    }
    template.resourceCountIs('AWS::IAM::ServiceLinkedRole', 0);
  });

  it('may look at it and start it, and nothing else: it could not stop, change or delete it', () => {
    expect(permissions(make({ adoption, recorderName: 'mine' }, 'mine'))).toEqual({
      '*': ['config:DescribeConfigurationRecorderStatus'],
      [`arn:aws:config:${REGION}:${ACCOUNT}:configuration-recorder/mine/*`]: ['config:StartConfigurationRecorder'],
    });
  });

  it('calls the client by its name in the SDK', () => {
    const { Setting: declaration } = make({ adoption }, 'default').toJSON().Resources.ConfigurationRecorderStarted.Properties as { Setting: string };
    expect(JSON.parse(declaration)).toMatchObject({ service: 'config-service', client: 'ConfigServiceClient' });
  });

  it('starts one that was stopped, and leaves it running when the stack goes', async () => {
    const recorders: Record<string, boolean> = { default: false };
    const world = account(recorders);
    const { Status: status, PhysicalResourceId: id } = await world.request('Create');
    expect([status, recorders]).toEqual(['SUCCESS', { default: true }]);
    expect(await world.request('Delete', id)).toMatchObject({ Status: 'SUCCESS' });
    expect(recorders).toEqual({ default: true });
  });

  it('touches one that runs neither now nor later', async () => {
    const world = account({ default: true });
    const { PhysicalResourceId: id } = await world.request('Create');
    await world.request('Update', id);
    await world.request('Delete', id);
    expect(world.changes).toEqual([]);
  });

  it('fails where there is none of that name, and can be deleted where it has gone', async () => {
    const world = account({ other: true });
    expect(await world.request('Create')).toMatchObject({ Status: 'FAILED', Reason: expect.stringContaining('NoSuchConfigurationRecorderException') as string });
    expect(await world.request('Delete', '{"of":"ConfigurationRecorderStarted","before":false}')).toMatchObject({ Status: 'SUCCESS' });
    expect(world.changes).toEqual([]);
  });

  it('is left alone for a reason, with a warning', () => {
    const template = synthesize((stack) => {
      const recorder = new ConfigurationRecorder(stack, 'Recorder', { bucketName: 'archive', adoption: ServiceAdoption.skip('AWS Control Tower records') });
      expect(recorder.node.metadata.map(({ data }) => data as string)).toEqual([
        expect.stringMatching(/left alone: AWS Control Tower records.*cdk-secure-baseline:configuration-recorder-skipped/),
      ]);
    });
    expect(template.toJSON().Resources).toBeUndefined();
  });
});
