import { writeFileSync } from 'fs';
import { join } from 'path';
import { App, Duration, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { ArnPrincipal, Group } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Topic } from 'aws-cdk-lib/aws-sns';
import {
  AccessLogBucket, BucketDeletion, BucketPerimeter, BucketReplication, CustomerProvidedKeys, EncryptionKey, EncryptionKeyReplica, KeyAlerts, LogArchive, LogBucket, LogSources, LogWriter,
  MalwareScanning, ObjectLock, PrivateBucket, PrivateBucketProps, ServerSideEncryption, UnscannedObjects,
} from '../../lib';
import { administrator, anybody, Caller, judge, KEY_ARN, outsider, plainHttp } from '../storage/callers';
import { ACCOUNT, FOREIGN_ACCOUNT, resolve } from '../support';
import { Verdict } from './person';

/** One way to use a storage construct. */
interface Use {
  readonly construct: string;
  readonly given: string;
  /** The public methods that are shown, as `Class.method`. */
  readonly methods: readonly string[];
  readonly build: (stack: Stack) => void;
}

/** Who asks, in the order of the columns. The administrator is there to show that it is not the bucket that answers nobody. */
export const CALLERS: readonly { readonly words: string; readonly caller: Caller }[] = [
  { words: 'own administrator', caller: administrator },
  { words: 'another account', caller: outsider },
  { words: 'anybody', caller: anybody },
  { words: 'plain HTTP', caller: plainHttp },
];

const OBJECT_ACTIONS = ['s3:GetObject', 's3:PutObject', 's3:DeleteObject', 's3:DeleteObjectVersion', 's3:PutObjectTagging', 's3:BypassGovernanceRetention', 's3:ReplicateObject'];
const BUCKET_ACTIONS = ['s3:ListBucket', 's3:GetBucketPolicy', 's3:PutBucketPolicy', 's3:PutLifecycleConfiguration'];
const KEY_ACTIONS = ['kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey', 'kms:PutKeyPolicy', 'kms:DisableKey', 'kms:ScheduleKeyDeletion'];

const SOURCE_ROLE = `arn:aws:iam::${FOREIGN_ACCOUNT}:role/Replication`;
const KEEPER = new ArnPrincipal(`arn:aws:iam::${ACCOUNT}:role/Keeper`);
const READER = new ArnPrincipal(`arn:aws:iam::${ACCOUNT}:role/Reader`);
const ORGANIZATION = 'o-a1b2c3d4e5';

function bucketWith(given: string, methods: string[], props: (stack: Stack) => PrivateBucketProps, then: (bucket: PrivateBucket, stack: Stack) => void = () => undefined): Use {
  return { construct: 'PrivateBucket', given, methods, build: (stack) => then(new PrivateBucket(stack, 'Bucket', props(stack)), stack) };
}
const key = (given: string, props: object): Use => ({
  construct: 'EncryptionKey', given, methods: [], build: (stack) => new EncryptionKey(stack, 'Key', { description: 'Tests', ...props }),
});
const archive = (given: string, methods: string[], props: ConstructorParameters<typeof LogArchive>[2]): Use => ({
  construct: 'LogArchive', given, methods, build: (stack) => new LogArchive(stack, 'Archive', props),
});
const logs = (given: keyof typeof LogWriter & ('trails' | 'configuration' | 'network' | 'webAcls')): Use => ({
  construct: 'LogBucket', given: `LogWriter.${given}()`, methods: [`LogWriter.${given}`], build: (stack) => new LogBucket(stack, 'Logs', { writer: LogWriter[given]() }),
});
const scanned = (given: string, method: string, unscannedObjects: UnscannedObjects): Use => ({
  construct: 'MalwareScanning', given, methods: [method],
  build: (stack) => {
    const { bucket, encryptionKey } = new PrivateBucket(stack, 'Bucket');
    new MalwareScanning(stack, 'Scanning', { bucket, encryptionKey, unscannedObjects });
  },
});

