import { Duration } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { EncryptionKey, EncryptionKeyProps } from '../../lib';
import { ACCOUNT, ADMINISTRATOR, decide, FOREIGN_ACCOUNT, problemsOf, REGION, resolve, synthesize } from '../support';

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
