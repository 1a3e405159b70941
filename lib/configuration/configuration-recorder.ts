import { Stack, Stage, Token } from 'aws-cdk-lib';
import { CfnConfigurationRecorder, CfnDeliveryChannel } from 'aws-cdk-lib/aws-config';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct, IDependable } from 'constructs';
import { SettingProvider } from '../private/setting-provider';
import { checkText, Problem, refuse } from '../private/validation';
import { warn } from '../private/warn';
import { ServiceAdoption } from '../service-adoption';
import { ConfigurationScope } from './configuration-scope';
import { RecordedTypes } from './recorded-types';
import { RecordingFrequency } from './recording-frequency';

/** What AWS Config records at each change, whatever it is told. */
const NEVER_DAILY = ['AWS::Config::ConfigurationRecorder', 'AWS::Config::ConformancePackCompliance', 'AWS::Config::ResourceCompliance'];

/** Settings of a ConfigurationRecorder that a baseline chooses. */
export interface ConfigurationRecorderOptions {
  /**
   * How often changed resources are recorded.
   *
   * @default RecordingFrequency.CONTINUOUS
   */
  readonly frequency?: RecordingFrequency;

  /**
   * Resource types that are recorded at the other of the two frequencies: network interfaces once a day where all else is recorded at each
   * change, or security groups at each change where all else is recorded once a day.
   *
   * @default - none
   */
  readonly otherFrequencyTypes?: string[];

  /**
   * What is recorded. Of a recorder that is adopted or left alone: what it records, which stays as it is.
   *
   * @default RecordedTypes.all()
   */
  readonly recordedTypes?: RecordedTypes;

  /**
   * What to do about a recorder that is there already. One that is adopted is started, and keeps its role, its types and where it delivers to;
   * nothing stops it.
   *
   * @default ServiceAdoption.create()
   */
  readonly adoption?: ServiceAdoption;

  /**
   * Name of the recorder: of the one to make, or of the one that is there.
   *
   * @default - `secure-baseline` for one that is made, `default` for one that is there, as the console of AWS calls it
   */
  readonly recorderName?: string;
}

/** Properties of a ConfigurationRecorder. */
export interface ConfigurationRecorderProps extends ConfigurationRecorderOptions {
  /**
   * Name of the bucket that takes history and snapshots, in whatever region. Its policy lets AWS Config write to it, as that of a LogArchive does.
   */
  readonly bucketName: string;

  /**
   * Encrypts what is delivered. Its policy lets AWS Config use it, as that of a LogArchive's key does.
   *
   * @default - what the bucket encrypts with
   */
  readonly encryptionKey?: IKey;

  /**
   * Whether this region records the global resources too.
   *
   * @default ConfigurationScope.HOME_REGION
   */
  readonly scope?: ConfigurationScope;
}

/**
 * AWS Config for one region: records resources and delivers their history, under the role AWS made for it.
 *
 * AWS allows one recorder a region for an account: where there is one, adopt it. In the home region, the service-linked role of AWS Config is
 * made too unless it is there, and stays when the recorder goes: other regions use it.
 *
 * @see https://docs.aws.amazon.com/config/latest/developerguide/stop-start-recorder.html
 */
export class ConfigurationRecorder extends Construct {
  /** @internal */
  public static _problems(props: ConfigurationRecorderOptions, home = true): Problem[] {
    const { frequency, otherFrequencyTypes: others = [], recordedTypes: types, recorderName } = props;
    const known: string[] = Object.values(RecordingFrequency);
    const daily = frequency === RecordingFrequency.DAILY ? [] : others.filter((type) => NEVER_DAILY.includes(type));
    const left = types instanceof RecordedTypes ? others.filter((type) => !types._records(type, true)) : [];
    return [
      ...frequency === undefined || known.includes(frequency) ? [] : [{
        prop: 'frequency', got: frequency, allowed: known.join(' or '), fix: 'use a member of RecordingFrequency',
      }],
      ...RecordedTypes._check('recordedTypes', types),
      ...!home && types instanceof RecordedTypes && types._problems('recordedTypes').length === 0 ? types._problems('recordedTypes', home) : [],
      ...RecordedTypes._typeProblems('otherFrequencyTypes', others),
      ...daily.map((type) => ({
        prop: 'otherFrequencyTypes', got: type, allowed: 'types that can be recorded once a day',
        fix: 'leave it out: AWS Config always records it at each change',
      })),
      ...left.map((type) => ({
        prop: 'otherFrequencyTypes', got: type, allowed: 'types that recordedTypes has', fix: 'leave it out, or record it',
      })),
      ...ServiceAdoption._check('adoption', props.adoption),
      ...checkText('recorderName', recorderName, /^[\w-]{1,256}$/, 'up to 256 letters, digits, hyphens and underscores',
        'see what `aws configservice describe-configuration-recorders` calls it'),
    ];
  }

  /** Name of the recorder. */
  public readonly recorderName: string;

  /** What it records. */
  public readonly recordedTypes: RecordedTypes;

  /** Whether it records what exists once for all regions. */
  public readonly scope: ConfigurationScope;

  /** @internal What has to be there before rules. One resource and not all: a dependency of each rule on each would make the template large. */
  public readonly _ready?: IDependable;

