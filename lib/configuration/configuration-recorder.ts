import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import { CfnConfigurationRecorder, CfnDeliveryChannel } from 'aws-cdk-lib/aws-config';
import { CfnServiceLinkedRole } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { Problem, refuse } from '../private/validation';
import { ConfigurationScope } from './configuration-scope';
import { RecordingFrequency } from './recording-frequency';

/** Settings of a ConfigurationRecorder that a baseline chooses. */
export interface ConfigurationRecorderOptions {
  /**
   * How often changed resources are recorded.
   *
   * @default RecordingFrequency.CONTINUOUS
   */
  readonly frequency?: RecordingFrequency;
}

/** Properties of a ConfigurationRecorder. */
export interface ConfigurationRecorderProps extends ConfigurationRecorderOptions {
  /**
   * Name of the bucket that takes history and snapshots, in whatever region. Its policy lets AWS Config write to it, as that of a LogArchive does.
   */
  readonly bucketName: string;

  /**
   * Whether this region records the global resources too.
   *
   * @default ConfigurationScope.HOME_REGION
   */
  readonly scope?: ConfigurationScope;
}

/**
 * AWS Config for one region: records every resource and delivers the history, under the role AWS made for it.
 *
 * AWS allows one recorder a region for an account. In the home region, the service-linked role of AWS Config is made too, and kept: in an
 * account that
 * has used AWS Config before it exists already, and the stack fails until it is imported.
 *
 * @see https://docs.aws.amazon.com/config/latest/developerguide/stop-start-recorder.html
 */
export class ConfigurationRecorder extends Construct {
  /** @internal */
  public static _problems(props: ConfigurationRecorderOptions): Problem[] {
    const known: string[] = Object.values(RecordingFrequency);
    return props.frequency === undefined || known.includes(props.frequency)
      ? []
      : [{ prop: 'frequency', got: props.frequency, allowed: known.join(' or '), fix: 'use a member of RecordingFrequency' }];
  }

  /** Name of the recorder. */
  public readonly recorderName: string;

  /** @throws when the frequency is not one AWS Config knows */
  constructor(scope: Construct, id: string, props: ConfigurationRecorderProps) {
    super(scope, id);
    refuse(this, ConfigurationRecorder._problems(props));
    const home = (props.scope ?? ConfigurationScope.HOME_REGION) === ConfigurationScope.HOME_REGION;

    const recorder = new CfnConfigurationRecorder(this, 'Resource', {
      name: 'secure-baseline',
      roleArn: Stack.of(this).formatArn({
        service: 'iam', region: '', resource: 'role', resourceName: 'aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig',
      }),
      recordingGroup: { allSupported: true, includeGlobalResourceTypes: home },
      recordingMode: { recordingFrequency: props.frequency ?? RecordingFrequency.CONTINUOUS },
    });
    if (home) {
      const role = new CfnServiceLinkedRole(this, 'Role', { awsServiceName: 'config.amazonaws.com' });
      role.applyRemovalPolicy(RemovalPolicy.RETAIN);
      recorder.addResourceDependency(role);
    }
    // Without dependencies between the two: AWS Config accepts the channel after the recorder, and starts the recorder after the channel.
    new CfnDeliveryChannel(this, 'DeliveryChannel', {
      name: 'secure-baseline',
      s3BucketName: props.bucketName,
      configSnapshotDeliveryProperties: { deliveryFrequency: 'TwentyFour_Hours' },
    });
    this.recorderName = 'secure-baseline';
  }
}
