import { AccountRootPrincipal, IPrincipal, PolicyStatement } from 'aws-cdk-lib/aws-iam';

/** What keeps a key recoverable and configurable, and neither uses, disables nor deletes it. */
const KEEPING = [
  'kms:CancelKeyDeletion', 'kms:CreateAlias', 'kms:DeleteAlias', 'kms:DescribeKey', 'kms:EnableKey', 'kms:EnableKeyRotation', 'kms:GetKeyPolicy',
  'kms:GetKeyRotationStatus', 'kms:ListGrants', 'kms:ListKeyPolicies', 'kms:ListKeyRotations', 'kms:ListResourceTags', 'kms:PutKeyPolicy',
  'kms:RevokeGrant', 'kms:RotateKeyOnDemand', 'kms:TagResource', 'kms:UntagResource', 'kms:UpdateAlias', 'kms:UpdateKeyDescription',
];
/** What ends the use of a key. */
const ENDING = ['kms:DisableKey', 'kms:DisableKeyRotation', 'kms:ScheduleKeyDeletion'];
const REPLICATING = ['kms:ReplicateKey'];
const USING = ['kms:Decrypt', 'kms:DescribeKey', 'kms:Encrypt', 'kms:GenerateDataKey*', 'kms:ReEncrypt*'];
/** What AWS services ask for so that they can use a key on behalf of somebody later on, for a volume or a database. */
const GRANTING = ['kms:CreateGrant', 'kms:ListGrants', 'kms:RevokeGrant'];

export interface KeyAccess {
  readonly administrators?: IPrincipal[];
  readonly users?: IPrincipal[];
  readonly multiRegion?: boolean;
  readonly statements?: PolicyStatement[];
}

/**
 * Who may do what with a key. The root principal of an account stands for its IAM policies: a key that names none would be lost with the
 * identities its policy names.
 */
export function keyStatements({ administrators = [], users = [], multiRegion, statements = [] }: KeyAccess): PolicyStatement[] {
  const root = [new AccountRootPrincipal()];
  const allow = (sid: string, principals: IPrincipal[], actions: string[], conditions?: Record<string, Record<string, string>>) =>
    new PolicyStatement({ sid, principals, actions, resources: ['*'], conditions });
  const keeping = [...KEEPING, ...multiRegion ? REPLICATING : []];
  const using = users.length > 0 ? users : root;
  return [
    allow('KeepThroughIam', root, keeping),
    ...administrators.length > 0 ? [allow('Administer', administrators, [...keeping, ...ENDING])] : [],
    allow('Use', using, USING),
    allow('UseThroughServices', using, GRANTING, { Bool: { 'kms:GrantIsForAWSResource': 'true' } }),
    ...statements,
  ];
}
