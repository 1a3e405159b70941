import { readFileSync, writeFileSync } from 'fs';
import { join } from 'path';
import { App, Stack } from 'aws-cdk-lib';
import { CfnAlias, CfnKey } from 'aws-cdk-lib/aws-kms';
import { AccountBaseline, CostSheet, PrivateBucket, ServerSideEncryption } from '../../lib';
import { CONFIGURATION, NETWORK, TRAILS, WEB_ACLS } from '../../lib/storage/log-writers';

export const GUIDE = join(__dirname, '../../docs/storage.md');

const ENCRYPTIONS: readonly (readonly [choice: string, make: () => ServerSideEncryption, when: string, from: string, use: string])[] = [
  ['`ServerSideEncryption.kms()` (SSE-KMS), the default', () => ServerSideEncryption.kms(), 'for all that is yours',
    'whoever may read the bucket and not use the key, besides what SSE-S3 protects from; every use of the key is in the trail', 'requests to AWS KMS, few with the bucket key'],
  ['`ServerSideEncryption.dualLayerKms()` (DSSE-KMS)', () => ServerSideEncryption.dualLayerKms(), 'where a rule asks for two layers',
    'a flaw in one of the two layers, besides that', 'a request to AWS KMS for each object, and each gigabyte'],
  ['`ServerSideEncryption.s3Managed()` (SSE-S3)', () => ServerSideEncryption.s3Managed(), 'for access logs, which take no other',
    'whoever gets hold of a disk', 'nothing'],
];

const usd = (amount: number) => amount.toFixed(2);

function encryption(): string[] {
  return [
    '| choice | when | protects from | USD a month, unused | by use |', '|---|---|---|---|---|',
    ...ENCRYPTIONS.map(([choice, make, when, from, use]) => {
      const { monthlyFloor } = CostSheet.of(new PrivateBucket(new Stack(new App(), 'Test'), 'Bucket', { encryption: make() }));
      return `| ${choice} | ${when} | ${from} | ${usd(monthlyFloor)} | ${use} |`;
    }),
  ];
}

/** Every key of a standard account, and the resources that name it. */
function keys(): string[] {
  const app = new App();
  new AccountBaseline(app, 'Baseline');
  const { stacks } = app.synth();
  const resources = stacks.flatMap(({ template }) => Object.values((template as { Resources: Record<string, { Type: string }> }).Resources));
  return [
    '| key | for | encrypts | USD a month |', '|---|---|---|---|',
    ...app.node.findAll().filter((construct): construct is CfnKey => construct instanceof CfnKey).map((key) => {
      const id = key.stack.resolve(key.logicalId) as string;
      const alias = app.node.findAll().filter((construct): construct is CfnAlias => construct instanceof CfnAlias)
        .find((named) => JSON.stringify(key.stack.resolve(named.targetKeyId)).includes(id))?.aliasName ?? '';
      const users = resources.filter((resource) => JSON.stringify(resource).includes(id)).map(({ Type }) => Type)
        .filter((type) => !/^AWS::(KMS|IAM|Events)::|Policy$/.test(type));
      const types = [...new Set(users)].map((type) => `\`${type}\``);
      return `| \`${alias}\` | ${key.description!.toLowerCase()} | ${types.join(', ')} | ${usd(CostSheet.of(key).monthlyFloor)} |`;
    }),
  ];
}

function writers(): string[] {
  return [
    '| what | service | folders below `AWSLogs/<account>/` | bucket |', '|---|---|---|---|',
    ...[TRAILS, CONFIGURATION, NETWORK, WEB_ACLS].map((entry) => `| [${entry.what.replace(/\.$/, '')}](${entry.link}) | \`${entry.service}.amazonaws.com\` | `
      + `${entry.folders.map((folder) => `\`${folder}\``).join(', ')} | ${entry.bucketNamePrefix ? `a \`LogBucket\`, named \`${entry.bucketNamePrefix}…\`` : '`LogArchive`'} |`),
  ];
}

/** The guide, as it should be: what stands between two marks is made from the code. */
export function storageGuide(): string {
  const content: Record<string, string[]> = { encryption: encryption(), keys: keys(), writers: writers() };
  return readFileSync(GUIDE, 'utf8').replace(/(<!-- (\w+) -->\n)(?:.|\n)*?(<!-- end -->)/g, (_, open: string, name: string, close: string) => `${open}${content[name].join('\n')}\n${close}`);
}

if (require.main === module && process.argv.includes('--write')) {
  writeFileSync(GUIDE, storageGuide());
}
