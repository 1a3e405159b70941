import { Duration } from 'aws-cdk-lib';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { AlertedRules } from './configuration/alerted-rules';
import { ConfigurationProps } from './configuration/configuration-domain';
import { RecordingFrequency } from './configuration/recording-frequency';
import { RulePack } from './configuration/rule-pack';
import { DetectionProps } from './detection/detection-domain';
import { DetectionService } from './detection/detection-service';
import { FindingSeverity } from './detection/finding-severity';
import { AuditTrailOptions } from './logging/audit-trail';
import { DataEvents } from './logging/data-events';
import { TrailInsights } from './logging/trail-insights';
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
  readonly configuration: ConfigurationProps;
  readonly network: TieredVpcProps;
  readonly protection: TaggedBackupOptions;
}

const PROFILES = (): Record<string, ProfileEntry> => ({
  essential: {
    what: 'Evidence and detection at the lowest price, for an account that holds nothing of value yet.',
    storage: { retention: Duration.days(365) },
    logging: { logGroupRetention: RetentionDays.THREE_MONTHS, dataEvents: DataEvents.none(), insights: TrailInsights.none() },
    detection: { features: [], services: [] },
    configuration: { frequency: RecordingFrequency.DAILY, pack: RulePack.essential() },
    network: { internetEgress: InternetEgress.none() },
    protection: { retention: Duration.days(7) },
  },
  standard: {
    what: 'What an account that serves customers should have.',
    storage: { retention: Duration.days(1096) },
    logging: { logGroupRetention: RetentionDays.ONE_YEAR, dataEvents: DataEvents.writes(), insights: TrailInsights.callAndErrorRates() },
    detection: { services: [DetectionService.SECURITY_HUB, DetectionService.INSPECTOR] },
    configuration: { frequency: RecordingFrequency.CONTINUOUS, pack: RulePack.standard() },
    network: { internetEgress: InternetEgress.singleNat() },
    protection: { retention: Duration.days(35) },
  },
  regulated: {
    what: 'For accounts that auditors visit: everything is kept longer, told earlier, and survives a zone.',
    storage: { retention: Duration.days(2557) },
    logging: { logGroupRetention: RetentionDays.TWO_YEARS, dataEvents: DataEvents.readsAndWrites(), insights: TrailInsights.callAndErrorRates() },
    detection: { minimumSeverity: FindingSeverity.MEDIUM, services: Object.values(DetectionService) },
    configuration: { frequency: RecordingFrequency.CONTINUOUS, pack: RulePack.regulated(), alertedRules: AlertedRules.all() },
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
