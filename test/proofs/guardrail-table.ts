import { Guardrail } from '../../lib';
import { ACCOUNT, FOREIGN_ACCOUNT, REGION } from '../support';
import { arn, iam } from './escalation-paths';

export type Context = Readonly<Record<string, string | string[]>>;

/** What somebody asks for. */
export type Request = readonly [action: string, resource: string, context?: Context];

/** What a guardrail has to stop, and what it must not. */
export interface Proof {
  readonly guardrail: Guardrail;
  /** Whom it binds, where that is not everybody. */
  readonly binds?: readonly string[];
  /** Whether the role that deploys is exempt. */
  readonly exempts: boolean;
  readonly stops: readonly Request[];
  readonly leaves: readonly Request[];
}

const each = (resource: string, actions: string, context?: Context): Request[] => actions.split(' ').map((action) => [action, resource, context]);

const INVITATION = `arn:aws:organizations::999988887777:handshake/o-zzzzzzzzzz/invite/h-0123456789`;
const TRAIL = arn('cloudtrail', 'trail/secure-baseline');
const STORE = arn('cloudtrail', 'eventdatastore/1');
const RECORDER = arn('config', 'configuration-recorder/secure-baseline/abc');
const DETECTOR = arn('guardduty', 'detector/abc');
const HUB = arn('securityhub', 'hub/default');
const ANALYZER = arn('access-analyzer', 'analyzer/secure-baseline-external-access');
const ARCHIVE = `arn:aws:s3:::secure-baseline-logs-${ACCOUNT}-${REGION}-an`;
const BUCKET = 'arn:aws:s3:::shared';
const OBJECT = 'arn:aws:s3:::shared/report.pdf';
const KEY = arn('kms', 'key/0a1b2c3d-1111-2222-3333-444455556666');
const INSTANCE = arn('ec2', 'instance/i-1');
const VOLUME = arn('ec2', 'volume/vol-1');
const INTERFACE = arn('ec2', 'network-interface/eni-1');
const SNAPSHOT = `arn:aws:ec2:${REGION}::snapshot/snap-1`;
const IMAGE = `arn:aws:ec2:${REGION}::image/ami-1`;
const VPC = arn('ec2', 'vpc/vpc-1');
const SUBNET = arn('ec2', 'subnet/subnet-1');
const DATABASE = arn('rds', 'db:app');
const CLUSTER = arn('rds', 'cluster:app');
const SHARDS = arn('rds', 'shard-group:app');
const DB_SNAPSHOT = arn('rds', 'snapshot:app');
const TABLE = arn('dynamodb', 'table/workload-app');
const QUEUE = arn('sqs', 'workload-app');
const FUNCTION = arn('lambda', 'function:workload-app');
const SECRET = arn('secretsmanager', 'secret:db-AbCdEf');
const SHARE = arn('ram', 'resource-share/1');
const VAULT = arn('backup', 'backup-vault:any');
const RECOVERY_POINT = arn('backup', 'recovery-point:1');
const BASELINE_STACK = arn('cloudformation', 'stack/StackSet-secure-baseline-first-home-01234567-89ab-cdef-0123-456789abcdef/1');
const APP_ROLE = iam('role/workload/app');
const BASELINE_ROLE = iam('role/secure-baseline/secure-baseline-auditor');
const ORGANIZATION = 'o-a1b2c3d4e5';
const logKey: Context = { 'kms:ResourceAliases': ['alias/secure-baseline/logs'] };
const appKey: Context = { 'kms:ResourceAliases': ['alias/app'] };
const within = (region: string): Context => ({ 'aws:RequestedRegion': region });

