import { Names, Stack } from 'aws-cdk-lib';
import { AnyPrincipal, Effect, IGrantable, IGroup, IRole, IUser, ManagedPolicy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { IKey } from 'aws-cdk-lib/aws-kms';
import { IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { BASELINE_PATH } from '../identity/names';
import { acknowledgeWildcards } from '../private/acknowledge-wildcards';
import { refuse } from '../private/validation';
import { ServerSideEncryption } from './server-side-encryption';

const READ = ['s3:GetObject', 's3:GetObjectVersion'];
const UPLOAD = ['s3:AbortMultipartUpload', 's3:ListMultipartUploadParts', 's3:PutObject'];

/** What an identity may do with a bucket, and all it may do: the rest is denied, whatever other policies it holds. */
export enum BucketAccess {
  READ_ONLY = 'ReadOnly',
  UPLOAD_AND_VIEW = 'UploadAndView',
}

/** Gives an identity a policy for a bucket, as a managed policy: inline ones cannot be reviewed in one place. */
export function grantAccess(scope: Construct, bucket: IBucket, key: IKey | undefined, grantee: IGrantable, access: BucketAccess): void {
  const identity = grantee.grantPrincipal as Partial<IRole & IUser & IGroup>;
  if (!identity.node || !(identity.roleName ?? identity.userName ?? identity.groupName)) {
    refuse(scope, [{
      prop: 'grantee', got: grantee.grantPrincipal, allowed: 'an IAM role, user or group',
      fix: 'pass the identity itself; for a service or another account, add a statement to the bucket policy',
    }]);
  }
  // In the stack of the identity: bucket and key need not know whom they are granted to. In a path that administrators cannot change.
  const policy = new ManagedPolicy(identity as IRole, `${access}${Names.nodeUniqueId(scope.node)}`, {
    path: BASELINE_PATH,
    statements: statements(bucket, key, access),
    roles: identity.roleName ? [identity as IRole] : [],
    users: identity.userName ? [identity as IUser] : [],
    groups: identity.groupName ? [identity as IGroup] : [],
  });
  acknowledgeWildcards(policy, 'The grant is for everything in the bucket, whatever it is called.');
}

function statements(bucket: IBucket, key: IKey | undefined, access: BucketAccess): PolicyStatement[] {
  const uploads = access === BucketAccess.UPLOAD_AND_VIEW;
  const objects = bucket.arnForObjects('*');
  return [
    new PolicyStatement({ sid: 'SeeBucket', actions: ['s3:ListBucket'], resources: [bucket.bucketArn] }),
    new PolicyStatement({ sid: access, actions: [...READ, ...uploads ? UPLOAD : []], resources: [objects] }),
    ...key ? [new PolicyStatement({
      sid: 'UseKey',
      actions: ['kms:Decrypt', ...uploads ? ['kms:GenerateDataKey'] : []],
      resources: [key.keyArn],
      conditions: { StringEquals: { 'kms:ViaService': `s3.${Stack.of(bucket).region}.amazonaws.com` } },
    })] : [],
    // All but what is named, so that an action AWS adds tomorrow is denied too.
    new PolicyStatement({
      sid: 'NothingElse', effect: Effect.DENY, notActions: ['s3:Get*', 's3:List*', ...uploads ? UPLOAD : []], resources: [bucket.bucketArn, objects],
    }),
  ];
}

/** Refuses uploads that ask for another encryption than the bucket's. Those that ask for none get the bucket's. */
export function encryptionStatements(bucket: IBucket, { algorithm }: ServerSideEncryption, key: IKey | undefined): PolicyStatement[] {
  const asked = { 's3:x-amz-server-side-encryption': 'false' };
  // Services encrypt with the key they are configured with: whoever configures them answers for that.
  const caller = { BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' } };
  return [
    denyUploads(bucket, 'NoOtherEncryption', {
      ...caller, Null: asked, StringNotEquals: { 's3:x-amz-server-side-encryption': algorithm },
    }),
    // Who asks for AWS KMS without naming a key gets one of AWS's own, and not the bucket's.
    ...key ? [denyUploads(bucket, 'NoOtherKey', {
      ...caller, Null: asked, ArnNotEqualsIfExists: { 's3:x-amz-server-side-encryption-aws-kms-key-id': key.keyArn },
    })] : [],
  ];
}

/** Refuses uploads under keys of the caller. */
export function customerKeyStatement(bucket: IBucket): PolicyStatement {
  return denyUploads(bucket, 'NoCustomerProvidedKeys', { Null: { 's3:x-amz-server-side-encryption-customer-algorithm': 'false' } });
}

function denyUploads(bucket: IBucket, sid: string, conditions: Record<string, Record<string, string>>): PolicyStatement {
  return new PolicyStatement({
    sid, effect: Effect.DENY, principals: [new AnyPrincipal()], actions: ['s3:PutObject'], resources: [bucket.arnForObjects('*')], conditions,
  });
}
