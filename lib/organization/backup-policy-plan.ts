import { Duration, Token, Tokenization } from 'aws-cdk-lib';
import { checkAccountId, checkDays, checkRange, checkRegion, checkText, checkUnique, nested, Problem } from '../private/validation';
import { TaggedBackup } from '../protection/tagged-backup';
import { BackupPolicyCopy } from './backup-policy-copy';
import { BackupPolicyRule } from './backup-policy-rule';
import { checkList } from './guardrails/guardrail-checks';
import { checkSome } from './management-policy-entry';
import { locked, Settings } from './management-policy-settings';
import { PolicyContent } from './organization-policy';

interface Plan {
  readonly regions: string[];
  readonly vaultName: string;
  readonly roleName?: string;
  readonly tagKey?: string;
  readonly tagValues?: string[];
  readonly rules: BackupPolicyRule[];
}

interface Lifecycle { readonly retention?: Duration; readonly coldStorageAfter?: Duration }

const RETENTION = Duration.days(35);

/** A plan as AWS Organizations takes it, where every value is a text. */
export function backupPlan(plan: Plan): PolicyContent {
  const { regions, vaultName, roleName = 'service-role/AWSBackupDefaultServiceRole', tagKey = TaggedBackup.TAG_KEY } = plan;
  return locked({
    regions: [...regions],
    rules: Object.fromEntries(plan.rules.map((rule) => [rule.name, {
      schedule_expression: rule.schedule,
      target_backup_vault_name: vaultName,
      start_backup_window_minutes: '60',
      complete_backup_window_minutes: text((rule.completionWindow ?? Duration.hours(8)).toMinutes({ integral: false })),
      lifecycle: lifecycle(rule),
      ...rule.copies && rule.copies.length > 0 && { copy_actions: copies(rule) },
    }])),
    selections: {
      tags: {
        tagged: {
          iam_role_arn: `arn:${partition(regions[0])}:iam::$account:role/${roleName}`,
          tag_key: tagKey,
          tag_value: [...plan.tagValues ?? [TaggedBackup.TAG_VALUE]],
        },
      },
    },
  });
}

