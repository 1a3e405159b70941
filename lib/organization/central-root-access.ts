import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { OrganizationSwitch, OrganizationSwitchProvider } from './organization-switch-provider';

/**
 * Manages the root users of all member accounts from the management account: takes their credentials away, and opens short privileged sessions
 * for the few tasks that need them. New accounts have no root credentials then.
 *
 * IAM must be trusted by the organization first, as TrustedAccess makes it. AWS CloudFormation has no resource type for it, so a function of the
 * stack turns it on. When the construct goes it stays on. Root credentials that exist are not removed by themselves: a person does that in IAM.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_root-user.html#id_root-user-access-management
 */
export class CentralRootAccess extends Construct {
  /** Makes both features available. */
  constructor(scope: Construct, id: string) {
    super(scope, id);
    OrganizationSwitchProvider.of(this).turnOn(this, ['RootCredentialsManagement', 'RootSessions'].map(feature), [
      new PolicyStatement({
        actions: [
          'iam:EnableOrganizationsRootCredentialsManagement', 'iam:EnableOrganizationsRootSessions', 'iam:ListOrganizationsFeatures',
          'organizations:DescribeOrganization', 'organizations:ListAWSServiceAccessForOrganization', 'organizations:ListDelegatedAdministrators',
        ],
        resources: ['*'],
      }),
    ], 'IAM knows no resource for features of an organization.');
  }
}

function feature(name: string): OrganizationSwitch {
  const iam = { service: 'iam', client: 'IAMClient' };
  return {
    read: { ...iam, command: 'ListOrganizationsFeatures', path: ['EnabledFeatures'], match: name },
    enable: { ...iam, command: `EnableOrganizations${name}` },
  };
}
