import { checkText, Problem } from '../private/validation';

/**
 * What InstanceAlarms watch.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/viewing_metrics_with_cloudwatch.html
 */
export class WatchedInstances {
  /**
   * One instance. When the hardware below it fails, it is recovered on other hardware, with its id, addresses and volumes.
   *
   * @param instanceId - such as `i-0123456789abcdef0`. It must not belong to an Auto Scaling group, which would replace it meanwhile
   */
  public static instance(instanceId: string): WatchedInstances {
    return new WatchedInstances('InstanceId', instanceId);
  }

  /**
   * All instances of an Auto Scaling group together. The group replaces those that fail.
   *
   * @param groupName - name of the group, 1 to 255 characters
   */
  public static autoScalingGroup(groupName: string): WatchedInstances {
    return new WatchedInstances('AutoScalingGroupName', groupName);
  }

  private constructor(
    /** The dimension of Amazon EC2 metrics. */
    public readonly dimension: string,
    /** The instance or group. */
    public readonly value: string,
  ) {}

  /** @internal */
  public get _isInstance(): boolean {
    return this.dimension === 'InstanceId';
  }

  /** @internal */
  public _problems(prop: string): Problem[] {
    return this._isInstance
      ? checkText(prop, this.value, /^i-(?:[0-9a-f]{8}|[0-9a-f]{17})$/, 'the id of an instance', 'pass the id, such as i-0123456789abcdef0')
      : checkText(prop, this.value, /^[^\r\n:]{1,255}$/, '1 to 255 characters without colons', 'pass the name of the group and not its ARN');
  }
}
