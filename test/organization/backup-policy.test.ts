import { CfnParameter, Duration } from 'aws-cdk-lib';
import { BackupPolicy, BackupPolicyOptions, BackupPolicyProps } from '../../lib/organization/backup-policy';
import { BackupPolicyCopy } from '../../lib/organization/backup-policy-copy';
import { BackupPolicyRule } from '../../lib/organization/backup-policy-rule';
import { OrganizationPolicyType } from '../../lib/organization/organization-policy-type';
import { TaggedBackup } from '../../lib/protection/tagged-backup';
import { synthesize } from '../support';
import { documentOf, effective, policiesOf, refusalsOf, settingsOf, Tree, violations, wanting } from './management-policy-model';

const OPTIONS: BackupPolicyOptions = { regions: ['eu-central-1', 'eu-west-1'], vaultName: 'baseline', roleName: 'baseline/backup' };
const MONTHLY: BackupPolicyRule = { name: 'Monthly', schedule: 'cron(30 3 1 * ? *)', retention: Duration.days(365), coldStorageAfter: Duration.days(30), completionWindow: Duration.hours(24) };
const COPY: BackupPolicyCopy = { region: 'eu-north-1', vaultName: 'safe', account: '111122223333' };

const plan = (props: Partial<BackupPolicyProps> = {}) => BackupPolicy.plan('long-term', { ...OPTIONS, rules: [MONTHLY], ...props });
const rule = (props: Partial<BackupPolicyRule>) => plan({ rules: [{ ...MONTHLY, ...props }] });
const copy = (...copies: Partial<BackupPolicyCopy>[]) => rule({ copies: copies.map((each) => ({ ...COPY, ...each })) });
const only = (document: unknown, name: string) => (effective(document) as { plans: Record<string, Tree> }).plans[name];

