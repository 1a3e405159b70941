import { AccountSettings } from '../../lib';
import { synthesize } from '../support';

describe('AccountSettings', () => {
  it('throws every switch that keeps things from the public, once, and makes nothing else', () => {
    const template = synthesize((stack) => {
      new AccountSettings(stack, 'Settings');
    });
    template.resourceCountIs('AWS::EC2::SnapshotBlockPublicAccess', 1);
    template.resourceCountIs('AWS::SSM::ServiceSetting', 1);
    expect(Object.keys(template.toJSON().Resources)).toHaveLength(2);
  });
});
