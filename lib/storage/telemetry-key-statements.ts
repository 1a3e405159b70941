import { ArnFormat, Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { IConstruct } from 'constructs';

/** Lets log groups of the account and region be encrypted with a key. */
export function logGroupKeyStatement(scope: IConstruct): PolicyStatement {
  const stack = Stack.of(scope);
  const logGroups = stack.formatArn({ service: 'logs', resource: 'log-group', resourceName: '*', arnFormat: ArnFormat.COLON_RESOURCE_NAME });
  return allow('LogGroups', `logs.${stack.region}.${stack.urlSuffix}`, ['kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey*', 'kms:ReEncrypt*'],
    { ArnLike: { 'kms:EncryptionContext:aws:logs:arn': logGroups } });
}

/** Lets log groups of the account and region be encrypted with a key, and alarms and rules of the account send to topics that are. */
export function telemetryKeyStatements(scope: IConstruct): PolicyStatement[] {
  return [
    logGroupKeyStatement(scope),
    allow('AlarmsToTopics', 'cloudwatch.amazonaws.com', ['kms:Decrypt', 'kms:GenerateDataKey*'],
      { StringEquals: { 'aws:SourceAccount': Stack.of(scope).account } }),
    // Amazon EventBridge names neither account nor rule when it uses a key: with a condition, every alert would be dropped in silence.
    allow('EventsToTopics', 'events.amazonaws.com', ['kms:Decrypt', 'kms:GenerateDataKey*'], {}),
  ];
}

function allow(sid: string, service: string, actions: string[], conditions: Record<string, Record<string, string>>): PolicyStatement {
  return new PolicyStatement({ sid, principals: [new ServicePrincipal(service)], actions, resources: ['*'], conditions });
}
