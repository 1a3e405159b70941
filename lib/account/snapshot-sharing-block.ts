import { CfnSnapshotBlockPublicAccess } from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import { regionsLacking } from '../private/missing-types';
import { warn } from '../private/warn';

/**
 * Keeps every Amazon EBS snapshot of this region private: none can be published, and those that were are no longer public. Left out, with a warning,
 * where AWS CloudFormation lacks the type.
 *
 * @see https://docs.aws.amazon.com/ebs/latest/userguide/block-public-access-snapshots.html
 */
export class SnapshotSharingBlock extends Construct {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const regions = regionsLacking('AWS::EC2::SnapshotBlockPublicAccess', this);
    if (regions.length > 0) {
      warn(this, 'snapshot-sharing-block-region',
        `AWS CloudFormation cannot keep snapshots of ${regions.join(', ')} private: do it in the console of Amazon EC2`);
      return;
    }
    new CfnSnapshotBlockPublicAccess(this, 'Resource', { state: 'block-all-sharing' });
  }
}