/** What is wrong with a plan. */
export function backupProblems(name: string, plan: Plan): Problem[] {
  const named = 'letters, digits, "-", "_" and "."';
  return [
    ...checkText('name', name, /^[\w.-]{1,50}$/, `1 to 50 ${named}`, 'name the plan for what it is for'),
    ...checkSome('regions', plan.regions, 'name the regions that are used'),
    ...plan.regions.flatMap((region, index) => checkRegion(`regions[${index}]`, region)),
    ...checkUnique('regions', plan.regions, 'name each once'),
    ...samePartition('regions', plan.regions, plan.regions[0]),
    ...vaultProblems('vaultName', plan.vaultName),
    ...checkText('roleName', plan.roleName, /^[\w+=,.@-][\w+=,.@/-]{0,511}$/, 'the name of a role, with its path and without a slash in front',
      'write it like service-role/AWSBackupDefaultServiceRole'),
    ...checkText('tagKey', plan.tagKey, /^(?!aws:).{1,128}$/s, 'the key of a tag: 1 to 128 characters, without aws: in front',
      'use keys such as backup'),
    ...checkList('tagValues', plan.tagValues ?? [TaggedBackup.TAG_VALUE], /^.{0,256}$/s, 'at most 256 characters', 'use values such as daily'),
    ...checkRange('rules', plan.rules.length, 1, 10, 'say when to back up, in 10 rules or fewer'),
    ...checkUnique('rules', plan.rules.map((rule) => rule.name), 'give each rule a name of its own'),
    ...plan.rules.flatMap((rule, index) => nested(`rules[${index}]`, [
      ...checkText('name', rule.name, /^[\w.-]{1,50}$/, `1 to 50 ${named}`, 'name the rule for how often it backs up'),
      ...checkText('schedule', rule.schedule, /^cron\(([0-5]?\d)( [\dA-Z*?,/#-]+){5}\)$/,
        'a cron expression of six fields whose minute is one number, since backups are an hour apart or more', 'write it like cron(0 5 * * ? *)'),
      ...checkRange('completionWindow', rule.completionWindow?.toHours({ integral: false }), 2, 168, 'pass a Duration of so many hours'),
      ...lifecycleProblems(rule),
      ...copyProblems(rule, plan),
    ])),
  ];
}

function copies(rule: BackupPolicyRule): Settings {
  return Object.fromEntries(rule.copies!.map((copy) => [arnOf(copy), {
    target_backup_vault_arn: arnOf(copy),
    lifecycle: lifecycle({ ...copy, retention: copy.retention ?? rule.retention }),
  }]));
}

function arnOf({ region, account = '$account', vaultName }: BackupPolicyCopy): string {
  return `arn:${partition(region)}:backup:${region}:${account}:backup-vault:${vaultName}`;
}

function partition(region: string = ''): string {
  return region.startsWith('cn-') ? 'aws-cn' : region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
}

function lifecycle({ retention = RETENTION, coldStorageAfter }: Lifecycle): Settings {
  return {
    delete_after_days: text(retention.toDays({ integral: false })),
    ...coldStorageAfter && { move_to_cold_storage_after_days: text(coldStorageAfter.toDays({ integral: false })) },
  };
}

function text(amount: number): string {
  return Tokenization.stringifyNumber(amount);
}

function lifecycleProblems({ retention, coldStorageAfter }: Lifecycle): Problem[] {
  const problems = [...checkDays('retention', retention, 1, 36_500), ...checkDays('coldStorageAfter', coldStorageAfter, 1, 36_410)];
  if (problems.length > 0 || coldStorageAfter === undefined) {
    return problems;
  }
  const [kept, warm] = [retention ?? RETENTION, coldStorageAfter].map((duration) => duration.toDays());
  return Token.isUnresolved(kept) || Token.isUnresolved(warm) || kept - warm >= 90 ? [] : [{
    prop: 'retention', got: kept, allowed: `${warm + 90} days or more, as what moves to cold storage after ${warm} stays there for 90`,
    fix: 'keep it longer, or leave coldStorageAfter out',
  }];
}

function copyProblems(rule: BackupPolicyRule, { regions, vaultName }: Plan): Problem[] {
  return (rule.copies ?? []).flatMap((copy, index, all) => nested(`copies[${index}]`, [
    ...checkRegion('region', copy.region),
    ...samePartition('region', [copy.region], regions[0]).map((problem) => ({ ...problem, prop: 'region' })),
    ...vaultProblems('vaultName', copy.vaultName),
    ...checkAccountId('account', copy.account),
    ...lifecycleProblems({ ...copy, retention: copy.retention ?? rule.retention }),
    ...copy.account === undefined && copy.vaultName === vaultName && regions.includes(copy.region) ? [{
      prop: 'vaultName', got: copy.vaultName, allowed: `another vault than the one in ${copy.region} that the backups go to`,
      fix: 'name another vault, region or account',
    }] : [],
    ...all.findIndex((other) => arnOf(other) === arnOf(copy)) < index ? [{
      prop: 'vaultName', got: copy.vaultName, allowed: 'each vault once', fix: 'leave one of the copies out',
    }] : [],
  ]));
}

function vaultProblems(prop: string, name: string): Problem[] {
  return checkText(prop, name, /^[\w-]{2,50}$/, 'the name of a vault: 2 to 50 letters, digits, "-" and "_"',
    'use the name the vault has in each account');
}

/** Neither a role nor a copy reaches across partitions. */
function samePartition(prop: string, regions: string[], first?: string): Problem[] {
  return regions.flatMap((region, index) => partition(region) === partition(first) ? [] : [{
    prop: `${prop}[${index}]`, got: region, allowed: `a region of the partition ${partition(first)}, as ${first} is`,
    fix: 'make a policy for each partition',
  }]);
}
