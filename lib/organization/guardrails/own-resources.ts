import { checkOrganizationId } from './guardrail-checks';
import { denyActions, EVERYBODY, EXEMPT_ROLES, GuardrailEntry } from './guardrail-entry';

export const OWN_RESOURCES = (organizationId: string): GuardrailEntry => ({
  id: 'own-resources',
  what: 'No data is written to buckets, tables, queues and streams outside the organization.',
  why: 'That is how data is taken out with nothing but permissions.',
  binds: EVERYBODY,
  exceptions: `${EXEMPT_ROLES} Reading, since software and patches of AWS come from its own buckets.`,
  link: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_data-perimeters.html',
  organizationId,
  statements: denyActions('OwnResources', [
    'dynamodb:BatchWriteItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem', 'firehose:PutRecord', 'firehose:PutRecordBatch', 'kinesis:PutRecord',
    'kinesis:PutRecords', 's3:PutObject', 's3:ReplicateObject', 'secretsmanager:PutSecretValue', 'sqs:SendMessage',
  ], {
    // A service that does not say whose a resource is, is let pass.
    when: { StringNotEquals: { 'aws:ResourceOrgID': organizationId }, Null: { 'aws:ResourceOrgID': 'false' } },
  }),
  problems: (prop) => checkOrganizationId(`${prop}.organizationId`, organizationId),
});
