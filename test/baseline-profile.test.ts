import { Duration } from 'aws-cdk-lib';
import {
  BaselineProfile, ConfigurationDomain, DataEvents, DetectionDomain, FindingSeverity, InternetEgress, LoggingDomain, ProtectionDomain, StorageDomain,
} from '../lib';

const PROFILES = [BaselineProfile.essential(), BaselineProfile.standard(), BaselineProfile.regulated()];

describe('BaselineProfile', () => {
  it('knows three profiles by name, each with a sentence of its own', () => {
    expect(PROFILES.map(({ name }) => name)).toEqual(['essential', 'standard', 'regulated']);
    expect(new Set(PROFILES.map(({ what }) => what)).size).toBe(3);
    expect(PROFILES.map(({ what }) => what)).toEqual(PROFILES.map(() => expect.stringMatching(/^[A-Z].{10,}\.$/)));
  });

  it.each(PROFILES)('sets nothing in $name that the domains refuse', ({ _settings: settings }) => {
    expect([
      StorageDomain.logArchive(settings.storage), LoggingDomain.auditTrail(settings.logging), DetectionDomain.threatDetection(settings.detection),
      ConfigurationDomain.recorder(settings.configuration), ProtectionDomain.taggedBackup(settings.protection),
    ].flatMap((domain) => domain._problems())).toEqual([]);
  });

  it('keeps more from profile to profile', () => {
    const days = (pick: (profile: BaselineProfile) => Duration | number | undefined) =>
      PROFILES.map(pick).map((value) => value instanceof Duration ? value.toDays() : value);
    expect(days(({ _settings: settings }) => settings.storage.retention)).toEqual([365, 1096, 2557]);
    expect(days(({ _settings: settings }) => settings.logging.logGroupRetention)).toEqual([90, 365, 731]);
    expect(days(({ _settings: settings }) => settings.protection.retention)).toEqual([7, 35, 365]);
  });

  it('keeps evidence in the archive longer than in the log group', () => {
    for (const { _settings: settings } of PROFILES) {
      expect(settings.storage.retention!.toDays()).toBeGreaterThan(settings.logging.logGroupRetention!);
    }
  });

  it('looks closer from profile to profile', () => {
    expect(PROFILES.map(({ _settings: settings }) => settings.configuration.frequency)).toEqual(['DAILY', 'CONTINUOUS', 'CONTINUOUS']);
    expect(PROFILES.map(({ _settings: settings }) => settings.detection.features)).toEqual([[], undefined, undefined]);
    expect(PROFILES.map(({ _settings: settings }) => settings.detection.minimumSeverity)).toEqual([undefined, undefined, FindingSeverity.MEDIUM]);
    expect(PROFILES.map(({ _settings: settings }) => settings.detection.services!.length)).toEqual([0, 2, 4]);
    expect(PROFILES.map(({ _settings: settings }) => settings.configuration.pack!.ruleIdentifiers.length)).toEqual([32, 78, 105]);
    expect(PROFILES.map(({ _settings: settings }) => settings.logging.dataEvents)).toEqual([DataEvents.none(), DataEvents.writes(), DataEvents.readsAndWrites()]);
    expect(PROFILES.map(({ _settings: settings }) => settings.network.internetEgress))
      .toEqual([InternetEgress.none(), InternetEgress.singleNat(), InternetEgress.natPerZone()]);
  });

  it('takes a profile or none', () => {
    expect(BaselineProfile._check('profile', undefined)).toEqual([]);
    expect(BaselineProfile._check('profile', BaselineProfile.regulated())).toEqual([]);
  });

  it.each(['standard', null, {}, { name: 'standard' }])('refuses %p, which no factory made', (profile) => {
    expect(BaselineProfile._check('profile', profile)).toEqual([{
      prop: 'profile', got: profile, allowed: 'BaselineProfile.essential(), BaselineProfile.standard(), BaselineProfile.regulated()',
      fix: 'pass what one of these returns, not its name',
    }]);
  });
});
