import { writeFileSync } from 'fs';
import { join } from 'path';
import { ACCOUNT, REGION } from '../support';
import { arn, BOUNDARY, iam } from './escalation-paths';
import { Verdict } from './person';

/** What is known of a request besides action and resource, and how the document says it. */
export interface Given { readonly words: string; readonly context: Record<string, string | string[]> }

/** One verdict is that of a session with MFA, where without MFA and with an access key the answer is `never`; or all three. */
export type Row = readonly [verdict: Verdict | readonly [withMfa: Verdict, withoutMfa: Verdict, accessKey: Verdict], action: string, resource: string, given?: Given];

/** Rows on one matter, for one persona. */
export interface Section {
  readonly persona: string;
  readonly title: string;
  /** A sentence for somebody who reads the document alone. */
  readonly intro: string;
  readonly rows: readonly Row[];
}

const each = (verdict: Row[0], resource: string, actions: string[], given?: Given): Row[] => actions.map((action) => [verdict, action, resource, given]);

const LOGS = `arn:aws:s3:::secure-baseline-logs-${ACCOUNT}-${REGION}-an`;
const KEY = arn('kms', 'key/0a1b2c3d-1111-2222-3333-444455556666');
const ALARM = arn('cloudwatch', 'alarm:secure-baseline-root-user-activity');
const ALERT_RULE = arn('events', 'rule/secure-baseline-findings-guardduty-high');
const ALERT_TOPIC = arn('sns', 'secure-baseline-alerts');
const LOG_GROUP = arn('logs', 'log-group:secure-baseline-trail');
const TRAIL = arn('cloudtrail', 'trail/secure-baseline');
const DETECTOR = arn('guardduty', 'detector/abc');
const ADMIN_GROUP = iam('group/secure-baseline/secure-baseline-administrator');
const OWN = iam('user/ann');
const OTHER = iam('user/bob');
const WORKLOAD_ROLE = iam('role/workload/app');
const FUNCTION = arn('lambda', 'function:workload-app');
const OTHER_FUNCTION = arn('lambda', 'function:payroll');
const INSTANCE = arn('ec2', 'instance/i-1');
const TABLE = arn('dynamodb', 'table/workload-app');
const QUEUE = arn('sqs', 'workload-app');

const given = (words: string, context: Record<string, string | string[]>): Given => ({ words, context });
const passedTo = (service: string) => given(`passed to ${service}`, { 'iam:PassedToService': `${service}.amazonaws.com` });
const bounded = given('with the workload boundary', { 'iam:PermissionsBoundary': BOUNDARY });
const boundedOtherwise = given('with another boundary', { 'iam:PermissionsBoundary': 'arn:aws:iam::aws:policy/AdministratorAccess' });
const unbounded = given('without a boundary', {});
const tagged = given('tagged `workload`', { 'aws:ResourceTag/workload': 'app' });
const taggedNow = given('with the tag `workload`', { 'aws:RequestTag/workload': 'app', 'aws:TagKeys': ['workload'] });
const atLaunch = given('as the instance is launched', { 'ec2:CreateAction': 'RunInstances' });
const logKey = given('the key of the logs', { 'kms:ResourceAliases': ['alias/secure-baseline/logs'] });
const appKey = given('the key of an application', { 'kms:ResourceAliases': ['alias/app'] });

/** What enrolls a device, and so goes without MFA; and what a user does with the own user once it is there. */
const ownUser = (persona: string): Section => ({
  persona,
  title: 'looks after the own user',
  intro: 'Without MFA a person can enrol a device and nothing else; with MFA, change password, keys and devices of the own user and of nobody else.',
  rows: [
    ...each(['may', 'may', 'may'], OWN, ['iam:EnableMFADevice', 'iam:GetMFADevice', 'iam:GetUser', 'iam:ListMFADevices', 'iam:ResyncMFADevice']),
    ...each(['may', 'may', 'may'], '*', ['iam:ListVirtualMFADevices']),
    [['may', 'may', 'may'], 'iam:CreateVirtualMFADevice', iam('mfa/ann')],
    // Needs no permission, so it is enough not to deny it; an administrator holds it by holding the whole of sts.
    [persona === 'administrator' ? ['may', 'may', 'may'] : ['may not', 'may not', 'may not'], 'sts:GetSessionToken', '*'],
    ...each('may', OWN, ['iam:ChangePassword', 'iam:CreateAccessKey', 'iam:DeactivateMFADevice', 'iam:DeleteAccessKey', 'iam:UpdateAccessKey', 'iam:ListAccessKeys']),
    ['may', 'iam:DeleteVirtualMFADevice', iam('mfa/ann')],
    ['may', 'iam:GetAccountPasswordPolicy', '*'],
    ...persona === 'administrator' ? [] : [
      ...each(persona === 'developer' ? ['never', 'never', 'never'] : ['may not', 'may not', 'may not'], OTHER, ['iam:EnableMFADevice']),
      ...each(persona === 'developer' ? 'never' : 'may not', OTHER, ['iam:CreateAccessKey', 'iam:DeactivateMFADevice', 'iam:UpdateLoginProfile']),
      ...each(persona === 'developer' ? 'never' : 'may not', OWN, ['iam:AttachUserPolicy', 'iam:PutUserPolicy']),
    ] as Row[],
  ],
});

