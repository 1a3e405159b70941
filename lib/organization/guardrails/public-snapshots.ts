import { denyActions, denyAll, EVERYBODY, EXEMPT_ROLES, GuardrailEntry } from './guardrail-entry';

export const PUBLIC_SNAPSHOTS: GuardrailEntry = {
  id: 'public-snapshots',
  what: 'No snapshot of a volume becomes public.',
  why: 'A copy of the disk is a copy of everything on it.',
  binds: EVERYBODY,
  exceptions: EXEMPT_ROLES,
  link: 'https://docs.aws.amazon.com/ebs/latest/userguide/block-public-access-snapshots.html',
  statements: denyAll(
    denyActions('PublicSnapshots1', ['ec2:DisableSnapshotBlockPublicAccess', 'ec2:EnableSnapshotBlockPublicAccess']),
    denyActions('PublicSnapshots2', ['ec2:ModifySnapshotAttribute'], { when: { StringEquals: { 'ec2:Add/group': 'all' } } }),
  ),
};
