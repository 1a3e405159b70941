import { ConfigurationDomain, RecordingFrequency } from '../../lib';

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
});
