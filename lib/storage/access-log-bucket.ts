import { Duration, Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { acknowledge } from '../private/acknowledge';
import { checkDays, refuse } from '../private/validation';
import { BucketDeletion } from './bucket-deletion';
import { PrivateBucket } from './private-bucket';
import { ServerSideEncryption } from './server-side-encryption';

/** Properties of an AccessLogBucket. */
export interface AccessLogBucketProps {
  /**
   * How long access logs are kept, from 1 to 3,650 days.
   *
   * @default Duration.days(365)
   */
  readonly retention?: Duration;

  /**
   * Start of the bucket's name, as in PrivateBucket.
   *
   * @default - CloudFormation makes up a unique name
   */
  readonly bucketNamePrefix?: string;
}

/**
 * The bucket that takes the server access logs of the account's other buckets in the same region, and the logs of its Application Load
 * Balancers there: neither can be encrypted with AWS KMS. Nobody deletes from it. It has no Object Lock, which server access logs do not go with.
 *
 * A load balancer names it as the bucket of its access, connection or health check logs, without a prefix.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/ServerLogs.html
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html
 */
export class AccessLogBucket extends Construct {
  /** The bucket, to be passed as `accessLogBucket`. */
  public readonly bucket: IBucket;

  /** @throws when the retention is out of its range */
  constructor(scope: Construct, id: string, props: AccessLogBucketProps = {}) {
    super(scope, id);
    refuse(this, checkDays('retention', props.retention, 1, 3650));

    // Amazon S3 delivers access logs only to buckets with SSE-S3.
    this.bucket = new PrivateBucket(this, 'Bucket', {
      encryption: ServerSideEncryption.s3Managed(),
      bucketNamePrefix: props.bucketNamePrefix,
      deletion: BucketDeletion.denied(),
      lifecycleRules: [{ id: 'Retention', expiration: props.retention ?? Duration.days(365) }],
    }).bucket;

    // Any bucket of this account, by condition: naming each would tie this stack to all stacks that log into it.
    this.bucket.addToResourcePolicy(new PolicyStatement({
      sid: 'ServerAccessLogs',
      principals: [new ServicePrincipal('logging.s3.amazonaws.com')],
      actions: ['s3:PutObject'],
      resources: [this.bucket.arnForObjects('*')],
      conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
    }));
    const balancers = Stack.of(this).formatArn({ service: 'elasticloadbalancing', region: '*', resource: 'loadbalancer', resourceName: '*' });
    this.bucket.addToResourcePolicy(new PolicyStatement({
      sid: 'LoadBalancerLogs',
      principals: [new ServicePrincipal('logdelivery.elasticloadbalancing.amazonaws.com')],
      actions: ['s3:PutObject'],
      // A file for each kind of log is written once, to see whether that works.
      resources: ['ELBAccessLogTestFile', 'ELBConnectionLogTestFile', 'ELBHealthCheckLogTestFile', 'elasticloadbalancing/*']
        .map((below) => this.bucket.arnForObjects(`AWSLogs/${Stack.of(this).account}/${below}`)),
      conditions: { ArnLike: { 'aws:SourceArn': balancers } },
    }));

    acknowledge(
      this,
      'A bucket that logged requests into itself would never stop writing.',
      'AwsSolutions-S1', 'NIST.800.53.R5-S3BucketLoggingEnabled', 'HIPAA.Security-S3BucketLoggingEnabled', 'PCI.DSS.321-S3BucketLoggingEnabled',
    );
    acknowledge(
      this,
      'Server access logs and those of load balancers are delivered only to buckets encrypted with keys that Amazon S3 holds itself (SSE-S3).',
      'NIST.800.53.R5-S3DefaultEncryptionKMS', 'HIPAA.Security-S3DefaultEncryptionKMS', 'PCI.DSS.321-S3DefaultEncryptionKMS',
    );
  }
}
