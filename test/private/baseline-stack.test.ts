import { App, Stack, Stage } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { CfnBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { BaselineStack } from '../../lib/private/baseline-stack';

const PROPS = { description: 'What it is for', env: {}, terminationProtection: true };

describe('BaselineStack', () => {
  // As the command line of the CDK and an app of somebody else may set it.
  const app = new App({ context: { 'aws:cdk:enable-path-metadata': true, '@aws-cdk/core:defaultCrossStackReferences': 'weak' } });
  const scope = new Construct(new Stage(app, 'Prod'), 'Baseline');
  const stack = new BaselineStack(scope, 'Storage', PROPS);
  const bucket = new CfnBucket(stack, 'Bucket');
  const other = new BaselineStack(scope, 'Logging', PROPS);
  new CfnBucket(other, 'Bucket', { loggingConfiguration: { destinationBucketName: bucket.ref } });

  it('does not find out where in this library a resource was made', () => {
    const asking = new App({ postCliContext: { 'aws:cdk:disable-creation-stack-traces': false } });
    const made = new CfnBucket(new BaselineStack(new Construct(asking, 'Baseline'), 'Storage', PROPS), 'Bucket');
    expect(made.creationStack.join('')).not.toContain('.ts');
    expect(new CfnBucket(new Stack(asking, 'Other'), 'Bucket').creationStack.join('')).toContain('.ts');
  });

  it('is named by its place, joined with hyphens', () => {
    expect(stack.stackName).toBe('Prod-Baseline-Storage');
  });

  it('needs nothing bootstrapped', () => {
    Template.fromStack(stack).templateMatches({ Parameters: Match.absent(), Rules: Match.absent() });
  });

  it('writes nothing a deployment does not need', () => {
    const artifact = Stage.of(stack)!.synth().getStackArtifact(stack.artifactId);
    const text = JSON.stringify(artifact.template);
    expect(text).not.toContain('aws:cdk:path');
    expect(text).not.toContain('AWS::CDK::Metadata');
    expect(artifact.terminationProtection).toBe(true);
    expect(artifact.assets).toEqual([]);
  });

  it('gives values to others by exports, so that it cannot go before them', () => {
    Template.fromStack(stack).hasOutput('*', { Export: { Name: Match.stringLikeRegexp('^Prod-Baseline-Storage:') } });
    Template.fromStack(other).hasResourceProperties('AWS::S3::Bucket', {
      LoggingConfiguration: { DestinationBucketName: { 'Fn::ImportValue': Match.stringLikeRegexp('^Prod-Baseline-Storage:') } },
    });
  });

  it('counts three zones by position, wherever it is deployed', () => {
    for (const env of [{}, { account: '111122223333', region: 'eu-central-1' }]) {
      const zoned = new BaselineStack(new Construct(new App(), 'Baseline'), 'Zoned', { ...PROPS, env });
      expect(Stack.of(zoned).resolve(zoned.availabilityZones)).toEqual(
        [0, 1, 2].map((index) => ({ 'Fn::Select': [index, { 'Fn::GetAZs': '' }] })),
      );
    }
  });
});
