import { denyActions, EVERYBODY, EXEMPT_ROLES, GuardrailEntry } from './guardrail-entry';

export const PUBLIC_DATABASES: GuardrailEntry = {
  id: 'public-databases',
  what: 'No database can be reached from the internet.',
  why: 'A database needs no public address: what uses it is in the VPC.',
  binds: EVERYBODY,
  exceptions: EXEMPT_ROLES,
  link: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_VPC.WorkingWithRDSInstanceinaVPC.html',
  statements: denyActions('PublicDatabases', [
    'rds:CreateDBInstance', 'rds:RestoreDBInstanceFromDBSnapshot', 'rds:RestoreDBInstanceToPointInTime',
  ], { when: { Bool: { 'rds:PubliclyAccessible': 'true' } } }),
};
