import { denyActions, EVERYBODY, EXEMPT_ROLES, GuardrailEntry } from './guardrail-entry';
import { STACK_CHANGES } from './protect-stacks';

export const PROTECT_BASELINE_STACKS: GuardrailEntry = {
  id: 'protect-baseline-stacks',
  what: 'Stacks that a rollout of the baseline makes are not changed or removed.',
  why: 'Whoever removes the stack removes what is in it, whatever protects each part.',
  binds: EVERYBODY,
  exceptions: `${EXEMPT_ROLES} Stacks of an account baseline that is deployed by itself, which have names of their own: protectStacks is for them.`,
  link: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/security-best-practices.html',
  // AWS CloudFormation StackSets names a stack after its stack set.
  statements: denyActions('ProtectBaselineStacks', STACK_CHANGES, { on: 'arn:*:cloudformation:*:*:stack/StackSet-secure-baseline-*' }),
};