export const USES: readonly Use[] = [
  bucketWith('nothing', [], () => ({})),
  bucketWith('`ServerSideEncryption.kms(key)`', ['ServerSideEncryption.kms'], (stack) => ({ encryption: ServerSideEncryption.kms(new EncryptionKey(stack, 'Key', { description: 'Tests' }).key) })),
  bucketWith('`ServerSideEncryption.dualLayerKms()`', ['ServerSideEncryption.dualLayerKms'], () => ({ encryption: ServerSideEncryption.dualLayerKms() })),
  bucketWith('`ServerSideEncryption.s3Managed()`', ['ServerSideEncryption.s3Managed'], () => ({ encryption: ServerSideEncryption.s3Managed() })),
  bucketWith('`CustomerProvidedKeys.refused()`', ['CustomerProvidedKeys.refused'], () => ({ customerProvidedKeys: CustomerProvidedKeys.refused() })),
  bucketWith('`CustomerProvidedKeys.allowed(…)`', ['CustomerProvidedKeys.allowed'], () => ({ customerProvidedKeys: CustomerProvidedKeys.allowed('a partner brings keys') })),
  bucketWith('`BucketPerimeter.ownAccount()`', ['BucketPerimeter.ownAccount'], () => ({ perimeter: BucketPerimeter.ownAccount() })),
  bucketWith('`BucketPerimeter.ownOrganization(…)`', ['BucketPerimeter.ownOrganization'], () => ({ perimeter: BucketPerimeter.ownOrganization(ORGANIZATION) })),
  bucketWith('`BucketPerimeter.accounts(…)`', ['BucketPerimeter.accounts'], () => ({ perimeter: BucketPerimeter.accounts([FOREIGN_ACCOUNT]) })),
  bucketWith('`BucketPerimeter.open(…)`', ['BucketPerimeter.open'], () => ({ perimeter: BucketPerimeter.open('partners without an account') })),
  bucketWith('`BucketDeletion.denied()`', ['BucketDeletion.denied'], () => ({ deletion: BucketDeletion.denied() })),
  bucketWith('`BucketDeletion.deniedExceptTo(…)`', ['BucketDeletion.deniedExceptTo'], () => ({ deletion: BucketDeletion.deniedExceptTo([`arn:aws:iam::${ACCOUNT}:role/Deployment`]) })),
  bucketWith('`ObjectLock.governance(…)`', ['ObjectLock.governance'], () => ({ objectLock: ObjectLock.governance(Duration.days(30)) })),
  bucketWith('`ObjectLock.compliance(…)`', ['ObjectLock.compliance'], () => ({ objectLock: ObjectLock.compliance(Duration.days(30)) })),
  bucketWith('`ObjectLock.legalHoldOnly()`', ['ObjectLock.legalHoldOnly'], () => ({ objectLock: ObjectLock.legalHoldOnly() })),
  bucketWith('`BucketReplication.toBucket(…)`', ['BucketReplication.toBucket'], (stack) => ({
    replication: BucketReplication.toBucket({
      bucket: Bucket.fromBucketName(stack, 'Replica', 'replicas'), encryptionKey: Key.fromKeyArn(stack, 'ReplicaKey', KEY_ARN), account: FOREIGN_ACCOUNT,
    }),
  })),
  bucketWith('`grantReadOnly(group)`', ['PrivateBucket.grantReadOnly'], () => ({}), (bucket, stack) => bucket.grantReadOnly(new Group(stack, 'People'))),
  bucketWith('`grantUploadAndView(group)`', ['PrivateBucket.grantUploadAndView'], () => ({}), (bucket, stack) => bucket.grantUploadAndView(new Group(stack, 'People'))),
  bucketWith('`admitReplicas(role)`', ['PrivateBucket.admitReplicas', 'BucketReplication.replicaStatements', 'BucketReplication.replicaKeyStatements'],
    () => ({ perimeter: BucketPerimeter.accounts([FOREIGN_ACCOUNT]) }), (bucket) => bucket.admitReplicas(SOURCE_ROLE)),
  { construct: 'AccessLogBucket', given: 'nothing', methods: [], build: (stack) => new AccessLogBucket(stack, 'AccessLogs') },
  key('nothing', {}),
  key('`administrators` and `users`', { administrators: [KEEPER], users: [READER] }),
  key('`multiRegion`', { multiRegion: true }),
  {
    construct: 'EncryptionKeyReplica', given: 'a primary key', methods: [],
    build: (stack) => new EncryptionKeyReplica(stack, 'Replica', {
      description: 'Tests', primaryKeyArn: `arn:aws:kms:eu-west-1:${ACCOUNT}:key/mrk-1234567890abcdef1234567890abcdef`,
    }),
  },
  {
    construct: 'KeyAlerts', given: 'a key and a topic', methods: [],
    build: (stack) => new KeyAlerts(stack, 'Alerts', { key: new EncryptionKey(stack, 'Key', { description: 'Tests' }).key, topic: new Topic(stack, 'Topic') }),
  },
  archive('nothing', ['LogArchive.accessLogBucketName', 'LogArchive.bucketName', 'LogArchive.configurationBucketName'], {}),
  archive('`LogSources.ownAccount()`', ['LogSources.ownAccount'], { sources: LogSources.ownAccount() }),
  archive('`LogSources.organization(…)`', ['LogSources.organization'], { sources: LogSources.organization(ORGANIZATION, '444455556666') }),
  archive('`ObjectLock.governance(…)`', [], { objectLock: ObjectLock.governance(Duration.days(30)) }),
  logs('trails'),
  logs('configuration'),
  logs('network'),
  logs('webAcls'),
  scanned('`UnscannedObjects.unreadable()`', 'UnscannedObjects.unreadable', UnscannedObjects.unreadable()),
  scanned('`UnscannedObjects.readable(…)`', 'UnscannedObjects.readable', UnscannedObjects.readable('a workflow looks at the tag')),
];

