import { ActivityFilter } from '../../lib/logging/activity-filter';
import { ACTIVITY_FILTERS } from '../../lib/logging/activity-filters';
import { AlertSeverity } from '../../lib/logging/alert-severity';
import { FURTHER_FILTERS } from '../../lib/logging/further-filters';
import { PROTECT_ACCESS_ANALYZER } from '../../lib/organization/guardrails/protect-access-analyzer';
import { PROTECT_AUDIT_TRAIL } from '../../lib/organization/guardrails/protect-audit-trail';
import { PROTECT_CONFIGURATION } from '../../lib/organization/guardrails/protect-configuration';
import { PROTECT_DETECTION } from '../../lib/organization/guardrails/protect-detection';
import { actionsOf } from '../statements';
import { call, federated, passwordOnly, role, root, signIn, user, withMfa, wrongPassword } from './events';
import { matches } from './filter-pattern';

const FILTERS = [...ACTIVITY_FILTERS, ...FURTHER_FILTERS];
const calls = (service: string, ...names: string[]) => names.map((name) => call(service, name));
/** One call as it comes from a role, a user and the root user, from another region, and when it is refused. */
const inEveryWay = (service: string, name: string) => [
  call(service, name), call(service, name, { userIdentity: user }), call(service, name, { userIdentity: root }), call(service, name, { awsRegion: 'us-east-1' }),
  call(service, name, { errorCode: 'AccessDenied' }),
];
const wrongRoot = signIn(root, { MFAUsed: 'No' }, 'Failure');
const byCloudFormation = { ...role, invokedBy: 'cloudformation.amazonaws.com' };
const identityCenter = signIn({ ...role, arn: role.arn.replace('Developer', 'AWSReservedSSO_Developer_1a2b') }, { MFAUsed: 'No' });

