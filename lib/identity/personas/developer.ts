import { Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { IBucket } from 'aws-cdk-lib/aws-s3';
import { arnOf } from '../arn';
import { BASELINE_PATH, WORKLOAD_BOUNDARY_NAME, WORKLOAD_TAG } from '../names';
import { PersonaEntry } from './persona-entry';

/** Looks at what runs, in every service a developer works with. */
const READ_ACTIONS = [
  'apigateway:GET',
  'cloudformation:Describe*',
  'cloudformation:Get*',
  'cloudformation:List*',
  'cloudwatch:Describe*',
  'cloudwatch:Get*',
  'cloudwatch:List*',
  'dynamodb:Describe*',
  'dynamodb:List*',
  'ec2:Describe*',
  'ecr:Describe*',
  'ecr:GetAuthorizationToken',
  'ecr:List*',
  'ecs:Describe*',
  'ecs:List*',
  'elasticloadbalancing:Describe*',
  'events:Describe*',
  'events:List*',
  'iam:GetRole',
  'iam:ListRoles',
  'kms:ListAliases',
  'lambda:GetAccountSettings',
  'lambda:List*',
  'logs:Describe*',
  'logs:FilterLogEvents',
  'logs:Get*',
  'logs:StartQuery',
  'logs:StopQuery',
  'rds:Describe*',
  'rds:List*',
  's3:GetBucketLocation',
  's3:ListAllMyBuckets',
  'sns:Get*',
  'sns:List*',
  'sqs:Get*',
  'sqs:List*',
  'states:Describe*',
  'states:List*',
  'tag:GetResources',
  'xray:BatchGetTraces',
  'xray:Get*',
];

/** Works with what is stored, queued and logged. */
const WORK_ACTIONS = [
  'cloudformation:ValidateTemplate',
  'cloudwatch:PutDashboard',
  'cloudwatch:PutMetricData',
  'dynamodb:BatchWriteItem',
  'dynamodb:DeleteItem',
  'dynamodb:GetItem',
  'dynamodb:PutItem',
  'dynamodb:Query',
  'dynamodb:Scan',
  'dynamodb:UpdateItem',
  'logs:CreateLogGroup',
  'logs:CreateLogStream',
  'logs:PutLogEvents',
  'sns:Publish',
  'sqs:DeleteMessage',
  'sqs:ReceiveMessage',
  'sqs:SendMessage',
];

/**
 * Deploys: makes and changes what runs code or holds data. Whoever changes code acts with its role, so this is confined to names that begin
 * with `workload-`, as those of everything in a stack of such a name do.
 */
const DEPLOY_ACTIONS = [
  'cloudformation:ContinueUpdateRollback',
  'cloudformation:CreateChangeSet',
  'cloudformation:CreateStack',
  'cloudformation:DeleteChangeSet',
  'cloudformation:DeleteStack',
  'cloudformation:ExecuteChangeSet',
  'cloudformation:TagResource',
  'cloudformation:UpdateStack',
  'dynamodb:CreateTable',
  'dynamodb:TagResource',
  'dynamodb:UpdateTable',
  'ecr:BatchCheckLayerAvailability',
  'ecr:BatchGetImage',
  'ecr:CompleteLayerUpload',
  'ecr:CreateRepository',
  'ecr:GetDownloadUrlForLayer',
  'ecr:InitiateLayerUpload',
  'ecr:PutImage',
  'ecr:TagResource',
  'ecr:UploadLayerPart',
  'ecs:CreateCluster',
  'ecs:CreateService',
  'ecs:RegisterTaskDefinition',
  'ecs:RunTask',
  'ecs:StopTask',
  'ecs:TagResource',
  'ecs:UpdateService',
  'events:DeleteRule',
  'events:PutRule',
  'events:PutTargets',
  'events:RemoveTargets',
  'events:TagResource',
  'lambda:CreateAlias',
  'lambda:CreateFunction',
  'lambda:DeleteFunction',
  'lambda:GetFunction',
  'lambda:GetFunctionConfiguration',
  'lambda:InvokeFunction',
  'lambda:PublishVersion',
  'lambda:TagResource',
  'lambda:UpdateAlias',
  'lambda:UpdateFunctionCode',
  'lambda:UpdateFunctionConfiguration',
  'logs:PutRetentionPolicy',
  'rds:AddTagsToResource',
  'rds:CreateDBInstance',
  'rds:CreateDBSnapshot',
  'rds:ModifyDBInstance',
  'rds:RebootDBInstance',
  'rds:StartDBInstance',
  'rds:StopDBInstance',
  'sns:CreateTopic',
  'sns:Subscribe',
  'sns:TagResource',
  'sqs:CreateQueue',
  'sqs:SetQueueAttributes',
  'sqs:TagQueue',
  'states:CreateStateMachine',
  'states:StartExecution',
  'states:StopExecution',
  'states:TagResource',
  'states:UpdateStateMachine',
];

/** The ARNs those names make, by service. */
const WORKLOAD_RESOURCES = [
  'cloudformation:*:stack/workload-*/*',
  'dynamodb:*:table/workload-*',
  'ecr:*:repository/workload-*',
  'ecs:*:cluster/workload-*',
  'ecs:*:service/workload-*/*',
  'ecs:*:task-definition/workload-*',
  'ecs:*:task/workload-*/*',
  'events:*:rule/workload-*',
  'lambda:*:function:workload-*',
  'logs:*:log-group:/aws/lambda/workload-*',
  'logs:*:log-group:workload-*',
  'rds:*:db:workload-*',
  'rds:*:og:default*',
  'rds:*:pg:default*',
  'rds:*:snapshot:workload-*',
  'rds:*:subgrp:*',
  'sns:*:workload-*',
  'sqs:*:workload-*',
  'states:*:execution:workload-*',
  'states:*:stateMachine:workload-*',
];

/** Works with an instance that carries the workload tag, which can be put on when the instance is made and not later. */
const INSTANCE_ACTIONS = ['ec2:RebootInstances', 'ec2:StartInstances', 'ec2:StopInstances', 'ssm:StartSession'];

/** Services a workload role may be handed to. */
const COMPUTE_SERVICES = ['ec2', 'ecs-tasks', 'events', 'lambda', 'states'];

/** Whatever other policy a developer is given, these stay out of reach: the network perimeter, evidence and money. */
const NEVER_ACTIONS = [
  'account:*',
  'aws-portal:*',
  'billing:*',
  'cloudtrail:*',
  'config:*',
  'ec2:AcceptVpcPeeringConnection',
  'ec2:AssociateRouteTable',
  'ec2:AttachInternetGateway',
  'ec2:AttachVpnGateway',
  'ec2:AuthorizeSecurityGroupEgress',
  'ec2:AuthorizeSecurityGroupIngress',
  'ec2:CreateInternetGateway',
  'ec2:CreateNatGateway',
  'ec2:CreateNetworkAclEntry',
  'ec2:CreateRoute',
  'ec2:CreateVpc',
  'ec2:CreateVpcPeeringConnection',
  'ec2:DeleteFlowLogs',
  'ec2:DeleteNetworkAclEntry',
  'ec2:DeleteVpc',
  'ec2:ModifyVpcAttribute',
  'ec2:ReplaceNetworkAclAssociation',
  'ec2:ReplaceNetworkAclEntry',
  'ec2:ReplaceRoute',
  'guardduty:*',
  'organizations:*',
  'payments:*',
  'securityhub:*',
];

/**
 * And identities: others' users, and every group, role, policy and provider. The own user is the MFA policy's matter; workload roles have a
 * statement of their own.
 */
const IDENTITY_ACTIONS = [
  'iam:Add*',
  'iam:Attach*',
  'iam:Create*',
  'iam:Deactivate*',
  'iam:Delete*',
  'iam:Detach*',
  'iam:Enable*',
  'iam:Put*',
  'iam:Remove*',
  'iam:Reset*',
  'iam:SetDefaultPolicyVersion',
  'iam:Tag*',
  'iam:Untag*',
  'iam:Update*',
  'iam:Upload*',
];

/** What would widen the own permissions, or those of a role whose boundary or trust somebody else has set. */
const WIDENING_ACTIONS = [
  'iam:AttachUserPolicy',
  'iam:DeleteRolePermissionsBoundary',
  'iam:DeleteUserPermissionsBoundary',
  'iam:DetachUserPolicy',
  'iam:PutRolePermissionsBoundary',
  'iam:PutUserPermissionsBoundary',
  'iam:PutUserPolicy',
  'iam:UpdateAssumeRolePolicy',
];

/** Gives a role permissions, or takes denials from it, for which the boundary must be on it. */
const BOUNDED_ACTIONS = ['iam:AttachRolePolicy', 'iam:CreateRole', 'iam:DeleteRolePolicy', 'iam:DetachRolePolicy', 'iam:PutRolePolicy'];

/** Looks after workload roles, and the instance profiles that carry them. */
const WORKLOAD_ROLE_ACTIONS = [
  'iam:DeleteRole',
  'iam:TagRole',
  'iam:UntagRole',
  'iam:UpdateRole',
];
const INSTANCE_PROFILE_ACTIONS = [
  'iam:AddRoleToInstanceProfile',
  'iam:CreateInstanceProfile',
  'iam:DeleteInstanceProfile',
  'iam:RemoveRoleFromInstanceProfile',
];

const own = (resource: string) => arnOf('iam', resource, '');
/** ARN of the policy that WorkloadBoundary makes. */
const BOUNDARY = own(`policy${BASELINE_PATH}${WORKLOAD_BOUNDARY_NAME}`);

export const DEVELOPER: PersonaEntry = {
  name: 'developer',
  what: 'Builds and runs applications: compute, data stores, queues, logs and deployments.',
  why: 'Code acts with the role it is given: so a developer makes and passes only roles below /workload/ that carry the boundary, '
    + 'and changes only code whose name begins with workload-.',
  statements: () => [
    new PolicyStatement({ sid: 'Look', actions: READ_ACTIONS, resources: ['*'] }),
    new PolicyStatement({ sid: 'Work', actions: WORK_ACTIONS, resources: ['*'] }),
    new PolicyStatement({
      sid: 'Deploy',
      actions: DEPLOY_ACTIONS,
      resources: WORKLOAD_RESOURCES.map((resource) => {
        const [service, region, ...rest] = resource.split(':');
        return arnOf(service, rest.join(':'), region);
      }),
    }),
    new PolicyStatement({ sid: 'LaunchInstances', actions: ['ec2:RunInstances'], resources: ['*'] }),
    new PolicyStatement({
      sid: 'TagAtLaunch',
      actions: ['ec2:CreateTags'],
      resources: ['*'],
      conditions: { StringEquals: { 'ec2:CreateAction': 'RunInstances' } },
    }),
    new PolicyStatement({
      sid: 'UseTaggedInstances',
      actions: INSTANCE_ACTIONS,
      resources: [arnOf('ec2', 'instance/*')],
      conditions: { Null: { [`aws:ResourceTag/${WORKLOAD_TAG}`]: 'false' } },
    }),
    new PolicyStatement({
      sid: 'EndOwnSessions',
      actions: ['ssm:TerminateSession'],
      resources: [arnOf('ssm', 'session/${aws:username}-*')],
    }),
    new PolicyStatement({
      sid: 'OpenShellSessions',
      actions: ['ssm:StartSession'],
      resources: [arnOf('ssm', 'document/SSM-SessionManagerRunShell')],
    }),
    new PolicyStatement({
      sid: 'MakeBoundedRoles',
      actions: BOUNDED_ACTIONS,
      resources: [own('role/workload/*')],
      conditions: { StringEquals: { 'iam:PermissionsBoundary': BOUNDARY } },
    }),
    new PolicyStatement({ sid: 'KeepWorkloadRoles', actions: WORKLOAD_ROLE_ACTIONS, resources: [own('role/workload/*')] }),
    new PolicyStatement({ sid: 'KeepInstanceProfiles', actions: INSTANCE_PROFILE_ACTIONS, resources: [own('instance-profile/workload/*')] }),
    new PolicyStatement({
      sid: 'PassWorkloadRoles',
      actions: ['iam:PassRole'],
      resources: [own('role/workload/*')],
      conditions: { StringEquals: { 'iam:PassedToService': COMPUTE_SERVICES.map((service) => `${service}.amazonaws.com`) } },
    }),
    new PolicyStatement({
      sid: 'NoPerimeterAuditOrBilling',
      effect: Effect.DENY,
      actions: NEVER_ACTIONS,
      resources: ['*'],
    }),
    new PolicyStatement({
      sid: 'NoAuditLogsOrKeys',
      effect: Effect.DENY,
      actions: ['apigateway:GET', 'logs:FilterLogEvents', 'logs:Get*', 'logs:StartQuery'],
      resources: [
        arnOf('apigateway', '/apikeys*', '*', ''),
        arnOf('logs', 'log-group:secure-baseline-*'),
      ],
    }),
    new PolicyStatement({
      sid: 'NoIdentities',
      effect: Effect.DENY,
      actions: IDENTITY_ACTIONS,
      notResources: [own('user/${aws:username}'), own('mfa/*'), own('role/workload/*'), own('instance-profile/workload/*')],
    }),
    new PolicyStatement({
      sid: 'NoUnboundedRoles',
      effect: Effect.DENY,
      actions: BOUNDED_ACTIONS,
      resources: ['*'],
      conditions: { StringNotEquals: { 'iam:PermissionsBoundary': BOUNDARY } },
    }),
    new PolicyStatement({ sid: 'NoWidening', effect: Effect.DENY, actions: WIDENING_ACTIONS, resources: ['*'] }),
  ],
};

/** Upload and view, but never delete. */
export function objectStatements(buckets: IBucket[]): PolicyStatement[] {
  if (buckets.length === 0) {
    return [];
  }
  const objects = buckets.map((bucket) => bucket.arnForObjects('*'));
  return [
    new PolicyStatement({ sid: 'SeeBuckets', actions: ['s3:ListBucket'], resources: buckets.map((bucket) => bucket.bucketArn) }),
    new PolicyStatement({ sid: 'UploadAndView', actions: ['s3:GetObject', 's3:PutObject'], resources: objects }),
    new PolicyStatement({
      sid: 'NeverDelete',
      effect: Effect.DENY,
      actions: ['s3:DeleteObject', 's3:DeleteObjectVersion', 's3:PutLifecycleConfiguration'],
      resources: [...buckets.map((bucket) => bucket.bucketArn), ...objects],
    }),
  ];
}
