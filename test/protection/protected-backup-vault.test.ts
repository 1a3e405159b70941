import { Key } from 'aws-cdk-lib/aws-kms';
import { ProtectedBackupVault } from '../../lib';
import { ACCOUNT, ADMINISTRATOR, decide, problemsOf, REGION, resolve, synthesize } from '../support';

describe('ProtectedBackupVault', () => {
  const template = synthesize((stack) => {
    new ProtectedBackupVault(stack, 'Vault');
  });

  it('is encrypted with a key of its own, and both are kept when the stack goes', () => {
    const [key] = Object.keys(template.findResources('AWS::KMS::Key'));
    const kept = { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' };
    template.hasResource('AWS::Backup::BackupVault', { ...kept, DeletionPolicy: 'RetainExceptOnCreate', Properties: { EncryptionKeyArn: { 'Fn::GetAtt': [key, 'Arn'] } } });
    template.hasResource('AWS::KMS::Key', { ...kept, Properties: { EnableKeyRotation: true } });
    template.hasResourceProperties('AWS::KMS::Alias', { AliasName: 'alias/secure-baseline/backups' });
  });

  it('takes a key that exists, and makes none', () => {
    const shared = synthesize((stack) => {
      new ProtectedBackupVault(stack, 'Vault', { encryptionKey: Key.fromKeyArn(stack, 'Key', `arn:aws:kms:${REGION}:${ACCOUNT}:key/1`) });
    });
    shared.resourceCountIs('AWS::KMS::Key', 0);
    shared.resourceCountIs('AWS::KMS::Alias', 0);
    shared.hasResourceProperties('AWS::Backup::BackupVault', { EncryptionKeyArn: `arn:aws:kms:${REGION}:${ACCOUNT}:key/1` });
  });

  it('goes by the name that it is given, for policies that know it by its name, and is the same resource', () => {
    const named = synthesize((stack) => {
      new ProtectedBackupVault(stack, 'Vault', { vaultName: 'secure-baseline-backups' });
    });
    named.hasResourceProperties('AWS::Backup::BackupVault', { BackupVaultName: 'secure-baseline-backups' });
    expect(Object.keys(named.findResources('AWS::Backup::BackupVault'))).toEqual(Object.keys(template.findResources('AWS::Backup::BackupVault')));
    template.hasResourceProperties('AWS::Backup::BackupVault', { BackupVaultName: 'TestVault268A45EB' });
  });

  it.each(['a', 'a b', 'a.b', 'a'.repeat(51)])('refuses the name %s', (vaultName) => {
    expect(problemsOf((stack) => new ProtectedBackupVault(stack, 'Vault', { vaultName }))).toEqual([
      `- vaultName: got "${vaultName}"; allowed is the name of a vault: 2 to 50 letters, digits, "-" and "_"; use a name such as secure-baseline-backups`,
    ]);
  });

  it.each([
    ['backup:DeleteRecoveryPoint', 'ExplicitlyDenied'], ['backup:UpdateRecoveryPointLifecycle', 'ExplicitlyDenied'],
    ['backup:DescribeRecoveryPoint', 'Allowed'], ['backup:StartRestoreJob', 'Allowed'],
  ])('decides on %s by an administrator or the root user: %s', async (action, decision) => {
    const [vault] = Object.values(template.findResources('AWS::Backup::BackupVault'));
    const resource = resolve(vault.Properties.AccessPolicy) as unknown;
    for (const principal of [ADMINISTRATOR, `arn:aws:iam::${ACCOUNT}:root`]) {
      expect(await decide(principal, action, `arn:aws:backup:${REGION}:${ACCOUNT}:recovery-point:1`, {}, { resource })).toBe(decision);
    }
  });
});
