import { isWildcardOnlyAction } from '@cloud-copilot/iam-simulate';
import { Guardrail } from '../../../lib';
import { ACCOUNT, ADMINISTRATOR, decide, REGION } from '../../support';

/** The execution role that AWS CloudFormation StackSets makes in every account. */
export const STACK_SETS = `arn:aws:iam::${ACCOUNT}:role/stacksets-exec-0123456789abcdef`;
export const ROOT = `arn:aws:iam::${ACCOUNT}:root`;

export interface Attempt { principal?: string; action: string; resource?: string; context?: Record<string, string> }

/** What AWS decides about a principal of a member account that may do everything itself, where the guardrail is in force. */
export async function attempt(guardrail: Guardrail, { principal = ADMINISTRATOR, action, resource = '*', context }: Attempt): Promise<string> {
  const [service, name] = action.split(':');
  const asked = await isWildcardOnlyAction(service, name) ? '*' : resource;
  const policy = { Version: '2012-10-17', Statement: guardrail._statements(['arn:*:iam::*:role/stacksets-exec-*']) };
  return decide(principal, action, asked, { 'aws:PrincipalArn': principal, 'aws:RequestedRegion': REGION, ...context }, { scps: [policy] });
}
