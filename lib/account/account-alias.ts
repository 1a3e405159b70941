import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { SettingProvider } from '../private/setting-provider';
import { checkText, Problem, refuse } from '../private/validation';
import { SettingOptions } from './setting-options';

/** Properties of an AccountAlias. */
export interface AccountAliasProps extends SettingOptions {
  /**
   * The alias: 3 to 63 lower-case letters, digits and single dashes, not starting or ending with a dash. No other account of the partition may have
   * it; everybody may see it.
   */
  readonly accountAlias: string;
}

/**
 * A name for the account in its sign-in address, `https://<alias>.signin.aws.amazon.com/console`.
 *
 * One an account: it takes the place of an alias that is there, whose sign-in address stops working. AWS CloudFormation has no resource type for it,
 * so a function of the stack sets it. When the construct goes, the alias that was there before comes back, unless somebody has changed it since, or
 * another account has taken it.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/console_account-alias.html
 */
export class AccountAlias extends Construct {
  /** @internal */
  public static _problems(accountAlias: string): Problem[] {
    return checkText('accountAlias', accountAlias, /^(?=.{3,63}$)[a-z0-9]+(-[a-z0-9]+)*$/,
      '3 to 63 lower-case letters, digits and single dashes, with a letter or digit at both ends', 'use a name such as example-production');
  }

  /** @internal */
  public static _statements(): PolicyStatement[] {
    return [new PolicyStatement({ actions: ['iam:CreateAccountAlias', 'iam:DeleteAccountAlias', 'iam:ListAccountAliases'], resources: ['*'] })];
  }

  /** @throws when IAM would not accept the alias, or when the stack has one already */
  constructor(scope: Construct, id: string, props: AccountAliasProps) {
    super(scope, id);
    refuse(this, AccountAlias._problems(props.accountAlias));
    SettingProvider.of(this).reach(this, {
      name: 'AccountAlias',
      service: 'iam',
      client: 'IAMClient',
      read: { command: 'ListAccountAliases', path: ['AccountAliases', 0] },
      wanted: props.accountAlias,
      write: { command: 'CreateAccountAlias', to: 'AccountAlias' },
      remove: { command: 'DeleteAccountAlias', from: 'AccountAlias' },
      gone: ['EntityAlreadyExistsException', 'EntityAlreadyExists'],
      statements: AccountAlias._statements(),
      wildcardReason: 'IAM knows no resource for the alias of an account.',
    }, props.logEncryptionKey);
  }
}
