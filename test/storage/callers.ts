import { AnonymousRequestPrincipal, anonymousPrincipal, runSimulation } from '@cloud-copilot/iam-simulate';
import { Template } from 'aws-cdk-lib/assertions';
import { ACCOUNT, ADMINISTRATOR, FOREIGN_ACCOUNT, resolve } from '../support';

export type Context = Record<string, string | string[]>;

/** Who asks, how, and what AWS knows of it. */
export interface Caller {
  readonly words: string;
  readonly principal: string | AnonymousRequestPrincipal;
  readonly context: Context;
}

export const TLS = { 'aws:SecureTransport': 'true', 's3:TlsVersion': '1.3' };

/** An identity of an account, over TLS. */
export function identity(arn: string, context: Context = {}): Caller {
  return {
    words: arn,
    principal: arn,
    context: { ...TLS, 'aws:PrincipalAccount': arn.split(':')[4], 'aws:PrincipalArn': arn, 'aws:PrincipalIsAWSService': 'false', ...context },
  };
}

/** An AWS service for itself, or for whom the context says. */
export function service(name: string, context: Context = {}): Caller {
  const principal = `${name}.amazonaws.com`;
  return { words: principal, principal, context: { ...TLS, 'aws:PrincipalIsAWSService': 'true', ...context } };
}

export const administrator = identity(ADMINISTRATOR);
export const root = identity(`arn:aws:iam::${ACCOUNT}:root`);
export const outsider = identity(`arn:aws:iam::${FOREIGN_ACCOUNT}:role/Any`);
export const anybody: Caller = { words: 'anybody', principal: anonymousPrincipal, context: TLS };
export const plainHttp: Caller = { ...administrator, words: 'plain HTTP', context: { ...administrator.context, 'aws:SecureTransport': 'false', 's3:TlsVersion': '' } };

const ALL = { name: 'all', policy: { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', Resource: '*' } } };

/** What AWS decides. Identities may do everything as far as other policies go, and hold these. */
export async function judge(caller: Caller, action: string, resource: string, policy: unknown, more: { context?: Context; held?: unknown[]; only?: boolean } = {}): Promise<string> {
  const { principal } = caller;
  const held = (more.held ?? []).map((document, index) => ({ name: `held-${index}`, policy: document }));
  // The simulator takes no encryption contexts: two keys that it takes and that nothing else here uses stand for them.
  const known = <T>(value: T): T => value === undefined ? value : JSON.parse(JSON.stringify(value)
    .replace(/kms:EncryptionContext:aws:cloudtrail:arn/g, 'aws:SourceIdentity').replace(/kms:EncryptionContext:aws:(logs|s3):arn/g, 'aws:UserAgent')) as T;
  const elsewhere = !action.startsWith('s3:');
  const context = known(Object.fromEntries(Object.entries({ ...caller.context, ...more.context }).filter(([key, value]) => value !== '' && !(elsewhere && key.startsWith('s3:')))));
  const simulated = await runSimulation({
    request: { principal, action, resource: { resource, accountId: ACCOUNT }, contextVariables: context },
    identityPolicies: typeof principal === 'string' && principal.startsWith('arn:') ? known([...more.only ? [] : [ALL], ...held]) : [],
    serviceControlPolicies: [],
    resourceControlPolicies: [],
    resourcePolicy: known(policy),
  }, {});
  if (simulated.resultType !== 'single' || simulated.result.ignoredContextKeys?.length) {
    throw new Error(`not simulated as asked: ${JSON.stringify(simulated).slice(-500)}`);
  }
  return simulated.overallResult;
}

/** Name and policy of a bucket of a template, by a part of its logical id. */
export function bucketPolicy(template: Template, part = ''): { name: string; policy: { Statement: { Sid?: string }[] } } {
  const found = Object.values(template.findResources('AWS::S3::BucketPolicy'))
    .map(({ Properties }) => resolve(Properties) as { Bucket: string; PolicyDocument: { Statement: { Sid?: string }[] } })
    .filter(({ Bucket }) => Bucket.includes(part));
  if (found.length !== 1) {
    throw new Error(`${found.length} bucket policies for ${part}`);
  }
  return { name: found[0].Bucket, policy: found[0].PolicyDocument };
}

/** Policy of the first key of a template. */
export function keyPolicy(template: Template): { Statement: { Sid?: string; Action: string | string[]; Principal: { AWS?: unknown; Service?: string } }[] } {
  const [key] = [...Object.values(template.findResources('AWS::KMS::Key')), ...Object.values(template.findResources('AWS::KMS::ReplicaKey'))];
  return resolve(key.Properties.KeyPolicy) as ReturnType<typeof keyPolicy>;
}

/** The managed policies of a template whose logical id has a part. */
export function managedPolicies(template: Template, part: string): unknown[] {
  return Object.entries(template.findResources('AWS::IAM::ManagedPolicy')).filter(([id]) => id.includes(part))
    .map(([, { Properties }]) => resolve(Properties.PolicyDocument) as unknown);
}

/** A key, for requests that name one. */
export const KEY_ARN = `arn:aws:kms:eu-central-1:${ACCOUNT}:key/1`;
