import { Match } from 'aws-cdk-lib/assertions';
import { Key } from 'aws-cdk-lib/aws-kms';
import { encryptedLogGroup } from '../../lib/network/encrypted-log-group';
import { VpcFlowLog } from '../../lib/network/vpc-flow-log';
import { synthesize } from '../support';

const ARN = 'arn:aws:kms:eu-central-1:111122223333:key/12345678-1234-1234-1234-123456789012';

describe('the log group of a construct', () => {
  test('is kept, for a year, and encrypted with a key that Amazon CloudWatch Logs may use for log groups of the account alone', () => {
    const template = synthesize((stack) => encryptedLogGroup(stack, { description: 'Logs' }));

    template.hasResource('AWS::Logs::LogGroup', {
      DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain', Properties: { RetentionInDays: 365, KmsKeyId: Match.anyValue(), LogGroupName: Match.absent() },
    });
    template.hasResourceProperties('AWS::KMS::Key', {
      Description: 'Logs',
      KeyPolicy: {
        Statement: Match.arrayWith([Match.objectLike({
          Principal: { Service: { 'Fn::Join': ['', ['logs.', { Ref: 'AWS::Region' }, '.', { Ref: 'AWS::URLSuffix' }]] } },
          Condition: {
            ArnLike: {
              'kms:EncryptionContext:aws:logs:arn': {
                'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':logs:', { Ref: 'AWS::Region' }, ':', { Ref: 'AWS::AccountId' }, ':log-group:*']],
              },
            },
          },
        })]),
      },
    });
  });

  test('takes a key, and makes none then', () => {
    const template = synthesize((stack) => encryptedLogGroup(stack, { description: 'Logs', encryptionKey: Key.fromKeyArn(stack, 'Other', ARN) }));

    template.hasResourceProperties('AWS::Logs::LogGroup', { KmsKeyId: ARN });
    template.resourceCountIs('AWS::KMS::Key', 0);
  });

  test('has a name of its own for each stack and construct where a service delivers to it', () => {
    synthesize((stack) => encryptedLogGroup(stack, { description: 'Logs', vendedBy: 'vpn' })).hasResourceProperties('AWS::Logs::LogGroup', {
      LogGroupName: {
        'Fn::Join': ['', [Match.stringLikeRegexp('^/aws/vendedlogs/vpn-[0-9a-f]{8}-$'), { 'Fn::Select': [2, { 'Fn::Split': ['/', { Ref: 'AWS::StackId' }] }] }]],
      },
    });
  });

  test('of flow logs stays the one that is deployed already', () => {
    const template = synthesize((stack) => new VpcFlowLog(stack, 'FlowLog', { vpcId: 'vpc-0123456789abcdef0' }));

    expect([...Object.keys(template.findResources('AWS::Logs::LogGroup')), ...Object.keys(template.findResources('AWS::KMS::Key'))])
      .toEqual(['FlowLogLogGroupAFFB9038', 'FlowLogKey637DB221']);
  });
});
