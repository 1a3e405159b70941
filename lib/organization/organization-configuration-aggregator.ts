import { CfnConfigurationAggregator } from 'aws-cdk-lib/aws-config';
import { ManagedPolicy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { acknowledgeWildcards } from '../private/acknowledge-wildcards';
import { serviceRole } from '../private/service-role';

/**
 * Shows what AWS Config records in every account and region of the organization in one place.
 *
 * For the management account, or for a member account that administers AWS Config for the organization, as DelegatedAdministrators makes it. What is
 * shown is kept in the region of the stack. It records nothing by itself: ConfigurationRecorder does, in each account. Free of charge.
 *
 * @see https://docs.aws.amazon.com/config/latest/developerguide/aggregate-data.html
 */
export class OrganizationConfigurationAggregator extends Construct {
  /** Name of the aggregator. */
  public static readonly AGGREGATOR_NAME = 'secure-baseline';

  /** Makes one for all accounts and regions, those to come among them. */
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const role = serviceRole(this, 'Role', 'config.amazonaws.com', [new PolicyStatement({
      actions: [
        'organizations:DescribeOrganization', 'organizations:ListAWSServiceAccessForOrganization', 'organizations:ListAccounts',
        'organizations:ListDelegatedAdministrators',
      ],
      resources: ['*'],
    })]);
    acknowledgeWildcards(role.node.findChild('Policy') as ManagedPolicy, 'AWS Organizations knows no resource for its lists.');
    const aggregator = new CfnConfigurationAggregator(this, 'Resource', {
      configurationAggregatorName: OrganizationConfigurationAggregator.AGGREGATOR_NAME,
      organizationAggregationSource: { roleArn: role.roleArn, allAwsRegions: true },
    });
    // AWS Config looks at the organization when the aggregator is made: with the role and its policy.
    aggregator.node.addDependency(role);
  }
}
