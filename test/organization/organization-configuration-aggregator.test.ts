import { OrganizationConfigurationAggregator } from '../../lib/organization/organization-configuration-aggregator';
import { synthesize } from '../support';

describe('OrganizationConfigurationAggregator', () => {
  const template = synthesize((stack) => {
    new OrganizationConfigurationAggregator(stack, 'Aggregator');
  });
  const [[roleId]] = Object.entries(template.findResources('AWS::IAM::Role'));
  const [[policyId, { Properties: policy }]] = Object.entries(template.findResources('AWS::IAM::ManagedPolicy'));

  it('takes in every account and region of the organization', () => {
    template.hasResourceProperties('AWS::Config::ConfigurationAggregator', {
      ConfigurationAggregatorName: 'secure-baseline',
      OrganizationAggregationSource: { AllAwsRegions: true, RoleArn: { 'Fn::GetAtt': [roleId, 'Arn'] } },
    });
    expect(JSON.stringify(template.toJSON())).not.toContain('AccountAggregationSources');
  });

  it('has a role that reads the organization and nothing else, there before it is used', () => {
    expect(policy.PolicyDocument.Statement.flatMap(({ Action: actions }: { Action: string[] }) => actions)).toEqual([
      'organizations:DescribeOrganization', 'organizations:ListAWSServiceAccessForOrganization', 'organizations:ListAccounts',
      'organizations:ListDelegatedAdministrators',
    ]);
    template.hasResource('AWS::Config::ConfigurationAggregator', { DependsOn: [policyId, roleId].sort((one, other) => one < other ? 1 : -1) });
  });
});
