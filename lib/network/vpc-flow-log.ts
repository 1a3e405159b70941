import { Stack } from 'aws-cdk-lib';
import { CfnFlowLog } from 'aws-cdk-lib/aws-ec2';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { serviceRole } from '../private/service-role';
import { encryptedLogGroup } from './encrypted-log-group';

/** Properties of a VpcFlowLog. */
export interface VpcFlowLogProps {
  /** The network whose traffic is recorded. */
  readonly vpcId: string;

  /**
   * A bucket that VPC flow logs may be delivered to, such as a LogArchive's: the cheapest place to keep them.
   *
   * @default - an encrypted log group of its own, kept for a year
   */
  readonly bucket?: IBucket;
}

/**
 * Records who talked to whom in a VPC, accepted and rejected traffic alike, in ten-minute intervals.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs.html
 */
export class VpcFlowLog extends Construct {
  constructor(scope: Construct, id: string, props: VpcFlowLogProps) {
    super(scope, id);
    const common = { resourceId: props.vpcId, resourceType: 'VPC', trafficType: 'ALL' };
    if (props.bucket) {
      new CfnFlowLog(this, 'Resource', { ...common, logDestinationType: 's3', logDestination: props.bucket.bucketArn });
      return;
    }
    const logGroup = encryptedLogGroup(this, { description: 'VPC flow logs' });
    const role = serviceRole(this, 'Role', 'vpc-flow-logs.amazonaws.com', [new PolicyStatement({
      actions: ['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'],
      resources: [logGroup.logGroupArn],
    })], { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } });
    new CfnFlowLog(this, 'Resource', {
      ...common,
      logDestinationType: 'cloud-watch-logs',
      logGroupName: logGroup.logGroupName,
      deliverLogsPermissionArn: role.roleArn,
    });
  }
}
