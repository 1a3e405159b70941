import { Duration } from 'aws-cdk-lib';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { ConfigurationRecorderOptions } from './configuration/configuration-recorder';
import { RecordingFrequency } from './configuration/recording-frequency';
import { DetectionProps } from './detection/detection-domain';
import { AuditTrailOptions } from './logging/audit-trail';
import { InternetEgress } from './network/internet-egress';
import { TieredVpcProps } from './network/tiered-vpc';
import { Problem } from './private/validation';
import { TaggedBackupOptions } from './protection/tagged-backup';
import { LogArchiveProps } from './storage/log-archive';

/** What a profile sets in each domain. Where it says nothing, the construct's own default holds. */
interface ProfileEntry {
  readonly what: string;
  readonly storage: LogArchiveProps;
  readonly logging: AuditTrailOptions;
  readonly detection: DetectionProps;
  readonly configuration: ConfigurationRecorderOptions;
  readonly network: TieredVpcProps;
  readonly protection: TaggedBackupOptions;
}

const PROFILES = (): Record<string, ProfileEntry> => ({
  essential: {
    what: 'Evidence and detection at the lowest price, for an account that holds nothing of value yet.',
    storage: { retention: Duration.days(365) },
    logging: { logGroupRetention: RetentionDays.THREE_MONTHS },
    detection: { features: [] },
    configuration: { frequency: RecordingFrequency.DAILY },
    network: { internetEgress: InternetEgress.none() },
    protection: { retention: Duration.days(7) },
  },
  standard: {
    what: 'What an account that serves customers should have.',
    storage: { retention: Duration.days(1096) },
    logging: { logGroupRetention: RetentionDays.ONE_YEAR },
    detection: { minimumSeverity: 7 },
    configuration: { frequency: RecordingFrequency.CONTINUOUS },
    network: { internetEgress: InternetEgress.singleNat() },
    protection: { retention: Duration.days(35) },
  },
  regulated: {
    what: 'For accounts that auditors visit: everything is kept longer, told earlier, and survives a zone.',
    storage: { retention: Duration.days(2557) },
    logging: { logGroupRetention: RetentionDays.TWO_YEARS },
    detection: { minimumSeverity: 4 },
    configuration: { frequency: RecordingFrequency.CONTINUOUS },
    network: { internetEgress: InternetEgress.natPerZone() },
    protection: { retention: Duration.days(365) },
  },
});

/**
 * How much of everything: retention, detail and redundancy, and with them the price. Security controls are the same in every profile; each
 * setting can
 * still be chosen by itself in its domain.
 */
export class BaselineProfile {
  /** Evidence and detection at the lowest price, for an account that holds nothing of value yet. */
  public static essential(): BaselineProfile {
    return new BaselineProfile('essential');
  }

  /** What an account that serves customers should have. */
  public static standard(): BaselineProfile {
    return new BaselineProfile('standard');
  }

  /** For accounts that auditors visit: everything is kept longer, told earlier, and survives the loss of an availability zone. */
  public static regulated(): BaselineProfile {
    return new BaselineProfile('regulated');
  }

  /** @internal */
  public static _check(prop: string, profile: unknown): Problem[] {
    if (profile === undefined || profile instanceof BaselineProfile) {
      return [];
    }
    const factories = Object.keys(PROFILES()).map((name) => `BaselineProfile.${name}()`).join(', ');
    return [{ prop, got: profile, allowed: factories, fix: 'pass what one of these returns, not its name' }];
  }

  /** What the profile is for, in a sentence. */
  public readonly what: string;

  /** @internal */
  public readonly _settings: ProfileEntry;

  private constructor(
    /** Name of the profile: `essential`, `standard` or `regulated`. */
    public readonly name: string,
  ) {
    this._settings = PROFILES()[name];
    this.what = this._settings.what;
  }
}
