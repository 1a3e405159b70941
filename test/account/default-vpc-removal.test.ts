import { Stack } from 'aws-cdk-lib';
import { Match } from 'aws-cdk-lib/assertions';
import { Key } from 'aws-cdk-lib/aws-kms';
import { DefaultVpcRemoval } from '../../lib';
import { findings } from '../rule-packs';
import { problemsOf, synthesize } from '../support';

const build = (stack: Stack) => {
  new DefaultVpcRemoval(stack, 'Removal');
};

describe('DefaultVpcRemoval', () => {
  it('is one custom resource, whose outcome is an output', () => {
    const template = synthesize(build);
    template.resourceCountIs('Custom::DefaultVpcRemoval', 1);
    template.hasOutput('*', { Value: { 'Fn::GetAtt': ['AccountDefaultVpcRemoval', 'Outcome'] } });
  });

  it('keeps its logical id wherever it stands, since another one would bring the default VPC back', () => {
    expect(Object.keys(synthesize((stack) => {
      new DefaultVpcRemoval(new Stack(stack, 'Nested'), 'Other');
      new DefaultVpcRemoval(stack, 'Renamed');
    }).findResources('Custom::DefaultVpcRemoval'))).toEqual(['AccountDefaultVpcRemoval']);
  });

  it('hands its key to the log', () => {
    synthesize((stack) => {
      new DefaultVpcRemoval(stack, 'Removal', { logEncryptionKey: new Key(stack, 'Key') });
    }).hasResourceProperties('AWS::Logs::LogGroup', { KmsKeyId: Match.anyValue() });
  });

  it('is there once', () => {
    expect(problemsOf((stack) => {
      build(stack);
      new DefaultVpcRemoval(stack, 'Again');
    })).toEqual(['- scope: got "Test/Again"; allowed is one DefaultVpcRemoval in a stack; leave this one out: a region has one']);
  });

  it('leaves nothing for the rule packs to find', () => {
    expect(findings(build)).toEqual([]);
  });
});