/** Reads what is stored or processed. */
const contents = (persona: string): Section => ({
  persona,
  title: 'sees no contents',
  intro: 'Reading what is stored or processed is denied, so that another policy beside this one does not open it.',
  rows: [
    ['never', 'athena:GetQueryResults', arn('athena', 'workgroup/primary')],
    ['never', 'cloudtrail:GetQueryResults', arn('cloudtrail', 'eventdatastore/1')],
    ...each('never', arn('codecommit', 'app'), ['codecommit:GetBlob', 'codecommit:GitPull']),
    ...each('never', TABLE, ['dynamodb:BatchGetItem', 'dynamodb:GetItem', 'dynamodb:PartiQLSelect', 'dynamodb:Query', 'dynamodb:Scan']),
    ['never', 'dynamodb:GetRecords', `${TABLE}/stream/2026`],
    ...each('never', INSTANCE, ['ec2:GetConsoleOutput', 'ec2:GetConsoleScreenshot', 'ec2:GetPasswordData']),
    ...each('never', arn('ecr', 'repository/workload-app'), ['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer']),
    ['never', 'kinesis:GetRecords', arn('kinesis', 'stream/app')],
    ...each('never', KEY, ['kms:Decrypt', 'kms:GenerateDataKey']),
    ...each('never', FUNCTION, ['lambda:GetFunction', 'lambda:InvokeFunction']),
    ...each('never', arn('logs', 'log-group:app'), ['logs:FilterLogEvents', 'logs:StartQuery']),
    ['never', 'logs:GetLogEvents', arn('logs', 'log-group:app:log-stream:1')],
    ['never', 'logs:GetQueryResults', '*'],
    ['never', 'rds:DownloadDBLogFilePortion', arn('rds', 'db:app')],
    ['never', 'rds-data:ExecuteStatement', arn('rds', 'cluster:app')],
    ...each('never', 'arn:aws:s3:::shared/report.pdf', ['s3:GetObject', 's3:GetObjectVersion']),
    ['never', 's3:GetObject', `${LOGS}/AWSLogs/${ACCOUNT}/CloudTrail/file`],
    ['never', 'secretsmanager:BatchGetSecretValue', '*'],
    ['never', 'secretsmanager:GetSecretValue', arn('secretsmanager', 'secret:db-AbCdEf')],
    ['never', 'sqs:ReceiveMessage', QUEUE],
    ...each('never', arn('ssm', 'parameter/db'), ['ssm:GetParameter', 'ssm:GetParameterHistory', 'ssm:GetParameters', 'ssm:GetParametersByPath']),
  ],
});

/** Changes that nobody but an administrator makes. */
const changes = (persona: string): Section => ({
  persona,
  title: 'changes nothing',
  intro: 'No permission reaches beyond looking, in no service.',
  rows: [
    ...each('may not', INSTANCE, ['ec2:StartInstances', 'ec2:StopInstances', 'ec2:TerminateInstances', 'ec2:CreateTags']),
    ['may not', 'ec2:AuthorizeSecurityGroupIngress', arn('ec2', 'security-group/sg-1')],
    ...each('may not', FUNCTION, ['lambda:CreateFunction', 'lambda:DeleteFunction', 'lambda:UpdateFunctionCode']),
    ...each('may not', arn('cloudformation', 'stack/workload-app/1'), ['cloudformation:CreateStack', 'cloudformation:UpdateStack']),
    ...each('may not', TABLE, ['dynamodb:DeleteTable', 'dynamodb:PutItem']),
    ...each('may not', QUEUE, ['sqs:SendMessage', 'sqs:SetQueueAttributes', 'sqs:DeleteQueue']),
    ['may not', 'rds:DeleteDBInstance', arn('rds', 'db:app')],
    ['may not', 's3:PutObject', 'arn:aws:s3:::shared/report.pdf'],
    ['may not', 's3:DeleteObject', 'arn:aws:s3:::shared/report.pdf'],
    ...each('may not', 'arn:aws:s3:::shared', ['s3:DeleteBucket', 's3:PutBucketPolicy', 's3:PutLifecycleConfiguration']),
    ['may not', 'kms:ScheduleKeyDeletion', KEY],
    ['may not', 'cloudtrail:StopLogging', TRAIL],
    ['may not', 'guardduty:UpdateDetector', DETECTOR],
    ['may not', 'config:StopConfigurationRecorder', arn('config', 'configuration-recorder/default/x')],
    ['may not', 'securityhub:BatchUpdateFindings', arn('securityhub', 'hub/default')],
    ['may not', 'access-analyzer:DeleteAnalyzer', arn('access-analyzer', 'analyzer/secure-baseline-external-access')],
    ['may not', 'iam:CreateUser', iam('user/new')],
    ['may not', 'iam:CreateRole', iam('role/new')],
    ['may not', 'iam:CreateRole', WORKLOAD_ROLE, bounded],
    ['may not', 'iam:PassRole', WORKLOAD_ROLE, passedTo('lambda')],
    ['may not', 'iam:AddUserToGroup', ADMIN_GROUP],
    ['may not', 'sts:AssumeRole', iam('role/admin')],
    ['may not', 'organizations:LeaveOrganization', '*'],
  ],
});

