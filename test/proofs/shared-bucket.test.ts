import { run, templates } from '../gates/apps';
import { anybody, Caller, Context, identity, judge, KEY_ARN, outsider } from '../storage/callers';
import { ACCOUNT, resolve } from '../support';

interface Made { readonly id: string; readonly properties: Record<string, unknown> }

const [{ template }] = Object.values(templates(run('shared-bucket')));
const all = (type: string): Made[] => Object.entries(template.Resources).filter(([, { Type }]) => Type === type)
  .map(([id, { Properties }]) => ({ id, properties: resolve(Properties) as Record<string, unknown> }));
const one = (type: string, start: string): Made => {
  const found = all(type).filter(({ id }) => id.startsWith(start));
  expect(found).toHaveLength(1);
  return found[0];
};

const bucket = one('AWS::S3::Bucket', 'Reports').id;
const policy = one('AWS::S3::BucketPolicy', 'Reports').properties.PolicyDocument;
const key = one('AWS::KMS::Key', 'Reports');

/** The policies of a group, with the key where the simulator looks for one. */
const heldBy = (group: string) => all('AWS::IAM::ManagedPolicy')
  .filter(({ properties: { Groups: groups } }) => (groups as string[] | undefined)?.some((name) => name.startsWith(group)))
  .map(({ properties }) => JSON.parse(JSON.stringify(properties.PolicyDocument).replaceAll(`arn:aws:s3:::${key.id}`, KEY_ARN)) as unknown);

const PEOPLE = { developer: heldBy('Developers'), administrator: heldBy('Administrators') };
const MFA = { 'aws:MultiFactorAuthPresent': 'true' };
const SSE_C = { 's3:x-amz-server-side-encryption-customer-algorithm': 'AES256' };

/** Somebody who holds the policies of a group, and nothing else. */
const by = (person: keyof typeof PEOPLE, context: Context = {}) => {
  const caller = identity(`arn:aws:iam::${ACCOUNT}:user/ann`, { 'aws:username': 'ann', ...MFA, ...context });
  return (action: string, path: string) => judge(caller, action, `arn:aws:s3:::${bucket}${path}`, policy, { held: PEOPLE[person], only: true });
};
/** Somebody whose own policies allow everything. */
const of = (caller: Caller, context: Context = {}) => (action: string, path: string) => judge(caller, action, `arn:aws:s3:::${bucket}${path}`, policy, { context });

describe('A bucket that developers share', () => {
  test.each(['developer', 'administrator'] as const)('has policies for the %s to be judged by', (person) => {
    expect(PEOPLE[person].length).toBeGreaterThan(1);
  });

  test.each([
    ['lists', 's3:ListBucket', ''],
    ['uploads', 's3:PutObject', '/report.pdf'],
    ['reads', 's3:GetObject', '/report.pdf'],
  ])('a developer %s, with MFA and over TLS', async (_, action, path) => {
    expect(await by('developer')(action, path)).toBe('Allowed');
    expect(await by('developer', { 'aws:MultiFactorAuthPresent': 'false' })(action, path)).toBe('ExplicitlyDenied');
    expect(await by('developer', { 'aws:SecureTransport': 'false', 's3:TlsVersion': '' })(action, path)).toBe('ExplicitlyDenied');
  });

  test.each(['kms:Decrypt', 'kms:GenerateDataKey'])('a developer does so with %s, through Amazon S3 alone', async (action) => {
    const use = (via: string) => judge(identity(`arn:aws:iam::${ACCOUNT}:user/ann`, { 'aws:username': 'ann', ...MFA }), action, KEY_ARN, key.properties.KeyPolicy, {
      held: PEOPLE.developer, only: true, context: { 'kms:ViaService': via },
    });
    expect(await use('s3.eu-central-1.amazonaws.com')).toBe('Allowed');
    expect(await use('secretsmanager.eu-central-1.amazonaws.com')).toBe('ImplicitlyDenied');
  });

  test.each(['s3:DeleteObject', 's3:DeleteObjectVersion', 's3:BypassGovernanceRetention'])('nobody does %s: access denied', async (action) => {
    for (const ask of [by('developer'), by('administrator'), of(identity(`arn:aws:iam::${ACCOUNT}:root`)), of(identity(`arn:aws:iam::${ACCOUNT}:role/Everything`)), of(outsider), of(anybody)]) {
      expect(await ask(action, '/report.pdf')).toBe('ExplicitlyDenied');
    }
  });

  test.each(['s3:PutBucketPolicy', 's3:DeleteBucketPolicy', 's3:PutLifecycleConfiguration', 's3:PutBucketVersioning'])('a developer does not get around that by %s', async (action) => {
    expect(await by('developer')(action, '')).toBe('ExplicitlyDenied');
  });

  test('an administrator would delete elsewhere: it is the bucket that denies it', async () => {
    const elsewhere = judge(identity(`arn:aws:iam::${ACCOUNT}:user/ann`, { 'aws:username': 'ann', ...MFA }), 's3:DeleteObject', 'arn:aws:s3:::another/report.pdf', undefined, {
      held: PEOPLE.administrator, only: true,
    });
    expect(await elsewhere).toBe('Allowed');
  });

  test.each(['s3:GetObject', 's3:PutObject', 's3:ListBucket'])('another account, and anybody, does no %s', async (action) => {
    const path = action === 's3:ListBucket' ? '' : '/report.pdf';
    expect(await of(outsider)(action, path)).toBe('ExplicitlyDenied');
    expect(await of(anybody)(action, path)).toBe('ExplicitlyDenied');
  });

  test('nobody uploads under keys of their own, or under another key or encryption', async () => {
    for (const headers of [SSE_C, { 's3:x-amz-server-side-encryption': 'AES256' }, { 's3:x-amz-server-side-encryption': 'aws:kms' }]) {
      expect(await by('developer', headers)('s3:PutObject', '/report.pdf')).toBe('ExplicitlyDenied');
      expect(await of(identity(`arn:aws:iam::${ACCOUNT}:role/Everything`), headers)('s3:PutObject', '/report.pdf')).toBe('ExplicitlyDenied');
    }
  });
});
