import { denyActions, denyAll, EVERYBODY, EXEMPT_ROLES, GuardrailEntry } from './guardrail-entry';

export const UNENCRYPTED_VOLUMES: GuardrailEntry = {
  id: 'unencrypted-volumes',
  what: 'No volume is made without encryption, and encryption by default stays on.',
  why: 'A disk that leaves the data centre, or a snapshot that is shared, can then be read by nobody.',
  binds: EVERYBODY,
  exceptions: EXEMPT_ROLES,
  link: 'https://docs.aws.amazon.com/ebs/latest/userguide/encryption-by-default.html',
  statements: denyAll(
    denyActions('UnencryptedVolumes1', ['ec2:DisableEbsEncryptionByDefault']),
    denyActions('UnencryptedVolumes2', ['ec2:CreateVolume', 'ec2:RunInstances'], {
      on: 'arn:*:ec2:*:*:volume/*',
      when: { Bool: { 'ec2:Encrypted': 'false' } },
    }),
  ),
};
