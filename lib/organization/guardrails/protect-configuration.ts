import { denyActions, EVERYBODY, EXEMPT_ROLES, GuardrailEntry } from './guardrail-entry';

export const PROTECT_CONFIGURATION: GuardrailEntry = {
  id: 'protect-configuration',
  what: 'AWS Config is not stopped, redirected or removed.',
  why: 'Without the record nobody can say what a resource looked like when something happened.',
  binds: EVERYBODY,
  exceptions: `${EXEMPT_ROLES} Rules that are added or changed: AWS Config knows them by numbers, and teams have their own.`,
  link: 'https://docs.aws.amazon.com/config/latest/developerguide/security-best-practices.html',
  statements: denyActions('ProtectConfiguration', [
    'config:DeleteConfigRule',
    'config:DeleteConfigurationRecorder',
    'config:DeleteDeliveryChannel',
    'config:DeleteRemediationConfiguration',
    'config:DeleteRetentionConfiguration',
    'config:DeleteServiceLinkedConfigurationRecorder',
    'config:DisassociateResourceTypes',
    'config:PutConfigurationRecorder',
    'config:PutDeliveryChannel',
    'config:PutRetentionConfiguration',
    'config:StopConfigurationRecorder',
  ]),
};
