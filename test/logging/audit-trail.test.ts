import { Match } from 'aws-cdk-lib/assertions';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { AuditTrail, AuditTrailOptions, LogArchive } from '../../lib';
import { ACCOUNT, problemsOf, REGION, resolve, synthesize } from '../support';

const make = (options: AuditTrailOptions = {}) => synthesize((stack) => {
  const { bucket, encryptionKey } = new LogArchive(stack, 'Archive');
  const trail = new AuditTrail(stack, 'Trail', { bucket, encryptionKey, ...options });
  expect(resolve(stack.resolve(trail.trailArn))).toBe(`arn:aws:cloudtrail:${REGION}:${ACCOUNT}:trail/secure-baseline`);
});
const refusals = (logGroupRetention: number) => problemsOf((stack) => {
  const { bucket, encryptionKey } = new LogArchive(stack, 'Archive');
  new AuditTrail(stack, 'Trail', { bucket, encryptionKey, logGroupRetention });
});

describe('AuditTrail', () => {
  const template = make();

  it('records all regions and global services, so that no change of it goes unnoticed', () => {
    template.resourceCountIs('AWS::CloudTrail::Trail', 1);
    template.hasResourceProperties('AWS::CloudTrail::Trail', {
      TrailName: AuditTrail.TRAIL_NAME, IsLogging: true, IsMultiRegionTrail: true, IncludeGlobalServiceEvents: true, EnableLogFileValidation: true,
      KMSKeyId: Match.anyValue(), EventSelectors: Match.absent(), AdvancedEventSelectors: Match.absent(),
    });
  });

  it('delivers to its log group, under a role that can write there and do nothing else', () => {
    const [logGroup] = Object.keys(template.findResources('AWS::Logs::LogGroup'));
    const arn = { 'Fn::GetAtt': [logGroup, 'Arn'] };
    template.hasResourceProperties('AWS::CloudTrail::Trail', { CloudWatchLogsLogGroupArn: arn });
    template.resourceCountIs('AWS::IAM::ManagedPolicy', 1);
    template.hasResourceProperties('AWS::IAM::ManagedPolicy', {
      PolicyDocument: { Statement: [{ Effect: 'Allow', Action: ['logs:CreateLogStream', 'logs:PutLogEvents'], Resource: arn }] },
    });
    template.hasResourceProperties('AWS::IAM::Role', {
      AssumeRolePolicyDocument: { Statement: [{ Action: 'sts:AssumeRole', Principal: { Service: 'cloudtrail.amazonaws.com' } }] },
    });
  });

  it('keeps its encrypted log group when the stack goes', () => {
    template.hasResource('AWS::Logs::LogGroup', {
      Properties: { LogGroupName: 'secure-baseline-trail', KmsKeyId: Match.anyValue(), RetentionInDays: 365 },
      DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain',
    });
  });

  it('is made after the policies that AWS CloudTrail tries out at once', () => {
    const idsOf = (type: string) => Object.keys(template.findResources(type));
    const needed = [...idsOf('AWS::S3::BucketPolicy').filter((id) => !id.includes('AccessLogs')), ...idsOf('AWS::IAM::ManagedPolicy')];
    const [{ DependsOn: dependencies }] = Object.values(template.findResources('AWS::CloudTrail::Trail'));
    expect(needed).toHaveLength(2);
    expect(dependencies).toEqual(expect.arrayContaining(needed));
  });

  it.each([1, 400, 3653])('takes a retention of %i days, which Amazon CloudWatch Logs knows', (days) => {
    make({ logGroupRetention: days }).hasResourceProperties('AWS::Logs::LogGroup', { RetentionInDays: days });
  });

  it('keeps events for good when asked to', () => {
    make({ logGroupRetention: RetentionDays.INFINITE }).hasResourceProperties('AWS::Logs::LogGroup', { RetentionInDays: Match.absent() });
  });

  it.each([0, 2, 364, 366, -1])('refuses a retention of %i days, which it does not know', (days) => {
    expect(refusals(days)).toEqual([expect.stringMatching(
      new RegExp(`^- logGroupRetention: got ${days}; allowed is one of 1, 3, .*365.*; use a member of RetentionDays$`))]);
  });
});
