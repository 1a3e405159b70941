import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { LoggingDomain } from '../../lib';

describe('LoggingDomain', () => {
  it('hands settings on to the trail', () => {
    expect(LoggingDomain.auditTrail({ logGroupRetention: RetentionDays.ONE_WEEK })._props).toEqual({ logGroupRetention: 7 });
    expect(LoggingDomain.auditTrail()).toMatchObject({ _props: {}, omittedBecause: undefined });
  });

  it('remembers why it is left out', () => {
    expect(LoggingDomain.omitted('the organization has a trail').omittedBecause).toBe('the organization has a trail');
  });

  it('names the problems of the trail from the outside', () => {
    expect(LoggingDomain.auditTrail()._problems()).toEqual([]);
    expect(LoggingDomain.auditTrail({ logGroupRetention: 2 as never })._problems()).toMatchObject([{ prop: 'logging.logGroupRetention', got: 2 }]);
  });
});
