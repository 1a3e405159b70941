import { ACCOUNT, REGION } from '../support';

/** One request of a path: action, resource, and what is known besides. */
export type Step = readonly [action: string, resource: string, context?: Record<string, string | string[]>];

/** A way from some permissions to more of them. */
export interface EscalationPath {
  /** As it was published. */
  readonly name: string;
  /** Where it was published; numbers and ids are theirs. */
  readonly where: string;
  /** All of them are needed: the path is closed when one is not allowed. */
  readonly steps: readonly Step[];
}

export const iam = (resource: string) => `arn:aws:iam::${ACCOUNT}:${resource}`;
export const arn = (service: string, resource: string, region: string = REGION) => `arn:aws:${service}:${region}:${ACCOUNT}:${resource}`;

/** ARN of the policy that bounds the roles developers make. */
export const BOUNDARY = iam('policy/secure-baseline/secure-baseline-workload-boundary');
const bounded = { 'iam:PermissionsBoundary': BOUNDARY };
const boundedByAll = { 'iam:PermissionsBoundary': 'arn:aws:iam::aws:policy/AdministratorAccess' };

/** What is worth having: identities and machines with more permissions, none of which has the name or the tag of a workload. */
const ADMIN_ROLE = iam('role/admin');
const OTHER_USER = iam('user/bob');
const OWN_USER = iam('user/ann');
const ADMIN_GROUP = iam('group/secure-baseline/secure-baseline-administrator');
const OWN_POLICY = iam('policy/secure-baseline/People-Permissions');
const LEGACY_ROLE = iam('role/workload/legacy');
const FUNCTION = arn('lambda', 'function:privileged');
const INSTANCE = arn('ec2', 'instance/i-0privileged');
const STACK = arn('cloudformation', 'stack/privileged/0a1b2c3d');
const SHELL = arn('ssm', 'document/SSM-SessionManagerRunShell');

/** The tag an intruder would put onto what is made, beside a name that begins with `workload-`: no path is closed for want of either. */
const newlyTagged = { 'aws:RequestTag/workload': 'app', 'aws:TagKeys': ['workload'] };
const tagged = { 'aws:ResourceTag/workload': 'app' };

const pass = (service: string, role: string = ADMIN_ROLE): Step => ['iam:PassRole', role, { 'iam:PassedToService': `${service}.amazonaws.com` }];
const assume: Step = ['sts:AssumeRole', ADMIN_ROLE];

const PATHFINDING = 'pathfinding.cloud';
const VULNERABLE = 'Bishop Fox iam-vulnerable';
const HACKTRICKS = 'HackTricks Cloud';
const HACKING = 'Hacking the Cloud';

const path = (name: string, where: string, ...steps: Step[]): EscalationPath => ({ name, where, steps });

/**
 * Published ways to escalate privileges in AWS, as requests.
 *
 * @see https://rhinosecuritylabs.com/aws/aws-privilege-escalation-methods-mitigation/
 * @see https://github.com/BishopFox/iam-vulnerable
 * @see https://pathfinding.cloud
 * @see https://hackingthe.cloud/aws/exploitation/iam_privilege_escalation/
 * @see https://cloud.hacktricks.wiki/en/pentesting-cloud/aws-security/aws-privilege-escalation/index.html
 */
