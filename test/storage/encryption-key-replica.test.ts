import { App, Aws, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { ArnPrincipal } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { CostSheet, EncryptionKeyReplica, EncryptionKeyReplicaProps } from '../../lib';
import { ACCOUNT, problemsOf, REGION } from '../support';
import { administrator, anybody, identity, judge, keyPolicy, outsider } from './callers';

const PRIMARY = `arn:aws:kms:eu-west-1:${ACCOUNT}:key/mrk-1234567890abcdef1234567890abcdef`;
const place = (props: Partial<EncryptionKeyReplicaProps> = {}) => {
  const stack = new Stack(new App(), 'Test', { env: { account: ACCOUNT, region: REGION } });
  return new EncryptionKeyReplica(stack, 'Replica', { description: 'Tests', primaryKeyArn: PRIMARY, ...props });
};
const make = (props: Partial<EncryptionKeyReplicaProps> = {}) => Template.fromStack(Stack.of(place(props)));
const refusals = (props: Partial<EncryptionKeyReplicaProps>) => problemsOf(() => place(props));

describe('EncryptionKeyReplica', () => {
  it('replicates its primary, is kept when its stack goes, and has an alias when asked to', () => {
    make({ aliasName: 'team/logs' }).hasResource('AWS::KMS::ReplicaKey', {
      Properties: { PrimaryKeyArn: PRIMARY, Description: 'Tests', PendingWindowInDays: 30 }, DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain',
    });
    make({ aliasName: 'team/logs' }).hasResourceProperties('AWS::KMS::Alias', { AliasName: 'alias/team/logs' });
    make().resourceCountIs('AWS::KMS::Alias', 0);
  });

  it('has the policy of any key here, of its own', async () => {
    const keeper = `arn:aws:iam::${ACCOUNT}:role/Keeper`;
    const policy = keyPolicy(make({ administrators: [new ArnPrincipal(keeper)] }));
    const resource = `arn:aws:kms:${REGION}:${ACCOUNT}:key/mrk-1`;
    expect(await judge(administrator, 'kms:Decrypt', resource, policy)).toBe('Allowed');
    expect(await judge(administrator, 'kms:ScheduleKeyDeletion', resource, policy)).toBe('ImplicitlyDenied');
    expect(await judge(identity(keeper), 'kms:ScheduleKeyDeletion', resource, policy)).toBe('Allowed');
    expect(await judge(outsider, 'kms:Decrypt', resource, policy)).toBe('ImplicitlyDenied');
    expect(await judge(anybody, 'kms:Decrypt', resource, policy)).toBe('ImplicitlyDenied');
  });

  it('tells a topic of what ends it, and costs what a key costs', () => {
    const stack = new Stack(new App(), 'Test');
    const replica = new EncryptionKeyReplica(stack, 'Replica', { description: 'Tests', primaryKeyArn: PRIMARY, alertTopic: new Topic(stack, 'Alerts') });
    Template.fromStack(stack).resourceCountIs('AWS::Events::Rule', 1);
    expect(CostSheet.of(replica).monthlyFloor).toBe(1);
  });

  it('refuses a primary that is none, or in the same region', () => {
    expect(refusals({ primaryKeyArn: `arn:aws:kms:eu-west-1:${ACCOUNT}:key/1` })).toEqual([
      `- primaryKeyArn: got "arn:aws:kms:eu-west-1:${ACCOUNT}:key/1"; allowed is the ARN of a multi-Region key, whose id starts with "mrk-"; make the primary an EncryptionKey with multiRegion: true`,
    ]);
    expect(refusals({ primaryKeyArn: PRIMARY.replace('eu-west-1', REGION), aliasName: 'with space' })).toEqual([
      `- primaryKeyArn: got "${PRIMARY.replace('eu-west-1', REGION)}"; allowed is a key in another region than ${REGION}; make the replica in another region: there is one key of a kind in each`,
      expect.stringMatching(/^- aliasName: got "with space"/),
    ]);
    expect(refusals({ primaryKeyArn: `arn:${Aws.PARTITION}:kms:eu-west-1:${ACCOUNT}:key/${Aws.STACK_ID}` })).toEqual([]);
  });
});
