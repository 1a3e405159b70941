import { Names } from 'aws-cdk-lib';
import { IKey } from 'aws-cdk-lib/aws-kms';
import { CfnResolverQueryLoggingConfig, CfnResolverQueryLoggingConfigAssociation } from 'aws-cdk-lib/aws-route53resolver';
import { IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { Problem, refuse } from '../private/validation';
import { encryptedLogGroup } from './encrypted-log-group';

/** Properties of a ResolverQueryLog. */
export interface ResolverQueryLogProps {
  /** Id of the network whose queries are recorded. */
  readonly vpcId: string;

  /**
   * A bucket that query logs may be delivered to, such as a LogArchive's: the cheapest place to keep them, and the one for many queries.
   *
   * @default - an encrypted log group of its own, kept for a year
   */
  readonly bucket?: IBucket;

  /**
   * Encrypts the log group. Its policy lets Amazon CloudWatch Logs use it, as that of a LogArchive's key does. Not with a bucket, which has its own.
   *
   * @default - a key of its own
   */
  readonly encryptionKey?: IKey;
}

/**
 * Records which names the hosts of a network looked up, what they were answered, and what a DnsFirewall did about it. Answers that come from
 * the cache of the resolver are not recorded again.
 *
 * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-query-logs.html
 */
export class ResolverQueryLog extends Construct {
  /** @internal */
  public static _problems(props: ResolverQueryLogProps): Problem[] {
    return props.bucket && props.encryptionKey ? [{
      prop: 'encryptionKey', got: props.encryptionKey, allowed: 'nothing, with a bucket', fix: 'leave it out: the bucket encrypts with its own key',
    }] : [];
  }

  /** Id of the logging configuration, for association with further networks. */
  public readonly configurationId: string;

  /** @throws when a key is passed for a log group that a bucket stands in for */
  constructor(scope: Construct, id: string, props: ResolverQueryLogProps) {
    super(scope, id);
    refuse(this, ResolverQueryLog._problems(props));
    const { bucket, encryptionKey } = props;

    const destinationArn = bucket?.bucketArn
      ?? encryptedLogGroup(this, { description: 'DNS query logs', encryptionKey, vendedBy: 'dns-queries' }).logGroupArn;
    const configuration = new CfnResolverQueryLoggingConfig(this, 'Resource', {
      name: Names.uniqueResourceName(this, { maxLength: 64, separator: '-' }),
      destinationArn,
    });
    if (bucket) {
      // Route 53 Resolver looks at the policy of the bucket when the configuration is made.
      configuration.node.addDependency(bucket);
    }
    this.configurationId = configuration.attrId;
    new CfnResolverQueryLoggingConfigAssociation(this, 'Association', { resolverQueryLogConfigId: this.configurationId, resourceId: props.vpcId });
  }
}
