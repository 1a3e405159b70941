import { SerialConsoleBlock } from '../../lib';
import { synthesize } from '../support';
import { declared, livesUpTo, permissions, yieldsToTheOrganization } from './setting-life';

const build = (stack: ConstructorParameters<typeof SerialConsoleBlock>[0]) => {
  new SerialConsoleBlock(stack, 'Block');
};
const setting = declared('AccountSerialConsoleBlock', build);

describe('SerialConsoleBlock', () => {
  // A new account has it off already: what it can be besides is on.
  livesUpTo({
    setting, fresh: true, wanted: false, write: 'DisableSerialConsoleAccess',
    operations: (account) => ({
      GetSerialConsoleAccessStatus: () => ({ SerialConsoleAccessEnabled: account.state, ManagedBy: 'account' }),
      DisableSerialConsoleAccess: () => {
        account.state = false;
      },
      EnableSerialConsoleAccess: () => {
        account.state = true;
      },
    }),
  });

  yieldsToTheOrganization(setting, 'GetSerialConsoleAccessStatus', (managedBy) => ({ SerialConsoleAccessEnabled: true, ManagedBy: managedBy }));

  it('may do that and nothing else', () => {
    expect(permissions(synthesize(build))).toEqual({
      '*': ['ec2:DisableSerialConsoleAccess', 'ec2:EnableSerialConsoleAccess', 'ec2:GetSerialConsoleAccessStatus'],
    });
  });
});
