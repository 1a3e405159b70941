import { ActivityFilter, events } from './activity-filter';
import { AlertSeverity } from './alert-severity';

/**
 * The activity the CIS AWS Foundations Benchmark 7.0 wants watched, section 5, in its order.
 *
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html
 */
export const ACTIVITY_FILTERS: readonly ActivityFilter[] = [
  {
    id: 'unauthorized-api-calls',
    control: '5.1',
    what: 'Several API calls were refused for lack of permission.',
    why: 'Somebody, or some program, is trying out what it may do.',
    pattern: '{ ($.errorCode = "*UnauthorizedOperation") || ($.errorCode = "AccessDenied*") }',
    threshold: 5,
    severity: AlertSeverity.LOW,
  },
  {
    id: 'sign-in-without-mfa',
    control: '5.2',
    what: 'An IAM user signed in to the console without MFA.',
    why: 'A password alone was enough. Federated sign-ins are left out: their MFA happens at the identity provider.',
    pattern: '{ ($.eventName = "ConsoleLogin") && ($.additionalEventData.MFAUsed != "Yes") && ($.userIdentity.type = "IAMUser")'
      + ' && ($.responseElements.ConsoleLogin = "Success") }',
    threshold: 1,
    severity: AlertSeverity.HIGH,
  },
  {
    id: 'root-user-activity',
    control: '5.3',
    what: 'The root user of the account was used.',
    why: 'No policy limits the root user, so nobody works as root.',
    pattern: '{ $.userIdentity.type = "Root" && $.userIdentity.invokedBy NOT EXISTS && $.eventType != "AwsServiceEvent" }',
    threshold: 1,
    severity: AlertSeverity.CRITICAL,
  },
  {
    id: 'iam-policy-changes',
    control: '5.4',
    what: 'An IAM policy was made, changed, attached or removed.',
    why: 'Permissions are the first thing an intruder widens.',
    pattern: events([
      'DeleteGroupPolicy', 'DeleteRolePolicy', 'DeleteUserPolicy', 'PutGroupPolicy', 'PutRolePolicy', 'PutUserPolicy', 'CreatePolicy', 'DeletePolicy',
      'CreatePolicyVersion', 'DeletePolicyVersion', 'AttachRolePolicy', 'DetachRolePolicy', 'AttachUserPolicy', 'DetachUserPolicy',
      'AttachGroupPolicy', 'DetachGroupPolicy',
    ], 'iam'),
    threshold: 1,
    severity: AlertSeverity.HIGH,
  },
  {
    id: 'cloudtrail-changes',
    control: '5.5',
    what: 'A trail of AWS CloudTrail was made, changed, stopped or removed.',
    why: 'Without the trail nothing else can be proven.',
    pattern: events(['CreateTrail', 'UpdateTrail', 'DeleteTrail', 'StartLogging', 'StopLogging']),
    threshold: 1,
    severity: AlertSeverity.CRITICAL,
  },
  {
    id: 'console-sign-in-failures',
    control: '5.6',
    what: 'Several sign-ins to the console failed.',
    why: 'Somebody is guessing a password.',
    pattern: '{ ($.eventName = ConsoleLogin) && ($.errorMessage = "Failed authentication") }',
    threshold: 3,
    severity: AlertSeverity.HIGH,
  },
  {
    id: 'kms-key-removal',
    control: '5.7',
    what: 'A customer managed key was disabled or scheduled for deletion.',
    why: 'What the key encrypts is out of reach from now on, and gone for good when the waiting period ends.',
    pattern: events(['DisableKey', 'ScheduleKeyDeletion'], 'kms'),
    threshold: 1,
    severity: AlertSeverity.CRITICAL,
  },
  {
    id: 's3-bucket-policy-changes',
    control: '5.8',
    what: 'The policy, ACL, CORS, lifecycle or replication of a bucket was changed.',
    why: 'One such change can publish a bucket, or copy it elsewhere.',
    pattern: events([
      'PutBucketAcl', 'PutBucketPolicy', 'PutBucketCors', 'PutBucketLifecycle', 'PutBucketReplication', 'DeleteBucketPolicy', 'DeleteBucketCors',
      'DeleteBucketLifecycle', 'DeleteBucketReplication',
    ], 's3'),
    threshold: 1,
    severity: AlertSeverity.HIGH,
  },
  {
    id: 'config-changes',
    control: '5.9',
    what: 'AWS Config was stopped or redirected.',
    why: 'Changes to resources are no longer recorded, or are recorded elsewhere.',
    pattern: events(['StopConfigurationRecorder', 'DeleteDeliveryChannel', 'PutDeliveryChannel', 'PutConfigurationRecorder'], 'config'),
    threshold: 1,
    severity: AlertSeverity.HIGH,
  },
  {
    id: 'security-group-changes',
    control: '5.10',
    what: 'A security group or one of its rules was changed.',
    why: 'This is how a service becomes reachable.',
    pattern: events([
      'AuthorizeSecurityGroupIngress', 'AuthorizeSecurityGroupEgress', 'RevokeSecurityGroupIngress', 'RevokeSecurityGroupEgress',
      'CreateSecurityGroup', 'DeleteSecurityGroup',
    ]),
    threshold: 1,
    severity: AlertSeverity.LOW,
  },
  {
    id: 'network-acl-changes',
    control: '5.11',
    what: 'A network ACL or one of its entries was changed.',
    why: 'The walls between subnets have moved.',
    pattern: events([
      'CreateNetworkAcl', 'CreateNetworkAclEntry', 'DeleteNetworkAcl', 'DeleteNetworkAclEntry', 'ReplaceNetworkAclEntry',
      'ReplaceNetworkAclAssociation',
    ]),
    threshold: 1,
    severity: AlertSeverity.LOW,
  },
  {
    id: 'network-gateway-changes',
    control: '5.12',
    what: 'An internet or customer gateway was made, attached, detached or removed.',
    why: 'A network got a way in or out, or lost one.',
    pattern: events([
      'CreateCustomerGateway', 'DeleteCustomerGateway', 'AttachInternetGateway', 'CreateInternetGateway', 'DeleteInternetGateway',
      'DetachInternetGateway',
    ]),
    threshold: 1,
    severity: AlertSeverity.HIGH,
  },
  {
    id: 'route-table-changes',
    control: '5.13',
    what: 'A route or route table was changed.',
    why: 'Traffic takes another way.',
    pattern: events([
      'CreateRoute', 'CreateRouteTable', 'ReplaceRoute', 'ReplaceRouteTableAssociation', 'DeleteRouteTable', 'DeleteRoute', 'DisassociateRouteTable',
    ], 'ec2'),
    threshold: 1,
    severity: AlertSeverity.LOW,
  },
  {
    id: 'vpc-changes',
    control: '5.14',
    what: 'A VPC or a peering connection was made, changed or removed.',
    why: 'A network appeared, disappeared, or was joined to another.',
    pattern: events([
      'CreateVpc', 'DeleteVpc', 'ModifyVpcAttribute', 'AcceptVpcPeeringConnection', 'CreateVpcPeeringConnection', 'DeleteVpcPeeringConnection',
      'RejectVpcPeeringConnection', 'AttachClassicLinkVpc', 'DetachClassicLinkVpc', 'DisableVpcClassicLink', 'EnableVpcClassicLink',
    ]),
    threshold: 1,
    severity: AlertSeverity.LOW,
  },
  {
    id: 'organizations-changes',
    control: '5.15',
    what: 'The organization, its accounts or its policies were changed.',
    why: 'What every account may do hangs on it.',
    pattern: events([
      'AcceptHandshake', 'AttachPolicy', 'CreateAccount', 'CreateOrganizationalUnit', 'CreatePolicy', 'DeclineHandshake', 'DeleteOrganization',
      'DeleteOrganizationalUnit', 'DeletePolicy', 'DetachPolicy', 'DisablePolicyType', 'EnablePolicyType', 'InviteAccountToOrganization',
      'LeaveOrganization', 'MoveAccount', 'RemoveAccountFromOrganization', 'UpdatePolicy', 'UpdateOrganizationalUnit',
    ], 'organizations'),
    threshold: 1,
    severity: AlertSeverity.HIGH,
  },
];
