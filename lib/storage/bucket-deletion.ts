import { AnyPrincipal, Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { IBucket } from 'aws-cdk-lib/aws-s3';
import { Problem } from '../private/validation';
import { checkRoleArn } from './storage-checks';

const DELETING = ['s3:BypassGovernanceRetention', 's3:DeleteObject', 's3:DeleteObjectVersion'];

/** What would end the denial, or let Amazon S3 do the deleting. */
const UNDOING = [
  's3:DeleteBucket', 's3:DeleteBucketPolicy', 's3:PutBucketObjectLockConfiguration', 's3:PutBucketPolicy', 's3:PutBucketVersioning',
  's3:PutLifecycleConfiguration',
];

/**
 * Who may delete objects of a bucket, as the bucket's own policy has it: such a denial binds every identity, administrators and the root user
 * among them, whatever policies they hold. The lifecycle of the bucket still expires what it should.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/example-bucket-policies.html
 */
export class BucketDeletion {
  /**
   * Nobody. Whoever may change the bucket's policy can end this, as a deployment does: with roles for that, use `deniedExceptTo`.
   */
  public static denied(): BucketDeletion {
    return new BucketDeletion([]);
  }

  /**
   * Nobody but these roles, who alone may change policy, versioning, lifecycle and lock of the bucket as well. The role that deploys the stack
   * must be one of them, or no deployment will change these again. The root user can always remove a bucket policy.
   *
   * @param roleArns - ARNs of IAM roles, such as a BreakGlassRole and the role that deploys
   */
  public static deniedExceptTo(roleArns: string[]): BucketDeletion {
    return new BucketDeletion(roleArns, true);
  }

  private constructor(
    /** ARNs of the roles that are not bound. */
    public readonly roleArns: string[],
    private readonly withExceptions = false,
  ) {}

  /** @internal */
  public _problems(prop: string): Problem[] {
    return this.withExceptions && this.roleArns.length === 0
      ? [{ prop, got: [], allowed: 'one role or more', fix: 'name the role that deploys the stack, or use BucketDeletion.denied()' }]
      : this.roleArns.flatMap((arn, index) => checkRoleArn(`${prop}.roleArns[${index}]`, arn));
  }

  /** @internal */
  public _statements(bucket: IBucket): PolicyStatement[] {
    const deny = (sid: string, actions: string[], resource: string) => new PolicyStatement({
      sid, effect: Effect.DENY, principals: [new AnyPrincipal()], actions, resources: [resource],
      conditions: this.withExceptions ? { ArnNotEquals: { 'aws:PrincipalArn': this.roleArns } } : undefined,
    });
    const objects = deny('NobodyDeletes', DELETING, bucket.arnForObjects('*'));
    return this.withExceptions ? [objects, deny('NobodyUndoesThat', UNDOING, bucket.bucketArn)] : [objects];
  }
}
