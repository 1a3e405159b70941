import { denyActions, EVERYBODY, EXEMPT_ROLES, GuardrailEntry } from './guardrail-entry';

export const PROTECT_FLOW_LOGS: GuardrailEntry = {
  id: 'protect-flow-logs',
  what: 'Flow logs of VPCs are not removed.',
  why: 'They are what is left of a connection when the machine that made it is gone.',
  binds: EVERYBODY,
  exceptions: EXEMPT_ROLES,
  link: 'https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs.html',
  statements: denyActions('ProtectFlowLogs', ['ec2:DeleteFlowLogs']),
};
