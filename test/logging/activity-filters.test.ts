import { ACTIVITY_FILTERS } from '../../lib/logging/activity-filters';
import { ACCOUNT, REGION } from '../support';
import { matches } from './filter-pattern';

const role = { type: 'AssumedRole', principalId: 'AROAEXAMPLE:ada', arn: `arn:aws:sts::${ACCOUNT}:assumed-role/Developer/ada`, accountId: ACCOUNT };
const user = { type: 'IAMUser', principalId: 'AIDAEXAMPLE', arn: `arn:aws:iam::${ACCOUNT}:user/ada`, accountId: ACCOUNT, userName: 'ada' };
const root = { type: 'Root', principalId: ACCOUNT, arn: `arn:aws:iam::${ACCOUNT}:root`, accountId: ACCOUNT };

/** An event as AWS CloudTrail records it. */
const call = (service: string, eventName: string, more: object = {}) => ({
  eventVersion: '1.11', eventTime: '2026-11-21T12:00:00Z', eventSource: `${service}.amazonaws.com`, eventName, awsRegion: REGION,
  sourceIPAddress: '192.0.2.1', userAgent: 'aws-cli/2', userIdentity: role, eventType: 'AwsApiCall', recipientAccountId: ACCOUNT, ...more,
});
const signIn = (userIdentity: object, additionalEventData: object, outcome = 'Success') => call('signin', 'ConsoleLogin', {
  eventType: 'AwsConsoleSignIn', userIdentity, additionalEventData, responseElements: { ConsoleLogin: outcome },
  ...outcome === 'Failure' && { errorMessage: 'Failed authentication' },
});
const federated = signIn(role, { SamlProviderArn: `arn:aws:iam::${ACCOUNT}:saml-provider/Idp` });
const passwordOnly = signIn(user, { MFAUsed: 'No', MobileVersion: 'No' });
const withMfa = signIn(user, { MFAUsed: 'Yes', MobileVersion: 'No' });
const wrongPassword = signIn(user, { MFAUsed: 'No' }, 'Failure');

