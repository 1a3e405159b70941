import { denyActions, EVERYBODY, EXEMPT_ROLES, GuardrailEntry } from './guardrail-entry';

export const UNENCRYPTED_FILE_SYSTEMS: GuardrailEntry = {
  id: 'unencrypted-file-systems',
  what: 'No file system of Amazon EFS is made without encryption.',
  why: 'It can never be encrypted later.',
  binds: EVERYBODY,
  exceptions: EXEMPT_ROLES,
  link: 'https://docs.aws.amazon.com/efs/latest/ug/using-iam-to-enforce-encryption-at-rest.html',
  statements: denyActions('UnencryptedFileSystems', ['elasticfilesystem:CreateFileSystem'], {
    when: { Bool: { 'elasticfilesystem:Encrypted': 'false' } },
  }),
};
