import { Duration } from 'aws-cdk-lib';
import { ProtectionDomain } from '../../lib';

describe('ProtectionDomain', () => {
  it('hands settings on to the backup', () => {
    const retention = Duration.days(3);
    expect(ProtectionDomain.taggedBackup({ retention })._props).toEqual({ retention });
    expect(ProtectionDomain.taggedBackup()).toMatchObject({ _props: {}, omittedBecause: undefined });
  });

  it('remembers why it is left out', () => {
    expect(ProtectionDomain.omitted('backup policies of the organization').omittedBecause).toBe('backup policies of the organization');
  });

  it('names the problems of the backup from the outside', () => {
    expect(ProtectionDomain.taggedBackup()._problems()).toEqual([]);
    expect(ProtectionDomain.taggedBackup({ retention: Duration.days(0) })._problems()).toMatchObject([{ prop: 'protection.retention', got: 0 }]);
  });
});