/** What must raise each alarm, and the near misses that must not. */
const EVENTS: Record<string, { raises: object[]; leaves: object[] }> = {
  'unauthorized-api-calls': {
    raises: [
      call('ec2', 'RunInstances', { errorCode: 'Client.UnauthorizedOperation' }), call('s3', 'GetObject', { errorCode: 'AccessDenied' }),
      call('dynamodb', 'Scan', { errorCode: 'AccessDeniedException' }),
    ],
    leaves: [
      call('s3', 'GetObject'), call('ec2', 'RunInstances', { errorCode: 'Client.InvalidAMIID.NotFound' }),
      call('kms', 'Decrypt', { errorCode: 'KMSAccessDenied' }),
    ],
  },
  'sign-in-without-mfa': {
    raises: [passwordOnly, signIn(user, {})],
    leaves: [withMfa, federated, wrongPassword, signIn(root, { MFAUsed: 'No' }), call('signin', 'CheckMfa', { userIdentity: user })],
  },
  'root-user-activity': {
    raises: [signIn(root, { MFAUsed: 'Yes' }), call('iam', 'CreateAccessKey', { userIdentity: root })],
    leaves: [
      call('s3', 'GetBucketAcl', { userIdentity: { ...root, invokedBy: 'support.amazonaws.com' } }),
      call('kms', 'RotateKey', { userIdentity: root, eventType: 'AwsServiceEvent' }),
      call('iam', 'CreateAccessKey', { userIdentity: { ...user, userName: 'Root' } }),
    ],
  },
  'iam-policy-changes': {
    raises: [
      'DeleteGroupPolicy', 'DeleteRolePolicy', 'DeleteUserPolicy', 'PutGroupPolicy', 'PutRolePolicy', 'PutUserPolicy', 'CreatePolicy', 'DeletePolicy',
      'CreatePolicyVersion', 'DeletePolicyVersion', 'AttachRolePolicy', 'DetachRolePolicy', 'AttachUserPolicy', 'DetachUserPolicy',
      'AttachGroupPolicy', 'DetachGroupPolicy',
    ].map((name) => call('iam', name)),
    leaves: [call('iam', 'GetPolicy'), call('organizations', 'CreatePolicy'), call('iot', 'CreatePolicy')],
  },
  'cloudtrail-changes': {
    raises: ['CreateTrail', 'UpdateTrail', 'DeleteTrail', 'StartLogging', 'StopLogging'].map((name) => call('cloudtrail', name)),
    leaves: [call('cloudtrail', 'DescribeTrails'), call('cloudtrail', 'LookupEvents')],
  },
  'console-sign-in-failures': {
    raises: [wrongPassword],
    leaves: [withMfa, passwordOnly, call('signin', 'CheckMfa', { errorMessage: 'Failed authentication' })],
  },
  'kms-key-removal': {
    raises: [call('kms', 'DisableKey'), call('kms', 'ScheduleKeyDeletion')],
    leaves: [call('kms', 'CancelKeyDeletion'), call('kms', 'Decrypt'), call('cloudhsm', 'DisableKey')],
  },
  's3-bucket-policy-changes': {
    raises: [
      'PutBucketAcl', 'PutBucketPolicy', 'PutBucketCors', 'PutBucketLifecycle', 'PutBucketReplication', 'DeleteBucketPolicy', 'DeleteBucketCors',
      'DeleteBucketLifecycle', 'DeleteBucketReplication',
    ].map((name) => call('s3', name)),
    leaves: [call('s3', 'GetBucketPolicy'), call('s3', 'CreateBucket'), call('s3-outposts', 'PutBucketPolicy')],
  },
  'config-changes': {
    raises: ['StopConfigurationRecorder', 'DeleteDeliveryChannel', 'PutDeliveryChannel', 'PutConfigurationRecorder']
      .map((name) => call('config', name)),
    leaves: [call('config', 'StartConfigurationRecorder'), call('config', 'DescribeDeliveryChannels')],
  },
  'security-group-changes': {
    raises: [
      'AuthorizeSecurityGroupIngress', 'AuthorizeSecurityGroupEgress', 'RevokeSecurityGroupIngress', 'RevokeSecurityGroupEgress',
      'CreateSecurityGroup', 'DeleteSecurityGroup',
    ].map((name) => call('ec2', name)),
    leaves: [call('ec2', 'DescribeSecurityGroups'), call('ec2', 'RunInstances')],
  },
  'network-acl-changes': {
    raises: [
      'CreateNetworkAcl', 'CreateNetworkAclEntry', 'DeleteNetworkAcl', 'DeleteNetworkAclEntry', 'ReplaceNetworkAclEntry',
      'ReplaceNetworkAclAssociation',
    ].map((name) => call('ec2', name)),
    leaves: [call('ec2', 'DescribeNetworkAcls'), call('ec2', 'CreateSubnet')],
  },
  'network-gateway-changes': {
    raises: [
      'CreateCustomerGateway', 'DeleteCustomerGateway', 'AttachInternetGateway', 'CreateInternetGateway', 'DeleteInternetGateway',
      'DetachInternetGateway',
    ].map((name) => call('ec2', name)),
    leaves: [call('ec2', 'DescribeInternetGateways'), call('storagegateway', 'ActivateGateway')],
  },
  'route-table-changes': {
    raises: [
      'CreateRoute', 'CreateRouteTable', 'ReplaceRoute', 'ReplaceRouteTableAssociation', 'DeleteRouteTable', 'DeleteRoute', 'DisassociateRouteTable',
    ].map((name) => call('ec2', name)),
    leaves: [call('ec2', 'DescribeRouteTables'), call('apigateway', 'CreateRoute'), call('appmesh', 'DeleteRoute')],
  },
  'vpc-changes': {
    raises: [
      'CreateVpc', 'DeleteVpc', 'ModifyVpcAttribute', 'AcceptVpcPeeringConnection', 'CreateVpcPeeringConnection', 'DeleteVpcPeeringConnection',
      'RejectVpcPeeringConnection',
    ].map((name) => call('ec2', name)),
    leaves: [call('ec2', 'DescribeVpcs'), call('ec2', 'CreateVpcEndpoint')],
  },
  'organizations-changes': {
    raises: [
      'AcceptHandshake', 'AttachPolicy', 'CreateAccount', 'CreateOrganizationalUnit', 'CreatePolicy', 'DeclineHandshake', 'DeleteOrganization',
      'DeleteOrganizationalUnit', 'DeletePolicy', 'DetachPolicy', 'DisablePolicyType', 'EnablePolicyType', 'InviteAccountToOrganization',
      'LeaveOrganization', 'MoveAccount', 'RemoveAccountFromOrganization', 'UpdatePolicy', 'UpdateOrganizationalUnit',
    ].map((name) => call('organizations', name)),
    leaves: [call('organizations', 'ListAccounts'), call('iam', 'CreatePolicy'), call('iot', 'AttachPolicy')],
  },
};

