import { ActivityFilter, events } from './activity-filter';
import { AlertSeverity } from './alert-severity';

/**
 * What is worth an alarm beyond the CIS AWS Foundations Benchmark: mostly, what an intruder does so as not to be noticed, or to come back. The use
 * of the role for emergencies is watched by BreakGlassRole itself.
 */
export const FURTHER_FILTERS: readonly ActivityFilter[] = [
  {
    id: 'trail-content-changes',
    what: 'What a trail records was changed, or an event data store was stopped or removed.',
    why: 'A trail that runs on and records nothing looks healthy.',
    pattern: events([
      'PutEventSelectors', 'PutInsightSelectors', 'DeleteEventDataStore', 'StopEventDataStoreIngestion', 'UpdateEventDataStore',
    ], 'cloudtrail'),
    threshold: 1,
    severity: AlertSeverity.CRITICAL,
    link: 'https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_PutEventSelectors.html',
  },
  {
    id: 'guardrail-changes',
    what: 'A guardrail of the organization was weakened, an account left it, or a service lost its access to it.',
    why: 'What no administrator of an account could do before, one of them can do now.',
    pattern: events([
      'DetachPolicy', 'DeletePolicy', 'UpdatePolicy', 'DisablePolicyType', 'LeaveOrganization', 'RemoveAccountFromOrganization', 'DeleteOrganization',
      'PutResourcePolicy', 'DeleteResourcePolicy', 'RegisterDelegatedAdministrator', 'DeregisterDelegatedAdministrator', 'DisableAWSServiceAccess',
    ], 'organizations'),
    threshold: 1,
    severity: AlertSeverity.CRITICAL,
    link: 'https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies.html',
  },
  {
    id: 'permissions-boundary-changes',
    what: 'The permissions boundary of a user or role was changed or removed.',
    why: 'The boundary is what keeps those who may make roles from making administrators.',
    pattern: events([
      'DeleteRolePermissionsBoundary', 'DeleteUserPermissionsBoundary', 'PutRolePermissionsBoundary', 'PutUserPermissionsBoundary',
    ], 'iam'),
    threshold: 1,
    severity: AlertSeverity.HIGH,
    link: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html',
  },
  {
    id: 'threat-detection-end',
    what: 'Amazon GuardDuty was removed from the account, or the account parted from its administrator.',
    why: 'Nobody looks for intruders any more.',
    pattern: events([
      'DeleteDetector', 'DeleteMembers', 'Disassociate*', 'StopMonitoringMembers', 'DisableOrganizationAdminAccount',
    ], 'guardduty'),
    threshold: 1,
    severity: AlertSeverity.CRITICAL,
    link: 'https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_suspend-disable.html',
  },
  {
    id: 'threat-detection-changes',
    what: 'Amazon GuardDuty was suspended or changed, or told to trust addresses or domains, to forget bad ones, or to keep findings quiet.',
    why: 'What it no longer looks at or tells, nobody learns of.',
    pattern: events([
      'UpdateDetector', 'UpdateMemberDetectors', 'UpdateOrganizationConfiguration', 'CreateFilter', 'UpdateFilter', 'CreateIPSet', 'UpdateIPSet',
      'CreateTrustedEntitySet', 'UpdateTrustedEntitySet', 'DeleteThreat*', 'UpdateThreat*', 'UpdateMalwareScanSettings',
      'DeletePublishingDestination', 'UpdatePublishingDestination',
    ], 'guardduty'),
    threshold: 1,
    severity: AlertSeverity.HIGH,
    link: 'https://docs.aws.amazon.com/guardduty/latest/ug/findings_suppression-rule.html',
  },
  {
    id: 'security-hub-changes',
    what: 'AWS Security Hub, a standard or a control was switched off, or told to judge less, to change findings or to gather none.',
    why: 'What would have been found does not show up any more.',
    pattern: events([
      'Disable*', 'Disassociate*', 'BatchDisableStandards', 'UpdateStandardsControl', 'BatchUpdateStandardsControlAssociations', 'DeleteMembers',
      'CreateAutomationRule*', 'BatchUpdateAutomationRules', 'UpdateAutomationRuleV2', 'DeleteFindingAggregator', 'DeleteAggregatorV2',
      'UpdateFindingAggregator', 'UpdateAggregatorV2', 'DeleteConfigurationPolicy', 'UpdateConfigurationPolicy', 'StartConfigurationPolicy*',
      'UpdateOrganizationConfiguration', 'UpdateSecurityHubConfiguration',
    ], 'securityhub'),
    threshold: 1,
    severity: AlertSeverity.HIGH,
    link: 'https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-disable.html',
  },
  {
    id: 'further-detection-changes',
    what: 'Amazon Inspector, Amazon Macie or Amazon Detective was switched off or changed, or told to hide findings.',
    why: 'Weak software, exposed data and the traces of an intruder are looked for no longer.',
    pattern: events([
      'Disable*', 'Disassociate*', 'DeleteGraph', 'DeleteMember*', 'BatchUpdateMember*', 'CreateFilter', 'UpdateFilter', 'CreateFindingsFilter',
      'UpdateFindingsFilter', 'CreateAllowList', 'UpdateAllowList', 'PutClassificationExportConfiguration', 'PutFindingsPublicationConfiguration',
      'UpdateMacieSession', 'UpdateMemberSession', 'UpdateAutomatedDiscoveryConfiguration', 'BatchUpdateAutomatedDiscoveryAccounts',
      'UpdateClassificationScope', 'UpdateConfiguration', 'UpdateEc2DeepInspectionConfiguration', 'UpdateOrg*',
    ], 'inspector2', 'macie2', 'detective'),
    threshold: 1,
    severity: AlertSeverity.HIGH,
    link: 'https://docs.aws.amazon.com/inspector/latest/user/deactivating-best-practices.html',
  },
  {
    id: 'access-analyzer-changes',
    what: 'An analyzer of IAM Access Analyzer was removed, or told to archive what it finds.',
    why: 'What becomes reachable from outside is no longer reported.',
    pattern: events(['DeleteAnalyzer', 'UpdateAnalyzer', 'CreateArchiveRule', 'UpdateArchiveRule', 'ApplyArchiveRule'], 'access-analyzer'),
    threshold: 1,
    severity: AlertSeverity.HIGH,
    link: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-archive-rules.html',
  },
  {
    id: 'config-removal',
    what: 'The recorder of AWS Config, one of its rules or what they found was removed, records less, or is kept for another time.',
    why: 'The benchmark watches for a recorder that stops; what is removed does not stop first.',
    pattern: events([
      'DeleteConfigurationRecorder', 'DeleteServiceLinkedConfigurationRecorder', 'DisassociateResourceTypes', 'DeleteConfigRule',
      'DeleteEvaluationResults', 'DeleteConformancePack', 'DeleteRemediationConfiguration',
      'DeleteConfigurationAggregator', 'DeleteAggregationAuthorization', 'DeleteRetentionConfiguration', 'PutRetentionConfiguration',
    ], 'config'),
    threshold: 1,
    severity: AlertSeverity.HIGH,
    link: 'https://docs.aws.amazon.com/config/latest/developerguide/stop-start-recorder.html',
  },
  {
    id: 'alerting-changes',
    what: 'An alarm, a metric filter, an event rule, a topic or a log group was removed or silenced.',
    why: 'Whoever does not want to be noticed starts here. What AWS services clean up is left out, unless it belongs to the baseline.',
    pattern: '{ (($.userIdentity.invokedBy NOT EXISTS) && (($.eventName = DeleteAlarms) || ($.eventName = DisableAlarmActions)'
      + ' || ($.eventName = SetAlarmState) || ($.eventName = DeleteMetricFilter) || ($.eventName = DeleteLogGroup) || ($.eventName = DeleteLogStream)'
      + ' || (($.eventSource = sns.amazonaws.com) && (($.eventName = DeleteTopic) || ($.eventName = Unsubscribe)))'
      + ' || (($.eventSource = events.amazonaws.com)'
      + ' && (($.eventName = DeleteRule) || ($.eventName = DisableRule) || ($.eventName = RemoveTargets)))))'
      // Through AWS CloudFormation each of these is a call of its own.
      + ' || (($.eventName = DeleteAlarms) && ($.requestParameters.alarmNames[0] = "secure-baseline*"))'
      + ' || (($.eventName = DeleteMetricFilter) && ($.requestParameters.logGroupName = "secure-baseline*"))'
      + ' || (($.eventName = DeleteTopic) && ($.requestParameters.topicArn = "*:secure-baseline*")) }',
    threshold: 1,
    severity: AlertSeverity.HIGH,
    link: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DisableAlarmActions.html',
  },
  {
    id: 'kms-key-control',
    what: 'The policy of a key was changed, its rotation ended, its own material removed, or its primary moved.',
    why: 'The policy says who reads what the key encrypts; removed material is as good as a removed key.',
    pattern: events(['PutKeyPolicy', 'DisableKeyRotation', 'DeleteImportedKeyMaterial', 'UpdatePrimaryRegion', 'DisconnectCustomKeyStore'], 'kms'),
    threshold: 1,
    severity: AlertSeverity.HIGH,
    link: 'https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-modifying.html',
  },
  {
    id: 'mfa-device-removal',
    what: 'An MFA device of an IAM user was deactivated or removed.',
    why: 'From now on a password is enough.',
    pattern: events(['DeactivateMFADevice', 'DeleteVirtualMFADevice'], 'iam'),
    threshold: 1,
    severity: AlertSeverity.HIGH,
    link: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_disable.html',
  },
  {
    id: 'lasting-credentials',
    what: 'A user, a password, an access key or a provider of identities was made, or who may assume a role was changed.',
    why: 'This is how an intruder makes sure to come back.',
    pattern: events([
      'CreateUser', 'CreateLoginProfile', 'UpdateLoginProfile', 'CreateAccessKey', 'CreateServiceSpecificCredential', 'UploadSSHPublicKey',
      'UploadSigningCertificate', 'CreateSAMLProvider', 'UpdateSAMLProvider', 'CreateOpenIDConnectProvider',
      'UpdateAssumeRolePolicy',
    ], 'iam'),
    threshold: 1,
    severity: AlertSeverity.LOW,
    link: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys.html',
  },
  {
    id: 'security-group-rule-changes',
    what: 'Rules of a security group were changed in place.',
    why: 'The benchmark does not name this call, which opens a port as well as those it names.',
    pattern: events(['ModifySecurityGroupRules'], 'ec2'),
    threshold: 1,
    severity: AlertSeverity.LOW,
    link: 'https://docs.aws.amazon.com/vpc/latest/userguide/working-with-security-group-rules.html',
  },
  {
    id: 'public-access-block-changes',
    what: 'The block on public access of a bucket or of the account was changed or removed.',
    why: 'It is the last thing between a wrong policy and everybody.',
    pattern: events([
      'PutBucketPublicAccessBlock', 'DeleteBucketPublicAccessBlock', 'PutAccountPublicAccessBlock', 'DeleteAccountPublicAccessBlock',
    ], 's3'),
    threshold: 1,
    severity: AlertSeverity.HIGH,
    link: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html',
  },
  {
    id: 'snapshot-sharing',
    what: 'Who may use a snapshot or an image was changed.',
    why: 'A whole disk or database leaves the account that way, without a byte over the network.',
    pattern: events([
      'ModifySnapshotAttribute', 'ModifyImageAttribute', 'ModifyDBSnapshotAttribute', 'ModifyDBClusterSnapshotAttribute',
      'DisableSnapshotBlockPublicAccess', 'DisableImageBlockPublicAccess',
    ]),
    threshold: 1,
    severity: AlertSeverity.CRITICAL,
    link: 'https://docs.aws.amazon.com/ebs/latest/userguide/ebs-modifying-snapshot-permissions.html',
  },
];
