import { Duration } from 'aws-cdk-lib';
import { CfnBackupPlan, CfnBackupSelection, IBackupVault } from 'aws-cdk-lib/aws-backup';
import { ManagedPolicy, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { acknowledge } from '../private/acknowledge';
import { checkDays, checkText, Problem, refuse } from '../private/validation';
import { ProtectedBackupVault } from './protected-backup-vault';

/** Settings of a TaggedBackup that a baseline chooses. */
export interface TaggedBackupOptions {
  /**
   * How long a backup is kept, from 1 to 3,650 days.
   *
   * @default Duration.days(35)
   */
  readonly retention?: Duration;

  /**
   * Name of the vault that is made: 2 to 50 letters, digits, `-` and `_`. For a BackupPolicy with another tag that uses the same vault. Another name
   * makes another vault, and the old one stays with its backups.
   *
   * @default - a name made by AWS CDK, from where the vault is in the program
   */
  readonly vaultName?: string;

  /**
   * Name of the role AWS Backup acts with: 1 to 64 letters, digits and `+=,.@_-`, one of a name for an account, so that one region alone can have it.
   * For a BackupPolicy that uses the same role. The guardrail `protectBaselineRoles` protects names that begin with `secure-baseline-`.
   *
   * @default - a name made by AWS CloudFormation
   */
  readonly roleName?: string;
}

/** Properties of a TaggedBackup. */
export interface TaggedBackupProps extends TaggedBackupOptions {
  /**
   * Where the backups go.
   *
   * @default - a new ProtectedBackupVault
   */
  readonly vault?: IBackupVault;
}

/**
 * Backs up, every night at five o'clock UTC, whatever carries the tag `backup` with the value `daily`: instances, volumes, databases, file
 * systems, tables.
 *
 * Costs nothing, besides the key of its vault, until something carries the tag.
 *
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/assigning-resources.html
 */
export class TaggedBackup extends Construct {
  /** Key of the tag. */
  public static readonly TAG_KEY = 'backup';

  /** Value of the tag. */
  public static readonly TAG_VALUE = 'daily';

  /** @internal */
  public static _problems(props: TaggedBackupProps): Problem[] {
    return [
      ...checkDays('retention', props.retention, 1, 3650),
      ...ProtectedBackupVault._problems({ vaultName: props.vaultName }),
      ...checkText('roleName', props.roleName, /^[\w+=,.@-]{1,64}$/, '1 to 64 letters, digits and "+=,.@_-", without a path',
        'use a name such as secure-baseline-backup'),
      ...props.vault && props.vaultName !== undefined ? [{
        prop: 'vaultName', got: props.vaultName, allowed: 'nothing, where there is a vault', fix: 'leave out vaultName or vault',
      }] : [],
    ];
  }

  /** Where the backups are. */
  public readonly vault: IBackupVault;

  /** @throws when the retention is out of its range, a name is none, or there is both a vault and a name for a new one */
  constructor(scope: Construct, id: string, props: TaggedBackupProps = {}) {
    super(scope, id);
    refuse(this, TaggedBackup._problems(props));
    this.vault = props.vault ?? new ProtectedBackupVault(this, 'Vault', { vaultName: props.vaultName }).vault;

    const plan = new CfnBackupPlan(this, 'Resource', {
      backupPlan: {
        backupPlanName: 'secure-baseline-daily',
        backupPlanRule: [{
          ruleName: 'Daily',
          targetBackupVault: this.vault.backupVaultName,
          scheduleExpression: 'cron(0 5 * * ? *)',
          startWindowMinutes: 60,
          completionWindowMinutes: 480,
          lifecycle: { deleteAfterDays: (props.retention ?? Duration.days(35)).toDays() },
        }],
      },
    });
    const managed = ['ForBackup', 'ForRestores'].map((use) => `service-role/AWSBackupServiceRolePolicy${use}`);
    const role = new Role(this, 'Role', {
      roleName: props.roleName,
      assumedBy: new ServicePrincipal('backup.amazonaws.com'),
      managedPolicies: managed.map((name) => ManagedPolicy.fromAwsManagedPolicyName(name)),
    });
    acknowledge(
      role,
      'AWS maintains these two policies for its own service: a copy would miss each new kind of resource that AWS Backup learns.',
      ...managed.map((name) => `AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/${name}]`),
    );
    new CfnBackupSelection(this, 'Selection', {
      backupPlanId: plan.attrBackupPlanId,
      backupSelection: {
        selectionName: 'Tagged',
        iamRoleArn: role.roleArn,
        listOfTags: [{ conditionType: 'STRINGEQUALS', conditionKey: TaggedBackup.TAG_KEY, conditionValue: TaggedBackup.TAG_VALUE }],
      },
    });
  }
}
