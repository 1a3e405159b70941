import { denyActions, denyAll, EVERYBODY, EXEMPT_ROLES, GuardrailEntry } from './guardrail-entry';

export const PROTECT_BASELINE_ROLES: GuardrailEntry = {
  id: 'protect-baseline-roles',
  what: 'Roles, groups, policies and functions of the baseline, and the roles that deploy it, are not made, changed, used or removed.',
  why: 'Whoever can change the role that guards is guarded by nobody.',
  binds: EVERYBODY,
  exceptions: EXEMPT_ROLES,
  link: 'https://docs.aws.amazon.com/prescriptive-guidance/latest/transitioning-to-multiple-aws-accounts/preventive-controls.html',
  statements: denyAll(
    denyActions('ProtectBaselineRoles1', [
      'iam:AttachGroupPolicy', 'iam:AttachRolePolicy', 'iam:CreatePolicyVersion', 'iam:CreateRole', 'iam:DeleteGroup', 'iam:DeleteGroupPolicy',
      'iam:DeletePolicy', 'iam:DeletePolicyVersion', 'iam:DeleteRole', 'iam:DeleteRolePermissionsBoundary', 'iam:DeleteRolePolicy',
      'iam:DetachGroupPolicy', 'iam:DetachRolePolicy', 'iam:PassRole', 'iam:PutGroupPolicy', 'iam:PutRolePermissionsBoundary', 'iam:PutRolePolicy',
      'iam:SetDefaultPolicyVersion', 'iam:UpdateAssumeRolePolicy', 'iam:UpdateGroup', 'iam:UpdateRole', 'iam:UpdateRoleDescription',
    ], {
      on: [
        'arn:*:iam::*:group/secure-baseline/*', 'arn:*:iam::*:policy/secure-baseline-*', 'arn:*:iam::*:policy/secure-baseline/*',
        'arn:*:iam::*:role/AWSControlTowerExecution', 'arn:*:iam::*:role/OrganizationAccountAccessRole',
        'arn:*:iam::*:role/StackSet-secure-baseline-*', 'arn:*:iam::*:role/secure-baseline-*', 'arn:*:iam::*:role/secure-baseline/*',
        'arn:*:iam::*:role/stacksets-exec-*',
      ],
    }),
    denyActions('ProtectBaselineRoles2', [
      'lambda:AddPermission', 'lambda:CreateFunctionUrlConfig', 'lambda:DeleteFunction', 'lambda:InvokeFunction', 'lambda:PutFunctionConcurrency',
      'lambda:UpdateFunctionCode', 'lambda:UpdateFunctionConfiguration',
    ], { on: 'arn:*:lambda:*:*:function:secure-baseline-*' }),
  ),
};
