import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { BaselineGroup, IdentityGroups, IdentityGroupsProps, PrivateBucket } from '../../lib';
import { Person } from '../proofs/person';
import { problemsOf, synthesize } from '../support';

const { ADMINISTRATOR, DEVELOPER, FINANCE, REVOKED } = BaselineGroup;
const groups = (props: IdentityGroupsProps) => synthesize((stack) => new IdentityGroups(stack, 'Groups', props));
const refused = (props: object) => problemsOf((stack) => new IdentityGroups(stack, 'Groups', props as IdentityGroupsProps));

describe('the groups of an account', () => {
  test('are one for each persona, and one for those who must leave', () => {
    groups({}).resourceCountIs('AWS::IAM::Group', 7);
    groups({}).resourceCountIs('AWS::IAM::User', 0);
  });

  test('have people in them, each in as many as their work takes', () => {
    groups({ people: [{ userName: 'ann', groups: [DEVELOPER, FINANCE] }, { userName: 'bob', groups: [ADMINISTRATOR] }] })
      .hasResourceProperties('AWS::IAM::User', { UserName: 'ann', Groups: [{ Ref: Match.stringLikeRegexp('Developer') }, { Ref: Match.stringLikeRegexp('Finance') }] });
  });

  test('deny everything to who must leave, MFA or not', async () => {
    const stack = new Stack(new App(), 'Test');
    new IdentityGroups(stack, 'Groups');
    const gone = new Person(stack, ['GroupsRevoked', 'GroupsAdmin']);

    expect(await gone.isDenied('ec2:DescribeInstances', '*')).toBe(true);
    expect(await gone.isDenied('iam:ChangePassword', 'arn:aws:iam::111122223333:user/ann')).toBe(true);
  });

  test('let developers use the key of a bucket they share, through Amazon S3 alone', async () => {
    const stack = new Stack(new App(), 'Test');
    const shared = new PrivateBucket(stack, 'Shared', { bucketNamePrefix: 'workload-shared' });
    new IdentityGroups(stack, 'Groups', { developerBuckets: [shared.bucket] });
    const statements = Object.values(Template.fromStack(stack).findResources('AWS::IAM::ManagedPolicy'))
      .flatMap(({ Properties }) => (Properties as { PolicyDocument: { Statement: { Sid?: string; Resource?: unknown }[] } }).PolicyDocument.Statement);

    expect(statements.filter(({ Sid }) => Sid === 'EncryptObjects')).toEqual([{
      Sid: 'EncryptObjects', Effect: 'Allow', Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
      Resource: stack.resolve(shared.encryptionKey!.keyArn) as unknown, Condition: { StringLike: { 'kms:ViaService': 's3.*.amazonaws.com' } },
    }]);
    const developer = new Person(stack, ['GroupsDeveloper']);
    const key = 'arn:aws:kms:eu-central-1:111122223333:key/0a1b2c3d-1111-2222-3333-444455556666';
    expect(await developer.isDenied('kms:Decrypt', key)).toBe(false);
  });

  test('refuse a bucket that is none', () => {
    expect(problemsOf((stack) => new IdentityGroups(stack, 'Groups', { developerBuckets: [Bucket.fromBucketArn(stack, 'B', 'arn:aws:sqs:eu-central-1:111122223333:queue')] })))
      .toEqual([expect.stringContaining('developerBuckets[0]: got "arn:aws:sqs:eu-central-1:111122223333:queue"; allowed is a bucket of Amazon S3')]);
  });

  test('refuse a person twice, a name that is none, no group, an unknown one, one twice, and work for who must leave', () => {
    expect(refused({ people: [{ userName: 'ann', groups: [DEVELOPER] }, { userName: 'ann', groups: [FINANCE] }] }))
      .toEqual([expect.stringContaining('people[1]: got "ann"; allowed is each value once')]);
    expect(refused({ people: [{ userName: 'ann b', groups: [DEVELOPER] }] })).toEqual([expect.stringContaining('people[0].userName: got "ann b"')]);
    expect(refused({ people: [{ userName: 'ann', groups: [] }] })).toEqual([expect.stringContaining('people[0].groups: got 0')]);
    expect(refused({ people: [{ userName: 'ann', groups: ['wizard'] }] })).toEqual([expect.stringContaining('people[0].groups: got "wizard"; allowed is administrator, auditor')]);
    expect(refused({ people: [{ userName: 'ann', groups: [FINANCE, FINANCE] }] })).toEqual([expect.stringContaining('people[0].groups[1]: got "finance"')]);
    expect(refused({ people: [{ userName: 'ann', groups: [REVOKED, FINANCE] }] })).toEqual([expect.stringContaining('allowed is revoked alone')]);
  });
});
