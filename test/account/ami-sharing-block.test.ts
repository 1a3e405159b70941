import { AmiSharingBlock } from '../../lib';
import { State } from '../private/custom-resource-world';
import { synthesize } from '../support';
import { declared, livesUpTo, permissions, yieldsToTheOrganization } from './setting-life';

const build = (stack: ConstructorParameters<typeof AmiSharingBlock>[0]) => {
  new AmiSharingBlock(stack, 'Block');
};
const setting = declared('AccountAmiSharingBlock', build);

describe('AmiSharingBlock', () => {
  livesUpTo({
    setting, fresh: 'unblocked', wanted: 'block-new-sharing', write: 'EnableImageBlockPublicAccess', lags: true,
    operations: (account) => ({
      GetImageBlockPublicAccessState: () => ({ ImageBlockPublicAccessState: account.state, ManagedBy: 'account' }),
      EnableImageBlockPublicAccess: ({ ImageBlockPublicAccessState: state }: State) => {
        account.state = state;
      },
      DisableImageBlockPublicAccess: () => {
        account.state = 'unblocked';
      },
    }),
  });

  yieldsToTheOrganization(setting, 'GetImageBlockPublicAccessState', (managedBy) => ({ ImageBlockPublicAccessState: 'unblocked', ManagedBy: managedBy }));

  it('is put back although AWS takes ten minutes to tell that it is in force', () => {
    expect(setting.lags).toBe(true);
  });

  it('may do that and nothing else', () => {
    expect(permissions(synthesize(build))).toEqual({
      '*': ['ec2:DisableImageBlockPublicAccess', 'ec2:EnableImageBlockPublicAccess', 'ec2:GetImageBlockPublicAccessState'],
    });
  });
});
