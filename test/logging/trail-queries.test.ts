import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { TrailQueries } from '../../lib/logging/trail-queries';
import { TRAIL_QUESTIONS } from '../../lib/logging/trail-questions';
import { ACCOUNT, synthesize } from '../support';
import { call, federated, passwordOnly, role, root, signIn, user, withMfa, wrongPassword } from './events';
import { answer } from './insights-query';

const at = (time: string, event: object) => ({ ...event, eventTime: `2026-11-21T${time}Z` });
const on = (requestParameters: object, more: object = {}) => ({ requestParameters, ...more });
const byCloudFormation = { ...role, invokedBy: 'cloudformation.amazonaws.com' };
const key = `arn:aws:kms:eu-central-1:${ACCOUNT}:key/1234abcd`;
const usage = (userIdentity: object) => call('kms', 'Decrypt', { userIdentity, resources: [{ ARN: key, accountId: ACCOUNT, type: 'AWS::KMS::Key' }] });
const customer = `arn:aws:iam::${ACCOUNT}:role/Customer`;

/** A day in an account. */
const DAY = [
  at('08:00:00', call('s3', 'CreateBucket', on({ bucketName: 'invoices' }))),
  at('09:00:00', call('s3', 'DeleteBucket', on({ bucketName: 'scratch' }, { userIdentity: byCloudFormation }))),
  at('10:00:00', call('s3', 'DeleteBucket', on({ bucketName: 'invoices' }, { userIdentity: user, sourceIPAddress: '198.51.100.7' }))),
  at('10:01:00', call('s3', 'DeleteBucket', on({ bucketName: 'backups' }, { userIdentity: user, errorCode: 'AccessDenied' }))),
  at('10:02:00', call('s3', 'DeleteBucketPolicy', on({ bucketName: 'invoices' }))),
  at('10:03:00', call('s3', 'DeleteObject', on({ bucketName: 'orders', key: '2026/1.json' }))),
  at('10:03:30', call('s3', 'PutObject', on({ bucketName: 'orders', key: '2026/1.json' }))),
  at('10:04:00', call('cloudtrail', 'StopLogging', on({ name: 'secure-baseline' }, { userIdentity: user }))),
  at('10:05:00', call('kms', 'ScheduleKeyDeletion', on({ keyId: key }, { userIdentity: user }))),
  at('10:06:00', usage(role)), at('10:07:00', usage(role)), at('10:08:00', usage(user)),
  at('10:09:00', call('ec2', 'AuthorizeSecurityGroupIngress', on({ groupId: 'sg-1' }))),
  at('10:10:00', call('ec2', 'DescribeSecurityGroups')),
  at('10:11:00', call('sts', 'AssumeRole', on({ roleArn: customer, roleSessionName: 'ada' }, { userIdentity: user }))),
  at('10:12:00', call('sts', 'AssumeRole', on({ roleArn: customer, roleSessionName: 'x' }, { userIdentity: { type: 'AWSService', invokedBy: 'lambda.amazonaws.com' } }))),
  at('10:13:00', call('iam', 'CreateAccessKey', on({ userName: 'mallory' }, { userIdentity: user }))),
  at('10:14:00', call('iam', 'CreateAccessKey', { userIdentity: root })),
  at('10:15:00', call('kms', 'RotateKey', { userIdentity: root, eventType: 'AwsServiceEvent' })),
  at('10:16:00', call('ec2', 'RunInstances', { errorCode: 'Client.UnauthorizedOperation' })), at('10:17:00', call('ec2', 'RunInstances', { errorCode: 'Client.UnauthorizedOperation' })),
  at('10:18:00', federated), at('10:19:00', passwordOnly), at('10:20:00', withMfa), at('10:21:00', wrongPassword), at('10:22:00', signIn(root, {})),
];

describe('answer', () => {
  const events = [{ a: 'x', b: { c: 'y' }, eventTime: '2026-11-21T12:00:00Z' }, { a: 'z', eventTime: '2026-11-21T12:04:00Z' }];
  const filtered = (condition: string) => answer(`fields a\n| filter ${condition}`, events).map((row) => row.a);

  it.each([
    ['a = "x"', ['x']], ['a != "x"', ['z']], ['b.c = "y"', ['x']], ['not ispresent(b.c)', ['z']], ['a in ["x", "z"]', ['x', 'z']], ['a like /^[xw]$/', ['x']],
    ['a not like /x/', ['z']], ['a = "x" or a = "z" and b.c = "n"', ['x']], ['(a = "x" or a = "z") and b.c = "n"', []],
  ])('evaluates %s', (condition, expected) => {
    expect(filtered(condition)).toEqual(expected);
  });

  it('counts by group, sorts and limits', () => {
    expect(answer('stats count(*) as n by bin(5m) as time\n| sort n desc\n| limit 1', events)).toMatchObject([{ n: 2 }]);
    expect(answer('fields a, b.c as d\n| sort eventTime desc\n| limit 1', events)).toEqual([{ a: 'z', d: undefined }]);
  });

  it.each(['filter a = x', 'filter a = "x" b', 'filter (a = "x"', 'filter a "x"', 'parse a'])('does not take "%s"', (query) => {
    expect(() => answer(query, events)).toThrow();
  });
});

