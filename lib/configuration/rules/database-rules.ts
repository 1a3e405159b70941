import { RuleEntry } from './rule-entry';

const INSTANCE = ['AWS::RDS::DBInstance'];
const SNAPSHOTS = ['AWS::RDS::DBSnapshot', 'AWS::RDS::DBClusterSnapshot'];
const REDSHIFT = ['AWS::Redshift::Cluster'];
const OPENSEARCH = ['AWS::OpenSearch::Domain'];

/** Databases, warehouses and search. */
export const DATABASE_RULES: readonly RuleEntry[] = [
  {
    identifier: 'RDS_STORAGE_ENCRYPTED', cis: ['3.2.1'], fsbp: ['RDS.3'], pack: 'essential', types: INSTANCE,
    what: 'A database is not encrypted at rest.',
    why: 'Encryption cannot be switched on later without a copy.',
    parameters: [{ name: 'kmsKeyId', kind: 'text' }],
  },
  {
    identifier: 'RDS_AUTOMATIC_MINOR_VERSION_UPGRADE_ENABLED', cis: ['3.2.2'], fsbp: ['RDS.13'], pack: 'essential', types: INSTANCE,
    what: 'A database does not take minor versions by itself.',
    why: 'They carry the security fixes.',
  },
  {
    identifier: 'RDS_INSTANCE_PUBLIC_ACCESS_CHECK', cis: ['3.2.3'], fsbp: ['RDS.2'], pack: 'essential', types: INSTANCE, urgent: true,
    what: 'A database has a public address.',
    why: 'Databases are reached through an application, never from the internet.',
  },
  {
    identifier: 'RDS_MULTI_AZ_SUPPORT', cis: ['3.2.4'], fsbp: ['RDS.5'], pack: 'regulated', types: INSTANCE,
    what: 'A database stands in one availability zone.',
    why: 'It goes when the zone goes.',
  },
  {
    identifier: 'RDS_SNAPSHOTS_PUBLIC_PROHIBITED', fsbp: ['RDS.1'], pack: 'essential', types: SNAPSHOTS, urgent: true,
    what: 'A snapshot of a database is public.',
    why: 'Everybody can restore it and read it.',
  },
  {
    identifier: 'RDS_SNAPSHOT_ENCRYPTED', fsbp: ['RDS.4'], pack: 'standard', types: SNAPSHOTS,
    what: 'A snapshot of a database is not encrypted.',
    why: 'A snapshot is worth what it is a copy of.',
  },
  {
    identifier: 'RDS_INSTANCE_DELETION_PROTECTION_ENABLED', fsbp: ['RDS.8'], pack: 'standard', types: INSTANCE,
    what: 'A database can be deleted by one call.',
    why: 'That is as far as a mistake should not reach.',
    parameters: [{ name: 'databaseEngines', kind: 'list' }],
  },
  {
    identifier: 'RDS_CLUSTER_DELETION_PROTECTION_ENABLED', fsbp: ['RDS.7'], pack: 'standard', types: ['AWS::RDS::DBCluster'],
    what: 'A database cluster can be deleted by one call.',
    why: 'That is as far as a mistake should not reach.',
  },
  {
    identifier: 'DB_INSTANCE_BACKUP_ENABLED', fsbp: ['RDS.11'], pack: 'standard', types: INSTANCE,
    what: 'A database has no automatic backups.',
    why: 'It cannot go back to the minute before something happened.',
    parameters: [
      { name: 'backupRetentionPeriod', kind: 'number' }, { name: 'backupRetentionMinimum', kind: 'number' },
      { name: 'preferredBackupWindow', kind: 'text' }, { name: 'checkReadReplicas', kind: 'boolean' },
    ],
  },
  {
    identifier: 'RDS_INSTANCE_IAM_AUTHENTICATION_ENABLED', fsbp: ['RDS.10'], pack: 'regulated', types: INSTANCE,
    what: 'A database takes passwords alone.',
    why: 'Sign-in through IAM needs no password that somebody has to keep.',
  },
  {
    identifier: 'RDS_LOGGING_ENABLED', fsbp: ['RDS.9'], pack: 'regulated', types: INSTANCE,
    what: 'A database keeps its logs to itself.',
    why: 'They go with it.',
    parameters: [{ name: 'additionalLogs', kind: 'text' }],
  },
  {
    identifier: 'DYNAMODB_PITR_ENABLED', fsbp: ['DynamoDB.2'], pack: 'standard', types: ['AWS::DynamoDB::Table'],
    what: 'A table cannot go back in time.',
    why: 'What is overwritten or deleted by mistake is gone.',
  },
  {
    identifier: 'REDSHIFT_CLUSTER_PUBLIC_ACCESS_CHECK', fsbp: ['Redshift.1'], pack: 'standard', types: REDSHIFT, urgent: true,
    what: 'A warehouse has a public address.',
    why: 'A password is then all that protects it.',
  },
  {
    identifier: 'REDSHIFT_REQUIRE_TLS_SSL', fsbp: ['Redshift.2'], pack: 'regulated', types: [...REDSHIFT, 'AWS::Redshift::ClusterParameterGroup'],
    what: 'A warehouse accepts connections without TLS.',
    why: 'They can be read and changed on the way.',
  },
  {
    identifier: 'OPENSEARCH_ENCRYPTED_AT_REST', fsbp: ['OpenSearch.1'], pack: 'standard', types: OPENSEARCH,
    what: 'A search domain is not encrypted at rest.',
    why: 'It holds a copy of what it searches.',
  },
  {
    identifier: 'OPENSEARCH_IN_VPC_ONLY', fsbp: ['OpenSearch.2'], pack: 'standard', types: OPENSEARCH, urgent: true,
    what: 'A search domain has a public endpoint.',
    why: 'Its access policy is then all that protects it.',
  },
  {
    identifier: 'ELASTICACHE_REDIS_CLUSTER_AUTOMATIC_BACKUP_CHECK', fsbp: ['ElastiCache.1'], pack: 'regulated',
    what: 'A cache has no automatic backups.',
    why: 'Sessions and queues live there, whatever it is called.',
    parameters: [{ name: 'snapshotRetentionPeriod', kind: 'number' }],
  },
  {
    identifier: 'DMS_REPLICATION_NOT_PUBLIC', fsbp: ['DMS.1'], pack: 'standard',
    what: 'A replication instance has a public address.',
    why: 'It holds the credentials of both databases.',
  },
];
