import { ArnFormat, Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { IConstruct } from 'constructs';

/** Lets log groups of the account and region be encrypted with a key, and alarms and rules of the account send to topics that are. */
export function telemetryKeyStatements(scope: IConstruct): PolicyStatement[] {
  const stack = Stack.of(scope);
  const allow = (sid: string, service: string, actions: string[], conditions: Record<string, Record<string, string>>) =>
    new PolicyStatement({ sid, principals: [new ServicePrincipal(service)], actions, resources: ['*'], conditions });
  const use = ['kms:Decrypt', 'kms:DescribeKey', 'kms:Encrypt', 'kms:GenerateDataKey*', 'kms:ReEncrypt*'];
  const logGroups = stack.formatArn({ service: 'logs', resource: 'log-group', resourceName: '*', arnFormat: ArnFormat.COLON_RESOURCE_NAME });
  return [
    allow('LogGroups', `logs.${stack.region}.${stack.urlSuffix}`, use, { ArnLike: { 'kms:EncryptionContext:aws:logs:arn': logGroups } }),
    allow('AlarmsToTopics', 'cloudwatch.amazonaws.com', ['kms:Decrypt', 'kms:GenerateDataKey*'],
      { StringEquals: { 'aws:SourceAccount': stack.account } }),
    // Amazon EventBridge names neither account nor rule when it uses a key: with a condition, every alert would be dropped in silence.
    allow('EventsToTopics', 'events.amazonaws.com', ['kms:Decrypt', 'kms:GenerateDataKey*'], {}),
  ];
}
