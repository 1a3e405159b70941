import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { DataEvents, LoggingDomain, LoggingProps, ServiceAdoption, TrailInsights } from '../../lib';

describe('LoggingDomain', () => {
  it('hands settings on to the trail', () => {
    expect(LoggingDomain.auditTrail({ logGroupRetention: RetentionDays.ONE_WEEK })._props).toEqual({ logGroupRetention: 7 });
    expect(LoggingDomain.auditTrail()).toMatchObject({ _props: {}, omittedBecause: undefined });
  });

  it('remembers why it is left out', () => {
    expect(LoggingDomain.omitted('the organization has a trail').omittedBecause).toBe('the organization has a trail');
  });

  it('is left out where the trail is skipped and no log group is named', () => {
    const skip = ServiceAdoption.skip('AWS Control Tower has one');
    expect(LoggingDomain.auditTrail({ adoption: skip })).toMatchObject({ omittedBecause: 'AWS Control Tower has one' });
    expect(LoggingDomain.auditTrail({ adoption: skip })._problems()).toEqual([]);
    expect(LoggingDomain.auditTrail({ adoption: skip, logGroupName: 'logs' })).toMatchObject({ omittedBecause: undefined });
  });

  it('lies over a profile, but for what a trail records that is there', () => {
    const profile = { logGroupRetention: 90, dataEvents: DataEvents.writes(), insights: TrailInsights.callAndErrorRates() };
    const over = (props: LoggingProps) => LoggingDomain.auditTrail(props)._over(profile);
    expect(over({ refusedCallThreshold: 9 })).toEqual({ ...profile, refusedCallThreshold: 9 });
    expect(over({ adoption: ServiceAdoption.create(), logGroupRetention: 30 })).toEqual({ ...profile, logGroupRetention: 30, adoption: ServiceAdoption.create() });
    expect(over({ adoption: ServiceAdoption.adopt(), trailName: 'central' })).toEqual({ logGroupRetention: 90, adoption: ServiceAdoption.adopt(), trailName: 'central' });
  });

  it('names the problems of the trail from the outside', () => {
    expect(LoggingDomain.auditTrail()._problems()).toEqual([]);
    expect(LoggingDomain.auditTrail({ logGroupRetention: 2 as never })._problems()).toMatchObject([{ prop: 'logging.logGroupRetention', got: 2 }]);
  });
});
