import { IBucket } from 'aws-cdk-lib/aws-s3';
import { ITopic } from 'aws-cdk-lib/aws-sns';
import { Problem } from '../private/validation';
import { ConfigurationRules } from './configuration-rules';
import { RemediationMode } from './remediation-mode';
import { DISABLE_CREDENTIALS, REPORT_ROOT_KEY, RESTART_TRAIL, ROTATE_KEY } from './remedies/account-remedies';
import { CLOSE_PORTS, CLOSE_SSH, EMPTY_DEFAULT_GROUP, REQUIRE_IMDSV2, SEND_FLOW_LOGS } from './remedies/network-remedies';
import { RemedyEntry } from './remedies/remedy-entry';
import {
  BLOCK_PUBLIC_ACCESS, CLOSE_PUBLIC_BUCKET, ENCRYPT_NEW_VOLUMES, HIDE_DATABASE, HIDE_SNAPSHOTS, PROTECT_DATABASE, REPORT_VOLUME, VERSION_BUCKET,
} from './remedies/storage-remedies';

/** What some remedies need. */
interface RemedyNeeds {
  /** In the same region: Amazon SNS takes messages for topics of its region alone. */
  readonly topic?: ITopic;
  readonly flowLogBucket?: IBucket;
  readonly trailArn?: string;
}

/**
 * What is done about a resource that breaks a rule, by a person's hand unless it is said otherwise. Each says what it changes, what that can break
 * and how to go back: `blastRadius`.
 */
export class Remedy {
  /**
   * Blocks public access to a bucket.
   *
   * @param mode - who starts it; a person by default
   */
  public static closePublicBucket(mode?: RemediationMode): Remedy {
    return new Remedy(CLOSE_PUBLIC_BUCKET, mode);
  }

  /**
   * Blocks public access to Amazon S3 for the whole account.
   *
   * @param mode - who starts it; a person by default
   */
  public static blockPublicAccess(mode?: RemediationMode): Remedy {
    return new Remedy(BLOCK_PUBLIC_ACCESS, mode);
  }

  /**
   * Lets a bucket keep versions.
   *
   * @param mode - who starts it; a person by default
   */
  public static versionBucket(mode?: RemediationMode): Remedy {
    return new Remedy(VERSION_BUCKET, mode);
  }

  /**
   * Encrypts new volumes of the region.
   *
   * @param mode - who starts it; a person by default
   */
  public static encryptNewVolumes(mode?: RemediationMode): Remedy {
    return new Remedy(ENCRYPT_NEW_VOLUMES, mode);
  }

  /**
   * Hides public snapshots of volumes.
   *
   * @param mode - who starts it; a person by default
   */
  public static hideSnapshots(mode?: RemediationMode): Remedy {
    return new Remedy(HIDE_SNAPSHOTS, mode);
  }

  /**
   * Tells about an unencrypted volume.
   *
   * @param topic - whom it tells
   * @param mode - who starts it; a person by default
   */
  public static reportUnencryptedVolume(topic: ITopic, mode?: RemediationMode): Remedy {
    return new Remedy(REPORT_VOLUME, mode, { TopicArn: topic.topicArn }, topic);
  }

  /**
   * Takes its public address from a database.
   *
   * @param mode - who starts it; a person by default
   */
  public static hideDatabase(mode?: RemediationMode): Remedy {
    return new Remedy(HIDE_DATABASE, mode);
  }

  /**
   * Protects a database from deletion.
   *
   * @param mode - who starts it; a person by default
   */
  public static protectDatabase(mode?: RemediationMode): Remedy {
    return new Remedy(PROTECT_DATABASE, mode);
  }

  /**
   * Switches rotation of a key on.
   *
   * @param mode - who starts it; a person by default
   */
  public static rotateKey(mode?: RemediationMode): Remedy {
    return new Remedy(ROTATE_KEY, mode);
  }

  /**
   * Takes credentials away that were not used for 45 days.
   *
   * @param mode - who starts it; a person by default
   */
  public static disableUnusedCredentials(mode?: RemediationMode): Remedy {
    return new Remedy(DISABLE_CREDENTIALS, mode);
  }

  /**
   * Starts a trail that was stopped.
   *
   * @param trailArn - the trail
   * @param mode - who starts it; a person by default
   */
  public static restartTrail(trailArn: string, mode?: RemediationMode): Remedy {
    return new Remedy(RESTART_TRAIL, mode, { TrailArn: trailArn });
  }

