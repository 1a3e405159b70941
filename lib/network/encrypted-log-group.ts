import { Aws, Fn, RemovalPolicy } from 'aws-cdk-lib';
import { IKey } from 'aws-cdk-lib/aws-kms';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { EncryptionKey } from '../storage/encryption-key';
import { logGroupKeyStatement } from '../storage/telemetry-key-statements';

interface EncryptedLogGroupProps {
  /** What is logged, in words. */
  readonly description: string;
  /** A key whose policy lets Amazon CloudWatch Logs use it. */
  readonly encryptionKey?: IKey;
  /** For what a service of AWS delivers: what the name of the log group starts with. */
  readonly vendedBy?: string;
}

/**
 * A log group of a construct: encrypted, with a key of its own unless one is passed, kept for a year, and kept when its stack goes.
 *
 * A service that delivers logs grants itself access to the log groups below /aws/vendedlogs/ all at once. For each one elsewhere it adds to a
 * resource policy of the account, whose length is limited.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AWS-logs-and-resource-policy.html
 */
export function encryptedLogGroup(scope: Construct, props: EncryptedLogGroupProps): LogGroup {
  // With the last part of the stack's id: a log group that outlived its stack must not be in the way when the stack is made again.
  const name = props.vendedBy && `/aws/vendedlogs/${props.vendedBy}-${scope.node.addr.slice(-8)}-${Fn.select(2, Fn.split('/', Aws.STACK_ID))}`;
  return new LogGroup(scope, 'LogGroup', {
    logGroupName: name,
    encryptionKey: props.encryptionKey
      ?? new EncryptionKey(scope, 'Key', { description: props.description, statements: [logGroupKeyStatement(scope)] }).key,
    retention: RetentionDays.ONE_YEAR,
    removalPolicy: RemovalPolicy.RETAIN,
  });
}
