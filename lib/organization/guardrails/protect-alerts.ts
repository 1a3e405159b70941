import { denyActions, EVERYBODY, EXEMPT_ROLES, GuardrailEntry } from './guardrail-entry';

export const PROTECT_ALERTS: GuardrailEntry = {
  id: 'protect-alerts',
  what: 'Alarms, rules and topics that tell of what happens are not silenced, changed or removed.',
  why: 'An intruder who is not heard has all the time.',
  binds: EVERYBODY,
  exceptions: EXEMPT_ROLES,
  link: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html',
  statements: denyActions('ProtectAlerts', [
    'cloudwatch:DeleteAlarms', 'cloudwatch:DisableAlarmActions', 'cloudwatch:PutAlarmMuteRule', 'cloudwatch:PutCompositeAlarm',
    'cloudwatch:PutMetricAlarm', 'cloudwatch:SetAlarmState', 'events:DeleteRule', 'events:DisableRule', 'events:PutRule', 'events:PutTargets',
    'events:RemoveTargets', 'sns:DeleteTopic', 'sns:RemovePermission', 'sns:SetTopicAttributes', 'sns:Unsubscribe',
  ], {
    on: [
      'arn:*:cloudwatch:*:*:alarm:secure-baseline-*', 'arn:*:cloudwatch:*:*:alarm-mute-rule:*', 'arn:*:events:*:*:rule/secure-baseline-*',
      'arn:*:sns:*:*:secure-baseline-*',
    ],
  }),
};