describe('BackupPolicy', () => {
  it('backs up every night what carries the tag, with the vault and the role it is given', () => {
    const daily = BackupPolicy.daily(OPTIONS);
    expect(daily.id).toBe('backup-secure-baseline-daily');
    expect(effective(documentOf(daily))).toEqual({ plans: { 'secure-baseline-daily': {
      regions: ['eu-central-1', 'eu-west-1'],
      rules: { Daily: {
        schedule_expression: 'cron(0 5 * * ? *)', target_backup_vault_name: 'baseline', start_backup_window_minutes: '60', complete_backup_window_minutes: '480',
        lifecycle: { delete_after_days: '35' },
      } },
      selections: { tags: { tagged: { iam_role_arn: 'arn:aws:iam::$account:role/baseline/backup', tag_key: 'backup', tag_value: ['daily'] } } },
    } } });
  });

  it('does what a TaggedBackup does', () => {
    const tagged = synthesize((stack) => new TaggedBackup(stack, 'Backup'));
    const [{ Properties: { BackupPlan: { BackupPlanName: name, BackupPlanRule: [made] } } }] = Object.values(tagged.findResources('AWS::Backup::BackupPlan'));
    const { [made.RuleName as string]: declared } = only(documentOf(BackupPolicy.daily(OPTIONS)), name).rules as Tree;
    expect(declared).toEqual({
      schedule_expression: made.ScheduleExpression,
      target_backup_vault_name: 'baseline',
      start_backup_window_minutes: `${made.StartWindowMinutes}`,
      complete_backup_window_minutes: `${made.CompletionWindowMinutes}`,
      lifecycle: { delete_after_days: `${made.Lifecycle.DeleteAfterDays}` },
    });
    const [{ Properties: { BackupSelection: { ListOfTags: [tag] } } }] = Object.values(tagged.findResources('AWS::Backup::BackupSelection'));
    expect((only(documentOf(BackupPolicy.daily(OPTIONS)), name).selections as { tags: { tagged: Tree } }).tags.tagged).toMatchObject({ tag_key: tag.ConditionKey, tag_value: [tag.ConditionValue] });
  });

  it('keeps what is kept long in cold storage, and copies it to another account', () => {
    const rules = only(documentOf(copy({ retention: Duration.days(730), coldStorageAfter: Duration.days(90) })), 'long-term').rules as Record<string, Tree>;
    const arn = 'arn:aws:backup:eu-north-1:111122223333:backup-vault:safe';
    expect(rules.Monthly).toMatchObject({
      schedule_expression: 'cron(30 3 1 * ? *)', complete_backup_window_minutes: '1440',
      lifecycle: { delete_after_days: '365', move_to_cold_storage_after_days: '30' },
      copy_actions: { [arn]: { target_backup_vault_arn: arn, lifecycle: { delete_after_days: '730', move_to_cold_storage_after_days: '90' } } },
    });
  });

  it('keeps a copy as long as the backup, in the account itself, unless told otherwise', () => {
    const daily = BackupPolicy.daily({ ...OPTIONS, retention: Duration.days(7), copies: [{ region: 'eu-north-1', vaultName: 'baseline' }] });
    const { Daily: made } = only(documentOf(daily), 'secure-baseline-daily').rules as Record<string, Tree>;
    const arn = 'arn:aws:backup:eu-north-1:$account:backup-vault:baseline';
    expect(made).toMatchObject({ lifecycle: { delete_after_days: '7' }, copy_actions: { [arn]: { target_backup_vault_arn: arn, lifecycle: { delete_after_days: '7' } } } });
  });

  it.each([
    { partition: 'aws', regions: ['us-east-1'], elsewhere: 'us-west-2' }, { partition: 'aws-cn', regions: ['cn-north-1'], elsewhere: 'cn-northwest-1' },
    { partition: 'aws-us-gov', regions: ['us-gov-east-1'], elsewhere: 'us-gov-west-1' },
  ])('names roles and vaults of the partition $partition', ({ partition, regions, elsewhere }) => {
    const text = JSON.stringify(documentOf(BackupPolicy.daily({ ...OPTIONS, regions, copies: [{ region: elsewhere, vaultName: 'safe' }] })));
    expect(text).toContain(`"arn:${partition}:iam::$account:role/baseline/backup"`);
    expect(text).toContain(`"arn:${partition}:backup:${elsewhere}:$account:backup-vault:safe"`);
  });

  it('takes the role of AWS Backup where none is named', () => {
    const { regions, vaultName } = OPTIONS;
    expect(JSON.stringify(documentOf(BackupPolicy.daily({ regions, vaultName })))).toContain('"arn:aws:iam::$account:role/service-role/AWSBackupDefaultServiceRole"');
  });

  it.each([BackupPolicy.daily(OPTIONS), plan({ tagKey: 'Retention', tagValues: ['long', 'legal'] }), copy({}, { account: undefined })])('writes $id as AWS Organizations reads it', (control) => {
    expect(control._piece().type).toBe(OrganizationPolicyType.BACKUP_POLICY);
    expect(violations(OrganizationPolicyType.BACKUP_POLICY, documentOf(control))).toEqual([]);
  });

  it('leaves nothing of a plan to policies further down, and lets them add plans', () => {
    const above = documentOf(copy({}));
    const inPlan = ['plans', 'long-term'];
    const adding = [
      ['rules', 'Never', 'schedule_expression'], ['rules', 'Monthly', 'enable_continuous_backup'], ['rules', 'Monthly', 'lifecycle', 'opt_in_to_archive_for_supported_resources'],
      ['selections', 'resources', 'none', 'iam_role_arn'], ['selections', 'tags', 'other', 'tag_key'], ['advanced_backup_settings', 'ec2', 'windows_vss'],
    ].map((path) => [...inPlan, ...path]);
    [...settingsOf(above), ...adding].forEach((path) => expect(effective(above, wanting(path, 'else'))).toEqual(effective(above)));
    expect(Object.keys((effective(above, documentOf(BackupPolicy.daily(OPTIONS))) as { plans: object }).plans)).toEqual(['long-term', 'secure-baseline-daily']);
  });

  it('makes one policy of several plans', () => {
    const { BACKUP_POLICY: content, ...others } = policiesOf(BackupPolicy.daily(OPTIONS), plan());
    expect(others).toEqual({});
    expect(violations(OrganizationPolicyType.BACKUP_POLICY, content)).toEqual([]);
    expect(Object.keys((effective(content) as { plans: object }).plans)).toEqual(['long-term', 'secure-baseline-daily']);
  });

  it('refuses two plans of one name, however it is written', () => {
    expect(refusalsOf(plan(), BackupPolicy.plan('LongTerm', { ...OPTIONS, rules: [MONTHLY] }))).toEqual([
      expect.stringContaining('controls[1]: got "backup-long-term"; allowed is each value once; name each control once'),
    ]);
  });

  it.each([
    { control: BackupPolicy.plan('a plan', { ...OPTIONS, rules: [MONTHLY] }), reason: 'name: got "a plan"; allowed is 1 to 50 letters, digits, "-", "_" and "."; name the plan for what it is for' },
    { control: plan({ regions: [] }), reason: 'regions: got a list of 0; allowed is one or more; name the regions that are used' },
    { control: plan({ regions: ['eu-central-1', 'eu-centrall-1'] }), reason: 'regions[1]: got "eu-centrall-1"; allowed is the code of an AWS region' },
    { control: plan({ regions: ['eu-central-1', 'eu-central-1'] }), reason: 'regions[1]: got "eu-central-1"; allowed is each value once' },
    { control: plan({ regions: ['eu-central-1', 'cn-north-1'] }), reason: 'regions[1]: got "cn-north-1"; allowed is a region of the partition aws, as eu-central-1 is; make a policy for each partition' },
    { control: plan({ vaultName: 'my vault' }), reason: 'vaultName: got "my vault"; allowed is the name of a vault: 2 to 50 letters, digits, "-" and "_"; use the name the vault has in each account' },
    { control: plan({ roleName: '/service-role/x' }), reason: 'roleName: got "/service-role/x"; allowed is the name of a role, with its path and without a slash in front' },
    { control: plan({ roleName: 'arn:aws:iam::111122223333:role/x' }), reason: 'roleName: got "arn:aws:iam::111122223333:role/x"; allowed is the name of a role' },
    { control: plan({ tagKey: 'aws:backup' }), reason: 'tagKey: got "aws:backup"; allowed is the key of a tag' },
    { control: plan({ tagValues: [] }), reason: 'tagValues: got a list of 0; allowed is one or more' },
    { control: plan({ rules: [] }), reason: 'rules: got 0; allowed is a whole number from 1 to 10; say when to back up, in 10 rules or fewer' },
    { control: plan({ rules: [MONTHLY, MONTHLY] }), reason: 'rules[1]: got "Monthly"; allowed is each value once; give each rule a name of its own' },
    { control: rule({ name: '' }), reason: 'rules[0].name: got ""; allowed is 1 to 50 letters' },
    { control: rule({ schedule: 'rate(1 day)' }), reason: 'rules[0].schedule: got "rate(1 day)"; allowed is a cron expression of six fields whose minute is one number, since backups are an hour apart or more' },
    { control: rule({ schedule: 'cron(0/30 * * * ? *)' }), reason: 'rules[0].schedule: got "cron(0/30 * * * ? *)"; allowed is a cron expression' },
    { control: rule({ schedule: 'cron(0 5 * * ?)' }), reason: 'rules[0].schedule: got "cron(0 5 * * ?)"; allowed is a cron expression of six fields' },
    { control: rule({ completionWindow: Duration.minutes(90) }), reason: 'rules[0].completionWindow: got 1.5; allowed is a whole number from 2 to 168; pass a Duration of so many hours' },
    { control: rule({ retention: Duration.hours(36), coldStorageAfter: undefined }), reason: 'rules[0].retention: got 1.5; allowed is a whole number from 1 to 36500 days' },
    { control: rule({ coldStorageAfter: Duration.days(0) }), reason: 'rules[0].coldStorageAfter: got 0; allowed is a whole number from 1 to 36410 days' },
    {
      control: rule({ retention: Duration.days(119) }),
      reason: 'rules[0].retention: got 119; allowed is 120 days or more, as what moves to cold storage after 30 stays there for 90; keep it longer, or leave coldStorageAfter out',
    },
    { control: rule({ retention: undefined }), reason: 'rules[0].retention: got 35; allowed is 120 days or more' },
    { control: copy({ region: 'us-gov-west-1' }), reason: 'rules[0].copies[0].region: got "us-gov-west-1"; allowed is a region of the partition aws, as eu-central-1 is' },
    { control: copy({ vaultName: 'x' }), reason: 'rules[0].copies[0].vaultName: got "x"; allowed is the name of a vault' },
    { control: copy({ account: '1111' }), reason: 'rules[0].copies[0].account: got "1111"; allowed is the 12 digits of an AWS account' },
    { control: copy({ coldStorageAfter: Duration.days(300) }), reason: 'rules[0].copies[0].retention: got 365; allowed is 390 days or more' },
    {
      control: copy({ region: 'eu-west-1', vaultName: 'baseline', account: undefined }),
      reason: 'rules[0].copies[0].vaultName: got "baseline"; allowed is another vault than the one in eu-west-1 that the backups go to; name another vault, region or account',
    },
    { control: copy({}, {}), reason: 'rules[0].copies[1].vaultName: got "safe"; allowed is each vault once; leave one of the copies out' },
    { control: BackupPolicy.daily({ ...OPTIONS, retention: Duration.days(0) }), reason: 'retention: got 0; allowed is a whole number from 1 to 36500 days' },
    { control: BackupPolicy.daily({ ...OPTIONS, copies: [{ ...COPY, account: 'x' }] }), reason: 'copies[0].account: got "x"; allowed is the 12 digits of an AWS account' },
  ])('refuses $reason', ({ control, reason }) => {
    expect(refusalsOf(control)).toEqual([expect.stringContaining(`- targets[0].controls[0].${reason}`)]);
  });

  it('keeps a backup for just ninety days in cold storage, and names all that is wrong at once', () => {
    expect(refusalsOf(rule({ retention: Duration.days(120) }))).toEqual([]);
    expect(refusalsOf(plan({ vaultName: '', tagValues: [], rules: [{ ...MONTHLY, name: '', schedule: 'hourly' }] }))).toHaveLength(4);
  });

  it('leaves names and days alone that are known at deployment only', () => {
    synthesize((stack) => {
      const days = new CfnParameter(stack, 'Days', { type: 'Number' }).valueAsNumber;
      const control = BackupPolicy.daily({ ...OPTIONS, vaultName: new CfnParameter(stack, 'Vault').valueAsString, retention: Duration.days(days) });
      expect(control._problems('x')).toEqual([]);
      expect(stack.resolve(documentOf(control)).plans['secure-baseline-daily'].rules.Daily).toMatchObject({
        target_backup_vault_name: { '@@assign': { Ref: 'Vault' } }, lifecycle: { delete_after_days: { '@@assign': { Ref: 'Days' } } },
      });
    });
  });

  it('says what holds, what for, and where AWS describes it', () => {
    expect(plan()).toMatchObject({
      id: 'backup-long-term', what: 'What carries the tag is backed up in eu-central-1, eu-west-1, as the plan long-term says.', why: expect.stringMatching(/\.$/), link: expect.stringContaining('backup_syntax'),
    });
  });
});
