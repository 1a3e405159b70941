import { denyEverybody, GuardrailEntry } from './guardrail-entry';

export const MFA_FOR_DESTRUCTION: GuardrailEntry = {
  id: 'mfa-for-destruction',
  what: 'IAM users destroy nothing without MFA.',
  why: 'A leaked access key then cannot take the data with it.',
  binds: 'IAM users, in sessions without MFA and with access keys.',
  exceptions: 'Roles: machines have no MFA, and the trust policy of a role asks people for it.',
  link: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_configure-api-require.html',
  statements: denyEverybody('MfaForDestruction', [
    'backup:DeleteRecoveryPoint', 'cloudformation:DeleteStack', 'dynamodb:DeleteBackup', 'dynamodb:DeleteTable', 'ec2:DeleteSnapshot',
    'ec2:DeleteVolume', 'ec2:DeleteVpc', 'ec2:TerminateInstances', 'elasticfilesystem:DeleteFileSystem', 'iam:DeleteRole',
    'kms:ScheduleKeyDeletion', 'lambda:DeleteFunction', 'logs:DeleteLogGroup', 'rds:DeleteDBCluster', 'rds:DeleteDBClusterSnapshot',
    'rds:DeleteDBInstance', 'rds:DeleteDBSnapshot', 'route53:DeleteHostedZone', 's3:DeleteBucket', 's3:DeleteObjectVersion',
    's3:PutLifecycleConfiguration', 'secretsmanager:DeleteSecret',
  ], { when: { ArnLike: { 'aws:PrincipalArn': ['arn:*:iam::*:user/*'] }, BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } } }),
};
