import { RuleEntry } from './rule-entry';

const SECRET = ['AWS::SecretsManager::Secret'];

/** Keys, secrets and certificates. */
export const SECRET_RULES: readonly RuleEntry[] = [
  {
    identifier: 'CMK_BACKING_KEY_ROTATION_ENABLED', cis: ['4.6'], fsbp: ['KMS.4'], pack: 'essential',
    what: 'A customer managed key is never rotated.',
    why: 'All data of all years would depend on one piece of key material.',
  },
  {
    identifier: 'KMS_CMK_NOT_SCHEDULED_FOR_DELETION', cis: ['5.7'], fsbp: ['KMS.3'], pack: 'standard', urgent: true,
    what: 'A customer managed key waits for its deletion.',
    why: 'All that it encrypts is lost with it.',
    parameters: [{ name: 'kmsKeyIds', kind: 'list' }],
  },
  {
    identifier: 'SECRETSMANAGER_ROTATION_ENABLED_CHECK', fsbp: ['SecretsManager.1'], pack: 'standard', types: SECRET,
    what: 'A secret is never rotated by itself.',
    why: 'A secret that leaked works until somebody changes it.',
    parameters: [{ name: 'maximumAllowedRotationFrequency', kind: 'number' }],
  },
  {
    identifier: 'SECRETSMANAGER_SCHEDULED_ROTATION_SUCCESS_CHECK', fsbp: ['SecretsManager.2'], pack: 'standard', types: SECRET,
    what: 'The rotation of a secret failed.',
    why: 'It looks rotated, and is not.',
  },
  {
    identifier: 'SECRETSMANAGER_SECRET_UNUSED', fsbp: ['SecretsManager.3'], pack: 'regulated',
    what: 'A secret was not used for 90 days.',
    why: 'What nobody needs can only be stolen.',
    parameters: [{ name: 'unusedForDays', kind: 'number', value: '90' }],
  },
  {
    identifier: 'SECRETSMANAGER_SECRET_PERIODIC_ROTATION', fsbp: ['SecretsManager.4'], pack: 'regulated',
    what: 'A secret was not changed for 90 days.',
    why: 'The older a secret, the more places it was copied to.',
    parameters: [{ name: 'maxDaysSinceRotation', kind: 'number', value: '90' }],
  },
  {
    identifier: 'ACM_CERTIFICATE_EXPIRATION_CHECK', fsbp: ['ACM.1'], pack: 'standard', types: ['AWS::ACM::Certificate'],
    what: 'A certificate expires within 30 days.',
    why: 'Imported ones are not renewed by themselves, and people learn to click warnings away.',
    parameters: [{ name: 'daysToExpiration', kind: 'number', value: '30' }],
  },
];