  /** @throws when AWS Config knows no such frequency or type, nothing is left to record, or the region has a recorder already */
  constructor(scope: Construct, id: string, props: ConfigurationRecorderProps) {
    super(scope, id);
    this.scope = props.scope ?? ConfigurationScope.HOME_REGION;
    const home = this.scope === ConfigurationScope.HOME_REGION;
    refuse(this, [...ConfigurationRecorder._problems(props, home), ...this.secondProblems()]);
    const adoption = props.adoption ?? ServiceAdoption.create();
    this.recordedTypes = props.recordedTypes ?? RecordedTypes.all();
    this.recorderName = props.recorderName ?? (adoption.name === 'create' ? 'secure-baseline' : 'default');

    if (adoption.name === 'create') {
      this._ready = this.create(props, home);
    } else if (adoption.name === 'adopt') {
      this._ready = this.adopt(props.encryptionKey);
    } else {
      warn(this, 'configuration-recorder-skipped', `the configuration recorder is left alone: ${adoption.reason}`);
    }
  }

  private create(props: ConfigurationRecorderProps, home: boolean): IDependable {
    const frequency = props.frequency ?? RecordingFrequency.CONTINUOUS;
    const other = frequency === RecordingFrequency.DAILY ? RecordingFrequency.CONTINUOUS : RecordingFrequency.DAILY;
    const others = props.otherFrequencyTypes?.filter((type) => this.recordedTypes._records(type, home)) ?? [];

    const roleArn = Stack.of(this).formatArn({
      service: 'iam', region: '', resource: 'role', resourceName: 'aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig',
    });
    const recorder = new CfnConfigurationRecorder(this, 'Resource', {
      name: this.recorderName,
      roleArn,
      recordingGroup: this.recordedTypes._group(home),
      recordingMode: {
        recordingFrequency: frequency,
        recordingModeOverrides: others.length > 0 ? [{ resourceTypes: others, recordingFrequency: other }] : undefined,
      },
    });
    if (home) {
      recorder.node.addDependency(this.role(roleArn, props.encryptionKey));
    }
    // Without dependencies between the two: AWS Config accepts the channel after the recorder, and starts the recorder after the channel.
    new CfnDeliveryChannel(this, 'DeliveryChannel', {
      name: this.recorderName,
      s3BucketName: props.bucketName,
      s3KmsKeyArn: props.encryptionKey?.keyArn,
      configSnapshotDeliveryProperties: { deliveryFrequency: 'TwentyFour_Hours' },
    });
    return recorder;
  }

  /** Not by the type of AWS CloudFormation, which fails where there is one: in each account that has used AWS Config before, and at a second try. */
  private role(arn: string, logKey?: IKey): IDependable {
    return SettingProvider.of(this).reach(this, {
      name: 'ConfigurationRole',
      service: 'iam',
      client: 'IAMClient',
      read: { command: 'GetRole', input: { RoleName: 'AWSServiceRoleForConfig' }, path: ['Role', 'RoleName'] },
      absent: ['NoSuchEntityException'],
      wanted: 'AWSServiceRoleForConfig',
      write: { command: 'CreateServiceLinkedRole', input: { AWSServiceName: 'config.amazonaws.com' } },
      statements: [new PolicyStatement({ actions: ['iam:CreateServiceLinkedRole', 'iam:GetRole'], resources: [arn] })],
      wildcardReason: 'There are none: the role has a name that is known.',
    }, logKey);
  }

  /** Starts a recorder that is there. A read stands where other settings are put back: one that runs is never stopped. */
  private adopt(logKey?: IKey): IDependable {
    const named = { ConfigurationRecorderNames: [this.recorderName] };
    const recorder = Stack.of(this).formatArn({ service: 'config', resource: 'configuration-recorder', resourceName: `${this.recorderName}/*` });
    return SettingProvider.of(this).reach(this, {
      name: 'ConfigurationRecorderStarted',
      service: 'config-service',
      client: 'ConfigServiceClient',
      read: { command: 'DescribeConfigurationRecorderStatus', input: named, path: ['ConfigurationRecordersStatus', 0, 'recording'] },
      wanted: true,
      write: { command: 'StartConfigurationRecorder', input: { ConfigurationRecorderName: this.recorderName } },
      restore: { command: 'DescribeConfigurationRecorderStatus', input: named },
      gone: ['NoSuchConfigurationRecorderException'],
      statements: [
        new PolicyStatement({ actions: ['config:DescribeConfigurationRecorderStatus'], resources: ['*'] }),
        new PolicyStatement({ actions: ['config:StartConfigurationRecorder'], resources: [recorder] }),
      ],
      wildcardReason: 'AWS Config shows recorders as a list, and gives each an id that nobody knows before.',
    }, logKey);
  }

  /**
   * The region of a stack without one is known to whoever deploys alone: such stacks are compared with themselves. Nor does a stage know what of
   * another one is deployed beside it.
   */
  private secondProblems(): Problem[] {
    const stack = Stack.of(this);
    const known = !Token.isUnresolved(stack.account) && !Token.isUnresolved(stack.region);
    const sameRegion = (other: Stack) => other === stack || (known && other.account === stack.account && other.region === stack.region);
    return (Stage.of(this) ?? this.node.root).node.findAll()
      .filter((each) => each instanceof ConfigurationRecorder && each !== this && sameRegion(Stack.of(each)))
      .map((each) => ({
        prop: 'scope', got: this.node.path, allowed: 'one recorder a region', fix: `use the one at ${each.node.path}: AWS Config takes no second one`,
      }));
  }
}