  /**
   * Tells about an access key of the root user.
   *
   * @param topic - whom it tells
   * @param mode - who starts it; a person by default
   */
  public static reportRootAccessKey(topic: ITopic, mode?: RemediationMode): Remedy {
    return new Remedy(REPORT_ROOT_KEY, mode, { TopicArn: topic.topicArn }, topic);
  }

  /**
   * Takes SSH from the internet off a security group.
   *
   * @param mode - who starts it; a person by default
   */
  public static closeSsh(mode?: RemediationMode): Remedy {
    return new Remedy(CLOSE_SSH, mode);
  }

  /**
   * Takes RDP, CIFS and databases from the internet off a security group.
   *
   * @param mode - who starts it; a person by default
   */
  public static closeDangerousPorts(mode?: RemediationMode): Remedy {
    return new Remedy(CLOSE_PORTS, mode);
  }

  /**
   * Empties the default security group of a VPC.
   *
   * @param mode - who starts it; a person by default
   */
  public static emptyDefaultSecurityGroup(mode?: RemediationMode): Remedy {
    return new Remedy(EMPTY_DEFAULT_GROUP, mode);
  }

  /**
   * Switches flow logs of a VPC on.
   *
   * @param bucket - takes them; its policy lets flow logs be delivered, as that of a LogArchive does
   * @param mode - who starts it; a person by default
   */
  public static sendFlowLogs(bucket: IBucket, mode?: RemediationMode): Remedy {
    return new Remedy(SEND_FLOW_LOGS, mode, { BucketArn: bucket.bucketArn });
  }

  /**
   * Makes an instance serve credentials over IMDSv2 alone.
   *
   * @param mode - who starts it; a person by default
   */
  public static requireImdsV2(mode?: RemediationMode): Remedy {
    return new Remedy(REQUIRE_IMDSV2, mode);
  }

  /**
   * Every remedy for some rules, as far as what it needs is there.
   *
   * @internal
   */
  public static _forRules(rules: readonly string[], needs: RemedyNeeds, mode?: RemediationMode): Remedy[] {
    const { topic, flowLogBucket, trailArn } = needs;
    return [
      Remedy.closePublicBucket(mode), Remedy.blockPublicAccess(mode), Remedy.versionBucket(mode), Remedy.encryptNewVolumes(mode),
      Remedy.hideSnapshots(mode), Remedy.hideDatabase(mode), Remedy.protectDatabase(mode), Remedy.rotateKey(mode),
      Remedy.disableUnusedCredentials(mode), Remedy.closeSsh(mode), Remedy.closeDangerousPorts(mode), Remedy.emptyDefaultSecurityGroup(mode),
      Remedy.requireImdsV2(mode),
      ...topic ? [Remedy.reportUnencryptedVolume(topic, mode), Remedy.reportRootAccessKey(topic, mode)] : [],
      ...flowLogBucket ? [Remedy.sendFlowLogs(flowLogBucket, mode)] : [],
      ...trailArn ? [Remedy.restartTrail(trailArn, mode)] : [],
    ].filter(({ ruleIdentifier }) => rules.includes(ruleIdentifier));
  }

  /** Identifier of the rule it is for, as AWS Config knows it. */
  public readonly ruleIdentifier: string;

  /** What it changes, what that can break, and how to go back. */
  public readonly blastRadius: string;

  private constructor(
    /** @internal */
    public readonly _entry: RemedyEntry,
    /** @internal */
    public readonly _mode = RemediationMode.manual(),
    /** @internal */
    public readonly _inputs: Record<string, string> = {},
    /** @internal */
    public readonly _topic?: ITopic,
  ) {
    this.ruleIdentifier = _entry.rule;
    this.blastRadius = `${_entry.changes} What can break: ${_entry.breaks} To go back: ${_entry.undo}`;
  }

  /** @internal The types that its document looks up in the record, and that are not in it. */
  public _unrecorded(rules: ConfigurationRules): string[] {
    return (this._entry.needs ?? []).filter((type) => !rules._records(type));
  }

  /** @internal */
  public _problems(prop: string): Problem[] {
    return RemediationMode._check(`${prop}.mode`, this._mode);
  }
}
