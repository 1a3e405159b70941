import { Duration, Token } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { SettingProvider } from '../private/setting-provider';
import { checkDays, checkRange, Problem, refuse } from '../private/validation';
import { warn } from '../private/warn';
import { SettingOptions } from './setting-options';

/** Properties of a PasswordPolicy. */
export interface PasswordPolicyProps extends SettingOptions {
  /**
   * The fewest characters a password may have, from 14 to 128. AWS would take 6; below 14 an account fails CIS 2.8.
   *
   * @default 14
   */
  readonly minimumLength?: number;

  /**
   * How many of a user's last passwords cannot be used again, from 1 to 24. Fewer than 24 fail CIS 2.9 and give a warning at synthesis.
   *
   * @default 24
   */
  readonly passwordReusePrevention?: number;

  /**
   * Whether a password needs an upper-case letter (A to Z). Without it, Security Hub control IAM.7 fails, and synthesis warns.
   *
   * @default true
   */
  readonly requireUppercaseCharacters?: boolean;

  /**
   * Whether a password needs a lower-case letter (a to z). Without it, Security Hub control IAM.7 fails, and synthesis warns.
   *
   * @default true
   */
  readonly requireLowercaseCharacters?: boolean;

  /**
   * Whether a password needs a digit. Without it, Security Hub control IAM.7 fails, and synthesis warns.
   *
   * @default true
   */
  readonly requireNumbers?: boolean;

  /**
   * Whether a password needs a symbol. Without it, Security Hub control IAM.7 fails, and synthesis warns.
   *
   * @default true
   */
  readonly requireSymbols?: boolean;

  /**
   * After how many days a password expires, from 1 to 1,095.
   *
   * @default - passwords do not expire: NIST SP 800-63B advises against it, since people then choose weaker ones
   */
  readonly maxAge?: Duration;

  /**
   * Whether users may change their own passwords. A policy that denies `iam:ChangePassword`, such as that of MfaEnforcement, still does.
   *
   * @default true
   */
  readonly allowUsersToChangePassword?: boolean;

  /**
   * Whether a user whose password has expired needs an administrator to set a new one. Needs `maxAge`, and locks out an account whose
   * administrators all let theirs expire.
   *
   * @default false
   */
  readonly hardExpiry?: boolean;
}

/**
 * What IAM asks of the passwords of the account's users: long, mixed, and not used before. It does not cover the root user.
 *
 * One an account: IAM is global. AWS CloudFormation has no resource type for it, so a function of the stack sets it. When the construct goes, the
 * policy that was there before comes back (IAM's own, when there was none), unless somebody has changed it since; so it does when a deployment fails.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_account-policy.html
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateAccountPasswordPolicy.html
 */
export class PasswordPolicy extends Construct {
  /** @internal */
  public static _problems(props: PasswordPolicyProps): Problem[] {
    return [
      ...checkRange('minimumLength', props.minimumLength, 14, 128, 'ask for at least 14 characters, as CIS 2.8 does'),
      ...checkRange('passwordReusePrevention', props.passwordReusePrevention, 1, 24, 'leave it out for 24'),
      ...checkDays('maxAge', props.maxAge, 1, 1095),
      ...props.hardExpiry && props.maxAge === undefined
        ? [{ prop: 'hardExpiry', got: true, allowed: 'true together with maxAge', fix: 'set maxAge, or leave hardExpiry out: nothing expires' }]
        : [],
    ];
  }

  /** @internal */
  public static _statements(): PolicyStatement[] {
    return [new PolicyStatement({
      actions: ['iam:DeleteAccountPasswordPolicy', 'iam:GetAccountPasswordPolicy', 'iam:UpdateAccountPasswordPolicy'],
      resources: ['*'],
    })];
  }

  /** @throws when a number is out of its range, when passwords that do not expire should do so hard, or when the stack has one already */
  constructor(scope: Construct, id: string, props: PasswordPolicyProps = {}) {
    super(scope, id);
    refuse(this, PasswordPolicy._problems(props));
    const reuse = props.passwordReusePrevention ?? 24;
    const required = {
      RequireUppercaseCharacters: props.requireUppercaseCharacters ?? true,
      RequireLowercaseCharacters: props.requireLowercaseCharacters ?? true,
      RequireNumbers: props.requireNumbers ?? true,
      RequireSymbols: props.requireSymbols ?? true,
    };

    SettingProvider.of(this).reach(this, {
      name: 'AccountPasswordPolicy',
      service: 'iam',
      client: 'IAMClient',
      read: { command: 'GetAccountPasswordPolicy', path: ['PasswordPolicy'] },
      absent: ['NoSuchEntityException'],
      fields: {
        MinimumPasswordLength: null,
        RequireUppercaseCharacters: false,
        RequireLowercaseCharacters: false,
        RequireNumbers: false,
        RequireSymbols: false,
        AllowUsersToChangePassword: false,
        HardExpiry: false,
        PasswordReusePrevention: null,
        MaxPasswordAge: null,
      },
      // All of it each time: IAM resets what an update leaves out.
      wanted: {
        MinimumPasswordLength: props.minimumLength ?? 14,
        ...required,
        AllowUsersToChangePassword: props.allowUsersToChangePassword ?? true,
        HardExpiry: props.hardExpiry ?? false,
        PasswordReusePrevention: reuse,
        MaxPasswordAge: props.maxAge?.toDays(),
      },
      write: { command: 'UpdateAccountPasswordPolicy', to: '' },
      remove: { command: 'DeleteAccountPasswordPolicy' },
      statements: PasswordPolicy._statements(),
      wildcardReason: 'An account has one password policy, and IAM knows no resource for it.',
    }, props.logEncryptionKey);

    if (!Token.isUnresolved(reuse) && reuse < 24) {
      warn(this, 'password-reuse', `a password can be used again after ${reuse} others: leave passwordReusePrevention out for 24`);
    }
    const missing = Object.entries(required).filter(([, value]) => !value).map(([name]) => name);
    if (missing.length > 0) {
      warn(this, 'password-characters', `passwords are weaker without ${missing.join(', ')}: leave these properties out`);
    }
  }
}
