import { denyActions, EVERYBODY, EXEMPT_ROLES, GuardrailEntry } from './guardrail-entry';

export const PROTECT_BASELINE_ROLES: GuardrailEntry = {
  id: 'protect-baseline-roles',
  what: 'Roles, groups and policies of the baseline, and the roles that deploy it, are not changed or removed.',
  why: 'Whoever can change the role that guards is guarded by nobody.',
  binds: EVERYBODY,
  exceptions: EXEMPT_ROLES,
  link: 'https://docs.aws.amazon.com/prescriptive-guidance/latest/transitioning-to-multiple-aws-accounts/preventive-controls.html',
  statements: denyActions('ProtectBaselineRoles', [
    'iam:AttachGroupPolicy', 'iam:AttachRolePolicy', 'iam:CreatePolicyVersion', 'iam:DeleteGroup', 'iam:DeleteGroupPolicy',
    'iam:DeletePolicy', 'iam:DeletePolicyVersion', 'iam:DeleteRole', 'iam:DeleteRolePermissionsBoundary', 'iam:DeleteRolePolicy',
    'iam:DetachGroupPolicy', 'iam:DetachRolePolicy', 'iam:PutGroupPolicy', 'iam:PutRolePermissionsBoundary', 'iam:PutRolePolicy',
    'iam:SetDefaultPolicyVersion', 'iam:UpdateAssumeRolePolicy', 'iam:UpdateGroup', 'iam:UpdateRole', 'iam:UpdateRoleDescription',
  ], {
    on: [
      'arn:*:iam::*:group/secure-baseline/*', 'arn:*:iam::*:policy/secure-baseline-*', 'arn:*:iam::*:policy/secure-baseline/*',
      'arn:*:iam::*:role/AWSControlTowerExecution', 'arn:*:iam::*:role/OrganizationAccountAccessRole', 'arn:*:iam::*:role/secure-baseline-*',
      'arn:*:iam::*:role/secure-baseline/*', 'arn:*:iam::*:role/stacksets-exec-*',
    ],
  }),
};
