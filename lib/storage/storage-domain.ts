import { Token } from 'aws-cdk-lib';
import { IKey } from 'aws-cdk-lib/aws-kms';
import { IBucket } from 'aws-cdk-lib/aws-s3';
import { BaselineDomain } from '../baseline-domain';
import { nested, Problem } from '../private/validation';
import { LogArchive, LogArchiveProps } from './log-archive';

/** Where a baseline keeps its evidence. */
export class StorageDomain extends BaselineDomain {
  /**
   * A LogArchive.
   *
   * @param props - where it should differ from the profile
   */
  public static logArchive(props: LogArchiveProps = {}): StorageDomain {
    return new StorageDomain(props);
  }

  /**
   * A bucket and a key that exist, such as those of a log archive account. Their policies must let AWS CloudTrail, AWS Config, VPC flow
   * logs, log groups and alerts of this account in, as those of a LogArchive do, and Amazon GuardDuty, as a ThreatFindingExport tells.
   *
   * @param bucket - takes the logs
   * @param encryptionKey - encrypts logs and alerts; in the home region
   */
  public static existing(bucket: IBucket, encryptionKey: IKey): StorageDomain {
    return new StorageDomain({}, bucket, encryptionKey);
  }

  private constructor(
    /** @internal */
    public readonly _props: LogArchiveProps,
    /** @internal */
    public readonly _bucket?: IBucket,
    /** @internal */
    public readonly _encryptionKey?: IKey,
  ) {
    super();
  }

  /** @internal */
  public override _problems(): Problem[] {
    return nested('storage', LogArchive._problems(this._props));
  }

  /**
   * ARN of a key that exists, where other regions can be told it.
   *
   * @internal
   */
  public get _keyArn(): string | undefined {
    return Token.isUnresolved(this._encryptionKey?.keyArn) ? undefined : this._encryptionKey?.keyArn;
  }

  /**
   * Name of the bucket AWS Config delivers to from other regions, where it is not the one they know by themselves.
   *
   * @internal
   */
  public _configurationBucketName(account: string, region: string): string | undefined {
    return this._bucket?.bucketName ?? (this._props.objectLock && LogArchive.configurationBucketName(account, region));
  }
}
