import { denyActions, EVERYBODY, EXEMPT_ROLES, GuardrailEntry } from './guardrail-entry';

export const PROTECT_LOG_GROUPS: GuardrailEntry = {
  id: 'protect-log-groups',
  what: 'Log groups of the baseline are not removed, emptied, made shorter-lived or read away by filters of their own.',
  why: 'Alarms read the log group of the trail: without it nobody is told.',
  binds: EVERYBODY,
  exceptions: EXEMPT_ROLES,
  link: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/WhatIsCloudWatchLogs.html',
  statements: denyActions('ProtectLogGroups', [
    'logs:DeleteLogGroup', 'logs:DeleteLogStream', 'logs:DeleteMetricFilter', 'logs:DeleteRetentionPolicy', 'logs:DeleteSubscriptionFilter',
    'logs:DisassociateKmsKey', 'logs:PutDataProtectionPolicy', 'logs:PutMetricFilter', 'logs:PutRetentionPolicy', 'logs:PutSubscriptionFilter',
    'logs:PutTransformer',
  ], { on: 'arn:*:logs:*:*:log-group:secure-baseline*' }),
};
