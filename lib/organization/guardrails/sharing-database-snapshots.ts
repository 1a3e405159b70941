import { denyActions, EVERYBODY, EXEMPT_ROLES, GuardrailEntry } from './guardrail-entry';

export const SHARING_DATABASE_SNAPSHOTS: GuardrailEntry = {
  id: 'sharing-database-snapshots',
  what: 'Snapshots of databases are shared with nobody.',
  why: 'Whoever gets a snapshot restores it where no guardrail holds.',
  binds: EVERYBODY,
  exceptions: EXEMPT_ROLES,
  link: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ShareSnapshot.html',
  statements: denyActions('SharingDatabaseSnapshots', [
    'rds:ModifyDBClusterSnapshotAttribute', 'rds:ModifyDBSnapshotAttribute', 'redshift:AuthorizeSnapshotAccess',
    'redshift-serverless:PutResourcePolicy',
  ]),
};
