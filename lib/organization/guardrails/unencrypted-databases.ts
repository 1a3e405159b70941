import { denyActions, denyAll, EVERYBODY, EXEMPT_ROLES, GuardrailEntry } from './guardrail-entry';

export const UNENCRYPTED_DATABASES: GuardrailEntry = {
  id: 'unencrypted-databases',
  what: 'No database of Amazon RDS or Amazon Aurora is made without encryption.',
  why: 'It can never be encrypted later, other than by a copy.',
  binds: EVERYBODY,
  exceptions: EXEMPT_ROLES,
  link: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Overview.Encryption.html',
  // An instance in a cluster says nothing of encryption: the cluster did.
  statements: denyAll(
    denyActions('UnencryptedDatabases1', ['rds:CreateDBCluster'], { when: { Bool: { 'rds:StorageEncrypted': 'false' } } }),
    denyActions('UnencryptedDatabases2', ['rds:CreateDBInstance'], {
      on: 'arn:*:rds:*:*:db:*',
      when: { Bool: { 'rds:StorageEncrypted': 'false' }, StringNotLike: { 'rds:DatabaseEngine': ['aurora*', 'docdb', 'neptune'] } },
    }),
  ),
};