describe('TrailQueries', () => {
  const template = synthesize((stack) => {
    const { names } = new TrailQueries(stack, 'Queries', { logGroup: LogGroup.fromLogGroupName(stack, 'LogGroup', 'a-trail') });
    expect(names).toEqual(TRAIL_QUESTIONS.map(({ id }) => `secure-baseline/${id}`));
  });
  const saved = Object.fromEntries(Object.values(template.findResources('AWS::Logs::QueryDefinition'))
    .map(({ Properties }) => Properties as { Name: string; QueryString: string; LogGroupNames: string[] })
    .map(({ Name: name, QueryString: query }) => [name.replace('secure-baseline/', ''), query]));
  const ask = (id: string) => answer(saved[id], DAY);

  it('saves every question of the catalogue, for the log group it was given', () => {
    expect(TRAIL_QUESTIONS.length).toBeGreaterThanOrEqual(8);
    expect(Object.keys(saved).sort()).toEqual(TRAIL_QUESTIONS.map(({ id }) => id).sort());
    template.allResourcesProperties('AWS::Logs::QueryDefinition', { LogGroupNames: ['a-trail'] });
  });

  it.each(TRAIL_QUESTIONS)('says what $id asks and when it is asked, and stays within the 10,000 characters of a query', ({ id, what, why }) => {
    expect([what, why]).toEqual([expect.stringMatching(/^[A-Z].+\?$/), expect.stringMatching(/^[A-Z].+\.$/)]);
    expect(saved[id].startsWith(`# ${what} ${why}\n`)).toBe(true);
    expect(saved[id].length).toBeLessThanOrEqual(10_000);
  });

  it('answers who deleted this bucket', () => {
    const answers = ask('who-deleted-a-bucket');
    expect(answers.map(({ bucket }) => bucket)).toEqual(['backups', 'invoices', 'scratch']);
    expect(answers.find(({ bucket }) => bucket === 'invoices')).toEqual({
      eventTime: '2026-11-21T10:00:00Z', bucket: 'invoices', who: user.arn, through: undefined, address: '198.51.100.7', errorCode: undefined,
    });
    expect(answers.find(({ bucket }) => bucket === 'backups')).toMatchObject({ who: user.arn, errorCode: 'AccessDenied' });
    expect(answers.find(({ bucket }) => bucket === 'scratch')).toMatchObject({ who: role.arn, through: 'cloudformation.amazonaws.com' });
  });

  it('finds nothing where no bucket was deleted', () => {
    expect(answer(saved['who-deleted-a-bucket'], DAY.filter((event) => (event as { eventName?: string }).eventName !== 'DeleteBucket'))).toEqual([]);
  });

  const root_ = (eventName: string) => expect.objectContaining({ eventName }) as unknown;
  it.each<[string, unknown[]]>([
    ['who-deleted-objects', [expect.objectContaining({ bucket: 'orders', key: '2026/1.json', who: role.arn })]],
    ['what-did-root-do', [root_('ConsoleLogin'), root_('CreateAccessKey')]],
    ['who-was-refused', [expect.objectContaining({ refusals: 1, eventName: 'DeleteBucket' }), expect.objectContaining({ refusals: 2, eventName: 'RunInstances' })]],
    ['who-signed-in-without-mfa', [expect.objectContaining({ who: root.arn, kind: 'Root' }), expect.objectContaining({ who: user.arn, kind: 'IAMUser' })]],
    ['who-failed-to-sign-in', [expect.objectContaining({ 'failures': 1, 'userIdentity.userName': 'ada' })]],
    ['who-changed-security-groups', [expect.objectContaining({ securityGroup: 'sg-1', who: role.arn })]],
    ['who-took-a-key-away', [expect.objectContaining({ key, who: user.arn, eventName: 'ScheduleKeyDeletion' })]],
    ['who-used-a-key', [
      expect.objectContaining({ 'uses': 1, 'resources.0.ARN': key, 'userIdentity.arn': user.arn }), expect.objectContaining({ 'uses': 2, 'userIdentity.arn': role.arn }),
    ]],
    ['who-assumed-which-role', [expect.objectContaining({ role: customer, session: 'ada', who: user.arn })]],
    ['who-made-credentials', [expect.objectContaining({ user: 'mallory', who: user.arn }), expect.objectContaining({ who: root.arn })]],
    ['who-blinded-the-account', [expect.objectContaining({ eventName: 'StopLogging', who: user.arn })]],
  ])('answers %s', (id, expected) => {
    const answers = ask(id);
    expect(answers).toHaveLength(expected.length);
    expect(answers).toEqual(expect.arrayContaining(expected));
  });

  it('answers who changed what, and leaves out who only looked', () => {
    const answers = ask('who-changed-what') as { calls: number; 'userIdentity.arn': string; eventName: string }[];
    expect(answers.map(({ eventName }) => eventName)).toEqual(expect.arrayContaining(['CreateBucket', 'DeleteBucket', 'RunInstances', 'StopLogging']));
    expect(answers.filter(({ eventName }) => /^(Describe|Get|List|Decrypt|AssumeRole)/.test(eventName))).toEqual([]);
    expect(answers.find(({ eventName }) => eventName === 'RunInstances')).toMatchObject({ 'calls': 2, 'userIdentity.arn': role.arn });
  });

  it('tries every question', () => {
    expect(TRAIL_QUESTIONS.filter(({ id }) => ask(id).length === 0)).toEqual([]);
  });
});
