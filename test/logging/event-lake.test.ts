import { Duration } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { DataEvents } from '../../lib/logging/data-events';
import { EventLake, EventLakeProps } from '../../lib/logging/event-lake';
import { TrailScope } from '../../lib/logging/trail-scope';
import { ACCOUNT, decide, problemsOf, REGION, resolve, synthesize } from '../support';

const make = (props: EventLakeProps = {}) => synthesize((stack) => {
  new EventLake(stack, 'Lake', props);
});

describe('EventLake', () => {
  const template = make();

  it('takes management events of all regions, for a year and a day', () => {
    template.hasResourceProperties('AWS::CloudTrail::EventDataStore', {
      Name: 'secure-baseline', MultiRegionEnabled: true, OrganizationEnabled: false, RetentionPeriod: 366, BillingMode: 'EXTENDABLE_RETENTION_PRICING',
      AdvancedEventSelectors: [{ FieldSelectors: [{ Field: 'eventCategory', Equals: ['Management'] }] }],
    });
  });

  it('cannot be deleted by mistake, and stays when its stack goes', () => {
    template.hasResource('AWS::CloudTrail::EventDataStore', {
      Properties: { TerminationProtectionEnabled: true }, DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain',
    });
  });

  it.each([
    ['kms:GenerateDataKey', 'cloudtrail.amazonaws.com', 'Allowed'], ['kms:Decrypt', 'cloudtrail.amazonaws.com', 'Allowed'],
    ['kms:DescribeKey', 'cloudtrail.amazonaws.com', 'Allowed'], ['kms:Decrypt', 'config.amazonaws.com', 'ImplicitlyDenied'],
    ['kms:ScheduleKeyDeletion', 'cloudtrail.amazonaws.com', 'ImplicitlyDenied'],
  ])('decides on %s by %s with its key, which names no source', async (action, principal, decision) => {
    const [key] = Object.values(template.findResources('AWS::KMS::Key'));
    const resource = resolve((key.Properties as { KeyPolicy: unknown }).KeyPolicy) as unknown;
    expect(await decide(principal, action, `arn:aws:kms:${REGION}:${ACCOUNT}:key/1234abcd`, {}, { resource })).toBe(decision);
  });

  it('encrypts with its key, or with the one it was given', () => {
    const [key] = Object.keys(template.findResources('AWS::KMS::Key'));
    template.hasResourceProperties('AWS::CloudTrail::EventDataStore', { KmsKeyId: { 'Fn::GetAtt': [key, 'Arn'] } });
    const arn = `arn:aws:kms:${REGION}:${ACCOUNT}:key/1234abcd`;
    const other = synthesize((stack) => {
      new EventLake(stack, 'Lake', { encryptionKey: Key.fromKeyArn(stack, 'Key', arn) });
    });
    other.hasResourceProperties('AWS::CloudTrail::EventDataStore', { KmsKeyId: arn });
    other.resourceCountIs('AWS::KMS::Key', 0);
  });

  it('takes an organization, other retentions and data events when asked to', () => {
    make({ scope: TrailScope.organization('o-a1b2c3d4e5'), retention: Duration.days(3653), dataEvents: DataEvents.writes() })
      .hasResourceProperties('AWS::CloudTrail::EventDataStore', {
        OrganizationEnabled: true, RetentionPeriod: 3653,
        AdvancedEventSelectors: [
          Match.anyValue(),
          { FieldSelectors: [{ Field: 'eventCategory', Equals: ['Data'] }, { Field: 'resources.type', Equals: ['AWS::S3::Object'] }, { Field: 'readOnly', Equals: ['false'] }] },
          Match.anyValue(),
        ],
      });
  });

  it('leaves buckets out when asked to', () => {
    const template_ = synthesize((stack) => {
      new EventLake(stack, 'Lake', { dataEvents: DataEvents.readsAndWrites({ unrecordedBuckets: [Bucket.fromBucketName(stack, 'Scratch', 'scratch')] }) });
    });
    expect(JSON.stringify(template_.findResources('AWS::CloudTrail::EventDataStore'))).toContain('"NotStartsWith":[{"Fn::Join":["",["arn:",{"Ref":"AWS::Partition"},":s3:::scratch/"]]}]');
  });

  it('warns that AWS has closed it to new customers', () => {
    synthesize((stack) => {
      new EventLake(stack, 'Lake');
      Annotations.fromStack(stack).hasWarning('/Test/Lake', Match.stringLikeRegexp('since 31 May 2026.*cdk-secure-baseline:event-lake-closed'));
    });
  });

  it.each([6, 3654])('refuses a retention of %i days', (days) => {
    expect(problemsOf((stack) => new EventLake(stack, 'Lake', { retention: Duration.days(days), scope: TrailScope.organization('acme') }))).toEqual([
      `- retention: got ${days}; allowed is a whole number from 7 to 3653 days; pass a Duration of so many days`,
      expect.stringMatching(/^- scope\.organizationId: got "acme";/),
    ]);
  });
});