export const ESCALATION_PATHS: readonly EscalationPath[] = [
  // More permissions for oneself, by the policies one holds.
  path('CreatePolicyVersion', `Rhino 1, ${VULNERABLE}, ${PATHFINDING} iam-001`, ['iam:CreatePolicyVersion', OWN_POLICY]),
  path('SetDefaultPolicyVersion', `Rhino 2, ${VULNERABLE}, CloudGoat iam_privesc_by_rollback`, ['iam:SetDefaultPolicyVersion', OWN_POLICY]),
  path('AttachUserPolicy', `Rhino 7, ${VULNERABLE}, ${PATHFINDING} iam-008`, ['iam:AttachUserPolicy', OWN_USER]),
  path('AttachGroupPolicy', `Rhino 8, ${VULNERABLE}, ${PATHFINDING} iam-010`, ['iam:AttachGroupPolicy', iam('group/secure-baseline/own')]),
  path('PutUserPolicy', `Rhino 10, ${VULNERABLE}, ${PATHFINDING} iam-007`, ['iam:PutUserPolicy', OWN_USER]),
  path('PutGroupPolicy', `Rhino 11, ${VULNERABLE}, ${PATHFINDING} iam-011`, ['iam:PutGroupPolicy', iam('group/secure-baseline/own')]),
  path('AddUserToGroup', `Rhino 13, ${VULNERABLE}, ${PATHFINDING} iam-013`, ['iam:AddUserToGroup', ADMIN_GROUP]),
  path('DeleteUserPolicy, for the denials in it', HACKING, ['iam:DeleteUserPolicy', OWN_USER]),
  path('DetachUserPolicy, for the denials in it', HACKING, ['iam:DetachUserPolicy', OWN_USER]),
  path('DetachGroupPolicy, for the denials in it', HACKTRICKS, ['iam:DetachGroupPolicy', iam('group/secure-baseline/own')]),
  path('DeleteGroupPolicy, for the denials in it', HACKTRICKS, ['iam:DeleteGroupPolicy', iam('group/secure-baseline/own')]),
  path('RemoveUserFromGroup, for the denials that come with it', HACKTRICKS, ['iam:RemoveUserFromGroup', iam('group/secure-baseline/own')]),
  path('DeleteUserPermissionsBoundary', HACKING, ['iam:DeleteUserPermissionsBoundary', OWN_USER]),
  path('PutUserPermissionsBoundary', HACKING, ['iam:PutUserPermissionsBoundary', OWN_USER]),

  // Other users.
  path('CreateAccessKey', `Rhino 4, ${VULNERABLE}, ${PATHFINDING} iam-002`, ['iam:CreateAccessKey', OTHER_USER]),
  path('DeleteAccessKey and CreateAccessKey', `${PATHFINDING} iam-003`, ['iam:DeleteAccessKey', OTHER_USER], ['iam:CreateAccessKey', OTHER_USER]),
  path('UpdateAccessKey, to revive a key', HACKTRICKS, ['iam:UpdateAccessKey', OTHER_USER]),
  path('CreateLoginProfile', `Rhino 5, ${VULNERABLE}, ${PATHFINDING} iam-004`, ['iam:CreateLoginProfile', OTHER_USER]),
  path('UpdateLoginProfile', `Rhino 6, ${VULNERABLE}, ${PATHFINDING} iam-006`, ['iam:UpdateLoginProfile', OTHER_USER]),
  path('AttachUserPolicy and CreateAccessKey', `${PATHFINDING} iam-015`, ['iam:AttachUserPolicy', OTHER_USER], ['iam:CreateAccessKey', OTHER_USER]),
  path('PutUserPolicy and CreateAccessKey', `${PATHFINDING} iam-018`, ['iam:PutUserPolicy', OTHER_USER], ['iam:CreateAccessKey', OTHER_USER]),
  path('CreateUser, AttachUserPolicy and CreateAccessKey', HACKTRICKS,
    ['iam:CreateUser', iam('user/new')], ['iam:AttachUserPolicy', iam('user/new')], ['iam:CreateAccessKey', iam('user/new')]),
  path('CreateUser and AddUserToGroup', HACKTRICKS, ['iam:CreateUser', iam('user/new')], ['iam:AddUserToGroup', ADMIN_GROUP]),
  path('DeactivateMFADevice of somebody else', HACKTRICKS, ['iam:DeactivateMFADevice', OTHER_USER]),
  path('DeleteVirtualMFADevice of somebody else', HACKTRICKS, ['iam:DeactivateMFADevice', OTHER_USER], ['iam:DeleteVirtualMFADevice', iam('mfa/bob')]),
  path('EnableMFADevice for somebody else', HACKTRICKS, ['iam:CreateVirtualMFADevice', iam('mfa/bob')], ['iam:EnableMFADevice', OTHER_USER]),
  path('ResyncMFADevice of somebody else', HACKTRICKS, ['iam:ResyncMFADevice', OTHER_USER]),
  path('TagUser and CreateAccessKey', 'CloudGoat iam_privesc_by_key_rotation', ['iam:TagUser', OTHER_USER], ['iam:CreateAccessKey', OTHER_USER]),
  path('CreateServiceSpecificCredential', HACKTRICKS, ['iam:CreateServiceSpecificCredential', OTHER_USER]),
  path('ResetServiceSpecificCredential', HACKTRICKS, ['iam:ResetServiceSpecificCredential', OTHER_USER]),
  path('UploadSSHPublicKey', HACKTRICKS, ['iam:UploadSSHPublicKey', OTHER_USER]),
  path('UploadSigningCertificate', HACKTRICKS, ['iam:UploadSigningCertificate', OTHER_USER]),

  // Roles.
  path('AssumeRole', `${VULNERABLE}, ${PATHFINDING} sts-001`, assume),
  path('AssumeRole of the deployment roles of the CDK', 'AWS CDK security guide', ['sts:AssumeRole', iam(`role/cdk-hnb659fds-deploy-role-${ACCOUNT}-${REGION}`)]),
  path('AttachRolePolicy', `Rhino 9, ${VULNERABLE}, ${PATHFINDING} iam-009`, ['iam:AttachRolePolicy', iam('role/own')]),
  path('PutRolePolicy', `Rhino 12, ${VULNERABLE}, ${PATHFINDING} iam-005`, ['iam:PutRolePolicy', iam('role/own')]),
  path('DeleteRolePolicy, for the denials in it', HACKING, ['iam:DeleteRolePolicy', iam('role/own')]),
  path('DetachRolePolicy, for the denials in it', HACKING, ['iam:DetachRolePolicy', iam('role/own')]),
  path('UpdateAssumeRolePolicy and AssumeRole', `Rhino 14, ${VULNERABLE}, ${PATHFINDING} iam-012`, ['iam:UpdateAssumeRolePolicy', ADMIN_ROLE], assume),
  path('UpdateAssumeRolePolicy alone, to a trust that names the caller', HACKING, ['iam:UpdateAssumeRolePolicy', ADMIN_ROLE]),
  path('AttachRolePolicy and AssumeRole', `${PATHFINDING} iam-014`, ['iam:AttachRolePolicy', LEGACY_ROLE], ['sts:AssumeRole', LEGACY_ROLE]),
  path('CreatePolicyVersion and AssumeRole', `${PATHFINDING} iam-016`, ['iam:CreatePolicyVersion', iam('policy/legacy')], ['sts:AssumeRole', LEGACY_ROLE]),
  path('PutRolePolicy and AssumeRole', `${PATHFINDING} iam-017`, ['iam:PutRolePolicy', LEGACY_ROLE], ['sts:AssumeRole', LEGACY_ROLE]),
  path('AttachRolePolicy and UpdateAssumeRolePolicy', `${PATHFINDING} iam-019`,
    ['iam:AttachRolePolicy', LEGACY_ROLE, bounded], ['iam:UpdateAssumeRolePolicy', LEGACY_ROLE, bounded]),
  path('CreatePolicyVersion and UpdateAssumeRolePolicy', `${PATHFINDING} iam-020`,
    ['iam:CreatePolicyVersion', iam('policy/legacy')], ['iam:UpdateAssumeRolePolicy', LEGACY_ROLE, bounded]),
  path('PutRolePolicy and UpdateAssumeRolePolicy', `${PATHFINDING} iam-021`,
    ['iam:PutRolePolicy', LEGACY_ROLE, bounded], ['iam:UpdateAssumeRolePolicy', LEGACY_ROLE, bounded]),
  path('CreateRole and AttachRolePolicy, with a trust that names the caller', HACKTRICKS, ['iam:CreateRole', iam('role/new')], ['iam:AttachRolePolicy', iam('role/new')]),
  path('CreateRole among the workload roles, without a boundary', HACKING, ['iam:CreateRole', iam('role/workload/new')]),
  path('CreateRole with a boundary that bounds nothing', HACKING, ['iam:CreateRole', iam('role/workload/new'), boundedByAll]),
  path('CreateRole with the boundary, outside the workload roles', HACKING, ['iam:CreateRole', iam('role/new'), bounded]),
  path('PutRolePolicy on a workload role that has no boundary', HACKING, ['iam:PutRolePolicy', LEGACY_ROLE]),
  path('AttachRolePolicy on a workload role that has no boundary', HACKING, ['iam:AttachRolePolicy', LEGACY_ROLE]),
  path('DeleteRolePermissionsBoundary', HACKING, ['iam:DeleteRolePermissionsBoundary', LEGACY_ROLE, bounded]),
  path('PutRolePermissionsBoundary', HACKING, ['iam:PutRolePermissionsBoundary', LEGACY_ROLE, boundedByAll]),
  path('CreatePolicyVersion of the boundary', HACKTRICKS, ['iam:CreatePolicyVersion', BOUNDARY]),
  path('SetDefaultPolicyVersion of the boundary', HACKTRICKS, ['iam:SetDefaultPolicyVersion', BOUNDARY]),
  path('AddRoleToInstanceProfile', HACKTRICKS, pass('ec2'), ['iam:AddRoleToInstanceProfile', iam('instance-profile/workload/app')]),

  // Providers of identities.
  path('CreateSAMLProvider', HACKTRICKS, ['iam:CreateSAMLProvider', iam('saml-provider/mine')]),
  path('UpdateSAMLProvider', HACKTRICKS, ['iam:UpdateSAMLProvider', iam('saml-provider/company')]),
  path('CreateOpenIDConnectProvider', HACKTRICKS, ['iam:CreateOpenIDConnectProvider', iam('oidc-provider/mine.example.com')]),
  path('AddClientIDToOpenIDConnectProvider', HACKTRICKS, ['iam:AddClientIDToOpenIDConnectProvider', iam('oidc-provider/token.actions.githubusercontent.com')]),
  path('UpdateOpenIDConnectProviderThumbprint', HACKTRICKS, ['iam:UpdateOpenIDConnectProviderThumbprint', iam('oidc-provider/token.actions.githubusercontent.com')]),
  path('CreateTrustAnchor and CreateProfile of Roles Anywhere', HACKTRICKS, pass('rolesanywhere'), ['rolesanywhere:CreateTrustAnchor', '*'], ['rolesanywhere:CreateProfile', '*']),
  path('CreatePermissionSet, ProvisionPermissionSet and CreateAccountAssignment', HACKTRICKS,
    ['sso:CreatePermissionSet', 'arn:aws:sso:::instance/ssoins-1'], ['sso:AttachManagedPolicyToPermissionSet', 'arn:aws:sso:::permissionSet/ssoins-1/ps-1'],
    ['sso:ProvisionPermissionSet', 'arn:aws:sso:::permissionSet/ssoins-1/ps-1'], ['sso:CreateAccountAssignment', 'arn:aws:sso:::permissionSet/ssoins-1/ps-1']),
  path('PutInlinePolicyToPermissionSet', HACKTRICKS,
    ['sso:PutInlinePolicyToPermissionSet', 'arn:aws:sso:::permissionSet/ssoins-1/ps-1'], ['sso:ProvisionPermissionSet', 'arn:aws:sso:::permissionSet/ssoins-1/ps-1']),
  path('CreateAccountAssignment', HACKTRICKS, ['sso:CreateAccountAssignment', 'arn:aws:sso:::permissionSet/ssoins-1/ps-1']),
  path('CreateGroupMembership of the identity store', HACKTRICKS, ['identitystore:CreateGroupMembership', 'arn:aws:identitystore:::group/g-1']),
  path('UpdatePassword in the directory of Identity Center', HACKTRICKS, ['sso-directory:UpdatePassword', '*']),
  path('SetIdentityPoolRoles', `${PATHFINDING} cognitoidentity-001`, pass('cognito-identity'), ['cognito-identity:SetIdentityPoolRoles', '*']),
  path('UpdateIdentityPool, to let guests in', HACKTRICKS, ['cognito-identity:UpdateIdentityPool', arn('cognito-identity', 'identitypool/pool')]),
  path('AdminAddUserToGroup of a user pool with roles', HACKTRICKS, ['cognito-idp:AdminAddUserToGroup', arn('cognito-idp', 'userpool/pool')]),
  path('CreateRoleAlias of IoT', HACKTRICKS, pass('credentials.iot'), ['iot:CreateRoleAlias', arn('iot', 'rolealias/new')]),

  // A role for a new function.
  path('PassRole, CreateFunction and InvokeFunction', `Rhino 15, ${VULNERABLE}, ${PATHFINDING} lambda-001`,
    pass('lambda'), ['lambda:CreateFunction', arn('lambda', 'function:workload-new'), newlyTagged], ['lambda:InvokeFunction', arn('lambda', 'function:workload-new')]),
  path('PassRole, CreateFunction and AddPermission', `Rhino 16, ${PATHFINDING} lambda-006`,
    pass('lambda'), ['lambda:CreateFunction', arn('lambda', 'function:workload-new'), newlyTagged], ['lambda:AddPermission', arn('lambda', 'function:workload-new'), tagged]),
  path('PassRole, CreateFunction and CreateEventSourceMapping', `Rhino 17, ${VULNERABLE}, ${PATHFINDING} lambda-002`,
    pass('lambda'), ['lambda:CreateFunction', arn('lambda', 'function:workload-new'), newlyTagged], ['lambda:CreateEventSourceMapping', '*']),
  path('PassRole and UpdateFunctionConfiguration, to another role', HACKTRICKS,
    pass('lambda'), ['lambda:UpdateFunctionConfiguration', arn('lambda', 'function:workload-app'), tagged]),

  // The code of a function that has a role.
  path('UpdateFunctionCode', `Rhino 18, ${VULNERABLE}, ${PATHFINDING} lambda-003`, ['lambda:UpdateFunctionCode', FUNCTION]),
  path('UpdateFunctionCode and InvokeFunction', `${PATHFINDING} lambda-004`, ['lambda:UpdateFunctionCode', FUNCTION], ['lambda:InvokeFunction', FUNCTION]),
  path('UpdateFunctionCode and AddPermission', `${PATHFINDING} lambda-005`, ['lambda:UpdateFunctionCode', FUNCTION], ['lambda:AddPermission', FUNCTION]),
  path('UpdateFunctionConfiguration with a layer', `Rhino 26, ${HACKING}`, ['lambda:UpdateFunctionConfiguration', FUNCTION]),
  path('TagResource and UpdateFunctionCode', 'CloudGoat iam_privesc_by_key_rotation, of a function', ['lambda:TagResource', FUNCTION, newlyTagged], ['lambda:UpdateFunctionCode', FUNCTION, tagged]),

  // Instances.
  path('PassRole and RunInstances', `Rhino 3, ${VULNERABLE}, ${PATHFINDING} ec2-001`, pass('ec2'), ['ec2:RunInstances', arn('ec2', 'instance/i-0new'), newlyTagged]),
  path('PassRole and RequestSpotInstances', `${PATHFINDING} ec2-004`, pass('ec2'), ['ec2:RequestSpotInstances', arn('ec2', 'spot-instances-request/sir-1'), newlyTagged]),
  path('PassRole, CreateLaunchTemplate and RunInstances', HACKTRICKS,
    pass('ec2'), ['ec2:CreateLaunchTemplate', arn('ec2', 'launch-template/lt-1'), newlyTagged], ['ec2:RunInstances', arn('ec2', 'instance/i-0new'), newlyTagged]),
  path('CreateLaunchTemplateVersion and ModifyLaunchTemplate', `${PATHFINDING} ec2-005`,
    ['ec2:CreateLaunchTemplateVersion', arn('ec2', 'launch-template/lt-1')], ['ec2:ModifyLaunchTemplate', arn('ec2', 'launch-template/lt-1')]),
  path('PassRole, CreateLaunchConfiguration and CreateAutoScalingGroup', HACKING, pass('ec2'),
    ['autoscaling:CreateLaunchConfiguration', arn('autoscaling', 'launchConfiguration:1:launchConfigurationName/new')],
    ['autoscaling:CreateAutoScalingGroup', arn('autoscaling', 'autoScalingGroup:1:autoScalingGroupName/new')]),
  path('PassRole, CreateLaunchTemplate and UpdateAutoScalingGroup', HACKING, pass('ec2'),
    ['ec2:CreateLaunchTemplate', arn('ec2', 'launch-template/lt-1'), newlyTagged],
    ['autoscaling:UpdateAutoScalingGroup', arn('autoscaling', 'autoScalingGroup:1:autoScalingGroupName/app')]),
  path('AssociateIamInstanceProfile', HACKTRICKS, pass('ec2'), ['ec2:AssociateIamInstanceProfile', arn('ec2', 'instance/i-0app'), tagged]),
  path('ReplaceIamInstanceProfileAssociation', HACKTRICKS, pass('ec2'), ['ec2:ReplaceIamInstanceProfileAssociation', arn('ec2', 'instance/i-0app'), tagged]),
  path('ModifyInstanceAttribute of the user data, StopInstances and StartInstances', `${PATHFINDING} ec2-002`,
    ['ec2:ModifyInstanceAttribute', INSTANCE], ['ec2:StopInstances', INSTANCE], ['ec2:StartInstances', INSTANCE]),
  path('SendSSHPublicKey', `${VULNERABLE}, ${PATHFINDING} ec2-003`, ['ec2-instance-connect:SendSSHPublicKey', INSTANCE]),
  path('SendSerialConsoleSSHPublicKey', HACKTRICKS, ['ec2-instance-connect:SendSerialConsoleSSHPublicKey', INSTANCE]),
  path('StartSession', `${VULNERABLE}, ${PATHFINDING} ssm-001`, ['ssm:StartSession', INSTANCE], ['ssm:StartSession', SHELL]),
  path('SendCommand', `${VULNERABLE}, ${PATHFINDING} ssm-002`, ['ssm:SendCommand', INSTANCE], ['ssm:SendCommand', arn('ssm', 'document/AWS-RunShellScript')]),
  path('CreateTags and StartSession', 'CloudGoat iam_privesc_by_ec2',
    ['ec2:CreateTags', INSTANCE, newlyTagged], ['ssm:StartSession', INSTANCE, tagged], ['ssm:StartSession', SHELL]),
  path('PassRole, CreateDocument and StartAutomationExecution', `${PATHFINDING} ssm-003`, pass('ssm'),
    ['ssm:CreateDocument', arn('ssm', 'document/new')], ['ssm:StartAutomationExecution', arn('ssm', 'document/new')]),
  path('CreateAssociation', HACKTRICKS, ['ssm:CreateAssociation', INSTANCE], ['ssm:CreateAssociation', arn('ssm', 'document/AWS-RunShellScript')]),
  path('GetInstanceAccessDetails of Lightsail', HACKTRICKS, ['lightsail:GetInstanceAccessDetails', arn('lightsail', 'Instance/1')]),

  // Containers.
  path('PassRole, CreateCluster, RegisterTaskDefinition and CreateService', `${PATHFINDING} ecs-001`, pass('ecs-tasks'), ['ecs:CreateCluster', arn('ecs', 'cluster/workload-new')],
    ['ecs:RegisterTaskDefinition', arn('ecs', 'task-definition/workload-new:1'), newlyTagged], ['ecs:CreateService', arn('ecs', 'service/workload-new/new'), newlyTagged]),
  path('PassRole, CreateCluster, RegisterTaskDefinition and RunTask', `${PATHFINDING} ecs-002`, pass('ecs-tasks'), ['ecs:CreateCluster', arn('ecs', 'cluster/workload-new')],
    ['ecs:RegisterTaskDefinition', arn('ecs', 'task-definition/workload-new:1'), newlyTagged], ['ecs:RunTask', arn('ecs', 'task-definition/workload-new:1'), newlyTagged]),
  path('PassRole, RegisterTaskDefinition and CreateService', `${PATHFINDING} ecs-003`, pass('ecs-tasks'),
    ['ecs:RegisterTaskDefinition', arn('ecs', 'task-definition/workload-new:1'), newlyTagged], ['ecs:CreateService', arn('ecs', 'service/workload-shared/new'), newlyTagged]),
  path('PassRole, RegisterTaskDefinition and RunTask', `${PATHFINDING} ecs-004`, pass('ecs-tasks'),
    ['ecs:RegisterTaskDefinition', arn('ecs', 'task-definition/workload-new:1'), newlyTagged], ['ecs:RunTask', arn('ecs', 'task-definition/workload-new:1'), newlyTagged]),
  path('PassRole, RegisterTaskDefinition and StartTask', `${PATHFINDING} ecs-005`, pass('ecs-tasks'),
    ['ecs:RegisterTaskDefinition', arn('ecs', 'task-definition/workload-new:1'), newlyTagged], ['ecs:StartTask', arn('ecs', 'task-definition/workload-new:1'), newlyTagged]),
  path('ExecuteCommand and DescribeTasks', `${PATHFINDING} ecs-006`,
    ['ecs:ExecuteCommand', arn('ecs', 'task/shared/privileged')], ['ecs:DescribeTasks', arn('ecs', 'task/shared/privileged')]),
  path('PassRole, RegisterContainerInstance and StartTask', `${PATHFINDING} ecs-007`, pass('ecs-tasks'),
    ['ecs:RegisterContainerInstance', arn('ecs', 'cluster/workload-shared')], ['ecs:StartTask', arn('ecs', 'task-definition/privileged:1'), newlyTagged]),
  path('RunTask of a definition with another command', `${PATHFINDING} ecs-008`, pass('ecs-tasks'), ['ecs:RunTask', arn('ecs', 'task-definition/privileged:1'), newlyTagged]),
  path('StartTask of a definition with another command', `${PATHFINDING} ecs-009`, pass('ecs-tasks'), ['ecs:StartTask', arn('ecs', 'task-definition/privileged:1'), newlyTagged]),
  path('UpdateService with another task definition', HACKTRICKS, pass('ecs-tasks'),
    ['ecs:RegisterTaskDefinition', arn('ecs', 'task-definition/workload-new:1'), newlyTagged], ['ecs:UpdateService', arn('ecs', 'service/workload-shared/app'), tagged]),
  path('UpdateService that opens a service to ExecuteCommand', HACKTRICKS, ['ecs:UpdateService', arn('ecs', 'service/shared/privileged')]),
  path('PutImage into the repository of a privileged task', HACKTRICKS, ['ecr:InitiateLayerUpload', arn('ecr', 'repository/privileged')],
    ['ecr:UploadLayerPart', arn('ecr', 'repository/privileged')], ['ecr:CompleteLayerUpload', arn('ecr', 'repository/privileged')], ['ecr:PutImage', arn('ecr', 'repository/privileged')]),
  path('SetRepositoryPolicy', HACKTRICKS, ['ecr:SetRepositoryPolicy', arn('ecr', 'repository/privileged')]),
  path('CreateAccessEntry and AssociateAccessPolicy of a cluster', HACKTRICKS,
    ['eks:CreateAccessEntry', arn('eks', 'cluster/workload-shared')], ['eks:AssociateAccessPolicy', arn('eks', `access-entry/shared/user/${ACCOUNT}/ann/1`)]),
  path('PassRole, RegisterJobDefinition and SubmitJob', `${PATHFINDING} batch-001`, pass('ecs-tasks'),
    ['batch:RegisterJobDefinition', arn('batch', 'job-definition/new')], ['batch:SubmitJob', arn('batch', 'job-queue/shared')]),
  path('PassRole and CreateService of App Runner', `${PATHFINDING} apprunner-001`, pass('tasks.apprunner'), ['apprunner:CreateService', arn('apprunner', 'service/new/1')]),
  path('UpdateService of App Runner', `${PATHFINDING} apprunner-002`, ['apprunner:UpdateService', arn('apprunner', 'service/privileged/1')]),

  // Deployment.
  path('PassRole and CreateStack', `Rhino 21, ${VULNERABLE}, ${PATHFINDING} cloudformation-001`,
    pass('cloudformation'), ['cloudformation:CreateStack', arn('cloudformation', 'stack/workload-new/1'), newlyTagged]),
  path('UpdateStack of a stack with a role', `${VULNERABLE}, ${PATHFINDING} cloudformation-002`, ['cloudformation:UpdateStack', STACK]),
  path('PassRole, CreateStackSet and CreateStackInstances', `${PATHFINDING} cloudformation-003`,
    pass('cloudformation'), ['cloudformation:CreateStackSet', '*'], ['cloudformation:CreateStackInstances', arn('cloudformation', 'stackset/new:1')]),
  path('UpdateStackSet', `${PATHFINDING} cloudformation-004`, pass('cloudformation'), ['cloudformation:UpdateStackSet', arn('cloudformation', 'stackset/privileged:1')]),
  path('CreateChangeSet and ExecuteChangeSet', `${PATHFINDING} cloudformation-005`, ['cloudformation:CreateChangeSet', STACK], ['cloudformation:ExecuteChangeSet', STACK]),
  path('PassRole and UpdateStack, to another role', HACKTRICKS, pass('cloudformation'), ['cloudformation:UpdateStack', arn('cloudformation', 'stack/workload-app/1'), tagged]),
  path('PassRole, CreateProject and StartBuild', `${VULNERABLE}, ${PATHFINDING} codebuild-001`,
    pass('codebuild'), ['codebuild:CreateProject', arn('codebuild', 'project/new')], ['codebuild:StartBuild', arn('codebuild', 'project/new')]),
  path('StartBuild with another buildspec', `${PATHFINDING} codebuild-002`, ['codebuild:StartBuild', arn('codebuild', 'project/privileged')]),
  path('StartBuildBatch with another buildspec', `${PATHFINDING} codebuild-003`, ['codebuild:StartBuildBatch', arn('codebuild', 'project/privileged')]),
  path('PassRole, CreateProject and StartBuildBatch', `${PATHFINDING} codebuild-004`,
    pass('codebuild'), ['codebuild:CreateProject', arn('codebuild', 'project/new')], ['codebuild:StartBuildBatch', arn('codebuild', 'project/new')]),
  path('PassRole and CreatePipeline', HACKTRICKS, pass('codepipeline'), ['codepipeline:CreatePipeline', arn('codepipeline', 'new')]),
  path('CreateDeployment', `${PATHFINDING} codedeploy-001`,
    ['codedeploy:RegisterApplicationRevision', arn('codedeploy', 'application:app')], ['codedeploy:CreateDeployment', arn('codedeploy', 'deploymentgroup:app/privileged')]),
  path('PassRole and CreateProject of CodeStar', `Rhino 24, ${HACKING}`, pass('codestar'), ['codestar:CreateProject', '*']),
  path('CreateProject and AssociateTeamMember of CodeStar', `Rhino 25, ${HACKING}`, ['codestar:CreateProject', '*'], ['codestar:AssociateTeamMember', arn('codestar', 'project/new')]),
  path('CreateApplicationVersion and UpdateEnvironment of Elastic Beanstalk', HACKTRICKS,
    ['elasticbeanstalk:CreateApplicationVersion', arn('elasticbeanstalk', 'applicationversion/app/1')], ['elasticbeanstalk:UpdateEnvironment', arn('elasticbeanstalk', 'environment/app/privileged')]),
  path('PassRole, CreateComponent, CreateImageRecipe, CreateInfrastructureConfiguration and CreateImage', `${PATHFINDING} imagebuilder-001`, pass('ec2'),
    ['imagebuilder:CreateComponent', arn('imagebuilder', 'component/new/1.0.0/1')], ['imagebuilder:CreateImageRecipe', arn('imagebuilder', 'image-recipe/new/1.0.0')],
    ['imagebuilder:CreateInfrastructureConfiguration', arn('imagebuilder', 'infrastructure-configuration/new')], ['imagebuilder:CreateImage', arn('imagebuilder', 'image/new/1.0.0/1')]),

  // Orchestration.
  path('PassRole and CreateStateMachine, then StartExecution', HACKTRICKS, pass('states'),
    ['states:CreateStateMachine', arn('states', 'stateMachine:workload-new'), newlyTagged], ['states:StartExecution', arn('states', 'stateMachine:workload-new')]),
  path('UpdateStateMachine, which keeps its role', HACKTRICKS, ['states:UpdateStateMachine', arn('states', 'stateMachine:privileged')], ['states:StartExecution', arn('states', 'stateMachine:privileged')]),
  path('PassRole and CreateSchedule', HACKTRICKS, pass('scheduler'), ['scheduler:CreateSchedule', arn('scheduler', 'schedule/default/new')]),
  path('PassRole, PutRule and PutTargets', HACKTRICKS, pass('events'), ['events:PutRule', arn('events', 'rule/workload-new'), newlyTagged], ['events:PutTargets', arn('events', 'rule/workload-new')]),
  path('PassRole, CreatePipeline and PutPipelineDefinition', `Rhino 22, ${VULNERABLE}, ${PATHFINDING} datapipeline-001`, pass('datapipeline'),
    ['datapipeline:CreatePipeline', '*'], ['datapipeline:PutPipelineDefinition', arn('datapipeline', 'pipeline/new')], ['datapipeline:ActivatePipeline', arn('datapipeline', 'pipeline/new')]),
  path('PassRole and CreateEnvironment of Airflow', `${PATHFINDING} mwaa-001`, pass('airflow'), ['airflow:CreateEnvironment', arn('airflow', 'environment/new')]),
  path('UpdateEnvironment of Airflow', `${PATHFINDING} mwaa-002`, ['airflow:UpdateEnvironment', arn('airflow', 'environment/privileged')]),
  path('PassRole and CreateExperimentTemplate of the Fault Injection Service', HACKTRICKS, pass('fis'), ['fis:CreateExperimentTemplate', arn('fis', 'experiment-template/new')]),
  path('ExecuteBudgetAction, which attaches a policy', HACKTRICKS, pass('budgets'), ['budgets:CreateBudgetAction', arn('budgets', 'budget/monthly/action/1', '')],
    ['budgets:ExecuteBudgetAction', arn('budgets', 'budget/monthly/action/1', '')]),

  // Data and models.
  path('PassRole and CreateDevEndpoint', `Rhino 19, ${VULNERABLE}, ${PATHFINDING} glue-001`, pass('glue'), ['glue:CreateDevEndpoint', '*']),
  path('UpdateDevEndpoint', `Rhino 20, ${VULNERABLE}, ${PATHFINDING} glue-002`, ['glue:UpdateDevEndpoint', arn('glue', 'devEndpoint/privileged')]),
  path('PassRole, CreateJob and StartJobRun', `${PATHFINDING} glue-003`, pass('glue'), ['glue:CreateJob', arn('glue', 'job/new')], ['glue:StartJobRun', arn('glue', 'job/new')]),
  path('PassRole, CreateJob and CreateTrigger', `${PATHFINDING} glue-004`, pass('glue'), ['glue:CreateJob', arn('glue', 'job/new')], ['glue:CreateTrigger', arn('glue', 'trigger/new')]),
  path('PassRole, UpdateJob and StartJobRun', `${PATHFINDING} glue-005`, pass('glue'), ['glue:UpdateJob', arn('glue', 'job/etl')], ['glue:StartJobRun', arn('glue', 'job/etl')]),
  path('PassRole, UpdateJob and CreateTrigger', `${PATHFINDING} glue-006`, pass('glue'), ['glue:UpdateJob', arn('glue', 'job/etl')], ['glue:CreateTrigger', arn('glue', 'trigger/new')]),
  path('PassRole, CreateSession and RunStatement', `${PATHFINDING} glue-007`, pass('glue'), ['glue:CreateSession', arn('glue', 'session/new')], ['glue:RunStatement', arn('glue', 'session/new')]),
  path('PassRole and RunJobFlow', `${PATHFINDING} emr-001`, pass('elasticmapreduce'), pass('ec2'), ['elasticmapreduce:RunJobFlow', '*']),
  path('PassRole and StartJobRun of EMR Serverless', `${PATHFINDING} emrserverless-001`,
    pass('emr-serverless'), ['emr-serverless:CreateApplication', '*'], ['emr-serverless:StartJobRun', arn('emr-serverless', '/applications/1')]),
  path('PassRole and CreateNotebookInstance', `Rhino 27, ${VULNERABLE}, ${PATHFINDING} sagemaker-001`, pass('sagemaker'),
    ['sagemaker:CreateNotebookInstance', arn('sagemaker', 'notebook-instance/new')], ['sagemaker:CreatePresignedNotebookInstanceUrl', arn('sagemaker', 'notebook-instance/new')]),
  path('PassRole and CreateTrainingJob', `${VULNERABLE}, ${PATHFINDING} sagemaker-002`, pass('sagemaker'), ['sagemaker:CreateTrainingJob', arn('sagemaker', 'training-job/new')]),
  path('PassRole and CreateProcessingJob', `${VULNERABLE}, ${PATHFINDING} sagemaker-003`, pass('sagemaker'), ['sagemaker:CreateProcessingJob', arn('sagemaker', 'processing-job/new')]),
  path('CreatePresignedNotebookInstanceUrl', `Rhino 28, ${VULNERABLE}, ${PATHFINDING} sagemaker-004`,
    ['sagemaker:CreatePresignedNotebookInstanceUrl', arn('sagemaker', 'notebook-instance/privileged')]),
  path('CreateNotebookInstanceLifecycleConfig and UpdateNotebookInstance', `${PATHFINDING} sagemaker-005`,
    ['sagemaker:CreateNotebookInstanceLifecycleConfig', arn('sagemaker', 'notebook-instance-lifecycle-config/new')],
    ['sagemaker:StopNotebookInstance', arn('sagemaker', 'notebook-instance/privileged')], ['sagemaker:UpdateNotebookInstance', arn('sagemaker', 'notebook-instance/privileged')],
    ['sagemaker:StartNotebookInstance', arn('sagemaker', 'notebook-instance/privileged')]),
  path('PassRole and CreateCodeInterpreter of Bedrock AgentCore', `${PATHFINDING} bedrock-001`, pass('bedrock-agentcore'), ['bedrock-agentcore:CreateCodeInterpreter', '*'],
    ['bedrock-agentcore:StartCodeInterpreterSession', arn('bedrock-agentcore', 'code-interpreter-custom/new')],
    ['bedrock-agentcore:InvokeCodeInterpreter', arn('bedrock-agentcore', 'code-interpreter-custom/new')]),
  path('StartCodeInterpreterSession and InvokeCodeInterpreter of Bedrock AgentCore', `${PATHFINDING} bedrock-002`,
    ['bedrock-agentcore:StartCodeInterpreterSession', arn('bedrock-agentcore', 'code-interpreter-custom/privileged')],
    ['bedrock-agentcore:InvokeCodeInterpreter', arn('bedrock-agentcore', 'code-interpreter-custom/privileged')]),
  path('PassRole and CreateJob of Braket', `${PATHFINDING} braket-001`, pass('braket'), ['braket:CreateJob', arn('braket', 'job/new')]),
  path('PassRole and StartRun of HealthOmics', `${PATHFINDING} omics-001`, pass('omics'), ['omics:StartRun', arn('omics', 'run/new')]),
  path('PassRole and CreateApplication of Managed Flink', `${PATHFINDING} kinesisanalytics-001`, pass('kinesisanalytics'), ['kinesisanalytics:CreateApplication', '*']),

  // Secrets, keys and the policies of resources, which hold the permissions of others.
  path('GetSecretValue of somebody else\'s secret', HACKTRICKS, ['secretsmanager:GetSecretValue', arn('secretsmanager', 'secret:admin-AbCdEf')]),
  path('PutResourcePolicy of a secret', HACKTRICKS, ['secretsmanager:PutResourcePolicy', arn('secretsmanager', 'secret:admin-AbCdEf')]),
  path('GetParameter of somebody else\'s parameter', HACKTRICKS, ['ssm:GetParameter', arn('ssm', 'parameter/admin')]),
  path('PutKeyPolicy', HACKTRICKS, ['kms:PutKeyPolicy', arn('kms', 'key/0a1b2c3d-1111-2222-3333-444455556666')]),
  path('CreateGrant', HACKTRICKS, ['kms:CreateGrant', arn('kms', 'key/0a1b2c3d-1111-2222-3333-444455556666')]),
  path('PutBucketPolicy', HACKTRICKS, ['s3:PutBucketPolicy', 'arn:aws:s3:::secrets']),
  path('PutObject over the template of a privileged stack', HACKTRICKS, ['s3:PutObject', `arn:aws:s3:::cdk-hnb659fds-assets-${ACCOUNT}-${REGION}/template.json`]),
  path('SetQueueAttributes, which holds the policy of a queue', HACKTRICKS, ['sqs:SetQueueAttributes', arn('sqs', 'privileged')]),
  path('ModifyDBInstance, to a new master password', HACKTRICKS, ['rds:ModifyDBInstance', arn('rds', 'db:privileged')]),
  path('GetClusterCredentials of Redshift', HACKTRICKS, ['redshift:GetClusterCredentials', arn('redshift', 'dbuser:warehouse/admin')]),

  // The organization.
  path('AssumeRole of OrganizationAccountAccessRole', HACKTRICKS, ['sts:AssumeRole', iam('role/OrganizationAccountAccessRole')]),
  path('AssumeRoot', HACKTRICKS, ['sts:AssumeRoot', iam('root')]),
  path('DetachPolicy of a service control policy', HACKTRICKS, ['organizations:DetachPolicy', `arn:aws:organizations::${ACCOUNT}:policy/o-1/service_control_policy/p-1`]),
];
