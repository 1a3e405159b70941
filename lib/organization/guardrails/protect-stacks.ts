import { checkList } from './guardrail-checks';
import { denyActions, denyAll, EVERYBODY, EXEMPT_ROLES, GuardrailEntry } from './guardrail-entry';

/** Whatever changes a stack, or takes resources out of it. */
export const STACK_CHANGES = [
  'cloudformation:CancelUpdateStack', 'cloudformation:ContinueUpdateRollback', 'cloudformation:CreateChangeSet', 'cloudformation:DeleteStack',
  'cloudformation:ExecuteChangeSet', 'cloudformation:ExecuteStackRefactor', 'cloudformation:RollbackStack', 'cloudformation:SetStackPolicy',
  'cloudformation:UpdateStack', 'cloudformation:UpdateTerminationProtection',
];

export const PROTECT_STACKS = (names: string[]): GuardrailEntry => ({
  id: 'protect-stacks',
  what: `Stacks named ${names.join(', ')}, and roles and functions in them, are not changed or removed.`,
  why: 'What deploys the guardrails of an account is itself the way around them.',
  binds: EVERYBODY,
  exceptions: EXEMPT_ROLES,
  link: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/security-best-practices.html',
  statements: denyAll(
    denyActions('ProtectStacks1', STACK_CHANGES, { on: names.map((name) => `arn:*:cloudformation:*:*:stack/${name}/*`) }),
    denyActions('ProtectStacks2', [
      'iam:AttachRolePolicy', 'iam:DeleteRole', 'iam:DeleteRolePolicy', 'iam:DetachRolePolicy', 'iam:PutRolePolicy', 'iam:UpdateAssumeRolePolicy',
      'lambda:AddPermission', 'lambda:DeleteFunction', 'lambda:UpdateFunctionCode', 'lambda:UpdateFunctionConfiguration',
    ], {
      // AWS CloudFormation begins the names it gives with that of the stack.
      on: names.flatMap((name) => [`arn:*:iam::*:role/${name}-*`, `arn:*:lambda:*:*:function:${name}-*`]),
    }),
  ),
  problems: (prop) => checkList(`${prop}.names`, names, /^[A-Za-z][A-Za-z0-9-]{2,}\*?$/,
    'the name of a stack, or how it begins: 3 characters or more, then an asterisk', 'write it like Baseline-* or StackSet-Baseline-*'),
});