describe('matches', () => {
  it.each([
    ['{ $.a = x }', true], ['{ $.a = "x" }', true], ['{ $.a = y }', false], ['{ $.a != y }', true], ['{ $.a != x }', false], ['{ $.b.c = z }', true],
    ['{ $.none NOT EXISTS }', true], ['{ $.a NOT EXISTS }', false], ['{ $.none != x }', true], ['{ $.none = "*" }', false],
    ['{ $.d = "*end" }', true],
    ['{ $.d = "start*" }', true], ['{ $.d = "end*" }', false], ['{ $.d = "*middle*" }', true], ['{ $.a = y || $.a = x && $.b.c = z }', true],
    ['{ ($.a = x || $.a = y) && $.b.c = y }', false], ['{ $.a = x || $.a = x && $.b.c = y }', true],
  ])('evaluates %s', (pattern, expected) => {
    expect(matches(pattern, { a: 'x', b: { c: 'z' }, d: 'start, middle and end' })).toBe(expected);
  });

  it.each(['{ ($.a = x }', '{ $.a x }', '{ a = x }', '{ $.a = x ) }', '{ $.a NOT }', '{ $.a = x $.b = y }'])('does not take %s', (pattern) => {
    expect(() => matches(pattern, {})).toThrow();
  });
});

describe('ACTIVITY_FILTERS', () => {
  it('covers section 5 of the benchmark in its order, each under its own id', () => {
    expect(ACTIVITY_FILTERS.map(({ control }) => control)).toEqual([...Array(15).keys()].map((index) => `5.${index + 1}`));
    expect(ACTIVITY_FILTERS.map(({ id }) => id)).toEqual(Object.keys(EVENTS));
  });

  describe.each(ACTIVITY_FILTERS)('$id', ({ id, what, why, pattern, threshold }) => {
    it('matches each event it is about', () => {
      expect(EVENTS[id].raises.filter((event) => !matches(pattern, event))).toEqual([]);
    });

    it('does not match what only looks like it', () => {
      expect(EVENTS[id].leaves.filter((event) => matches(pattern, event))).toEqual([]);
    });

    it('says what and why in sentences, and fits what Amazon CloudWatch takes', () => {
      expect([what, why]).toEqual([expect.stringMatching(/^[A-Z].{10,}\.$/), expect.stringMatching(/^[A-Z].{10,}\.$/)]);
      expect(pattern.length).toBeLessThanOrEqual(1024);
      expect(threshold).toBeGreaterThanOrEqual(1);
    });
  });

  it('lets a single event raise every alarm, except where only repetition tells', () => {
    expect(ACTIVITY_FILTERS.filter(({ threshold }) => threshold > 1).map(({ id }) => id))
      .toEqual(['unauthorized-api-calls', 'console-sign-in-failures']);
  });

  it('raises only root user activity when the root user signs in', () => {
    const raised = ACTIVITY_FILTERS.filter(({ pattern }) => matches(pattern, signIn(root, { MFAUsed: 'Yes' })));
    expect(raised.map(({ id }) => id)).toEqual(['root-user-activity']);
  });
});