/** What must raise each alarm, and the near misses that must not. */
const EVENTS: Record<string, { raises: object[]; leaves: object[] }> = {
  'unauthorized-api-calls': {
    raises: [
      call('ec2', 'RunInstances', { errorCode: 'Client.UnauthorizedOperation' }), call('s3', 'GetObject', { errorCode: 'AccessDenied' }),
      call('dynamodb', 'Scan', { errorCode: 'AccessDeniedException' }), call('iam', 'CreateUser', { errorCode: 'AccessDenied', userIdentity: user }),
      call('ec2', 'StopInstances', { errorCode: 'Client.UnauthorizedOperation', awsRegion: 'us-east-1' }),
    ],
    leaves: [
      call('s3', 'GetObject'), call('ec2', 'RunInstances', { errorCode: 'Client.InvalidAMIID.NotFound' }),
      call('kms', 'Decrypt', { errorCode: 'KMSAccessDenied' }), call('s3', 'GetObject', { errorCode: 'NoSuchKey' }), call('sts', 'AssumeRole'),
    ],
  },
  'sign-in-without-mfa': {
    raises: [
      passwordOnly, signIn(user, {}), signIn(user, { MFAUsed: 'No', LoginTo: 'https://console.aws.amazon.com/' }), 
      signIn({ ...user, userName: 'grace' }, { MFAUsed: 'No' }), signIn({ ...user, userName: 'Root' }, { MFAUsed: 'No' }),
    ],
    leaves: [withMfa, federated, identityCenter, wrongPassword, signIn(root, { MFAUsed: 'No' }), call('signin', 'CheckMfa', { userIdentity: user })],
  },
  'root-user-activity': {
    raises: [signIn(root, { MFAUsed: 'Yes' }), call('iam', 'CreateAccessKey', { userIdentity: root }), wrongRoot, call('s3', 'DeleteBucket', { userIdentity: root }),
      call('sts', 'GetCallerIdentity', { userIdentity: root })],
    leaves: [
      call('s3', 'GetBucketAcl', { userIdentity: { ...root, invokedBy: 'support.amazonaws.com' } }),
      call('kms', 'RotateKey', { userIdentity: root, eventType: 'AwsServiceEvent' }),
      call('iam', 'CreateAccessKey', { userIdentity: { ...user, userName: 'Root' } }), withMfa, call('iam', 'CreateAccessKey'),
    ],
  },
  'iam-policy-changes': {
    raises: [
      'DeleteGroupPolicy', 'DeleteRolePolicy', 'DeleteUserPolicy', 'PutGroupPolicy', 'PutRolePolicy', 'PutUserPolicy', 'CreatePolicy', 'DeletePolicy',
      'CreatePolicyVersion', 'DeletePolicyVersion', 'AttachRolePolicy', 'DetachRolePolicy', 'AttachUserPolicy', 'DetachUserPolicy',
      'AttachGroupPolicy', 'DetachGroupPolicy',
    ].map((name) => call('iam', name)),
    leaves: [call('iam', 'GetPolicy'), call('organizations', 'CreatePolicy'), call('iot', 'CreatePolicy'), ...calls('iam', 'SimulatePrincipalPolicy', 'CreateRole')],
  },
  'cloudtrail-changes': {
    raises: ['CreateTrail', 'UpdateTrail', 'DeleteTrail', 'StartLogging', 'StopLogging'].map((name) => call('cloudtrail', name)),
    leaves: [call('cloudtrail', 'DescribeTrails'), call('cloudtrail', 'LookupEvents'), ...calls('cloudtrail', 'GetTrailStatus', 'PutEventSelectors', 'ListTrails')],
  },
  'console-sign-in-failures': {
    raises: [wrongPassword, wrongRoot, signIn(user, {}, 'Failure'), signIn({ ...user, userName: 'grace' }, {}, 'Failure'),
      signIn({ ...user, userName: 'HIDDEN_DUE_TO_SECURITY_REASONS' }, {}, 'Failure')],
    leaves: [withMfa, passwordOnly, call('signin', 'CheckMfa', { errorMessage: 'Failed authentication' }), federated, call('s3', 'GetObject', { errorMessage: 'Access Denied' })],
  },
  'kms-key-removal': {
    raises: [...inEveryWay('kms', 'DisableKey'), ...inEveryWay('kms', 'ScheduleKeyDeletion')],
    leaves: [call('kms', 'CancelKeyDeletion'), call('kms', 'Decrypt'), call('cloudhsm', 'DisableKey'), ...calls('kms', 'EnableKey', 'DescribeKey')],
  },
  's3-bucket-policy-changes': {
    raises: [
      'PutBucketAcl', 'PutBucketPolicy', 'PutBucketCors', 'PutBucketLifecycle', 'PutBucketReplication', 'DeleteBucketPolicy', 'DeleteBucketCors',
      'DeleteBucketLifecycle', 'DeleteBucketReplication',
    ].map((name) => call('s3', name)),
    leaves: [call('s3', 'GetBucketPolicy'), call('s3', 'CreateBucket'), call('s3-outposts', 'PutBucketPolicy'), ...calls('s3', 'PutObject', 'GetBucketAcl')],
  },
  'config-changes': {
    raises: [
      ...calls('config', 'DeleteDeliveryChannel', 'PutDeliveryChannel', 'PutConfigurationRecorder'), ...inEveryWay('config', 'StopConfigurationRecorder'),
    ],
    leaves: [call('config', 'StartConfigurationRecorder'), call('config', 'DescribeDeliveryChannels'), ...calls('config', 'PutConfigRule', 'PutEvaluations'), call('quicksight', 'PutDeliveryChannel')],
  },
  'security-group-changes': {
    raises: [
      'AuthorizeSecurityGroupIngress', 'AuthorizeSecurityGroupEgress', 'RevokeSecurityGroupIngress', 'RevokeSecurityGroupEgress',
      'CreateSecurityGroup', 'DeleteSecurityGroup',
    ].map((name) => call('ec2', name)),
    leaves: [call('ec2', 'DescribeSecurityGroups'), call('ec2', 'RunInstances'), ...calls('ec2', 'DescribeSecurityGroupRules', 'CreateVpcEndpoint', 'CreateTags')],
  },
  'network-acl-changes': {
    raises: [
      'CreateNetworkAcl', 'CreateNetworkAclEntry', 'DeleteNetworkAcl', 'DeleteNetworkAclEntry', 'ReplaceNetworkAclEntry',
      'ReplaceNetworkAclAssociation',
    ].map((name) => call('ec2', name)),
    leaves: [call('ec2', 'DescribeNetworkAcls'), call('ec2', 'CreateSubnet'), ...calls('ec2', 'DescribeSubnets', 'CreateTags', 'CreateRoute')],
  },
  'network-gateway-changes': {
    raises: [
      'CreateCustomerGateway', 'DeleteCustomerGateway', 'AttachInternetGateway', 'CreateInternetGateway', 'DeleteInternetGateway',
      'DetachInternetGateway',
    ].map((name) => call('ec2', name)),
    leaves: [call('ec2', 'DescribeInternetGateways'), call('storagegateway', 'ActivateGateway'), ...calls('ec2', 'CreateNatGateway', 'DescribeCustomerGateways', 'CreateVpcEndpoint')],
  },
  'route-table-changes': {
    raises: [
      'CreateRoute', 'CreateRouteTable', 'ReplaceRoute', 'ReplaceRouteTableAssociation', 'DeleteRouteTable', 'DeleteRoute', 'DisassociateRouteTable',
    ].map((name) => call('ec2', name)),
    leaves: [call('ec2', 'DescribeRouteTables'), call('apigateway', 'CreateRoute'), call('appmesh', 'DeleteRoute'), ...calls('ec2', 'DescribeRoutes', 'CreateSubnet')],
  },
  'vpc-changes': {
    raises: [
      'CreateVpc', 'DeleteVpc', 'ModifyVpcAttribute', 'AcceptVpcPeeringConnection', 'CreateVpcPeeringConnection', 'DeleteVpcPeeringConnection',
      'RejectVpcPeeringConnection',
    ].map((name) => call('ec2', name)),
    leaves: [call('ec2', 'DescribeVpcs'), call('ec2', 'CreateVpcEndpoint'), ...calls('ec2', 'DescribeVpcAttribute', 'CreateSubnet', 'DescribeVpcPeeringConnections')],
  },
  'organizations-changes': {
    raises: [
      'AcceptHandshake', 'AttachPolicy', 'CreateAccount', 'CreateOrganizationalUnit', 'CreatePolicy', 'DeclineHandshake', 'DeleteOrganization',
      'DeleteOrganizationalUnit', 'DeletePolicy', 'DetachPolicy', 'DisablePolicyType', 'EnablePolicyType', 'InviteAccountToOrganization',
      'LeaveOrganization', 'MoveAccount', 'RemoveAccountFromOrganization', 'UpdatePolicy', 'UpdateOrganizationalUnit',
    ].map((name) => call('organizations', name)),
    leaves: [call('organizations', 'ListAccounts'), call('iam', 'CreatePolicy'), call('iot', 'AttachPolicy'), ...calls('organizations', 'DescribePolicy', 'ListPolicies')],
  },
  'trail-content-changes': {
    raises: calls('cloudtrail', 'PutEventSelectors', 'PutInsightSelectors', 'DeleteEventDataStore', 'StopEventDataStoreIngestion', 'UpdateEventDataStore'),
    leaves: [...calls('cloudtrail', 'GetEventSelectors', 'GetInsightSelectors', 'StartQuery', 'ListEventDataStores'), call('evidently', 'PutEventSelectors')],
  },
  'guardrail-changes': {
    raises: calls('organizations', 'DetachPolicy', 'DeletePolicy', 'UpdatePolicy', 'DisablePolicyType', 'LeaveOrganization', 'RemoveAccountFromOrganization',
      'DeleteOrganization', 'PutResourcePolicy', 'DeleteResourcePolicy', 'RegisterDelegatedAdministrator', 'DeregisterDelegatedAdministrator',
      'DisableAWSServiceAccess'),
    leaves: [
      ...calls('organizations', 'EnableAWSServiceAccess', 'CreatePolicy', 'AttachPolicy', 'DescribePolicy', 'EnablePolicyType'), call('iot', 'DetachPolicy'), call('iam', 'DeletePolicy'),
      call('secretsmanager', 'PutResourcePolicy'),
    ],
  },
  'permissions-boundary-changes': {
    raises: [
      ...calls('iam', 'DeleteRolePermissionsBoundary', 'DeleteUserPermissionsBoundary', 'PutRolePermissionsBoundary', 'PutUserPermissionsBoundary'),
      call('iam', 'DeleteRolePermissionsBoundary', { errorCode: 'AccessDenied' }),
    ],
    leaves: [...calls('iam', 'CreateRole', 'GetRole', 'PutRolePolicy', 'DeleteRole'), call('sso', 'DeletePermissionsBoundaryFromPermissionSet')],
  },
  'threat-detection-end': {
    raises: calls('guardduty', 'DeleteDetector', 'DeleteMembers', 'DisassociateMembers', 'StopMonitoringMembers', 'DisassociateFromAdministratorAccount',
      'DisassociateFromMasterAccount', 'DisableOrganizationAdminAccount'),
    leaves: [...calls('guardduty', 'CreateDetector', 'GetDetector', 'ListFindings', 'UpdateDetector'), call('securityhub', 'DeleteMembers'), call('iotevents', 'DeleteDetector')],
  },
  'threat-detection-changes': {
    raises: calls('guardduty', 'UpdateDetector', 'UpdateMemberDetectors', 'UpdateOrganizationConfiguration', 'CreateFilter', 'UpdateFilter', 'CreateIPSet', 'UpdateIPSet',
      'CreateTrustedEntitySet', 'UpdateTrustedEntitySet', 'DeletePublishingDestination', 'UpdatePublishingDestination', 'UpdateMalwareScanSettings',
      'DeleteThreatIntelSet', 'DeleteThreatEntitySet', 'UpdateThreatIntelSet', 'UpdateThreatEntitySet'),
    leaves: [...calls('guardduty', 'CreateThreatIntelSet', 'CreateThreatEntitySet', 'ArchiveFindings', 'GetFilter', 'ListFindings', 'CreateDetector'), call('inspector2', 'CreateFilter'), call('wafv2', 'UpdateIPSet')],
  },
  'security-hub-changes': {
    raises: calls('securityhub', 'DisableSecurityHub', 'BatchDisableStandards', 'UpdateStandardsControl', 'BatchUpdateStandardsControlAssociations',
      'DisableImportFindingsForProduct', 'DisassociateFromAdministratorAccount', 'DisassociateMembers', 'DeleteMembers', 'DisableSecurityHubV2',
      'DisableSecurityHubFeatureV2', 'DisassociateFromMasterAccount', 'CreateAutomationRule', 'CreateAutomationRuleV2', 'DeleteFindingAggregator',
      'DeleteConfigurationPolicy', 'UpdateConfigurationPolicy', 'StartConfigurationPolicyAssociation', 'StartConfigurationPolicyDisassociation',
      'UpdateOrganizationConfiguration', 'BatchUpdateAutomationRules', 'UpdateAutomationRuleV2', 'DeleteAggregatorV2', 'UpdateFindingAggregator', 'UpdateAggregatorV2',
      'UpdateSecurityHubConfiguration', 'DisableOrganizationAdminAccount'),
    leaves: [
      ...calls('securityhub', 'BatchUpdateFindings', 'CreateInsight', 'CreateFindingAggregator', 'EnableSecurityHub', 'BatchEnableStandards', 'GetFindings'), call('detective', 'DeleteMembers'),
    ],
  },
  'further-detection-changes': {
    raises: [
      ...calls('inspector2', 'Disable', 'DisassociateMember', 'CreateFilter', 'UpdateFilter', 'UpdateOrganizationConfiguration', 'UpdateOrgEc2DeepInspectionConfiguration',
        'BatchUpdateMemberEc2DeepInspectionStatus', 'UpdateConfiguration', 'UpdateEc2DeepInspectionConfiguration'),
      ...calls('macie2', 'DisableMacie', 'DeleteMember', 'DisassociateMember', 'DisassociateFromAdministratorAccount', 'DisassociateFromMasterAccount', 'CreateFindingsFilter',
        'UpdateFindingsFilter', 'UpdateMacieSession', 'UpdateMemberSession', 'UpdateAutomatedDiscoveryConfiguration', 'UpdateOrganizationConfiguration', 'CreateAllowList',
        'UpdateAllowList', 'PutClassificationExportConfiguration', 'PutFindingsPublicationConfiguration', 'BatchUpdateAutomatedDiscoveryAccounts', 'UpdateClassificationScope'),
      ...calls('detective', 'DeleteGraph', 'DeleteMembers', 'DisassociateMembership', 'UpdateOrganizationConfiguration'),
    ],
    leaves: [
      ...calls('inspector2', 'Enable', 'ListFindings', 'CreateFindingsReport'), ...calls('macie2', 'EnableMacie', 'CreateClassificationJob'), call('detective', 'CreateGraph'),
      call('guardduty', 'CreateFilter'), call('logs', 'Disable'), call('chime', 'DeleteMembers'),
    ],
  },
  'access-analyzer-changes': {
    raises: calls('access-analyzer', 'DeleteAnalyzer', 'UpdateAnalyzer', 'CreateArchiveRule', 'UpdateArchiveRule', 'ApplyArchiveRule'),
    leaves: [...calls('access-analyzer', 'CreateAnalyzer', 'ListFindings', 'ValidatePolicy', 'StartResourceScan'), call('quicksight', 'DeleteAnalyzer')],
  },
  'config-removal': {
    raises: calls('config', 'DeleteConfigurationRecorder', 'DeleteServiceLinkedConfigurationRecorder', 'DisassociateResourceTypes', 'DeleteConfigRule',
      'DeleteEvaluationResults', 'DeleteConformancePack', 'DeleteRemediationConfiguration',
      'DeleteConfigurationAggregator', 'DeleteAggregationAuthorization', 'DeleteRetentionConfiguration', 'PutRetentionConfiguration'),
    leaves: [...calls('config', 'PutConfigRule', 'StartConfigRulesEvaluation', 'PutEvaluations', 'DescribeConfigRules'), call('codedeploy', 'DeleteConfigRule')],
  },
  'alerting-changes': {
    raises: [
      ...calls('monitoring', 'DeleteAlarms', 'DisableAlarmActions', 'SetAlarmState'), ...calls('logs', 'DeleteMetricFilter', 'DeleteLogGroup', 'DeleteLogStream'),
      ...calls('sns', 'DeleteTopic', 'Unsubscribe'), ...calls('events', 'DeleteRule', 'DisableRule', 'RemoveTargets'),
      call('monitoring', 'DeleteAlarms', { userIdentity: byCloudFormation, requestParameters: { alarmNames: ['secure-baseline-root-user-activity'] } }),
      call('logs', 'DeleteMetricFilter', { userIdentity: byCloudFormation, requestParameters: { logGroupName: 'secure-baseline-trail' } }),
      call('sns', 'DeleteTopic', { userIdentity: byCloudFormation, requestParameters: { topicArn: 'arn:aws:sns:eu-central-1:111122223333:secure-baseline-alerts' } }),
    ],
    leaves: [
      call('monitoring', 'DeleteAlarms', { userIdentity: { ...role, invokedBy: 'application-autoscaling.amazonaws.com' } }),
      call('monitoring', 'DeleteAlarms', { userIdentity: byCloudFormation, requestParameters: { alarmNames: ['shop-latency'] } }),
      call('events', 'RemoveTargets', { userIdentity: { ...role, invokedBy: 'ecs.amazonaws.com' } }),
      ...calls('monitoring', 'PutMetricAlarm', 'DescribeAlarms'), ...calls('logs', 'CreateLogGroup', 'PutMetricFilter'), call('elasticloadbalancing', 'DeleteRule'),
      call('iot', 'DisableRule'), call('sns', 'Subscribe'),
    ],
  },
  'kms-key-control': {
    raises: calls('kms', 'PutKeyPolicy', 'DisableKeyRotation', 'DeleteImportedKeyMaterial', 'UpdatePrimaryRegion', 'DisconnectCustomKeyStore'),
    leaves: calls('kms', 'EnableKeyRotation', 'GetKeyPolicy', 'Decrypt', 'CreateGrant', 'DisableKey'),
  },
  'mfa-device-removal': {
    raises: [...inEveryWay('iam', 'DeactivateMFADevice'), ...inEveryWay('iam', 'DeleteVirtualMFADevice')],
    leaves: [...calls('iam', 'CreateVirtualMFADevice', 'EnableMFADevice', 'ResyncMFADevice', 'ListMFADevices'), call('sso-directory', 'DeactivateMFADevice')],
  },
  'lasting-credentials': {
    raises: calls('iam', 'CreateUser', 'CreateLoginProfile', 'UpdateLoginProfile', 'CreateAccessKey', 'CreateServiceSpecificCredential', 'UploadSSHPublicKey',
      'UploadSigningCertificate', 'CreateSAMLProvider', 'UpdateSAMLProvider', 'CreateOpenIDConnectProvider',
      'UpdateAssumeRolePolicy'),
    leaves: [...calls('iam', 'CreateRole', 'UpdateRole', 'DeleteAccessKey', 'UpdateAccessKey', 'ListUsers', 'ChangePassword'), call('transfer', 'CreateUser'), call('rds', 'CreateUser')],
  },
  'security-group-rule-changes': {
    raises: inEveryWay('ec2', 'ModifySecurityGroupRules'),
    leaves: [...calls('ec2', 'AuthorizeSecurityGroupIngress', 'DescribeSecurityGroupRules', 'UpdateSecurityGroupRuleDescriptionsIngress', 'CreateTags'), call('rds', 'ModifySecurityGroupRules')],
  },
  'public-access-block-changes': {
    raises: [
      ...calls('s3', 'PutBucketPublicAccessBlock', 'DeleteBucketPublicAccessBlock', 'PutAccountPublicAccessBlock', 'DeleteAccountPublicAccessBlock'),
      call('s3', 'DeleteBucketPublicAccessBlock', { errorCode: 'AccessDenied' }),
    ],
    leaves: calls('s3', 'GetBucketPublicAccessBlock', 'GetAccountPublicAccessBlock', 'PutBucketPolicy', 'CreateBucket', 'PutBucketTagging'),
  },
  'snapshot-sharing': {
    raises: [
      ...calls('ec2', 'ModifySnapshotAttribute', 'ModifyImageAttribute', 'DisableSnapshotBlockPublicAccess', 'DisableImageBlockPublicAccess'),
      ...calls('rds', 'ModifyDBSnapshotAttribute', 'ModifyDBClusterSnapshotAttribute'),
    ],
    leaves: [...calls('ec2', 'CreateSnapshot', 'CopySnapshot', 'DescribeSnapshotAttribute', 'EnableSnapshotBlockPublicAccess'), call('rds', 'ModifyDBSnapshot')],
  },
};

