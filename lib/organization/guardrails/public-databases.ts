import { denyActions, EVERYBODY, EXEMPT_ROLES, GuardrailEntry } from './guardrail-entry';

export const PUBLIC_DATABASES: GuardrailEntry = {
  id: 'public-databases',
  what: 'No database, read replica or shard group is made with a public address.',
  why: 'A database needs no public address: what uses it is in the VPC.',
  binds: EVERYBODY,
  exceptions: `${EXEMPT_ROLES} Databases that are made public later, which AWS Config has to find: AWS lets no condition see that.`,
  link: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_VPC.WorkingWithRDSInstanceinaVPC.html',
  statements: denyActions('PublicDatabases', [
    'rds:CreateDBInstance', 'rds:CreateDBInstanceReadReplica', 'rds:CreateDBShardGroup', 'rds:RestoreDBInstanceFromDBSnapshot',
    'rds:RestoreDBInstanceFromS3', 'rds:RestoreDBInstanceToPointInTime',
  ], { when: { Bool: { 'rds:PubliclyAccessible': 'true' } } }),
};
