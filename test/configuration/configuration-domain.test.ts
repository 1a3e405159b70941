import { ConfigurationDomain, RecordingFrequency } from '../../lib';
import { AlertedRules } from '../../lib/configuration/alerted-rules';
import { RemediationMode } from '../../lib/configuration/remediation-mode';
import { RulePack } from '../../lib/configuration/rule-pack';

describe('ConfigurationDomain', () => {
  it('hands settings on to the recorder', () => {
    expect(ConfigurationDomain.recorder({ frequency: RecordingFrequency.DAILY })._props).toEqual({ frequency: 'DAILY' });
    expect(ConfigurationDomain.recorder()).toMatchObject({ _props: {}, omittedBecause: undefined });
  });

  it('remembers why it is left out', () => {
    expect(ConfigurationDomain.omitted('the landing zone records').omittedBecause).toBe('the landing zone records');
  });

  it('names the problems of the recorder from the outside', () => {
    expect(ConfigurationDomain.recorder()._problems()).toEqual([]);
    expect(ConfigurationDomain.recorder({ frequency: 'HOURLY' as never })._problems())
      .toMatchObject([{ prop: 'configuration.frequency', got: 'HOURLY' }]);
  });

  it('names the problems of rules, alerts and remedies from the outside too', () => {
    const wrong = { pack: 'standard' as never, alertedRules: 'all' as never, remediationMode: RemediationMode.automatic({ maximumAttempts: 0 }) };
    expect(ConfigurationDomain.recorder(wrong)._problems().map(({ prop }) => prop))
      .toEqual(['configuration.pack', 'configuration.alertedRules', 'configuration.remediationMode.maximumAttempts']);
    expect(ConfigurationDomain.recorder({ pack: RulePack.essential(), alertedRules: AlertedRules.all(), remediationMode: RemediationMode.manual() })._problems()).toEqual([]);
  });
});
