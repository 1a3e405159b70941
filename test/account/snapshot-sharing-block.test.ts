import { SnapshotSharingBlock } from '../../lib';
import { synthesize } from '../support';

describe('SnapshotSharingBlock', () => {
  it('blocks snapshots that are public already too, not new ones alone', () => {
    synthesize((stack) => {
      new SnapshotSharingBlock(stack, 'Block');
    }).hasResourceProperties('AWS::EC2::SnapshotBlockPublicAccess', { State: 'block-all-sharing' });
  });
});