/** One entry for each guardrail of the catalogue, in its order. */
export const PROOFS: readonly Proof[] = [
  {
    guardrail: Guardrail.leavingOrganization(), exempts: false,
    stops: [
      ['organizations:LeaveOrganization', '*'], ['organizations:LeaveOrganization', '*', { 'aws:MultiFactorAuthPresent': 'true' }], ['organizations:LeaveOrganization', '*', within('us-east-1')],
      ['organizations:AcceptHandshake', INVITATION],
    ],
    leaves: [
      ...each('*', 'organizations:DescribeOrganization organizations:ListAccounts account:GetAccountInformation'), ['organizations:DeclineHandshake', INVITATION],
    ],
  },
  {
    guardrail: Guardrail.rootUser(), exempts: false, binds: ['root user'],
    stops: [
      ['s3:GetObject', OBJECT], ['s3:DeleteBucketPolicy', BUCKET], ['iam:CreateUser', iam('user/bob')], ['cloudtrail:StopLogging', TRAIL], ['ec2:DescribeInstances', '*'],
      ['account:CloseAccount', arn('account', 'account').replace(REGION, '')],
    ],
    leaves: [
      ['s3:DeleteBucketPolicy', BUCKET, { 'aws:AssumedRoot': 'true' }], ['sqs:SetQueueAttributes', QUEUE, { 'aws:AssumedRoot': 'true' }],
      ['iam:DeleteLoginProfile', iam('user/bob'), { 'aws:AssumedRoot': 'true' }],
    ],
  },
  {
    guardrail: Guardrail.protectAuditTrail(), exempts: true,
    stops: [
      ...each(TRAIL, 'cloudtrail:StopLogging cloudtrail:DeleteTrail cloudtrail:UpdateTrail cloudtrail:PutEventSelectors cloudtrail:PutInsightSelectors'),
      ...each(STORE, 'cloudtrail:DeleteEventDataStore cloudtrail:StopEventDataStoreIngestion'),
    ],
    leaves: [...each(TRAIL, 'cloudtrail:StartLogging cloudtrail:GetTrailStatus'), ['cloudtrail:LookupEvents', '*'], ['s3:PutObject', OBJECT]],
  },
  {
    guardrail: Guardrail.protectConfiguration(), exempts: true,
    stops: [
      ...each(RECORDER, 'config:StopConfigurationRecorder config:DeleteConfigurationRecorder config:PutConfigurationRecorder'), ['config:DeleteDeliveryChannel', '*'],
      ['config:PutRetentionConfiguration', '*'], ['config:DisassociateResourceTypes', RECORDER], ['config:DeleteServiceLinkedConfigurationRecorder', RECORDER],
      ['config:DeleteRemediationConfiguration', arn('config', 'remediation-configuration/any/1')],
    ],
    leaves: [['config:StartConfigurationRecorder', RECORDER], ['config:DescribeConfigurationRecorders', '*'], ['config:PutConfigRule', arn('config', 'config-rule/config-rule-abc')]],
  },
  {
    guardrail: Guardrail.protectDetection(), exempts: true,
    stops: [
      ...each(DETECTOR, 'guardduty:DeleteDetector guardduty:UpdateDetector'), ['guardduty:ArchiveFindings', '*'], ['securityhub:DisableSecurityHub', HUB], ['securityhub:BatchDisableStandards', HUB],
      ['inspector2:Disable', '*'], ['macie2:DisableMacie', '*'], ...each('*', 'inspector2:CreateFilter macie2:CreateFindingsFilter securityhub:CreateAutomationRule'),
      ...each('*', 'guardduty:DeleteMembers guardduty:DisassociateMembers guardduty:StopMonitoringMembers guardduty:UpdateMemberDetectors'),
      ...each('*', 'guardduty:UpdateOrganizationConfiguration inspector2:DisassociateMember inspector2:UpdateOrganizationConfiguration'),
      ...each('*', 'macie2:UpdateMacieSession macie2:UpdateMemberSession macie2:UpdateAutomatedDiscoveryConfiguration macie2:UpdateOrganizationConfiguration'),
      ...each(HUB, 'securityhub:DeleteMembers securityhub:DisassociateMembers securityhub:UpdateOrganizationConfiguration'),
      ...each(HUB, 'securityhub:StartConfigurationPolicyAssociation securityhub:StartConfigurationPolicyDisassociation'),
      ...each(arn('securityhub', 'configuration-policy/abc'), 'securityhub:DeleteConfigurationPolicy securityhub:UpdateConfigurationPolicy'),
      ...each(arn('securityhub', 'finding-aggregator/abc'), 'securityhub:DeleteFindingAggregator securityhub:UpdateFindingAggregator'),
      ...each(HUB, 'securityhub:UpdateSecurityHubConfiguration securityhub:DisableImportFindingsForProduct'), ['securityhub:BatchUpdateAutomationRules', arn('securityhub', 'automation-rule/abc')],
      ['guardduty:DeleteThreatIntelSet', `${DETECTOR}/threatintelset/abc`], ['guardduty:UpdateMalwareScanSettings', '*'],
      ...each('*', 'inspector2:UpdateConfiguration inspector2:UpdateOrgEc2DeepInspectionConfiguration inspector2:BatchUpdateMemberEc2DeepInspectionStatus'),
      ...each('*', 'macie2:PutClassificationExportConfiguration macie2:PutFindingsPublicationConfiguration macie2:UpdateClassificationScope macie2:CreateAllowList'),
    ],
    leaves: [
      ['securityhub:BatchUpdateFindings', HUB], ['securityhub:BatchEnableStandards', HUB], ['macie2:UpdateClassificationJob', arn('macie2', 'classification-job/abc')],
      ['guardduty:GetDetector', DETECTOR], ['guardduty:CreateDetector', '*'], ['securityhub:EnableSecurityHub', HUB], ['inspector2:Enable', '*'], ['guardduty:CreateMembers', '*'],
    ],
  },
  {
    guardrail: Guardrail.protectAccessAnalyzer(), exempts: true,
    stops: [...each(ANALYZER, 'access-analyzer:DeleteAnalyzer access-analyzer:UpdateAnalyzer'), ['access-analyzer:CreateArchiveRule', `${ANALYZER}/archive-rule/any`]],
    leaves: [['access-analyzer:ListFindings', ANALYZER], ['access-analyzer:GetAnalyzer', ANALYZER], ['access-analyzer:ValidatePolicy', '*']],
  },
  {
    guardrail: Guardrail.protectFlowLogs(), exempts: true,
    stops: ['fl-1', 'fl-2', 'fl-3'].map((id) => ['ec2:DeleteFlowLogs', arn('ec2', `vpc-flow-log/${id}`)] as const),
    leaves: [['ec2:CreateFlowLogs', VPC], ['ec2:DescribeFlowLogs', '*'], ['ec2:DeleteVpc', VPC]],
  },
  {
    guardrail: Guardrail.protectLogArchive(), exempts: true,
    stops: [
      ...each(ARCHIVE, 's3:DeleteBucket s3:PutBucketPolicy s3:PutLifecycleConfiguration s3:PutBucketVersioning s3:PutBucketPublicAccessBlock'),
      ...each(`${ARCHIVE}/AWSLogs/1`, 's3:DeleteObject s3:DeleteObjectVersion'), ['s3:PutBucketPolicy', 'arn:aws:s3:::secure-baseline-config-1'],
    ],
    leaves: [['s3:DeleteObject', OBJECT], ['s3:PutBucketPolicy', BUCKET], ['s3:GetObject', `${ARCHIVE}/AWSLogs/1`], ['s3:ListBucket', ARCHIVE]],
  },
  {
    guardrail: Guardrail.protectLogGroups(), exempts: true,
    stops: each(arn('logs', 'log-group:secure-baseline-trail'), 'logs:DeleteLogGroup logs:PutRetentionPolicy logs:DeleteMetricFilter logs:PutMetricFilter logs:PutSubscriptionFilter'),
    leaves: [...each(arn('logs', 'log-group:workload-app'), 'logs:DeleteLogGroup logs:PutRetentionPolicy'), ['logs:FilterLogEvents', arn('logs', 'log-group:secure-baseline-trail')]],
  },
  {
    guardrail: Guardrail.protectAlerts(), exempts: true,
    stops: [
      ...each(arn('cloudwatch', 'alarm:secure-baseline-root-user-activity'), 'cloudwatch:DeleteAlarms cloudwatch:DisableAlarmActions cloudwatch:PutMetricAlarm'),
      ['cloudwatch:PutCompositeAlarm', arn('cloudwatch', 'alarm:secure-baseline-critical-activity')], ['cloudwatch:PutAlarmMuteRule', arn('cloudwatch', 'alarm-mute-rule:quiet')],
      ['events:DisableRule', arn('events', 'rule/secure-baseline-finding-alerts')], ...each(arn('sns', 'secure-baseline-alerts'), 'sns:DeleteTopic sns:Unsubscribe'),
    ],
    leaves: [
      ['cloudwatch:PutMetricAlarm', arn('cloudwatch', 'alarm:workload-app')], ['events:DisableRule', arn('events', 'rule/workload-app')], ['sns:Publish', arn('sns', 'secure-baseline-alerts')],
      ['sns:DeleteTopic', arn('sns', 'workload-app')],
    ],
  },
  {
    guardrail: Guardrail.protectBaselineKeys(), exempts: true,
    stops: [...each(KEY, 'kms:ScheduleKeyDeletion kms:DisableKey kms:PutKeyPolicy kms:CreateGrant', logKey), ['kms:DeleteAlias', arn('kms', 'alias/secure-baseline/logs')]],
    leaves: [
      ...each(KEY, 'kms:ScheduleKeyDeletion kms:PutKeyPolicy', appKey), ['kms:Decrypt', KEY, logKey], ['kms:CreateGrant', KEY, { ...logKey, 'kms:GrantIsForAWSResource': 'true' }],
      ['kms:DeleteAlias', arn('kms', 'alias/app')],
    ],
  },
  {
    guardrail: Guardrail.protectEncryptionKeys(), exempts: true,
    stops: each(KEY, 'kms:ScheduleKeyDeletion kms:DisableKey kms:DeleteImportedKeyMaterial', appKey),
    leaves: each(KEY, 'kms:Decrypt kms:EnableKey kms:CancelKeyDeletion kms:PutKeyPolicy', appKey),
  },
  {
    guardrail: Guardrail.keyLockout(), exempts: false,
    stops: [
      ['kms:PutKeyPolicy', KEY, { 'kms:BypassPolicyLockoutSafetyCheck': 'true' }], ['kms:CreateKey', '*', { 'kms:BypassPolicyLockoutSafetyCheck': 'true' }],
      ['kms:PutKeyPolicy', KEY, { ...appKey, 'kms:BypassPolicyLockoutSafetyCheck': 'true' }],
    ],
    leaves: [['kms:PutKeyPolicy', KEY, { 'kms:BypassPolicyLockoutSafetyCheck': 'false' }], ['kms:CreateKey', '*', { 'kms:BypassPolicyLockoutSafetyCheck': 'false' }], ['kms:CreateKey', '*']],
  },
  {
    guardrail: Guardrail.protectBaselineRoles(), exempts: true,
    stops: [
      ...each(BASELINE_ROLE, 'iam:UpdateAssumeRolePolicy iam:AttachRolePolicy iam:DeleteRole'), ['iam:UpdateAssumeRolePolicy', iam('role/stacksets-exec-0123456789abcdef')],
      ['iam:CreateRole', iam('role/stacksets-exec-0123456789abcdef')], ...each(iam('role/secure-baseline/service/any'), 'iam:CreateRole iam:PassRole'),
      ...each(arn('lambda', 'function:secure-baseline-settings-1'), 'lambda:InvokeFunction lambda:PutFunctionConcurrency lambda:UpdateFunctionCode'),
      ['iam:CreatePolicyVersion', iam('policy/secure-baseline-workload-boundary')], ['iam:AttachGroupPolicy', iam('group/secure-baseline/secure-baseline-developer')],
      ...each(iam('role/StackSet-secure-baseline-RemediationBucketRole7BF-0A1B2C3D'), 'iam:PutRolePolicy iam:UpdateAssumeRolePolicy iam:PassRole'),
    ],
    leaves: [
      ...each(APP_ROLE, 'iam:UpdateAssumeRolePolicy iam:AttachRolePolicy iam:DeleteRole'), ['iam:GetRole', BASELINE_ROLE], ['sts:AssumeRole', BASELINE_ROLE],
      ['iam:AddUserToGroup', iam('group/secure-baseline/secure-baseline-developer')], ...each(APP_ROLE, 'iam:CreateRole iam:PassRole'),
      ...each(FUNCTION, 'lambda:InvokeFunction lambda:UpdateFunctionCode'), ['iam:PutRolePolicy', iam('role/StackSet-workload-app-Role-1')],
    ],
  },
  {
    guardrail: Guardrail.protectBaselineStacks(), exempts: true,
    stops: each(BASELINE_STACK, 'cloudformation:DeleteStack cloudformation:UpdateStack cloudformation:ExecuteChangeSet cloudformation:ExecuteStackRefactor '
      + 'cloudformation:SetStackPolicy cloudformation:UpdateTerminationProtection'),
    leaves: [
      ...each(BASELINE_STACK, 'cloudformation:DescribeStacks cloudformation:DetectStackDrift cloudformation:GetTemplate'),
      ...each(arn('cloudformation', 'stack/StackSet-workload-1/1'), 'cloudformation:DeleteStack cloudformation:UpdateStack'),
      ['cloudformation:CreateStack', arn('cloudformation', 'stack/application/1')],
    ],
  },
  {
    guardrail: Guardrail.protectBackups(), exempts: true,
    stops: [...each(VAULT, 'backup:DeleteBackupVault backup:PutBackupVaultAccessPolicy backup:DeleteBackupVaultLockConfiguration'), ['backup:DeleteRecoveryPoint', RECOVERY_POINT]],
    leaves: [['backup:CreateBackupVault', VAULT], ['backup:StartRestoreJob', RECOVERY_POINT], ['backup:PutBackupVaultLockConfiguration', VAULT]],
  },
  {
    guardrail: Guardrail.protectDns(), exempts: true,
    stops: [
      ['route53resolver:DeleteFirewallRuleGroup', arn('route53resolver', 'firewall-rule-group/1')],
      ['route53resolver:DeleteResolverQueryLogConfig', arn('route53resolver', 'resolver-query-log-config/1')],
      ['route53resolver:UpdateFirewallRuleGroupAssociation', arn('route53resolver', 'firewall-rule-group-association/1')],
    ],
    leaves: [
      ['route53resolver:GetFirewallRuleGroup', arn('route53resolver', 'firewall-rule-group/1')], ['route53resolver:ListFirewallRules', arn('route53resolver', 'firewall-rule-group/1')],
      ['route53:ChangeResourceRecordSets', 'arn:aws:route53:::hostedzone/Z1'],
    ],
  },
  {
    guardrail: Guardrail.protectWebFirewalls(), exempts: true,
    stops: [
      ...each(arn('wafv2', 'regional/webacl/app/1'), 'wafv2:DeleteWebACL wafv2:DeleteLoggingConfiguration'),
      ['wafv2:DisassociateWebACL', `arn:aws:elasticloadbalancing:${REGION}:${ACCOUNT}:loadbalancer/app/web/1`],
    ],
    leaves: each(arn('wafv2', 'regional/webacl/app/1'), 'wafv2:UpdateWebACL wafv2:GetWebACL wafv2:PutLoggingConfiguration'),
  },
  {
    guardrail: Guardrail.passwordPolicy(), exempts: true,
    stops: [...each('*', 'iam:UpdateAccountPasswordPolicy iam:DeleteAccountPasswordPolicy'), ['iam:UpdateAccountPasswordPolicy', '*', within('us-east-1')]],
    leaves: [['iam:GetAccountPasswordPolicy', '*'], ['iam:ChangePassword', iam('user/ann')], ['iam:GetAccountSummary', '*']],
  },
  {
    guardrail: Guardrail.closingAccounts(), exempts: false,
    stops: [
      ['account:CloseAccount', `arn:aws:account::${ACCOUNT}:account`], ['account:CloseAccount', `arn:aws:account::${ACCOUNT}:account`, within('us-east-1')],
      ['account:CloseAccount', `arn:aws:account::${ACCOUNT}:account`, within('eu-west-1')],
    ],
    leaves: [['account:GetAccountInformation', `arn:aws:account::${ACCOUNT}:account`], ['account:ListRegions', `arn:aws:account::${ACCOUNT}:account`], ['ce:GetCostAndUsage', '*']],
  },
  {
    guardrail: Guardrail.accountContacts(), exempts: true,
    stops: each(`arn:aws:account::${ACCOUNT}:account`, 'account:PutAlternateContact account:DeleteAlternateContact account:PutContactInformation'),
    leaves: each(`arn:aws:account::${ACCOUNT}:account`, 'account:GetAlternateContact account:GetContactInformation account:ListRegions'),
  },
  {
    guardrail: Guardrail.regionOptIn(), exempts: true,
    stops: [...each(`arn:aws:account::${ACCOUNT}:account`, 'account:EnableRegion account:DisableRegion'), ['account:EnableRegion', `arn:aws:account::${ACCOUNT}:account`, { 'account:TargetRegion': 'af-south-1' }]],
    leaves: [...each(`arn:aws:account::${ACCOUNT}:account`, 'account:GetRegionOptStatus account:ListRegions'), ['ec2:DescribeRegions', '*']],
  },
  {
    guardrail: Guardrail.billingSettings(), exempts: true,
    stops: each('*', 'billing:UpdateBillingPreferences payments:CreatePaymentInstrument tax:PutTaxRegistration billing:UpdateIAMAccessPreference'),
    leaves: each('*', 'billing:GetBillingData ce:GetCostAndUsage billing:GetBillingPreferences'),
  },
  {
    guardrail: Guardrail.iamUsers(), exempts: true,
    stops: each(iam('user/bob'), 'iam:CreateUser iam:CreateAccessKey iam:CreateLoginProfile iam:UpdateLoginProfile'),
    leaves: [...each(iam('user/bob'), 'iam:DeleteUser iam:DeleteAccessKey iam:GetUser'), ['iam:CreateRole', APP_ROLE]],
  },
  {
    guardrail: Guardrail.longTermCredentials(), exempts: true,
    stops: [...each(iam('user/bob'), 'iam:CreateServiceSpecificCredential iam:UploadSSHPublicKey iam:UploadSigningCertificate'), ['bedrock:CallWithBearerToken', '*', { 'bedrock:BearerTokenType': 'LONG_TERM' }]],
    leaves: [
      ['bedrock:CallWithBearerToken', '*', { 'bedrock:BearerTokenType': 'SHORT_TERM' }], ['iam:DeleteServiceSpecificCredential', iam('user/bob')],
      ['bedrock:InvokeModel', `arn:aws:bedrock:${REGION}::foundation-model/any`],
    ],
  },
  {
    guardrail: Guardrail.identityProviders(), exempts: true,
    stops: [...each(iam('saml-provider/idp'), 'iam:CreateSAMLProvider iam:UpdateSAMLProvider'), ['iam:CreateOpenIDConnectProvider', iam('oidc-provider/example.com')], ['rolesanywhere:CreateTrustAnchor', '*']],
    leaves: [['iam:GetSAMLProvider', iam('saml-provider/idp')], ['iam:ListSAMLProviders', '*'], ['iam:CreateRole', APP_ROLE]],
  },
  {
    guardrail: Guardrail.identityCenterInstances(), exempts: false,
    stops: [['sso:CreateInstance', '*'], ['sso:CreateInstance', '*', within('us-east-1')], ['sso:CreateInstance', '*', within('eu-west-1')]],
    leaves: [['sso:ListInstances', '*'], ['sso:DescribeRegisteredRegions', '*'], ['identitystore:ListUsers', '*']],
  },
  {
    guardrail: Guardrail.administratorAccess(), exempts: true,
    stops: [
      ['iam:AttachRolePolicy', APP_ROLE, { 'iam:PolicyARN': 'arn:aws:iam::aws:policy/AdministratorAccess' }],
      ['iam:AttachUserPolicy', iam('user/bob'), { 'iam:PolicyARN': 'arn:aws:iam::aws:policy/IAMFullAccess' }],
      ['iam:AttachGroupPolicy', iam('group/all'), { 'iam:PolicyARN': 'arn:aws:iam::aws:policy/PowerUserAccess' }],
    ],
    leaves: [
      ['iam:AttachRolePolicy', APP_ROLE, { 'iam:PolicyARN': 'arn:aws:iam::aws:policy/ReadOnlyAccess' }], ['iam:AttachRolePolicy', APP_ROLE, { 'iam:PolicyARN': iam('policy/AdministratorAccess') }],
      ['iam:DetachRolePolicy', APP_ROLE, { 'iam:PolicyARN': 'arn:aws:iam::aws:policy/AdministratorAccess' }],
    ],
  },
  {
    guardrail: Guardrail.mfaForDestruction(), exempts: false, binds: ['administrator', 'developer', 'finance', 'auditor', 'read-only', 'support', 'user with AdministratorAccess'],
    stops: [
      ['ec2:TerminateInstances', INSTANCE, { 'aws:MultiFactorAuthPresent': 'false' }], ['dynamodb:DeleteTable', TABLE, { 'aws:MultiFactorAuthPresent': 'false' }],
      ['s3:DeleteBucket', BUCKET, { 'aws:MultiFactorAuthPresent': 'false' }], ['rds:DeleteDBInstance', DATABASE, { 'aws:MultiFactorAuthPresent': 'false' }],
    ],
    leaves: [
      ['ec2:TerminateInstances', INSTANCE, { 'aws:MultiFactorAuthPresent': 'true' }], ['dynamodb:DeleteTable', TABLE, { 'aws:MultiFactorAuthPresent': 'true' }],
      ['ec2:DescribeInstances', '*', { 'aws:MultiFactorAuthPresent': 'false' }],
    ],
  },
  {
    guardrail: Guardrail.publicBuckets(), exempts: true,
    stops: [
      ['s3:PutAccountPublicAccessBlock', '*'], ['s3:PutBucketAcl', BUCKET, { 's3:x-amz-acl': 'public-read' }], ['s3:PutObjectAcl', OBJECT, { 's3:x-amz-acl': 'public-read-write' }],
      ['s3:PutObject', OBJECT, { 's3:x-amz-acl': 'authenticated-read' }],
    ],
    leaves: [['s3:PutObject', OBJECT], ['s3:PutObject', OBJECT, { 's3:x-amz-acl': 'bucket-owner-full-control' }], ['s3:GetAccountPublicAccessBlock', '*'], ['s3:PutBucketPublicAccessBlock', BUCKET]],
  },
  {
    guardrail: Guardrail.publicSnapshots(), exempts: true,
    stops: [['ec2:ModifySnapshotAttribute', SNAPSHOT, { 'ec2:Add/group': 'all' }], ...each('*', 'ec2:DisableSnapshotBlockPublicAccess ec2:EnableSnapshotBlockPublicAccess')],
    leaves: [['ec2:ModifySnapshotAttribute', SNAPSHOT, { 'ec2:Add/userId': FOREIGN_ACCOUNT }], ['ec2:CreateSnapshot', VOLUME], ['ec2:DescribeSnapshots', '*'], ['ec2:GetSnapshotBlockPublicAccessState', '*']],
  },
  {
    guardrail: Guardrail.publicImages(), exempts: true,
    stops: [['ec2:DisableImageBlockPublicAccess', '*'], ['ec2:DisableImageBlockPublicAccess', '*', within('us-east-1')], ['ec2:DisableImageBlockPublicAccess', '*', within('eu-west-1')]],
    leaves: [['ec2:EnableImageBlockPublicAccess', '*'], ['ec2:CreateImage', INSTANCE], ['ec2:DescribeImages', '*']],
  },
  {
    guardrail: Guardrail.publicDatabases(), exempts: true,
    stops: [
      ...each(DATABASE, 'rds:CreateDBInstance rds:RestoreDBInstanceFromDBSnapshot rds:RestoreDBInstanceFromS3 rds:RestoreDBInstanceToPointInTime', { 'rds:PubliclyAccessible': 'true' }),
      ['rds:CreateDBInstanceReadReplica', DATABASE, { 'rds:PubliclyAccessible': 'true' }], ['rds:CreateDBShardGroup', SHARDS, { 'rds:PubliclyAccessible': 'true' }],
    ],
    leaves: [
      ...each(DATABASE, 'rds:CreateDBInstance rds:CreateDBInstanceReadReplica rds:RestoreDBInstanceFromDBSnapshot', { 'rds:PubliclyAccessible': 'false' }),
      ['rds:CreateDBShardGroup', SHARDS, { 'rds:PubliclyAccessible': 'false' }], ['rds:CreateDBInstance', DATABASE], ['rds:ModifyDBInstance', DATABASE],
    ],
  },
  {
    guardrail: Guardrail.sharingDatabaseSnapshots(), exempts: true,
    stops: [['rds:ModifyDBSnapshotAttribute', DB_SNAPSHOT], ['rds:ModifyDBClusterSnapshotAttribute', arn('rds', 'cluster-snapshot:app')], ['redshift:AuthorizeSnapshotAccess', arn('redshift', 'snapshot:app/1')]],
    leaves: [['rds:CreateDBSnapshot', DB_SNAPSHOT], ['rds:CopyDBSnapshot', DB_SNAPSHOT], ['rds:DescribeDBSnapshots', DATABASE]],
  },
  {
    guardrail: Guardrail.publicFunctions(), exempts: true,
    stops: [...each(FUNCTION, 'lambda:CreateFunctionUrlConfig lambda:UpdateFunctionUrlConfig', { 'lambda:FunctionUrlAuthType': 'NONE' }), ['lambda:AddPermission', FUNCTION, { 'lambda:Principal': '*' }]],
    leaves: [
      ['lambda:CreateFunctionUrlConfig', FUNCTION, { 'lambda:FunctionUrlAuthType': 'AWS_IAM' }], ['lambda:AddPermission', FUNCTION, { 'lambda:Principal': 's3.amazonaws.com' }],
      ['lambda:UpdateFunctionCode', FUNCTION],
    ],
  },
  {
    guardrail: Guardrail.publicClusters(), exempts: true,
    stops: [
      ['eks:CreateCluster', '*', { 'eks:endpointPublicAccess': 'true' }], ['eks:UpdateClusterConfig', arn('eks', 'cluster/app'), { 'eks:endpointPublicAccess': 'true' }],
      ['eks:CreateCluster', '*'],
    ],
    leaves: [['eks:CreateCluster', '*', { 'eks:endpointPublicAccess': 'false' }], ['eks:UpdateClusterConfig', arn('eks', 'cluster/app')], ['eks:DescribeCluster', arn('eks', 'cluster/app')]],
  },
  {
    guardrail: Guardrail.publicRepositories(), exempts: true,
    stops: each(`arn:aws:ecr-public::${ACCOUNT}:repository/app`, 'ecr-public:CreateRepository ecr-public:PutImage ecr-public:SetRepositoryPolicy'),
    leaves: [['ecr:PutImage', arn('ecr', 'repository/app')], ['ecr-public:DescribeRepositories', `arn:aws:ecr-public::${ACCOUNT}:repository/app`], ['ecr-public:GetAuthorizationToken', '*']],
  },
  {
    guardrail: Guardrail.publicSecrets(), exempts: true,
    stops: [
      ...[SECRET, `${SECRET}1`].map((secret) => ['secretsmanager:PutResourcePolicy', secret, { 'secretsmanager:BlockPublicPolicy': 'false' }] as const), ['secretsmanager:PutResourcePolicy', SECRET],
    ],
    leaves: [['secretsmanager:PutResourcePolicy', SECRET, { 'secretsmanager:BlockPublicPolicy': 'true' }], ['secretsmanager:GetSecretValue', SECRET], ['secretsmanager:PutSecretValue', SECRET]],
  },
  {
    guardrail: Guardrail.publicDocuments(), exempts: true,
    stops: ['a', 'b', 'c'].map((name) => ['ssm:ModifyDocumentPermission', arn('ssm', `document/${name}`)] as const),
    leaves: each(arn('ssm', 'document/a'), 'ssm:CreateDocument ssm:GetDocument ssm:UpdateDocument'),
  },
  {
    guardrail: Guardrail.publicEmrClusters(), exempts: true,
    stops: [
      ['elasticmapreduce:PutBlockPublicAccessConfiguration', '*'], ['elasticmapreduce:PutBlockPublicAccessConfiguration', '*', within('us-east-1')],
      ['elasticmapreduce:PutBlockPublicAccessConfiguration', '*', within('eu-west-1')],
    ],
    leaves: each('*', 'elasticmapreduce:GetBlockPublicAccessConfiguration elasticmapreduce:ListClusters elasticmapreduce:RunJobFlow'),
  },
  {
    guardrail: Guardrail.unencryptedVolumes(), exempts: true,
    stops: [...each(VOLUME, 'ec2:CreateVolume ec2:RunInstances', { 'ec2:Encrypted': 'false' }), ['ec2:DisableEbsEncryptionByDefault', '*']],
    leaves: [...each(VOLUME, 'ec2:CreateVolume ec2:RunInstances', { 'ec2:Encrypted': 'true' }), ['ec2:RunInstances', INSTANCE], ['ec2:EnableEbsEncryptionByDefault', '*']],
  },
  {
    guardrail: Guardrail.unencryptedFileSystems(), exempts: true,
    stops: ['eu-central-1', 'eu-west-1', 'us-east-1'].map((region) => ['elasticfilesystem:CreateFileSystem', '*', { 'elasticfilesystem:Encrypted': 'false', ...within(region) }] as const),
    leaves: [
      ['elasticfilesystem:CreateFileSystem', '*', { 'elasticfilesystem:Encrypted': 'true' }], ['elasticfilesystem:DescribeFileSystems', arn('elasticfilesystem', 'file-system/fs-1')],
      ['elasticfilesystem:CreateMountTarget', arn('elasticfilesystem', 'file-system/fs-1')],
    ],
  },
  {
    guardrail: Guardrail.unencryptedDatabases(), exempts: true,
    stops: [
      ['rds:CreateDBCluster', CLUSTER, { 'rds:StorageEncrypted': 'false' }], ['rds:CreateDBInstance', DATABASE, { 'rds:StorageEncrypted': 'false', 'rds:DatabaseEngine': 'postgres' }],
      ['rds:CreateDBInstance', DATABASE, { 'rds:StorageEncrypted': 'false', 'rds:DatabaseEngine': 'mysql' }],
    ],
    leaves: [
      ['rds:CreateDBCluster', CLUSTER, { 'rds:StorageEncrypted': 'true' }], ['rds:CreateDBInstance', DATABASE, { 'rds:StorageEncrypted': 'true', 'rds:DatabaseEngine': 'postgres' }],
      ['rds:CreateDBInstance', DATABASE, { 'rds:StorageEncrypted': 'false', 'rds:DatabaseEngine': 'aurora-mysql' }],
    ],
  },
  {
    guardrail: Guardrail.instanceMetadata(), exempts: true,
    stops: [
      ['ec2:RunInstances', INSTANCE, { 'ec2:MetadataHttpTokens': 'optional' }], ['ec2:ModifyInstanceMetadataOptions', INSTANCE, { 'ec2:Attribute/HttpTokens': 'optional' }],
      ['ec2:ModifyInstanceMetadataDefaults', '*'], ['s3:GetObject', OBJECT, { 'ec2:RoleDelivery': '1.0' }],
    ],
    leaves: [
      ['ec2:RunInstances', INSTANCE, { 'ec2:MetadataHttpTokens': 'required' }], ['ec2:RunInstances', IMAGE],
      ['ec2:ModifyInstanceMetadataOptions', INSTANCE, { 'ec2:Attribute/HttpTokens': 'required' }], ['s3:GetObject', OBJECT, { 'ec2:RoleDelivery': '2.0' }], ['s3:GetObject', OBJECT],
    ],
  },
  {
    guardrail: Guardrail.serialConsole(), exempts: true,
    stops: [['ec2:EnableSerialConsoleAccess', '*'], ['ec2:EnableSerialConsoleAccess', '*', within('us-east-1')], ['ec2-instance-connect:SendSerialConsoleSSHPublicKey', INSTANCE]],
    leaves: [['ec2:DisableSerialConsoleAccess', '*'], ['ec2:GetSerialConsoleAccessStatus', '*'], ['ssm:StartSession', INSTANCE]],
  },
  {
    guardrail: Guardrail.keyPairs(), exempts: true,
    stops: [...each(arn('ec2', 'key-pair/any'), 'ec2:CreateKeyPair ec2:ImportKeyPair'), ['ec2-instance-connect:SendSSHPublicKey', INSTANCE]],
    leaves: [['ec2:DeleteKeyPair', arn('ec2', 'key-pair/any')], ['ec2:DescribeKeyPairs', '*'], ['ssm:StartSession', INSTANCE]],
  },
  {
    guardrail: Guardrail.exportingImages(), exempts: true,
    stops: [['ec2:CreateInstanceExportTask', INSTANCE], ['ec2:ExportImage', IMAGE], ['ec2:CreateStoreImageTask', IMAGE], ['rds:StartExportTask', DB_SNAPSHOT]],
    leaves: [['ec2:CreateImage', INSTANCE], ['ec2:CopySnapshot', SNAPSHOT], ['rds:CreateDBSnapshot', DB_SNAPSHOT]],
  },
  {
    guardrail: Guardrail.internetGateways(), exempts: true,
    stops: [...each(arn('ec2', 'internet-gateway/igw-1'), 'ec2:CreateInternetGateway ec2:AttachInternetGateway'), ['ec2:CreateEgressOnlyInternetGateway', VPC], ['ec2:CreateNatGateway', SUBNET]],
    leaves: [['ec2:CreateVpc', VPC], ['ec2:CreateRouteTable', VPC], ['ec2:CreateVpcEndpoint', VPC], ['ec2:DeleteInternetGateway', arn('ec2', 'internet-gateway/igw-1')]],
  },
  {
    guardrail: Guardrail.publicAddresses(), exempts: true,
    stops: [['ec2:AllocateAddress', arn('ec2', 'elastic-ip/eipalloc-1')], ['ec2:AssociateAddress', arn('ec2', 'elastic-ip/eipalloc-1')], ['ec2:RunInstances', INTERFACE, { 'ec2:AssociatePublicIpAddress': 'true' }]],
    leaves: [['ec2:RunInstances', INTERFACE, { 'ec2:AssociatePublicIpAddress': 'false' }], ['ec2:RunInstances', INTERFACE], ['ec2:ReleaseAddress', arn('ec2', 'elastic-ip/eipalloc-1')]],
  },
  {
    guardrail: Guardrail.vpcBlockPublicAccess(), exempts: true,
    stops: [['ec2:ModifyVpcBlockPublicAccessOptions', '*'], ['ec2:CreateVpcBlockPublicAccessExclusion', VPC], ['ec2:ModifyVpcBlockPublicAccessExclusion', arn('ec2', 'vpc-block-public-access-exclusion/1')]],
    leaves: [['ec2:DescribeVpcBlockPublicAccessOptions', '*'], ['ec2:DeleteVpcBlockPublicAccessExclusion', arn('ec2', 'vpc-block-public-access-exclusion/1')], ['ec2:CreateVpc', VPC]],
  },
  {
    guardrail: Guardrail.connectedNetworks(), exempts: true,
    stops: [
      ...each(VPC, 'ec2:CreateVpcPeeringConnection ec2:AcceptVpcPeeringConnection'), ['ec2:CreateTransitGateway', arn('ec2', 'transit-gateway/tgw-1')],
      ['ec2:CreateVpnConnection', arn('ec2', 'vpn-connection/vpn-1')],
    ],
    leaves: [['ec2:CreateTransitGatewayVpcAttachment', VPC], ['ec2:DescribeVpcPeeringConnections', '*'], ['ec2:CreateVpcEndpoint', VPC]],
  },
  {
    guardrail: Guardrail.defaultVpcs(), exempts: true,
    stops: [['ec2:CreateDefaultVpc', '*'], ['ec2:CreateDefaultSubnet', '*'], ['ec2:CreateDefaultVpc', '*', within('us-east-1')]],
    leaves: [['ec2:CreateVpc', VPC], ['ec2:CreateSubnet', SUBNET], ['ec2:DeleteVpc', VPC]],
  },
  {
    guardrail: Guardrail.domainNames(), exempts: true,
    stops: each('*', 'route53domains:RegisterDomain route53domains:TransferDomainToAnotherAwsAccount route53domains:DisableDomainTransferLock'),
    leaves: [...each('*', 'route53domains:ListDomains route53domains:EnableDomainTransferLock'), ['route53:ChangeResourceRecordSets', 'arn:aws:route53:::hostedzone/Z1']],
  },
  {
    guardrail: Guardrail.sharingOutside(), exempts: true,
    stops: [
      ['ram:CreateResourceShare', '*', { 'ram:RequestedAllowsExternalPrincipals': 'true' }], ['ram:UpdateResourceShare', SHARE, { 'ram:RequestedAllowsExternalPrincipals': 'true' }],
      ['ram:AssociateResourceShare', SHARE, { 'ram:AllowsExternalPrincipals': 'true' }], ['ram:AcceptResourceShareInvitation', arn('ram', 'resource-share-invitation/1')],
    ],
    leaves: [
      ['ram:CreateResourceShare', '*', { 'ram:RequestedAllowsExternalPrincipals': 'false' }], ['ram:AssociateResourceShare', SHARE, { 'ram:AllowsExternalPrincipals': 'false' }],
      ['ram:GetResourceShares', '*'],
    ],
  },
  {
    guardrail: Guardrail.objectLock(), exempts: true,
    stops: [OBJECT, `${OBJECT}.2`, `${ARCHIVE}/AWSLogs/1`].map((object) => ['s3:BypassGovernanceRetention', object] as const),
    leaves: each(OBJECT, 's3:PutObjectRetention s3:GetObjectRetention s3:DeleteObject'),
  },
  {
    guardrail: Guardrail.cloudShell(), exempts: true,
    stops: [...each(arn('cloudshell', 'environment/1'), 'cloudshell:CreateSession cloudshell:GetFileDownloadUrls'), ['cloudshell:CreateEnvironment', '*']],
    leaves: [['ssm:StartSession', INSTANCE], ['sts:GetCallerIdentity', '*'], ['s3:GetObject', OBJECT]],
  },
  {
    guardrail: Guardrail.longTermPurchases(), exempts: true,
    stops: [
      ['ec2:PurchaseReservedInstancesOffering', '*'], ['savingsplans:CreateSavingsPlan', '*'], ['rds:PurchaseReservedDBInstancesOffering', arn('rds', 'ri:any')],
      ['elasticache:PurchaseReservedCacheNodesOffering', arn('elasticache', 'reserved-instance:any')],
    ],
    leaves: [['ec2:DescribeReservedInstances', '*'], ['savingsplans:DescribeSavingsPlans', `arn:aws:savingsplans::${ACCOUNT}:savingsplan/1`], ['ec2:RunInstances', INSTANCE], ['rds:CreateDBInstance', DATABASE]],
  },
  {
    guardrail: Guardrail.expensiveServices(), exempts: true,
    stops: [['acm-pca:CreateCertificateAuthority', '*'], ['shield:CreateSubscription', '*'], ['ec2:AllocateHosts', arn('ec2', 'dedicated-host/h-1')], ['kendra:CreateIndex', '*']],
    leaves: [['acm:RequestCertificate', '*'], ['shield:DescribeSubscription', '*'], ['ec2:RunInstances', INSTANCE], ['bedrock:InvokeModel', `arn:aws:bedrock:${REGION}::foundation-model/any`]],
  },
  {
    guardrail: Guardrail.marketplace(), exempts: true,
    stops: each('*', 'aws-marketplace:Subscribe aws-marketplace:Unsubscribe aws-marketplace:CreateAgreementRequest'),
    leaves: [['aws-marketplace:ViewSubscriptions', '*'], ['ec2:RunInstances', INSTANCE], ['ce:GetCostAndUsage', '*']],
  },
  {
    guardrail: Guardrail.quarantine(), exempts: true,
    stops: [['ec2:DescribeInstances', '*'], ['s3:GetObject', OBJECT], ['iam:CreateUser', iam('user/bob')], ['sts:AssumeRole', APP_ROLE], ['cloudtrail:StopLogging', TRAIL]],
    leaves: [],
  },
  {
    guardrail: Guardrail.allowedRegions(['eu-central-1', 'eu-west-1'], ['translate:*']), exempts: true,
    stops: [
      ['ec2:RunInstances', INSTANCE.replace(REGION, 'us-east-1'), within('us-east-1')], ['s3:CreateBucket', BUCKET, within('ap-south-1')],
      ['lambda:InvokeFunction', FUNCTION.replace(REGION, 'us-west-2'), within('us-west-2')], ['bedrock:InvokeModel', 'arn:aws:bedrock:eu-north-1::foundation-model/any', within('eu-north-1')],
    ],
    leaves: [
      ['ec2:RunInstances', INSTANCE], ['lambda:InvokeFunction', FUNCTION.replace(REGION, 'eu-west-1'), within('eu-west-1')], ['iam:CreateRole', APP_ROLE, within('us-east-1')],
      ['translate:TranslateText', '*', within('us-east-1'),
    ],
      ['bedrock:InvokeModel', 'arn:aws:bedrock:eu-north-1::foundation-model/any', { ...within('eu-north-1'), 'bedrock:InferenceProfileArn': arn('bedrock', 'inference-profile/eu.any') }]],
  },
  {
    guardrail: Guardrail.deniedServices(['ec2', 'sagemaker']), exempts: true,
    stops: [['ec2:RunInstances', INSTANCE], ['ec2:DescribeInstances', '*'], ['ec2:CreateVpc', VPC], ['sagemaker:ListModels', '*']],
    leaves: [['lambda:InvokeFunction', FUNCTION], ['s3:GetObject', OBJECT], ['ecs:ListClusters', '*'], ['ec2-instance-connect:SendSSHPublicKey', INSTANCE]],
  },
  {
    guardrail: Guardrail.allowedServices(['s3', 'lambda', 'logs']), exempts: true,
    stops: [['ec2:RunInstances', INSTANCE], ['dynamodb:GetItem', TABLE], ['s3express:CreateSession', arn('s3express', 'bucket/any')], ['sqs:SendMessage', QUEUE]],
    leaves: [['s3:GetObject', OBJECT], ['lambda:InvokeFunction', FUNCTION], ['sts:GetCallerIdentity', '*'], ['support:DescribeCases', '*'], ['ce:GetCostAndUsage', '*']],
  },
  {
    guardrail: Guardrail.instanceTypes(['t4g.*', 'm7g.large']), exempts: true,
    stops: [
      ...['p5.48xlarge', 'm7g.xlarge', 't3.micro'].map((type) => ['ec2:RunInstances', INSTANCE, { 'ec2:InstanceType': type }] as const),
      ['ec2:ModifyInstanceAttribute', INSTANCE, { 'ec2:Attribute/InstanceType': 'p5.48xlarge' }],
    ],
    leaves: [
      ...['t4g.nano', 'm7g.large'].map((type) => ['ec2:RunInstances', INSTANCE, { 'ec2:InstanceType': type }] as const), ['ec2:RunInstances', IMAGE],
      ['ec2:ModifyInstanceAttribute', INSTANCE, { 'ec2:Attribute/InstanceType': 't4g.large' }], ['ec2:ModifyInstanceAttribute', INSTANCE],
    ],
  },
  {
    guardrail: Guardrail.databaseClasses(['db.t4g.*']), exempts: true,
    stops: [...each(DATABASE, 'rds:CreateDBInstance rds:ModifyDBInstance', { 'rds:DatabaseClass': 'db.r7g.16xlarge' }), ['rds:CreateDBInstance', DATABASE, { 'rds:DatabaseClass': 'db.m7g.large' }]],
    leaves: [...each(DATABASE, 'rds:CreateDBInstance rds:ModifyDBInstance', { 'rds:DatabaseClass': 'db.t4g.micro' }), ['rds:ModifyDBInstance', DATABASE], ['rds:DeleteDBInstance', DATABASE]],
  },
  {
    guardrail: Guardrail.imageOwners(['amazon', ACCOUNT]), exempts: true,
    stops: [FOREIGN_ACCOUNT, 'aws-marketplace', '000000000000'].map((owner) => ['ec2:RunInstances', IMAGE, { 'ec2:Owner': owner }] as const),
    leaves: [...['amazon', ACCOUNT].map((owner) => ['ec2:RunInstances', IMAGE, { 'ec2:Owner': owner }] as const), ['ec2:RunInstances', INSTANCE], ['ec2:DescribeImages', '*']],
  },
  {
    guardrail: Guardrail.requiredTags(['owner', 'cost-center']), exempts: true,
    stops: [['ec2:RunInstances', INSTANCE], ['ec2:RunInstances', INSTANCE, { 'aws:RequestTag/owner': 'ann' }], ['dynamodb:CreateTable', TABLE, { 'aws:RequestTag/cost-center': '1' }], ['sqs:CreateQueue', QUEUE]],
    leaves: [
      ['ec2:RunInstances', INSTANCE, { 'aws:RequestTag/owner': 'ann', 'aws:RequestTag/cost-center': '1' }], ['ec2:RunInstances', IMAGE],
      ['dynamodb:CreateTable', TABLE, { 'aws:RequestTag/owner': 'ann', 'aws:RequestTag/cost-center': '1' }], ['dynamodb:PutItem', TABLE],
    ],
  },
  {
    guardrail: Guardrail.protectStacks(['Baseline-*']), exempts: true,
    stops: [
      ...each(arn('cloudformation', 'stack/Baseline-Logging/1'), 'cloudformation:DeleteStack cloudformation:UpdateStack cloudformation:UpdateTerminationProtection'),
      ['iam:PutRolePolicy', iam('role/Baseline-Account-Settings1')], ['lambda:UpdateFunctionCode', arn('lambda', 'function:Baseline-Account-Settings1')],
    ],
    leaves: [
      ['cloudformation:DeleteStack', arn('cloudformation', 'stack/Application/1')], ['cloudformation:DescribeStackResources', arn('cloudformation', 'stack/Baseline-Logging/1')],
      ['iam:PutRolePolicy', APP_ROLE], ['lambda:UpdateFunctionCode', FUNCTION],
    ],
  },
  {
    guardrail: Guardrail.ownResources(ORGANIZATION), exempts: true,
    stops: [
      ['s3:PutObject', OBJECT, { 'aws:ResourceOrgID': 'o-zzzzzzzzzz' }], ['sqs:SendMessage', QUEUE, { 'aws:ResourceOrgID': 'o-zzzzzzzzzz' }],
      ['dynamodb:PutItem', TABLE, { 'aws:ResourceOrgID': 'o-zzzzzzzzzz' }],
    ],
    leaves: [
      ['s3:PutObject', OBJECT, { 'aws:ResourceOrgID': ORGANIZATION }], ['s3:GetObject', OBJECT, { 'aws:ResourceOrgID': 'o-zzzzzzzzzz' }],
      ['sqs:SendMessage', QUEUE, { 'aws:ResourceOrgID': ORGANIZATION }], ['s3:PutObject', OBJECT],
    ],
  },
];