describe('matches', () => {
  it.each([
    ['{ $.a = x }', true], ['{ $.a = "x" }', true], ['{ $.a = y }', false], ['{ $.a != y }', true], ['{ $.a != x }', false], ['{ $.b.c = z }', true],
    ['{ $.none NOT EXISTS }', true], ['{ $.a NOT EXISTS }', false], ['{ $.none != x }', true], ['{ $.none = "*" }', false],
    ['{ $.d = "*end" }', true], ['{ $.e[1] = q }', true], ['{ $.e[0] = q }', false], ['{ $.e[2] NOT EXISTS }', true],
    ['{ $.d = "start*" }', true], ['{ $.d = "end*" }', false], ['{ $.d = "*middle*" }', true], ['{ $.a = y || $.a = x && $.b.c = z }', true],
    ['{ ($.a = x || $.a = y) && $.b.c = y }', false], ['{ $.a = x || $.a = x && $.b.c = y }', true],
  ])('evaluates %s', (pattern, expected) => {
    expect(matches(pattern, { a: 'x', b: { c: 'z' }, d: 'start, middle and end', e: ['p', 'q'] })).toBe(expected);
  });

  it.each(['{ ($.a = x }', '{ $.a x }', '{ a = x }', '{ $.a = x ) }', '{ $.a NOT }', '{ $.a = x $.b = y }'])('does not take %s', (pattern) => {
    expect(() => matches(pattern, {})).toThrow();
  });
});

