import { Construct } from 'constructs';
import { DocumentSharingBlock } from './document-sharing-block';
import { SnapshotSharingBlock } from './snapshot-sharing-block';

/** The switches of an account, for one region: nothing of it can be shared with the public. */
export class AccountSettings extends Construct {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    new SnapshotSharingBlock(this, 'SnapshotSharing');
    new DocumentSharingBlock(this, 'DocumentSharing');
  }
}
