import { CfnServiceSetting } from 'aws-cdk-lib/aws-ssm';
import { Construct } from 'constructs';

/**
 * Keeps the AWS Systems Manager documents of this region from being published.
 *
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/documents-ssm-sharing.html
 */
export class DocumentSharingBlock extends Construct {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    new CfnServiceSetting(this, 'Resource', { settingId: '/ssm/documents/console/public-sharing-permission', settingValue: 'Disable' });
  }
}
