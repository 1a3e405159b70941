import { CustomResource, Stack, Stage, Token } from 'aws-cdk-lib';
import { CfnConfigurationRecorder, CfnDeliveryChannel } from 'aws-cdk-lib/aws-config';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct, IDependable } from 'constructs';
import { ServiceAdopter } from '../private/service-adopter';
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
   * Name of the recorder to make. One that is there has its own, which need not be known.
   *
   * @default secure-baseline
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
  public static _problems(props: ConfigurationRecorderOptions, global = true): Problem[] {
    const { frequency, otherFrequencyTypes: others = [], recordedTypes: types, recorderName, adoption } = props;
    const known: string[] = Object.values(RecordingFrequency);
    const daily = frequency === RecordingFrequency.DAILY ? [] : others.filter((type) => NEVER_DAILY.includes(type));
    const left = types instanceof RecordedTypes ? others.filter((type) => !types._records(type, true)) : [];
    return [
      ...frequency === undefined || known.includes(frequency) ? [] : [{
        prop: 'frequency', got: frequency, allowed: known.join(' or '), fix: 'use a member of RecordingFrequency',
      }],
      ...RecordedTypes._check('recordedTypes', types),
      ...!global && types instanceof RecordedTypes && types._problems('recordedTypes').length === 0 ? types._problems('recordedTypes', global) : [],
      ...RecordedTypes._typeProblems('otherFrequencyTypes', others),
      ...daily.map((type) => ({
        prop: 'otherFrequencyTypes', got: type, allowed: 'types that can be recorded once a day',
        fix: 'leave it out: AWS Config always records it at each change',
      })),
      ...left.map((type) => ({
        prop: 'otherFrequencyTypes', got: type, allowed: 'types that recordedTypes has', fix: 'leave it out, or record it',
      })),
      ...ServiceAdoption._check('adoption', adoption),
      ...recorderName !== undefined && adoption instanceof ServiceAdoption && adoption.name !== 'create' ? [{
        prop: 'recorderName', got: recorderName, allowed: 'nothing, since none is made', fix: 'leave it out: the one that is there is found without',
      }] : checkText('recorderName', recorderName, /^[\w-]{1,256}$/, 'up to 256 letters, digits, hyphens and underscores',
        'leave it out for secure-baseline'),
    ];
  }

  /** Name of the recorder. Not there for one that is left alone. */
  public readonly recorderName?: string;

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
    const { regions: late, everywhere } = RecordedTypes._lacksGlobal(this);
    const global = home && !everywhere;
    refuse(this, [...ConfigurationRecorder._problems(props, global), ...this.secondProblems()]);
    const adoption = props.adoption ?? ServiceAdoption.create();
    this.recordedTypes = props.recordedTypes ?? RecordedTypes.all();
    if (home && late.length > 0 && this.recordedTypes._global) {
      warn(this, 'global-types-region', `AWS Config records no users, groups, roles and policies in ${late.join(', ')}, where it came after `
        + 'February 2022: take an older region as home region to have them recorded and judged');
    }

    if (adoption.name === 'create') {
      this.recorderName = props.recorderName ?? 'secure-baseline';
      this._ready = this.create(props, this.recorderName, home, global);
      this.node.addValidation({ validate: () => this.foreignProblems() });
    } else if (adoption.name === 'adopt') {
      const adopted = this.adopt(props.encryptionKey);
      if (home) {
        // Whatever runs the one that is there: those of further regions need it.
        this.role(props.encryptionKey);
      }
      this.recorderName = adopted.getAttString('Id');
      this._ready = adopted;
    } else {
      warn(this, 'configuration-recorder-skipped', `the configuration recorder is left alone: ${adoption.reason}`);
    }
  }

  private create(props: ConfigurationRecorderProps, name: string, home: boolean, global: boolean): IDependable {
    const frequency = props.frequency ?? RecordingFrequency.CONTINUOUS;
    const other = frequency === RecordingFrequency.DAILY ? RecordingFrequency.CONTINUOUS : RecordingFrequency.DAILY;
    const others = props.otherFrequencyTypes?.filter((type) => this.recordedTypes._records(type, global)) ?? [];

    const recorder = new CfnConfigurationRecorder(this, 'Resource', {
      name,
      roleArn: this.roleArn(),
      recordingGroup: this.recordedTypes._group(global),
      recordingMode: {
        recordingFrequency: frequency,
        recordingModeOverrides: others.length > 0 ? [{ resourceTypes: others, recordingFrequency: other }] : undefined,
      },
    });
    if (home) {
      recorder.node.addDependency(this.role(props.encryptionKey));
    }
    // Without dependencies between the two: AWS Config accepts the channel after the recorder, and starts the recorder after the channel.
    new CfnDeliveryChannel(this, 'DeliveryChannel', {
      name,
      s3BucketName: props.bucketName,
      s3KmsKeyArn: props.encryptionKey?.keyArn,
      configSnapshotDeliveryProperties: { deliveryFrequency: 'TwentyFour_Hours' },
    });
    return recorder;
  }

  private roleArn(): string {
    return Stack.of(this).formatArn({
      service: 'iam', region: '', resource: 'role', resourceName: 'aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig',
    });
  }

  /** Not by the type of AWS CloudFormation, which fails where there is one: in each account that has used AWS Config before, and at a second try. */
  private role(logKey?: IKey): IDependable {
    return SettingProvider.of(this).reach(this, {
      name: 'ConfigurationRole',
      service: 'iam',
      client: 'IAMClient',
      read: { command: 'GetRole', input: { RoleName: 'AWSServiceRoleForConfig' }, path: ['Role', 'RoleName'] },
      absent: ['NoSuchEntityException'],
      wanted: 'AWSServiceRoleForConfig',
      write: { command: 'CreateServiceLinkedRole', input: { AWSServiceName: 'config.amazonaws.com' } },
      statements: [new PolicyStatement({ actions: ['iam:CreateServiceLinkedRole', 'iam:GetRole'], resources: [this.roleArn()] })],
      wildcardReason: 'There are none: the role has a name that is known.',
    }, logKey);
  }

  /** Starts the recorder that is there, whatever its name. Those that other services keep for themselves are not among those AWS Config shows. */
  private adopt(logKey?: IKey): CustomResource {
    return ServiceAdopter.of(this).adopt(this, {
      logicalId: 'AdoptedConfigurationRecorder',
      name: 'configuration recorder of AWS Config',
      service: 'config-service',
      client: 'ConfigServiceClient',
      find: { command: 'DescribeConfigurationRecorders', path: ['ConfigurationRecorders', 0, 'name'] },
      wishes: [{
        read: { command: 'DescribeConfigurationRecorderStatus', path: ['ConfigurationRecordersStatus', 0, 'recording'] },
        items: [{ item: true }],
        write: { command: 'StartConfigurationRecorder', as: 'ConfigurationRecorderName' },
      }],
      statements: [
        new PolicyStatement({ actions: ['config:DescribeConfigurationRecorderStatus', 'config:DescribeConfigurationRecorders'], resources: ['*'] }),
        new PolicyStatement({
          actions: ['config:StartConfigurationRecorder'],
          resources: [Stack.of(this).formatArn({ service: 'config', resource: 'configuration-recorder', resourceName: '*' })],
        }),
      ],
      wildcardReason: 'AWS Config shows recorders as a list, and the name and id of the one that is there are not known before.',
    }, logKey);
  }

  /**
   * Stacks without an account go to whoever deploys, all of them. Two without a region are compared with themselves: they may be for two. Nor does a
   * stage know what of another one is deployed beside it.
   */
  private secondProblems(): Problem[] {
    return this.besides(ConfigurationRecorder).map((each) => ({
      prop: 'scope', got: this.node.path, allowed: 'one recorder a region',
      fix: `use the one at ${each.node.path}: AWS Config takes no second one. Two accounts? Give each baseline its account`,
    }));
  }

  /** Recorders that somebody made without this class, before or after this one. */
  private foreignProblems(): string[] {
    return this.besides(CfnConfigurationRecorder).filter(({ node }) => !(node.scope instanceof ConfigurationRecorder))
      .map(({ node }) => `AWS Config takes one recorder a region, and there is one at ${node.path}: adopt that one, with ServiceAdoption.adopt()`);
  }

  private besides<T extends Construct>(type: abstract new (...args: never[]) => T): T[] {
    const stack = Stack.of(this);
    const same = (mine: string, other: string) => mine === other || (Token.isUnresolved(mine) && Token.isUnresolved(other));
    const sameRegion = (other: Stack) => other === stack
      || (!Token.isUnresolved(stack.region) && other.region === stack.region && same(stack.account, other.account));
    return (Stage.of(this) ?? this.node.root).node.findAll()
      .filter((each): each is T => each instanceof type && each !== (this as Construct) && sameRegion(Stack.of(each)));
  }
}