/** Who may do what, as it must be. Every row is a simulated request. */
export const ACCESS_MATRIX: readonly Section[] = [
  {
    persona: 'administrator',
    title: 'runs the account',
    intro: 'Every service the account uses is named, and managed in full; a service that is not named is not there.',
    rows: [
      ['may', 'ec2:RunInstances', INSTANCE],
      ['may', 'ec2:AuthorizeSecurityGroupIngress', arn('ec2', 'security-group/sg-1')],
      ['may', 'ec2:CreateRoute', arn('ec2', 'route-table/rtb-1')],
      ['may', 'lambda:UpdateFunctionCode', OTHER_FUNCTION],
      ['may', 'cloudformation:CreateStack', arn('cloudformation', 'stack/any/1')],
      ['may', 's3:CreateBucket', 'arn:aws:s3:::another-bucket'],
      ['may', 's3:DeleteBucket', 'arn:aws:s3:::another-bucket'],
      ['may', 's3:PutBucketPolicy', 'arn:aws:s3:::another-bucket'],
      ['may', 's3:PutLifecycleConfiguration', 'arn:aws:s3:::another-bucket'],
      ['may', 'kms:CreateKey', '*'],
      ['may', 'kms:ScheduleKeyDeletion', KEY, appKey],
      ['may', 'kms:PutKeyPolicy', KEY, appKey],
      ['may', 'cloudtrail:LookupEvents', '*'],
      ['may', 'guardduty:ListDetectors', '*'],
      ['may', 'guardduty:GetFindings', '*'],
      ['may', 'config:DescribeConfigRules', '*'],
      ['may', 'securityhub:BatchUpdateFindings', arn('securityhub', 'hub/default')],
      ['may', 'rds:DeleteDBInstance', arn('rds', 'db:app')],
      ['may', 'secretsmanager:GetSecretValue', arn('secretsmanager', 'secret:db-AbCdEf')],
      ['may', 'events:PutRule', arn('events', 'rule/app')],
      ['may', 'sns:DeleteTopic', arn('sns', 'app')],
      ['may', 'logs:DeleteLogGroup', arn('logs', 'log-group:app')],
      ['may', 'cloudwatch:DeleteAlarms', arn('cloudwatch', 'alarm:app')],
      ['may', 'support:CreateCase', '*'],
      ['may not', 'groundstation:ListSatellites', '*'],
      ['may not', 'quicksight:ListUsers', arn('quicksight', 'user/default/ann')],
    ],
  },
  {
    persona: 'administrator',
    title: 'manages people and roles',
    intro: 'Users, groups, roles and policies are the administrator\'s, membership in the groups of the baseline included.',
    rows: [
      ['may', 'iam:CreateUser', iam('user/new')],
      ['may', 'iam:DeleteUser', OTHER],
      ['may', 'iam:CreateLoginProfile', OTHER],
      ['may', 'iam:DeactivateMFADevice', OTHER],
      ['may', 'iam:AddUserToGroup', iam('group/secure-baseline/secure-baseline-developer')],
      ['may', 'iam:RemoveUserFromGroup', iam('group/secure-baseline/secure-baseline-developer')],
      ['may', 'iam:CreateRole', iam('role/new')],
      ['may', 'iam:AttachRolePolicy', iam('role/new')],
      ['may', 'iam:CreatePolicy', iam('policy/new')],
      ['may', 'iam:CreatePolicyVersion', iam('policy/new')],
      ['may', 'iam:AttachGroupPolicy', iam('group/another')],
      ['may', 'iam:PassRole', iam('role/new'), passedTo('ec2')],
      ['may', 'sts:AssumeRole', iam('role/admin')],
    ],
  },
  {
    persona: 'administrator',
    title: 'cannot end the audit trail, the recorder or a detector',
    intro: 'What would blind the account is denied, so that leaked credentials of an administrator do not go unseen.',
    rows: [
      ...each('never', TRAIL, ['cloudtrail:DeleteTrail', 'cloudtrail:PutEventSelectors', 'cloudtrail:PutInsightSelectors', 'cloudtrail:StopLogging', 'cloudtrail:UpdateTrail']),
      ...each('never', arn('config', 'configuration-recorder/default/x'), ['config:DeleteConfigurationRecorder', 'config:PutConfigurationRecorder', 'config:StopConfigurationRecorder']),
      ...each('never', '*', ['config:DeleteDeliveryChannel', 'config:PutDeliveryChannel']),
      ['never', 'access-analyzer:DeleteAnalyzer', arn('access-analyzer', 'analyzer/secure-baseline-external-access')],
      ['never', 'detective:DeleteGraph', arn('detective', 'graph:1')],
      ['never', 'ec2:DeleteFlowLogs', arn('ec2', 'vpc-flow-log/fl-1')],
      ['never', 'ec2:DisableSnapshotBlockPublicAccess', '*'],
      ...each('never', DETECTOR, ['guardduty:DeleteDetector', 'guardduty:UpdateDetector']),
      ...each('never', `${DETECTOR}/filter/f`, ['guardduty:CreateFilter', 'guardduty:UpdateFilter']),
      ...each('never', '*', [
        'guardduty:CreateIPSet', 'guardduty:CreateTrustedEntitySet', 'guardduty:DisassociateFromAdministratorAccount', 'guardduty:DisassociateFromMasterAccount',
      ]),
      ...each('never', `${DETECTOR}/ipset/i`, ['guardduty:UpdateIPSet']),
      ...each('never', `${DETECTOR}/trustedentityset/t`, ['guardduty:UpdateTrustedEntitySet']),
      ['never', 'inspector2:Disable', '*'],
      ['never', 'macie2:DisableMacie', '*'],
      ...each('never', arn('securityhub', 'hub/default'), ['securityhub:BatchDisableStandards', 'securityhub:DisableSecurityHub']),
      ...each('never', arn('ssm', 'servicesetting/ssm/documents/console/public-sharing-permission'), ['ssm:ResetServiceSetting', 'ssm:UpdateServiceSetting']),
    ],
  },
  {
    persona: 'administrator',
    title: 'cannot open or empty the log archive',
    intro: 'The buckets of the baseline keep what they hold, readable with the key they have, for as long as they were set up to.',
    rows: [
      ...each('never', LOGS, ['s3:DeleteBucket', 's3:DeleteBucketPolicy', 's3:PutBucketAcl', 's3:PutBucketLogging', 's3:PutBucketOwnershipControls', 's3:PutBucketPolicy',
        's3:PutBucketPublicAccessBlock', 's3:PutBucketVersioning', 's3:PutEncryptionConfiguration', 's3:PutLifecycleConfiguration', 's3:PutReplicationConfiguration']),
      ...each('never', KEY, ['kms:CreateGrant', 'kms:DeleteImportedKeyMaterial', 'kms:DisableKey', 'kms:DisableKeyRotation', 'kms:PutKeyPolicy', 'kms:ScheduleKeyDeletion'], logKey),
      ...each('never', KEY, ['kms:DeleteAlias', 'kms:UpdateAlias'], logKey),
    ],
  },
  {
    persona: 'administrator',
    title: 'cannot silence the alerts',
    intro: 'Alarms, rules, topics and log groups whose name begins with `secure-baseline-` go on working.',
    rows: [
      ...each('never', ALARM, ['cloudwatch:DeleteAlarms', 'cloudwatch:DisableAlarmActions', 'cloudwatch:PutMetricAlarm']),
      ...each('never', ALERT_RULE, ['events:DeleteRule', 'events:DisableRule', 'events:PutRule', 'events:RemoveTargets']),
      ...each('never', LOG_GROUP, ['logs:DeleteLogGroup', 'logs:DeleteMetricFilter', 'logs:DeleteRetentionPolicy', 'logs:DisassociateKmsKey', 'logs:PutMetricFilter',
        'logs:PutRetentionPolicy']),
      ['never', 'logs:DeleteLogStream', `${LOG_GROUP}:log-stream:1`],
      ...each('never', ALERT_TOPIC, ['sns:DeleteTopic', 'sns:RemovePermission', 'sns:SetTopicAttributes']),
    ],
  },
  {
    persona: 'administrator',
    title: 'cannot lift the limits',
    intro: 'Groups and policies of the baseline, the boundary of workload roles among them, change by deployment alone.',
    rows: [
      ...each('never', ADMIN_GROUP, ['iam:AttachGroupPolicy', 'iam:DeleteGroup', 'iam:DeleteGroupPolicy', 'iam:DetachGroupPolicy', 'iam:PutGroupPolicy', 'iam:UpdateGroup']),
      ...each('never', iam('policy/secure-baseline/Mfa'), ['iam:CreatePolicyVersion', 'iam:DeletePolicy', 'iam:DeletePolicyVersion', 'iam:SetDefaultPolicyVersion']),
      ...each('never', BOUNDARY, ['iam:CreatePolicyVersion', 'iam:DeletePolicy', 'iam:SetDefaultPolicyVersion']),
      ...each('never', iam('role/secure-baseline/secure-baseline-break-glass'), ['iam:AttachRolePolicy', 'iam:DeleteRole', 'iam:DeleteRolePolicy', 'iam:DetachRolePolicy',
        'iam:PutRolePolicy', 'iam:UpdateAssumeRolePolicy', 'iam:UpdateRole']),
      ...each('may', WORKLOAD_ROLE, ['iam:CreateRole', 'iam:PutRolePermissionsBoundary'], bounded),
      ...each('never', WORKLOAD_ROLE, ['iam:CreateRole', 'iam:PutRolePermissionsBoundary'], boundedOtherwise),
      ['never', 'iam:CreateRole', WORKLOAD_ROLE, unbounded],
      ['never', 'iam:DeleteRolePermissionsBoundary', WORKLOAD_ROLE, bounded],
    ],
  },
  ownUser('administrator'),

  {
    persona: 'developer',
    title: 'looks at what runs',
    intro: 'Configuration, logs and measurements of the services that applications are made of.',
    rows: [
      ['may', 'ec2:DescribeInstances', '*'],
      ['may', 'cloudformation:DescribeStackEvents', arn('cloudformation', 'stack/any/1')],
      ['may', 'cloudwatch:GetMetricData', '*'],
      ['may', 'dynamodb:DescribeTable', TABLE],
      ['may', 'ecs:DescribeServices', arn('ecs', 'service/any/app')],
      ['may', 'lambda:ListFunctions', '*'],
      ['may', 'logs:FilterLogEvents', arn('logs', 'log-group:app')],
      ['may', 'logs:StartQuery', arn('logs', 'log-group:app')],
      ['may', 'logs:GetLogEvents', arn('logs', 'log-group:app:log-stream:1')],
      ...each('never', LOG_GROUP, ['logs:FilterLogEvents', 'logs:StartQuery']),
      ['never', 'logs:GetLogEvents', `${LOG_GROUP}:log-stream:1`],
      ['may', 'apigateway:GET', `arn:aws:apigateway:${REGION}::/restapis/a1b2c3`],
      ['never', 'apigateway:GET', `arn:aws:apigateway:${REGION}::/apikeys/a1b2c3`],
      ['may', 'rds:DescribeDBInstances', arn('rds', 'db:app')],
      ['may', 'states:DescribeStateMachine', arn('states', 'stateMachine:any')],
      ['may', 'xray:BatchGetTraces', '*'],
      ['may', 'iam:GetRole', WORKLOAD_ROLE],
      ['may', 's3:ListAllMyBuckets', '*'],
    ],
  },
  {
    persona: 'developer',
    title: 'deploys what is named as a workload',
    intro: 'Whoever changes code acts with its role, so code is made and changed only where its name begins with `workload-`.',
    rows: [
      ...each('may', FUNCTION, ['lambda:CreateFunction', 'lambda:UpdateFunctionCode', 'lambda:UpdateFunctionConfiguration', 'lambda:InvokeFunction', 'lambda:PublishVersion', 'lambda:GetFunction']),
      ...each('may not', OTHER_FUNCTION, ['lambda:CreateFunction', 'lambda:UpdateFunctionCode', 'lambda:UpdateFunctionConfiguration', 'lambda:InvokeFunction', 'lambda:PublishVersion',
        'lambda:GetFunction', 'lambda:TagResource']),
      ['may not', 'lambda:AddPermission', FUNCTION],
      ...each('may', arn('cloudformation', 'stack/workload-app/1'), ['cloudformation:CreateStack', 'cloudformation:UpdateStack', 'cloudformation:CreateChangeSet', 'cloudformation:ExecuteChangeSet']),
      ...each('may not', arn('cloudformation', 'stack/payroll/1'), ['cloudformation:CreateStack', 'cloudformation:UpdateStack', 'cloudformation:CreateChangeSet', 'cloudformation:ExecuteChangeSet']),
      ['may not', 'cloudformation:CreateStackSet', '*'],
      ...each('may', arn('states', 'stateMachine:workload-app'), ['states:CreateStateMachine', 'states:UpdateStateMachine', 'states:StartExecution']),
      ...each('may not', arn('states', 'stateMachine:payroll'), ['states:CreateStateMachine', 'states:UpdateStateMachine', 'states:StartExecution']),
      ['may', 'ecs:RunTask', arn('ecs', 'task-definition/workload-app:1')],
      ['may not', 'ecs:RunTask', arn('ecs', 'task-definition/payroll:1')],
      ['may', 'ecs:UpdateService', arn('ecs', 'service/workload-app/web')],
      ['may not', 'ecs:UpdateService', arn('ecs', 'service/payroll/web')],
      ['may not', 'ecs:ExecuteCommand', arn('ecs', 'task/workload-app/1')],
      ['may', 'ecr:PutImage', arn('ecr', 'repository/workload-app')],
      ['may not', 'ecr:PutImage', arn('ecr', 'repository/payroll')],
      ['may', 'rds:ModifyDBInstance', arn('rds', 'db:workload-app')],
      ['may not', 'rds:ModifyDBInstance', arn('rds', 'db:payroll')],
      ['may not', 'rds:DeleteDBInstance', arn('rds', 'db:workload-app')],
      ['may', 'dynamodb:CreateTable', TABLE],
      ['may not', 'dynamodb:DeleteTable', TABLE],
    ],
  },
  {
    persona: 'developer',
    title: 'works with data, queues and messages',
    intro: 'Items, messages and log events are read and written; the policies that open a queue or topic to others only where it is named as a workload.',
    rows: [
      ...each('may', TABLE, ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query', 'dynamodb:DeleteItem']),
      ...each('may', QUEUE, ['sqs:SendMessage', 'sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:SetQueueAttributes']),
      ['may not', 'sqs:SetQueueAttributes', arn('sqs', 'payroll')],
      ['may not', 'sqs:DeleteQueue', QUEUE],
      ['may', 'sns:Publish', arn('sns', 'workload-app')],
      ['may not', 'sns:SetTopicAttributes', ALERT_TOPIC],
      ['may not', 'secretsmanager:GetSecretValue', arn('secretsmanager', 'secret:db-AbCdEf')],
      ['may not', 'ssm:GetParameter', arn('ssm', 'parameter/db')],
      ['may not', 'kms:Decrypt', KEY],
    ],
  },
  {
    persona: 'developer',
    title: 'uses instances that carry the workload tag',
    intro: 'The tag is put on as an instance is launched and not later, so nobody else\'s instance can be tagged and then entered.',
    rows: [
      ['may', 'ec2:RunInstances', INSTANCE],
      ['may', 'ec2:RunInstances', INSTANCE, taggedNow],
      ['may', 'ec2:CreateTags', INSTANCE, atLaunch],
      ['may not', 'ec2:CreateTags', INSTANCE],
      ['may not', 'ec2:CreateTags', INSTANCE, taggedNow],
      ['may not', 'ec2:DeleteTags', INSTANCE, tagged],
      ...each('may', INSTANCE, ['ec2:StartInstances', 'ec2:StopInstances', 'ec2:RebootInstances', 'ssm:StartSession'], tagged),
      ...each('may not', INSTANCE, ['ec2:StartInstances', 'ec2:StopInstances', 'ec2:RebootInstances', 'ssm:StartSession']),
      ['may', 'ssm:StartSession', arn('ssm', 'document/SSM-SessionManagerRunShell')],
      ['may not', 'ssm:StartSession', arn('ssm', 'document/AWS-StartPortForwardingSession')],
      ['may not', 'ssm:SendCommand', INSTANCE, tagged],
      ['may', 'ssm:TerminateSession', arn('ssm', 'session/ann-0a1b')],
      ['may not', 'ssm:TerminateSession', arn('ssm', 'session/bob-0a1b')],
      ['may not', 'ec2:TerminateInstances', INSTANCE, tagged],
      ['may not', 'ec2:ModifyInstanceAttribute', INSTANCE, tagged],
    ],
  },
  {
    persona: 'developer',
    title: 'makes roles for code, inside the boundary',
    intro: 'Roles below `/workload/` are made and given permissions while the boundary is on them; nobody takes it off or lets others in.',
    rows: [
      ...each('may', WORKLOAD_ROLE, ['iam:CreateRole', 'iam:PutRolePolicy', 'iam:AttachRolePolicy', 'iam:DeleteRolePolicy', 'iam:DetachRolePolicy'], bounded),
      ...each('never', WORKLOAD_ROLE, ['iam:CreateRole', 'iam:PutRolePolicy', 'iam:AttachRolePolicy', 'iam:DeleteRolePolicy', 'iam:DetachRolePolicy'], unbounded),
      ...each('never', WORKLOAD_ROLE, ['iam:CreateRole', 'iam:PutRolePolicy', 'iam:AttachRolePolicy', 'iam:DeleteRolePolicy', 'iam:DetachRolePolicy'], boundedOtherwise),
      ...each('never', iam('role/app'), ['iam:CreateRole', 'iam:PutRolePolicy', 'iam:AttachRolePolicy'], bounded),
      ...each('never', iam('role/workload'), ['iam:CreateRole'], bounded),
      ...each('may', WORKLOAD_ROLE, ['iam:DeleteRole', 'iam:TagRole', 'iam:UpdateRole']),
      ...each('never', iam('role/app'), ['iam:DeleteRole', 'iam:DeleteRolePolicy', 'iam:DetachRolePolicy', 'iam:TagRole', 'iam:UpdateRole']),
      ...each('never', WORKLOAD_ROLE, ['iam:DeleteRolePermissionsBoundary', 'iam:UpdateAssumeRolePolicy'], bounded),
      ['never', 'iam:PutRolePermissionsBoundary', WORKLOAD_ROLE, bounded],
      ['never', 'iam:PutRolePermissionsBoundary', WORKLOAD_ROLE, boundedOtherwise],
      ...each('never', BOUNDARY, ['iam:CreatePolicyVersion', 'iam:DeletePolicy', 'iam:SetDefaultPolicyVersion']),
      ...each('may', iam('instance-profile/workload/app'), ['iam:AddRoleToInstanceProfile', 'iam:CreateInstanceProfile']),
      ...each('never', iam('instance-profile/admin'), ['iam:CreateInstanceProfile', 'iam:RemoveRoleFromInstanceProfile']),
      ['never', 'iam:AddRoleToInstanceProfile', iam('instance-profile/admin')],
    ],
  },
  {
    persona: 'developer',
    title: 'hands roles to code',
    intro: 'A role is passed only if it is a workload role, and only to services that run code of the account.',
    rows: [
      ...['ec2', 'ecs-tasks', 'events', 'lambda', 'states'].map((service): Row => ['may', 'iam:PassRole', WORKLOAD_ROLE, passedTo(service)]),
      ...['cloudformation', 'glue', 'codebuild', 'sagemaker', 'scheduler', 'datapipeline'].map((service): Row => ['may not', 'iam:PassRole', WORKLOAD_ROLE, passedTo(service)]),
      ...['ec2', 'ecs-tasks', 'events', 'lambda', 'states'].map((service): Row => ['may not', 'iam:PassRole', iam('role/admin'), passedTo(service)]),
      ['may not', 'iam:PassRole', iam('role/OrganizationAccountAccessRole'), passedTo('lambda')],
      ['may not', 'iam:PassRole', WORKLOAD_ROLE],
      ['may not', 'sts:AssumeRole', iam('role/admin')],
      ['may not', 'sts:AssumeRole', WORKLOAD_ROLE],
    ],
  },
  {
    persona: 'developer',
    title: 'uploads and views, but never deletes',
    intro: 'On one shared bucket, step by step: list, upload, view and overwrite, but neither delete nor change how the bucket keeps its objects.',
    rows: [
      ['may', 's3:ListBucket', 'arn:aws:s3:::shared'],
      ['may', 's3:PutObject', 'arn:aws:s3:::shared/report.pdf'],
      ['may', 's3:GetObject', 'arn:aws:s3:::shared/report.pdf'],
      ['never', 's3:DeleteObject', 'arn:aws:s3:::shared/report.pdf'],
      ['never', 's3:DeleteObjectVersion', 'arn:aws:s3:::shared/report.pdf'],
      ['never', 's3:PutLifecycleConfiguration', 'arn:aws:s3:::shared'],
      ...each('may not', 'arn:aws:s3:::shared/report.pdf', ['s3:GetObjectVersion', 's3:PutObjectAcl', 's3:BypassGovernanceRetention', 's3:PutObjectRetention']),
      ...each('may not', 'arn:aws:s3:::shared', ['s3:DeleteBucket', 's3:PutBucketAcl', 's3:PutBucketPolicy', 's3:PutBucketVersioning', 's3:PutReplicationConfiguration']),
      ['may not', 's3:ListBucket', 'arn:aws:s3:::other'],
      ...each('may not', 'arn:aws:s3:::other/report.pdf', ['s3:GetObject', 's3:PutObject', 's3:DeleteObject']),
      ['may not', 's3:GetObject', `${LOGS}/AWSLogs/${ACCOUNT}/CloudTrail/file`],
    ],
  },
  {
    persona: 'developer',
    title: 'has no identities of others',
    intro: 'Users, groups, policies and identity providers are denied; of the own user, whatever would widen its permissions.',
    rows: [
      ...each('never', OTHER, ['iam:CreateLoginProfile', 'iam:DeleteUser', 'iam:TagUser', 'iam:UntagUser', 'iam:UploadSSHPublicKey']),
      ...each('never', ADMIN_GROUP, ['iam:AddUserToGroup', 'iam:AttachGroupPolicy', 'iam:DetachGroupPolicy', 'iam:PutGroupPolicy', 'iam:RemoveUserFromGroup']),
      ...each('never', iam('policy/any'), ['iam:CreatePolicy', 'iam:SetDefaultPolicyVersion', 'iam:DeletePolicyVersion']),
      ['never', 'iam:UpdateAssumeRolePolicy', iam('role/admin')],
      ['never', 'iam:CreateSAMLProvider', iam('saml-provider/mine')],
      ...each('never', OWN, ['iam:DeleteUserPermissionsBoundary', 'iam:DetachUserPolicy', 'iam:PutUserPermissionsBoundary']),
    ],
  },
  {
    persona: 'developer',
    title: 'has no perimeter, audit or billing',
    intro: 'The network perimeter, the evidence and money are denied, whatever else a developer is given.',
    rows: [
      ['never', 'account:CloseAccount', `arn:aws:account::${ACCOUNT}:account`],
      ['never', 'aws-portal:ViewBilling', '*'],
      ['never', 'billing:GetBillingData', '*'],
      ['never', 'payments:MakePayment', '*'],
      ['may not', 'ce:GetCostAndUsage', '*'],
      ['never', 'organizations:LeaveOrganization', '*'],
      ['never', 'cloudtrail:StopLogging', TRAIL],
      ['never', 'config:StopConfigurationRecorder', arn('config', 'configuration-recorder/default/x')],
      ['never', 'guardduty:DeleteDetector', DETECTOR],
      ['never', 'securityhub:DisableSecurityHub', arn('securityhub', 'hub/default')],
      ...each('never', arn('ec2', 'vpc-peering-connection/pcx-1'), ['ec2:AcceptVpcPeeringConnection', 'ec2:CreateVpcPeeringConnection']),
      ...each('never', arn('ec2', 'route-table/rtb-1'), ['ec2:AssociateRouteTable', 'ec2:CreateRoute', 'ec2:ReplaceRoute']),
      ...each('never', arn('ec2', 'internet-gateway/igw-1'), ['ec2:AttachInternetGateway', 'ec2:CreateInternetGateway']),
      ['never', 'ec2:AttachVpnGateway', arn('ec2', 'vpn-gateway/vgw-1')],
      ...each('never', arn('ec2', 'security-group/sg-1'), ['ec2:AuthorizeSecurityGroupEgress', 'ec2:AuthorizeSecurityGroupIngress']),
      ['never', 'ec2:CreateNatGateway', arn('ec2', 'natgateway/nat-1')],
      ...each('never', arn('ec2', 'network-acl/acl-1'), ['ec2:CreateNetworkAclEntry', 'ec2:DeleteNetworkAclEntry', 'ec2:ReplaceNetworkAclAssociation', 'ec2:ReplaceNetworkAclEntry']),
      ...each('never', arn('ec2', 'vpc/vpc-1'), ['ec2:CreateVpc', 'ec2:DeleteVpc', 'ec2:ModifyVpcAttribute']),
      ['never', 'ec2:DeleteFlowLogs', arn('ec2', 'vpc-flow-log/fl-1')],
    ],
  },
  ownUser('developer'),

  {
    persona: 'finance',
    title: 'keeps the books',
    intro: 'What was used, what it costs, and how it is paid.',
    rows: [
      ...each('may', '*', ['billing:GetBillingData', 'billing:UpdateBillingPreferences', 'ce:GetCostAndUsage', 'ce:GetCostForecast', 'ce:UpdateCostAllocationTagsStatus', 'invoicing:GetInvoicePDF',
        'tax:PutTaxRegistration', 'tax:GetTaxRegistration', 'payments:MakePayment', 'payments:ListPaymentInstruments', 'freetier:GetFreeTierUsage', 'consolidatedbilling:ListLinkedAccounts', 'pricing:GetProducts']),
      ['may', 'budgets:ModifyBudget', `arn:aws:budgets::${ACCOUNT}:budget/monthly`],
      ['may', 'budgets:ViewBudget', `arn:aws:budgets::${ACCOUNT}:budget/monthly`],
      ['may', 'bcm-data-exports:CreateExport', `arn:aws:bcm-data-exports:us-east-1:${ACCOUNT}:table/COST_AND_USAGE_REPORT`],
      ['may', 'cur:DescribeReportDefinitions', '*'],
    ],
  },
  {
    persona: 'finance',
    title: 'changes no service',
    intro: 'No service can be seen or changed, budget actions and commitments included: they would change what the account runs.',
    rows: [
      ['may not', 'budgets:ExecuteBudgetAction', `arn:aws:budgets::${ACCOUNT}:budget/monthly/action/1`],
      ['may not', 'budgets:CreateBudgetAction', `arn:aws:budgets::${ACCOUNT}:budget/monthly/action/1`],
      ['may not', 'savingsplans:CreateSavingsPlan', '*'],
      ['may not', 'ec2:PurchaseReservedInstancesOffering', '*'],
      ['may not', 'ec2:DescribeInstances', '*'],
      ...each('may not', INSTANCE, ['ec2:StopInstances', 'ec2:RunInstances']),
      ['may not', 'lambda:UpdateFunctionCode', FUNCTION],
      ['may not', 'lambda:ListFunctions', '*'],
      ['may not', 's3:ListAllMyBuckets', '*'],
      ['may not', 's3:GetObject', 'arn:aws:s3:::shared/report.pdf'],
      ['may not', 's3:GetObject', `${LOGS}/AWSLogs/${ACCOUNT}/CloudTrail/file`],
      ['may not', 'cloudtrail:LookupEvents', '*'],
      ['may not', 'account:CloseAccount', `arn:aws:account::${ACCOUNT}:account`],
      ['may not', 'organizations:LeaveOrganization', '*'],
      ['may not', 'iam:CreateUser', iam('user/new')],
      ['may not', 'iam:CreateRole', iam('role/new')],
      ['may not', 'iam:PassRole', iam('role/admin'), passedTo('budgets')],
      ['may not', 'sts:AssumeRole', iam('role/admin')],
    ],
  },
  ownUser('finance'),

  {
    persona: 'auditor',
    title: 'judges the account',
    intro: 'Configuration, permissions, activity, findings, the credential report and the reports of AWS Artifact.',
    rows: [
      ...each('may', '*', ['iam:GenerateCredentialReport', 'iam:GetCredentialReport', 'iam:GetAccountSummary', 'iam:ListUsers', 'iam:GetAccountAuthorizationDetails', 'cloudtrail:LookupEvents',
        'cloudtrail:DescribeTrails', 'guardduty:ListDetectors', 'config:DescribeConfigurationRecorders', 'ec2:DescribeSecurityGroups', 'ec2:GetEbsEncryptionByDefault', 'kms:ListKeys',
        's3:ListAllMyBuckets', 's3:GetAccountPublicAccessBlock', 'organizations:ListPolicies', 'secretsmanager:ListSecrets', 'lambda:ListFunctions', 'inspector2:ListFindings']),
      ['may', 'iam:GetPolicyVersion', iam('policy/secure-baseline/Mfa')],
      ['may', 'iam:GetRole', iam('role/admin')],
      ['may', 'iam:ListAccessKeys', OTHER],
      ['may', 'iam:SimulatePrincipalPolicy', OTHER],
      ['may', 'access-analyzer:ListFindings', arn('access-analyzer', 'analyzer/secure-baseline-external-access')],
      ['may', 'cloudtrail:GetTrailStatus', TRAIL],
      ['may', 'config:GetComplianceDetailsByConfigRule', arn('config', 'config-rule/config-rule-1')],
      ['may', 'guardduty:GetFindings', '*'],
      ['may', 'securityhub:GetFindings', arn('securityhub', 'hub/default')],
      ['may', 'artifact:GetReport', 'arn:aws:artifact:eu-central-1::report/report-1:1'],
      ['may', 'kms:GetKeyPolicy', KEY],
      ['may', 'kms:GetKeyRotationStatus', KEY],
      ['may', 's3:GetBucketPolicy', LOGS],
      ['may', 's3:GetEncryptionConfiguration', 'arn:aws:s3:::shared'],
      ['may', 'secretsmanager:DescribeSecret', arn('secretsmanager', 'secret:db-AbCdEf')],
      ['may', 'sqs:GetQueueAttributes', QUEUE],
      ['may not', 'billing:GetBillingData', '*'],
      ['may not', 's3:ListBucket', 'arn:aws:s3:::shared'],
    ],
  },
  contents('auditor'),
  changes('auditor'),
  ownUser('auditor'),

  {
    persona: 'read-only',
    title: 'sees what runs',
    intro: 'Configuration of the services that applications are made of, for people who want to look.',
    rows: [
      ...each('may', '*', ['ec2:DescribeInstances', 'ec2:DescribeVpcs', 'lambda:ListFunctions', 'cloudwatch:GetMetricData', 'elasticloadbalancing:DescribeLoadBalancers', 'autoscaling:DescribeAutoScalingGroups',
        's3:ListAllMyBuckets', 'eks:ListClusters', 'dynamodb:ListTables', 'tag:GetResources', 'route53:ListHostedZones']),
      ['may', 'cloudformation:DescribeStackResources', arn('cloudformation', 'stack/any/1')],
      ['may', 'cloudformation:GetTemplate', arn('cloudformation', 'stack/any/1')],
      ['may', 'lambda:GetFunctionConfiguration', FUNCTION],
      ['may', 'dynamodb:DescribeTable', TABLE],
      ['may', 'ecs:DescribeServices', arn('ecs', 'service/any/app')],
      ['may', 'rds:DescribeDBInstances', arn('rds', 'db:app')],
      ['may', 'states:DescribeStateMachine', arn('states', 'stateMachine:any')],
      ['may', 'sqs:GetQueueAttributes', QUEUE],
      ['may', 'eks:DescribeCluster', arn('eks', 'cluster/any')],
    ],
  },
  {
    persona: 'read-only',
    title: 'sees neither people, evidence nor money',
    intro: 'Who may do what, what was done and what it costs belong to other personas.',
    rows: [
      ...each('may not', '*', ['iam:ListUsers', 'iam:GetCredentialReport', 'iam:GetAccountAuthorizationDetails', 'cloudtrail:LookupEvents', 'guardduty:ListDetectors', 'billing:GetBillingData', 'ce:GetCostAndUsage']),
      ['may not', 'iam:GetRole', iam('role/admin')],
      ['may not', 'securityhub:GetFindings', arn('securityhub', 'hub/default')],
      ['may not', 's3:ListBucket', 'arn:aws:s3:::shared'],
      ['may not', 's3:GetBucketPolicy', LOGS],
    ],
  },
  contents('read-only'),
  changes('read-only'),
  ownUser('read-only'),

  {
    persona: 'support',
    title: 'manages cases with AWS Support',
    intro: 'Opens, follows and closes cases, and sees AWS Health and Trusted Advisor.',
    rows: [
      ...each('may', '*', ['support:CreateCase', 'support:AddCommunicationToCase', 'support:DescribeCases', 'support:DescribeCommunications', 'support:ResolveCase', 'support:DescribeTrustedAdvisorChecks',
        'support:RefreshTrustedAdvisorCheck', 'support:SearchForCases', 'support:UpdateCaseSeverity', 'health:DescribeEvents', 'trustedadvisor:ListChecks']),
    ],
  },
  {
    persona: 'support',
    title: 'sees and changes nothing else',
    intro: 'Calling for help needs no access to what the help is about.',
    rows: [
      ...each('may not', '*', ['ec2:DescribeInstances', 'lambda:ListFunctions', 's3:ListAllMyBuckets', 'iam:ListUsers', 'cloudtrail:LookupEvents', 'billing:GetBillingData', 'ce:GetCostAndUsage', 'kms:CreateKey']),
      ['may not', 's3:GetObject', 'arn:aws:s3:::shared/report.pdf'],
      ['may not', 'secretsmanager:GetSecretValue', arn('secretsmanager', 'secret:db-AbCdEf')],
      ['may not', 'dynamodb:GetItem', TABLE],
      ['may not', 'logs:FilterLogEvents', arn('logs', 'log-group:app')],
    ],
  },
  changes('support'),
  ownUser('support'),
];

/** The three ways a request is made, in the order of the columns. */
export const SESSIONS = [
  { words: 'with MFA', mfa: true },
  { words: 'without MFA', mfa: false },
  { words: 'access key', mfa: undefined },
] as const;

/** The verdicts of a row, in the order of the columns. */
export const verdictsOf = ([verdict]: Row): readonly Verdict[] => typeof verdict === 'string' ? [verdict, 'never', 'never'] : verdict;

/** The document an auditor reads. */
export function renderAccessMatrix(): string {
  const count = ACCESS_MATRIX.reduce((sum, { rows }) => sum + rows.length * SESSIONS.length, 0);
  const personas = [...new Set(ACCESS_MATRIX.map(({ persona }) => persona))];
  return [
    '# Access matrix',
    '',
    `Who may do what: ${count} decisions, each a request simulated against the policies that are deployed, at every test run.`,
    '',
    '- **may**: a policy of the persona allows it.',
    '- **may not**: nothing allows it. Another policy beside the persona\'s could.',
    '- **never**: it is denied. No other policy can allow it.',
    '',
    'A request is made in a session with MFA, in a session without, or with a long-term access key. The person is `ann`, a member of one group and of no other;',
    `the account is ${ACCOUNT}. This file is written by \`test/proofs/access-matrix.ts\`; change the rows there.`,
    ...personas.flatMap((persona) => [
      '',
      `## ${persona}`,
      ...ACCESS_MATRIX.filter((section) => section.persona === persona).flatMap(({ title, intro, rows }) => [
        '',
        `### ${persona}: ${title}`,
        '',
        intro,
        '',
        `| action | resource | ${SESSIONS.map(({ words }) => words).join(' | ')} |`,
        '|---|---|---|---|---|',
        ...rows.map((row) => `| \`${row[1]}\` | \`${row[2]}\`${row[3] ? `, ${row[3].words}` : ''} | ${verdictsOf(row).join(' | ')} |`),
      ]),
    ]),
    '',
  ].join('\n');
}

export const DOCUMENT = join(__dirname, '../../docs/access-matrix.md');

if (require.main === module && process.argv.includes('--write')) {
  writeFileSync(DOCUMENT, renderAccessMatrix());
}
