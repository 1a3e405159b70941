import { Duration } from 'aws-cdk-lib';
import { ArnPrincipal, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { CostSheet, EncryptionKey, EncryptionKeyProps } from '../../lib';
import { ACCOUNT, ADMINISTRATOR, decide, FOREIGN_ACCOUNT, problemsOf, REGION, resolve, synthesize } from '../support';
import { anybody, identity, judge, KEY_ARN, keyPolicy, outsider, root } from './callers';

const make = (props: Partial<EncryptionKeyProps> = {}) => synthesize((stack) => {
  new EncryptionKey(stack, 'Key', { description: 'Tests', ...props });
});
const refusals = (props: Partial<EncryptionKeyProps>) => problemsOf((stack) => new EncryptionKey(stack, 'Key', { description: 'Tests', ...props }));

describe('EncryptionKey', () => {
  it('is rotated yearly, and kept when its stack goes', () => {
    make().hasResource('AWS::KMS::Key', {
      Properties: { Description: 'Tests', EnableKeyRotation: true, RotationPeriodInDays: 365, PendingWindowInDays: 30 },
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
    });
  });

  it('has an alias only when one is asked for', () => {
    make().resourceCountIs('AWS::KMS::Alias', 0);
    make({ aliasName: 'team/logs' }).hasResourceProperties('AWS::KMS::Alias', { AliasName: 'alias/team/logs' });
  });

  it('can be used by its own account through IAM, by nobody else, and by a service once a statement says so', async () => {
    const policy = (props: Partial<EncryptionKeyProps>) => resolve(Object.values(make(props).findResources('AWS::KMS::Key'))[0].Properties.KeyPolicy);
    const statement = new PolicyStatement({ principals: [new ServicePrincipal('sqs.amazonaws.com')], actions: ['kms:Decrypt'], resources: ['*'] });
    const decrypt = (principal: string, statements?: PolicyStatement[]) =>
      decide(principal, 'kms:Decrypt', `arn:aws:kms:${REGION}:${ACCOUNT}:key/1`, {}, { resource: policy({ statements }) });
    expect(await decrypt(ADMINISTRATOR)).toBe('Allowed');
    expect(await decrypt(`arn:aws:iam::${FOREIGN_ACCOUNT}:role/Administrator`)).toBe('ImplicitlyDenied');
    expect(await decrypt('sqs.amazonaws.com')).toBe('ImplicitlyDenied');
    expect(await decrypt('sqs.amazonaws.com', [statement])).toBe('Allowed');
    expect(await decrypt('sns.amazonaws.com', [statement])).toBe('ImplicitlyDenied');
  });

  describe('keeps administration and use apart', () => {
    const KEEPER = `arn:aws:iam::${ACCOUNT}:role/Keeper`;
    const READER = `arn:aws:iam::${ACCOUNT}:role/Reader`;
    const use = ['kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey', 'kms:ReEncryptFrom'];
    const keep = ['kms:PutKeyPolicy', 'kms:GetKeyPolicy', 'kms:EnableKey', 'kms:CancelKeyDeletion', 'kms:EnableKeyRotation', 'kms:TagResource'];
    const end = ['kms:ScheduleKeyDeletion', 'kms:DisableKey', 'kms:DisableKeyRotation'];
    const plain = keyPolicy(make());
    const apart = keyPolicy(make({ administrators: [new ArnPrincipal(KEEPER)], users: [new ArnPrincipal(READER)] }));
    const expectEach = async (arn: string, actions: string[], policy: unknown, decision: string) => {
      for (const action of actions) {
        expect([action, await judge(identity(arn), action, KEY_ARN, policy)]).toEqual([action, decision]);
      }
    };

    it('so that IAM policies can look after it and use it, and nothing at all can end it', async () => {
      await expectEach(ADMINISTRATOR, [...keep, ...use], plain, 'Allowed');
      await expectEach(ADMINISTRATOR, end, plain, 'ImplicitlyDenied');
      expect(await judge(root, 'kms:ScheduleKeyDeletion', KEY_ARN, plain)).toBe('ImplicitlyDenied');
      expect(await judge(root, 'kms:PutKeyPolicy', KEY_ARN, plain)).toBe('Allowed');
    });

    it('so that whom it names administers or uses it, and IAM policies alone do neither', async () => {
      await expectEach(KEEPER, [...keep, ...end], apart, 'Allowed');
      await expectEach(KEEPER, use, apart, 'ImplicitlyDenied');
      await expectEach(READER, use, apart, 'Allowed');
      await expectEach(READER, end, apart, 'ImplicitlyDenied');
      await expectEach(ADMINISTRATOR, [...use, ...end], apart, 'ImplicitlyDenied');
      // Or the key would be lost with the two roles.
      await expectEach(ADMINISTRATOR, keep, apart, 'Allowed');
    });

    it('so that services get grants for what they use it for, and people get none', async () => {
      const grant = (forResource: string) => judge(identity(ADMINISTRATOR), 'kms:CreateGrant', KEY_ARN, plain, { context: { 'kms:GrantIsForAWSResource': forResource } });
      expect(await grant('true')).toBe('Allowed');
      expect(await grant('false')).toBe('ImplicitlyDenied');
    });

    it('and grants everything to nobody', () => {
      for (const policy of [plain, apart]) {
        expect(policy.Statement.flatMap(({ Action }) => Action).filter((action) => /^(\*|kms:\*)$/.test(action))).toEqual([]);
      }
    });

    it('from other accounts, and from anybody', async () => {
      for (const caller of [outsider, anybody]) {
        for (const action of [...keep, ...use, ...end]) {
          expect([action, await judge(caller, action, KEY_ARN, apart)]).toEqual([action, 'ImplicitlyDenied']);
        }
      }
    });
  });

  it('can have replicas only when it is multi-Region', async () => {
    const replicate = (props: Partial<EncryptionKeyProps>) => judge(identity(ADMINISTRATOR), 'kms:ReplicateKey', KEY_ARN, keyPolicy(make(props)));
    make({ multiRegion: true }).hasResourceProperties('AWS::KMS::Key', { MultiRegion: true });
    expect(make().findResources('AWS::KMS::Key', { Properties: { MultiRegion: true } })).toEqual({});
    expect(await replicate({ multiRegion: true })).toBe('Allowed');
    expect(await replicate({})).toBe('ImplicitlyDenied');
  });

  it('tells a topic of what ends it, when it has one', () => {
    make().resourceCountIs('AWS::Events::Rule', 0);
    synthesize((stack) => {
      new EncryptionKey(stack, 'Key', { description: 'Tests', alertTopic: new Topic(stack, 'Alerts') });
    }).resourceCountIs('AWS::Events::Rule', 1);
  });

  it('costs 1 USD a month, and says what rotation adds', () => {
    synthesize((stack) => {
      const { monthlyFloor, byUse } = CostSheet.of(new EncryptionKey(stack, 'Key', { description: 'Tests' }));
      expect(monthlyFloor).toBe(1);
      expect(byUse).toEqual([expect.stringContaining('the first two rotations of each key: 1 a month more for either')]);
    });
  });

  it.each([90, 2560])('takes a rotation period of %i days', (days) => {
    make({ rotationPeriod: Duration.days(days) }).hasResourceProperties('AWS::KMS::Key', { RotationPeriodInDays: days, EnableKeyRotation: true });
  });

  it.each([89, 2561])('refuses a rotation period of %i days', (days) => {
    expect(refusals({ rotationPeriod: Duration.days(days) })).toEqual([
      `- rotationPeriod: got ${days}; allowed is a whole number from 90 to 2560 days; pass a Duration of so many days`,
    ]);
  });

  it.each(['a', 'secure-baseline/logs', 'A_b/9-', 'awsome', 'x'.repeat(250)])('takes the alias %s', (aliasName) => {
    make({ aliasName }).hasResourceProperties('AWS::KMS::Alias', { AliasName: `alias/${aliasName}` });
  });

  it.each(['', 'alias/logs:1', 'aws/logs', 'with space', 'x'.repeat(251)])('refuses the alias %j', (aliasName) => {
    expect(refusals({ aliasName })).toEqual([expect.stringMatching(
      /^- aliasName: got ".*"; allowed is 1 to 250 letters.*; leave out "alias\/" and use a name such as secure-baseline\/logs$/,
    )]);
  });

  it('reports a bad period and a bad alias together', () => {
    expect(refusals({ rotationPeriod: Duration.days(1), aliasName: 'aws/x' })).toHaveLength(2);
  });
});
