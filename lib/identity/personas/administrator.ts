import { Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { arnOf } from '../arn';
import { BASELINE_PATH, WORKLOAD_BOUNDARY_NAME, WORKLOAD_PATH } from '../names';
import { PersonaEntry } from './persona-entry';

/** Services an administrator uses in full. Named, because a policy that allows `*` on `*` fails CIS 2.14 and nobody can review it. */
export const SERVICES = [
  'access-analyzer', 'account', 'acm', 'acm-pca', 'apigateway', 'application-autoscaling', 'appsync', 'artifact', 'athena', 'autoscaling',
  'backup', 'backup-storage', 'batch', 'bedrock', 'budgets', 'ce', 'cloudformation', 'cloudfront', 'cloudtrail', 'cloudwatch', 'codebuild',
  'codecommit', 'codedeploy', 'codepipeline', 'cognito-identity', 'cognito-idp', 'config', 'detective', 'dms', 'ds', 'dynamodb', 'ebs', 'ec2',
  'ec2-instance-connect', 'ecr', 'ecs', 'eks', 'elasticache', 'elasticfilesystem', 'elasticloadbalancing', 'es', 'events', 'firehose', 'fms',
  'fsx', 'glue', 'guardduty', 'health', 'iam', 'identitystore', 'inspector2', 'kinesis', 'kms', 'lambda', 'logs', 'macie2', 'network-firewall',
  'oam', 'organizations', 'pi', 'pricing', 'ram', 'rds', 'rds-data', 'redshift', 'resource-explorer-2', 'resource-groups', 'route53',
  'route53domains', 'route53resolver', 's3', 'scheduler', 'secretsmanager', 'securityhub', 'securitylake', 'servicecatalog', 'servicediscovery',
  'servicequotas', 'ses', 'shield', 'sns', 'sqs', 'ssm', 'ssmmessages', 'sso', 'sso-directory', 'states', 'sts', 'support', 'synthetics', 'tag',
  'transfer', 'trustedadvisor', 'vpc-lattice', 'wafv2', 'xray',
];

/** Each of these ends or blinds the audit trail, the recorder or a detector, in whatever account they are called. */
const SWITCH_OFF_ACTIONS = [
  'access-analyzer:DeleteAnalyzer',
  'cloudtrail:DeleteTrail',
  'cloudtrail:PutEventSelectors',
  'cloudtrail:PutInsightSelectors',
  'cloudtrail:StopLogging',
  'cloudtrail:UpdateTrail',
  'config:DeleteConfigurationRecorder',
  'config:DeleteDeliveryChannel',
  'config:PutConfigurationRecorder',
  'config:PutDeliveryChannel',
  'config:StopConfigurationRecorder',
  'detective:DeleteGraph',
  'ec2:DeleteFlowLogs',
  'ec2:DisableSnapshotBlockPublicAccess',
  'guardduty:CreateFilter',
  'guardduty:CreateIPSet',
  'guardduty:CreateTrustedEntitySet',
  'guardduty:DeleteDetector',
  'guardduty:DisassociateFromAdministratorAccount',
  'guardduty:DisassociateFromMasterAccount',
  'guardduty:UpdateDetector',
  'guardduty:UpdateFilter',
  'guardduty:UpdateIPSet',
  'guardduty:UpdateTrustedEntitySet',
  'inspector2:Disable',
  'macie2:DisableMacie',
  'securityhub:BatchDisableStandards',
  'securityhub:DisableSecurityHub',
  'ssm:ResetServiceSetting',
  'ssm:UpdateServiceSetting',
];

/** What would open, change or empty the log archive. */
const ARCHIVE_ACTIONS = [
  's3:DeleteBucket',
  's3:DeleteBucketPolicy',
  's3:PutBucketAcl',
  's3:PutBucketLogging',
  's3:PutBucketOwnershipControls',
  's3:PutBucketPolicy',
  's3:PutBucketPublicAccessBlock',
  's3:PutBucketVersioning',
  's3:PutEncryptionConfiguration',
  's3:PutLifecycleConfiguration',
  's3:PutReplicationConfiguration',
];

/** What would make the logs unreadable, or let others read them. */
const KEY_ACTIONS = [
  'kms:CreateGrant',
  'kms:DeleteAlias',
  'kms:DeleteImportedKeyMaterial',
  'kms:DisableKey',
  'kms:DisableKeyRotation',
  'kms:PutKeyPolicy',
  'kms:ScheduleKeyDeletion',
  'kms:UpdateAlias',
];

/** What would silence the alerts: their topic, alarms, filters and rules all carry the name of the baseline. */
const ALERT_ACTIONS = [
  'cloudwatch:DeleteAlarms',
  'cloudwatch:DisableAlarmActions',
  'cloudwatch:PutMetricAlarm',
  'events:DeleteRule',
  'events:DisableRule',
  'events:PutRule',
  'events:RemoveTargets',
  'logs:DeleteLogGroup',
  'logs:DeleteLogStream',
  'logs:DeleteMetricFilter',
  'logs:DeleteRetentionPolicy',
  'logs:DisassociateKmsKey',
  'logs:PutMetricFilter',
  'logs:PutRetentionPolicy',
  'sns:DeleteTopic',
  'sns:RemovePermission',
  'sns:SetTopicAttributes',
];

/** What would lift the limits themselves. Membership in groups stays the administrator's to manage. */
const BASELINE_IDENTITY_ACTIONS = [
  'iam:AttachGroupPolicy',
  'iam:AttachRolePolicy',
  'iam:CreatePolicyVersion',
  'iam:DeleteGroup',
  'iam:DeleteGroupPolicy',
  'iam:DeletePolicy',
  'iam:DeletePolicyVersion',
  'iam:DeleteRole',
  'iam:DeleteRolePolicy',
  'iam:DetachGroupPolicy',
  'iam:DetachRolePolicy',
  'iam:PutGroupPolicy',
  'iam:PutRolePolicy',
  'iam:SetDefaultPolicyVersion',
  'iam:UpdateAssumeRolePolicy',
  'iam:UpdateGroup',
  'iam:UpdateRole',
];

export const ADMINISTRATOR: PersonaEntry = {
  name: 'administrator',
  what: 'Runs the account: full use of named services, and management of users, groups, roles and policies.',
  why: 'An administrator whose credentials leak must not be able to hide what was done with them: evidence and alerts are out of reach.',
  statements: () => [
    new PolicyStatement({ sid: 'UseNamedServices', actions: SERVICES.map((service) => `${service}:*`), resources: ['*'] }),
    new PolicyStatement({ sid: 'KeepAuditAndDetection', effect: Effect.DENY, actions: SWITCH_OFF_ACTIONS, resources: ['*'] }),
    new PolicyStatement({
      sid: 'KeepLogArchive',
      effect: Effect.DENY,
      actions: ARCHIVE_ACTIONS,
      resources: [arnOf('s3', 'secure-baseline-*', '', '')],
    }),
    new PolicyStatement({
      sid: 'KeepLogKey',
      effect: Effect.DENY,
      actions: KEY_ACTIONS,
      resources: ['*'],
      conditions: { 'ForAnyValue:StringLike': { 'kms:ResourceAliases': 'alias/secure-baseline/*' } },
    }),
    new PolicyStatement({
      sid: 'KeepAlerts',
      effect: Effect.DENY,
      actions: ALERT_ACTIONS,
      resources: [
        arnOf('cloudwatch', 'alarm:secure-baseline-*'),
        arnOf('events', 'rule/secure-baseline-*'),
        arnOf('logs', 'log-group:secure-baseline-*'),
        arnOf('sns', 'secure-baseline-*'),
      ],
    }),
    new PolicyStatement({
      sid: 'KeepBaselineIdentity',
      effect: Effect.DENY,
      actions: BASELINE_IDENTITY_ACTIONS,
      resources: ['group', 'policy', 'role'].map((type) => arnOf('iam', `${type}${BASELINE_PATH}*`, '')),
    }),
    // Developers pass every role below this path, and passing cannot ask for a boundary: so all of them must have one.
    new PolicyStatement({
      sid: 'KeepWorkloadBoundary',
      effect: Effect.DENY,
      actions: ['iam:CreateRole', 'iam:PutRolePermissionsBoundary'],
      resources: [arnOf('iam', `role${WORKLOAD_PATH}*`, '')],
      conditions: { StringNotEquals: { 'iam:PermissionsBoundary': arnOf('iam', `policy${BASELINE_PATH}${WORKLOAD_BOUNDARY_NAME}`, '') } },
    }),
    new PolicyStatement({
      sid: 'KeepBoundaryOnRoles',
      effect: Effect.DENY,
      actions: ['iam:DeleteRolePermissionsBoundary'],
      resources: [arnOf('iam', `role${WORKLOAD_PATH}*`, '')],
    }),
  ],
};