/** One request on one resource of one use; a verdict for each caller, none where the request cannot be made at all. */
export interface AccessRow {
  readonly use: Use;
  readonly resource: string;
  readonly action: string;
  readonly verdicts: readonly (Verdict | undefined)[];
}

const asked = new Map<Use, Promise<AccessRow[]>>();

/** Asks for everything, of every bucket and key that a use makes, once. */
export function accessRows(use: Use): Promise<AccessRow[]> {
  const rows = asked.get(use) ?? ask(use);
  asked.set(use, rows);
  return rows;
}

async function ask(use: Use): Promise<AccessRow[]> {
  const stack = new Stack(new App(), 'Test');
  use.build(stack);
  const template = Template.fromStack(stack);
  const of = (type: string) => Object.entries(template.findResources(type)).map(([id, { Properties }]) => ({ id, properties: resolve(Properties) as Record<string, unknown> }));
  const name = (id: string) => id.replace(/[0-9A-F]{8}$/, '').replace(/Policy$|Resource$/, '');
  const requests = [
    ...of('AWS::S3::BucketPolicy').flatMap(({ id, properties: { Bucket: bucket, PolicyDocument: policy } }) => [
      ...BUCKET_ACTIONS.map((action) => ({ resource: `bucket ${name(id)}`, action, arn: `arn:aws:s3:::${bucket as string}`, policy })),
      ...OBJECT_ACTIONS.map((action) => ({ resource: `objects of ${name(id)}`, action, arn: `arn:aws:s3:::${bucket as string}/key`, policy })),
    ]),
    ...['AWS::KMS::Key', 'AWS::KMS::ReplicaKey'].flatMap(of).flatMap(({ id, properties: { KeyPolicy: policy } }) =>
      KEY_ACTIONS.map((action) => ({ resource: `key ${name(id)}`, action, arn: KEY_ARN, policy }))),
  ];
  return Promise.all(requests.map(async ({ resource, action, arn, policy }) => ({
    use,
    resource,
    action,
    verdicts: await Promise.all(CALLERS.map(async ({ caller }) => {
      if (caller === plainHttp && action.startsWith('kms:')) {
        return undefined;
      }
      const decided = await judge(caller, action, arn, policy);
      return decided === 'Allowed' ? 'may' : decided === 'ExplicitlyDenied' ? 'never' : 'may not';
    })),
  })));
}

/** The document an auditor reads. */
export async function renderStorageAccess(): Promise<string> {
  const all: AccessRow[][] = [];
  for (const use of USES) {
    all.push(await accessRows(use));
  }
  const count = all.flat().reduce((sum, { verdicts }) => sum + verdicts.filter((verdict) => verdict !== undefined).length, 0);
  return [
    '# Access to storage',
    '',
    `What strangers can do with buckets and keys: ${count} decisions, each a request simulated against the policies that are deployed, at every test run.`,
    '',
    'Whoever asks is allowed everything by policies of their own, so that the table shows what bucket and key say:',
    '',
    '- **may**: it is done.',
    '- **may not**: nothing of bucket or key allows it.',
    '- **never**: bucket or key denies it. No other policy can allow it.',
    '',
    'The administrator, in the first column, is there to compare. Over plain HTTP it is the administrator as well; AWS KMS cannot be reached that way (–).',
    'This file is written by `test/proofs/storage-access.ts`; change the uses there.',
    ...all.flatMap((rows, index) => {
      const { construct, given } = USES[index];
      const title = USES.findIndex((use) => use.construct === construct) === index ? ['', `## ${construct}`] : [];
      // One line for requests on one resource that all end alike.
      const lines = new Map<string, string[]>();
      for (const { resource, action, verdicts } of rows) {
        const ends = `${resource}|${verdicts.map((verdict) => verdict ?? '–').join(' | ')}`;
        lines.set(ends, [...lines.get(ends) ?? [], `\`${action}\``]);
      }
      return [
        ...title,
        '',
        `### ${construct} given ${given}`,
        '',
        `| resource | requests | ${CALLERS.map(({ words }) => words).join(' | ')} |`,
        `|---|---|${CALLERS.map(() => '---|').join('')}`,
        ...[...lines].map(([ends, actions]) => `| ${ends.slice(0, ends.indexOf('|'))} | ${actions.join(', ')} | ${ends.slice(ends.indexOf('|') + 1)} |`),
      ];
    }),
    '',
  ].join('\n');
}

export const DOCUMENT = join(__dirname, '../../docs/storage-access.md');

if (require.main === module && process.argv.includes('--write')) {
  void renderStorageAccess().then((text) => writeFileSync(DOCUMENT, text));
}
