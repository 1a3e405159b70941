import { Match } from 'aws-cdk-lib/assertions';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { serviceRole } from '../../lib/private/service-role';
import { synthesize } from '../support';

describe('serviceRole', () => {
  const template = synthesize((stack) => {
    const statement = new PolicyStatement({ actions: ['sns:Publish'], resources: ['arn:aws:sns:::topic'] });
    serviceRole(stack, 'Bound', 'events.amazonaws.com', [statement], { StringEquals: { 'aws:SourceAccount': '111122223333' } });
    serviceRole(stack, 'Free', 'cloudtrail.amazonaws.com', [statement]);
  });
  const trust = (service: string, condition: unknown) => ({
    AssumeRolePolicyDocument: {
      Statement: [{ Action: 'sts:AssumeRole', Effect: 'Allow', Principal: { Service: service }, Condition: condition }],
    },
  });

  it('is assumed by its one service, under the conditions given', () => {
    template.hasResourceProperties('AWS::IAM::Role', trust('events.amazonaws.com', { StringEquals: { 'aws:SourceAccount': '111122223333' } }));
    template.hasResourceProperties('AWS::IAM::Role', trust('cloudtrail.amazonaws.com', Match.absent()));
  });

  it('gets its permissions from a managed policy of its own', () => {
    template.resourceCountIs('AWS::IAM::ManagedPolicy', 2);
    template.resourceCountIs('AWS::IAM::Policy', 0);
    template.allResourcesProperties('AWS::IAM::ManagedPolicy', { Roles: [Match.anyValue()] });
    template.allResourcesProperties('AWS::IAM::Role', { Policies: Match.absent(), ManagedPolicyArns: Match.absent() });
  });
});
