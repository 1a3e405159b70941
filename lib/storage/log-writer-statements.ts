import { ArnFormat, Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { LogSources } from './log-sources';
import { WriterEntry, WriterSource } from './log-writers';

type Conditions = Record<string, Record<string, unknown>>;

/** Lets services deliver into a bucket: into their own folders, for the accounts that are meant, and nothing else. */
export function writerStatements(bucket: IBucket, entries: readonly WriterEntry[], sources: LogSources): PolicyStatement[] {
  return entries.flatMap((entry) => {
    const principals = [new ServicePrincipal(`${entry.service}.amazonaws.com`)];
    const conditions = sourceConditions(bucket, entry.source, sources);
    return [
      new PolicyStatement({
        sid: `${entry.name}Check`, principals, actions: ['s3:GetBucketAcl', 's3:ListBucket'], resources: [bucket.bucketArn], conditions,
      }),
      new PolicyStatement({
        sid: `${entry.name}Write`,
        principals,
        actions: ['s3:PutObject'],
        resources: folders(bucket, entry.source, sources).flatMap((above) =>
          [...entry.files ?? [], ...entry.folders.map((folder) => `${folder}/*`)].map((below) => bucket.arnForObjects(`AWSLogs/${above}/${below}`))),
        conditions: { ...conditions, StringEquals: { ...conditions.StringEquals, 's3:x-amz-acl': 'bucket-owner-full-control' } },
      }),
    ];
  });
}

/** Lets the same services encrypt what they deliver. */
export function writerKeyStatements(scope: Construct, entries: readonly WriterEntry[], sources: LogSources): PolicyStatement[] {
  return entries.flatMap(({ name, service, source }) => {
    const allow = (sid: string, actions: string[], conditions: Conditions) =>
      new PolicyStatement({ sid, principals: [new ServicePrincipal(`${service}.amazonaws.com`)], actions, resources: ['*'], conditions });
    const conditions = sourceConditions(scope, source, sources);
    switch (source) {
      case WriterSource.TRAIL:
        return [
          allow(name, ['kms:GenerateDataKey*'],
            { ...conditions, StringLike: { 'kms:EncryptionContext:aws:cloudtrail:arn': trails(scope, sources) } }),
          // Apart from the statement above: a description carries no encryption context, and with the bucket's own key it is not that of the trail.
          // AWS CloudTrail makes no trail for a bucket with a bucket key unless it may decrypt.
          allow(`${name}Describe`, ['kms:Decrypt', 'kms:DescribeKey'], conditions),
        ];
      case WriterSource.ACCOUNT:
        return [allow(name, ['kms:Decrypt', 'kms:GenerateDataKey'], conditions)];
      case WriterSource.LOG_DELIVERY:
        return [allow(name, ['kms:Decrypt', 'kms:DescribeKey', 'kms:Encrypt', 'kms:GenerateDataKey*', 'kms:ReEncrypt*'], conditions)];
    }
  });
}

/** Folders below `AWSLogs/`, by account. The log-archive account takes trails of its own and those of the organization. */
function folders(scope: Construct, source: WriterSource, { organizationId, managementAccountId }: LogSources): string[] {
  const { account } = Stack.of(scope);
  return organizationId === undefined ? [account]
    : source === WriterSource.TRAIL ? [account, managementAccountId!, `${organizationId}/*`]
    // A variable of the policy: each account into its own folder, without one statement for each.
    : ['${aws:SourceAccount}'];
}

function sourceConditions(scope: Construct, source: WriterSource, sources: LogSources): Conditions {
  if (source === WriterSource.TRAIL) {
    return { ArnLike: { 'aws:SourceArn': trails(scope, sources) } };
  }
  const { account } = Stack.of(scope);
  const { organizationId } = sources;
  const from = organizationId === undefined ? { 'aws:SourceAccount': account } : { 'aws:SourceOrgID': organizationId };
  const logs = Stack.of(scope).formatArn({
    service: 'logs', region: '*', account: organizationId === undefined ? account : '*', resource: '*', arnFormat: ArnFormat.NO_RESOURCE_NAME,
  });
  return { StringEquals: from, ...source === WriterSource.LOG_DELIVERY ? { ArnLike: { 'aws:SourceArn': logs } } : {} };
}

/** AWS CloudTrail names the trail it writes for, and no account besides the one in that ARN. */
function trails(scope: Construct, { managementAccountId }: LogSources): string | string[] {
  const of = (account: string) => Stack.of(scope).formatArn({ service: 'cloudtrail', region: '*', account, resource: 'trail', resourceName: '*' });
  const own = of(Stack.of(scope).account);
  return managementAccountId === undefined ? own : [own, of(managementAccountId)];
}