describe('ACTIVITY_FILTERS', () => {
  it('covers section 5 of the benchmark in its order', () => {
    expect(ACTIVITY_FILTERS.map(({ control }) => control)).toEqual([...Array(15).keys()].map((index) => `5.${index + 1}`));
  });

  it('goes on with what the benchmark does not ask for, each under its own id', () => {
    expect(FURTHER_FILTERS.filter(({ control }) => control !== undefined)).toEqual([]);
    expect(FILTERS.map(({ id }) => id)).toEqual(Object.keys(EVENTS));
  });

  describe.each(FILTERS)('$id', ({ id, what, why, pattern, threshold, severity }) => {
    it('is tried with at least five events of each kind', () => {
      const [raises, leaves] = [EVENTS[id].raises, EVENTS[id].leaves].map((events) => new Set(events.map((event) => JSON.stringify(event))).size);
      expect(raises).toBeGreaterThanOrEqual(5);
      expect(leaves).toBeGreaterThanOrEqual(5);
    });

    it('matches each event it is about', () => {
      expect(EVENTS[id].raises.filter((event) => !matches(pattern, event))).toEqual([]);
    });

    it('does not match what only looks like it', () => {
      expect(EVENTS[id].leaves.filter((event) => matches(pattern, event))).toEqual([]);
    });

    it('has no event name that is tried by none of them', () => {
      const named = [...pattern.matchAll(/eventName = "?(\w+\*?)/g)].map(([, name]) => name).filter((name) => !/ClassicLink/.test(name));
      const fits = (name: string, event: object) => new RegExp(`^${name.replace('*', '.*')}$`).test((event as { eventName: string }).eventName);
      expect(named.filter((name) => !EVENTS[id].raises.some((event) => fits(name, event)))).toEqual([]);
    });

    it('says what and why in sentences, and fits what Amazon CloudWatch takes', () => {
      expect([what, why]).toEqual([expect.stringMatching(/^[A-Z].{10,}\.$/), expect.stringMatching(/^[A-Z].{10,}\.$/)]);
      expect(pattern.length).toBeLessThanOrEqual(1024);
      expect(threshold).toBeGreaterThanOrEqual(1);
      expect(Object.values(AlertSeverity)).toContain(severity);
    });
  });

  it('lets a single event raise every alarm, except where only repetition tells', () => {
    expect(FILTERS.filter(({ threshold }) => threshold > 1).map(({ id }) => id)).toEqual(['unauthorized-api-calls', 'console-sign-in-failures']);
  });

  it('keeps the severest for what an intruder does first, and what blinds whoever watches', () => {
    expect(FILTERS.filter(({ severity }) => severity === AlertSeverity.CRITICAL).map(({ id }) => id)).toEqual([
      'root-user-activity', 'cloudtrail-changes', 'kms-key-removal', 'trail-content-changes', 'guardrail-changes', 'threat-detection-end', 'snapshot-sharing',
    ]);
  });

  it('links what goes beyond the benchmark to AWS', () => {
    expect(FURTHER_FILTERS.filter(({ link }) => !link?.startsWith('https://docs.aws.amazon.com/'))).toEqual([]);
  });

  const raisedBy = (event: object) => FILTERS.filter(({ pattern }: ActivityFilter) => matches(pattern, event)).map(({ id }) => id);
  const alarmsOf = (action: string) => {
    const [service, name] = action.split(':');
    return raisedBy(call(service, name));
  };

  it.each([
    // Whoever has looked at a finding archives it, every day.
    [PROTECT_DETECTION, ['guardduty:ArchiveFindings']], [PROTECT_AUDIT_TRAIL, []], [PROTECT_CONFIGURATION, []], [PROTECT_ACCESS_ANALYZER, []],
  ])('raises an alarm for what the guardrail $id denies: it stops nobody who is exempt, and there is none without an organization', async (guardrail, daily) => {
    const denied = (await Promise.all(guardrail.statements([]).flatMap(({ Action: actions }) => actions ?? []).map(actionsOf))).flat();
    expect(denied.length).toBeGreaterThan(3);
    expect(denied.filter((action) => alarmsOf(action).length === 0)).toEqual(daily);
  });

  it.each(['detective:DeleteGraph', 'iam:UpdateAssumeRolePolicy', 'organizations:DisableAWSServiceAccess', 'ec2:ModifySecurityGroupRules'])(
    'raises an alarm for %s, which the benchmark does not name', (action) => {
      expect(alarmsOf(action)).toHaveLength(1);
    });

  it('raises only root user activity when the root user signs in', () => {
    expect(raisedBy(signIn(root, { MFAUsed: 'Yes' }))).toEqual(['root-user-activity']);
  });

  it('raises nothing when somebody signs in through an identity provider or IAM Identity Center, whatever MFA happened there', () => {
    expect([federated, identityCenter].flatMap(raisedBy)).toEqual([]);
  });
});
