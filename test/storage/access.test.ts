import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Construct } from 'constructs';
import * as library from '../../lib';
import { accessRows, AccessRow, CALLERS, DOCUMENT, renderStorageAccess, USES } from '../proofs/storage-access';
import { bucketPolicy, judge, outsider } from './callers';

const STRANGERS = ['another account', 'anybody', 'plain HTTP'];
type Class = new (...args: never[]) => unknown;

const FOLDER = join(__dirname, '../../lib/storage');

/** The classes of the storage domain that are public, by name, and the public methods of each as its source has them. */
const CLASSES = readdirSync(FOLDER).flatMap((file) => {
  const name = file.replace('.ts', '').replace(/(^|-)(\w)/g, (_, __, letter: string) => letter.toUpperCase());
  const type = Reflect.get(library, name) as Class | undefined;
  const source = readFileSync(join(FOLDER, file), 'utf8');
  const methods = [...source.matchAll(/^  public (?:static )?([a-z]\w*)\(/gm)].map(([, method]) => `${name}.${method}`);
  // A StorageDomain makes nothing: it chooses for a baseline.
  return typeof type === 'function' && name !== 'StorageDomain' ? [{ name, type, methods }] : [];
});

describe.each(USES.map((use) => [`${use.construct} given ${use.given}`, use] as const))('%s', (_, use) => {
  let rows: AccessRow[];
  beforeAll(async () => {
    rows = await accessRows(use);
  });

  test.each(STRANGERS)('lets %s do nothing', (words) => {
    const column = CALLERS.findIndex((caller) => caller.words === words);
    const verdicts = rows.map(({ action, verdicts: all }) => [action, all[column]]).filter(([, verdict]) => verdict !== undefined);

    expect(rows.length).toBeGreaterThan(0);
    expect(verdicts.filter(([, verdict]) => verdict === 'may')).toEqual([]);
    // Reached by nothing but TLS, a bucket says so by a denial. The same goes for strangers, unless the perimeter was opened.
    if (words === 'plain HTTP' || !/perimeter\.(open|accounts)|admitReplicas/i.test(use.given)) {
      expect(verdicts.filter(([action, verdict]) => action!.startsWith('s3:') && verdict !== 'never')).toEqual([]);
    }
  });

  test('answers its own administrator, within its limits', () => {
    const may = rows.filter(({ verdicts: [own] }) => own === 'may').map(({ action }) => action);

    expect(may).toEqual(expect.arrayContaining([expect.stringMatching(/^(s3:GetBucketPolicy|kms:PutKeyPolicy)$/)]));
  });
});

describe('The table', () => {
  test('has every class of the storage domain and every public method of it', () => {
    const constructs = CLASSES.filter(({ type }) => type.prototype instanceof Construct).map(({ name }) => name);

    expect([...new Set(USES.map(({ construct }) => construct))].sort()).toEqual(constructs.sort());
    expect(USES.flatMap((use) => use.methods).sort()).toEqual(CLASSES.flatMap(({ methods }) => methods).sort());
    expect(constructs.length).toBeGreaterThan(7);
  });

  test('would show a bucket that lets a stranger in', async () => {
    const stack = new Stack(new App(), 'Planted');
    new library.PrivateBucket(stack, 'Bucket', { perimeter: library.BucketPerimeter.open('planted') });
    const { name, policy } = bucketPolicy(Template.fromStack(stack));
    const open = { ...policy, Statement: [...policy.Statement, { Effect: 'Allow', Principal: { AWS: '*' }, Action: 's3:GetObject', Resource: '*' }] };

    expect(await judge(outsider, 's3:GetObject', `arn:aws:s3:::${name}/key`, open)).toBe('Allowed');
  });

  test('is what docs/storage-access.md says; node -r ts-node/register/transpile-only test/proofs/storage-access.ts --write', async () => {
    expect(readFileSync(DOCUMENT, 'utf8')).toBe(await renderStorageAccess());
  });
});
