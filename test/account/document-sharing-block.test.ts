import { DocumentSharingBlock } from '../../lib';
import { synthesize } from '../support';

describe('DocumentSharingBlock', () => {
  it('disables public sharing of documents in its region', () => {
    synthesize((stack) => {
      new DocumentSharingBlock(stack, 'Block');
    }).hasResourceProperties('AWS::SSM::ServiceSetting', {
      SettingId: '/ssm/documents/console/public-sharing-permission', SettingValue: 'Disable',
    });
  });
});
