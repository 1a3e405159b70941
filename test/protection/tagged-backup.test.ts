import { Duration, Token } from 'aws-cdk-lib';
import { Match } from 'aws-cdk-lib/assertions';
import { BackupVault } from 'aws-cdk-lib/aws-backup';
import { BackupPolicy, TaggedBackup, TaggedBackupOptions } from '../../lib';
import { problemsOf, resolve, synthesize } from '../support';

const make = (options: TaggedBackupOptions = {}) => synthesize((stack) => {
  new TaggedBackup(stack, 'Backup', options);
});
const refusals = (options: TaggedBackupOptions) => problemsOf((stack) => new TaggedBackup(stack, 'Backup', options));

describe('TaggedBackup', () => {
  const template = make();

  it('backs up every night into a vault of its own', () => {
    template.resourceCountIs('AWS::Backup::BackupVault', 1);
    template.hasResourceProperties('AWS::Backup::BackupPlan', {
      BackupPlan: {
        BackupPlanName: 'secure-baseline-daily',
        BackupPlanRule: [{ ScheduleExpression: 'cron(0 5 * * ? *)', TargetBackupVault: Match.anyValue(), Lifecycle: { DeleteAfterDays: 35 } }],
      },
    });
  });

  it('leaves AWS Backup more time to finish than to start, as it demands', () => {
    const [plan] = Object.values(template.findResources('AWS::Backup::BackupPlan'));
    const [{ StartWindowMinutes: start, CompletionWindowMinutes: completion }] = plan.Properties.BackupPlan.BackupPlanRule;
    expect(start).toBeGreaterThanOrEqual(60);
    expect(completion).toBeGreaterThanOrEqual(start + 60);
  });

  it('selects what carries the tag, and nothing by name', () => {
    const [plan] = Object.keys(template.findResources('AWS::Backup::BackupPlan'));
    template.hasResourceProperties('AWS::Backup::BackupSelection', {
      BackupPlanId: { 'Fn::GetAtt': [plan, 'BackupPlanId'] },
      BackupSelection: {
        ListOfTags: [{ ConditionType: 'STRINGEQUALS', ConditionKey: 'backup', ConditionValue: 'daily' }], Resources: Match.absent(),
      },
    });
    expect([TaggedBackup.TAG_KEY, TaggedBackup.TAG_VALUE]).toEqual(['backup', 'daily']);
  });

  it('runs under a role that AWS Backup alone assumes, with the two policies AWS maintains for it', () => {
    template.resourceCountIs('AWS::IAM::Role', 1);
    const [role] = Object.values(template.findResources('AWS::IAM::Role'));
    expect(resolve(role.Properties)).toEqual({
      AssumeRolePolicyDocument: {
        Version: '2012-10-17', Statement: [{ Action: 'sts:AssumeRole', Effect: 'Allow', Principal: { Service: 'backup.amazonaws.com' } }],
      },
      ManagedPolicyArns: [
        'arn:aws:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForBackup',
        'arn:aws:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForRestores',
      ],
    });
  });

  it('uses a vault that exists, and makes neither vault nor key', () => {
    const shared = synthesize((stack) => {
      const vault = BackupVault.fromBackupVaultName(stack, 'Vault', 'team-vault');
      expect(new TaggedBackup(stack, 'Backup', { vault }).vault).toBe(vault);
    });
    shared.resourceCountIs('AWS::Backup::BackupVault', 0);
    shared.resourceCountIs('AWS::KMS::Key', 0);
    shared.hasResourceProperties('AWS::Backup::BackupPlan', { BackupPlan: { BackupPlanRule: [{ TargetBackupVault: 'team-vault' }] } });
  });

  it('has the vault and the role that a backup policy of the organization names', () => {
    const names = { vaultName: 'secure-baseline-backups', roleName: 'secure-baseline-backup' };
    const named = make(names);
    named.hasResourceProperties('AWS::Backup::BackupVault', { BackupVaultName: names.vaultName });
    named.hasResourceProperties('AWS::IAM::Role', { RoleName: names.roleName, Path: Match.absent() });
    expect(Object.keys(named.toJSON().Resources as object)).toEqual(Object.keys(template.toJSON().Resources as object));
    const policy = JSON.stringify(BackupPolicy.daily({ regions: ['eu-central-1'], tagValues: ['weekly'], ...names })._piece().content);
    expect(policy).toContain('"arn:aws:iam::$account:role/secure-baseline-backup"');
    expect(policy).toMatch(/"target_backup_vault_name":\{[^}]*"@@assign":"secure-baseline-backups"/);
    template.hasResourceProperties('AWS::IAM::Role', { RoleName: Match.absent() });
  });

  it('refuses names that are none, and a name beside a vault that exists', () => {
    expect(refusals({ vaultName: 'x', roleName: 'service-role/backup' })).toEqual([
      expect.stringMatching(/^- vaultName: got "x"; allowed is the name of a vault/),
      '- roleName: got "service-role/backup"; allowed is 1 to 64 letters, digits and "+=,.@_-", without a path; use a name such as secure-baseline-backup',
    ]);
    expect(problemsOf((stack) => new TaggedBackup(stack, 'Backup', { vault: BackupVault.fromBackupVaultName(stack, 'Vault', 'team'), vaultName: 'other' })))
      .toEqual(['- vaultName: got "other"; allowed is nothing, where there is a vault; leave out vaultName or vault']);
  });

  it.each([1, 3650])('keeps backups for %i days when asked to', (days) => {
    make({ retention: Duration.days(days) })
      .hasResourceProperties('AWS::Backup::BackupPlan', { BackupPlan: { BackupPlanRule: [{ Lifecycle: { DeleteAfterDays: days } }] } });
  });

  it.each([0, 3651])('refuses to keep backups for %i days', (days) => {
    expect(refusals({ retention: Duration.days(days) })).toEqual([
      `- retention: got ${days}; allowed is a whole number from 1 to 3650 days; pass a Duration of so many days`,
    ]);
  });

  it('takes a retention that is known at deployment only', () => {
    expect(refusals({ retention: Duration.days(Token.asNumber({ Ref: 'Days' })) })).toEqual([]);
  });
});
