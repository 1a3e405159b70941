import { denyActions, EVERYBODY, EXEMPT_ROLES, GuardrailEntry } from './guardrail-entry';

export const PROTECT_AUDIT_TRAIL: GuardrailEntry = {
  id: 'protect-audit-trail',
  what: 'Trails and event data stores of AWS CloudTrail are not stopped, changed or removed.',
  why: 'The first thing an intruder with enough permissions does is to stop the record of it.',
  binds: EVERYBODY,
  exceptions: EXEMPT_ROLES,
  link: 'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/best-practices-security.html',
  statements: denyActions('ProtectAuditTrail', [
    'cloudtrail:DeleteEventDataStore',
    'cloudtrail:DeleteTrail',
    'cloudtrail:PutEventSelectors',
    'cloudtrail:PutInsightSelectors',
    'cloudtrail:StopEventDataStoreIngestion',
    'cloudtrail:StopLogging',
    'cloudtrail:UpdateEventDataStore',
    'cloudtrail:UpdateTrail',
  ]),
};
