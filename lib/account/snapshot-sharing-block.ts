import { CfnSnapshotBlockPublicAccess } from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';

/**
 * Keeps every Amazon EBS snapshot of this region private: none can be published, and those that were are no longer public.
 *
 * @see https://docs.aws.amazon.com/ebs/latest/userguide/block-public-access-snapshots.html
 */
export class SnapshotSharingBlock extends Construct {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    new CfnSnapshotBlockPublicAccess(this, 'Resource', { state: 'block-all-sharing' });
  }
}
