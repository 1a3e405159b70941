import { Construct } from 'constructs';
import { SettingProvider } from '../private/setting-provider';
import { nested, Problem, refuse } from '../private/validation';
import { AccountAlias } from './account-alias';
import { AccountSetting } from './account-setting';
import { AlternateContact, AlternateContactDetails } from './alternate-contact';
import { AlternateContactType } from './alternate-contact-type';
import { SettingSelection } from './omitted-setting';
import { PasswordPolicy, PasswordPolicyProps } from './password-policy';
import { S3PublicAccessBlock } from './s3-public-access-block';
import { makeUnlessOmitted, omittedProblems } from './setting-omission';
import { SettingOptions } from './setting-options';

/** What can be chosen about the settings that an account has once. */
export interface GlobalAccountSettingsOptions extends SettingSelection {
  /**
   * What IAM asks of passwords.
   *
   * @default - what a PasswordPolicy asks for by itself
   */
  readonly passwordPolicy?: PasswordPolicyProps;

  /**
   * A name for the account in its sign-in address: 3 to 63 lower-case letters, digits and single dashes.
   *
   * @default - the alias stays what it is; in a new account there is none
   */
  readonly accountAlias?: string;

  /**
   * Whom AWS turns to about security. Where somebody else is set already, the deployment fails.
   *
   * @default - the contact stays who it is; in a new account it is the root user's own address
   */
  readonly securityContact?: AlternateContactDetails;

  /**
   * Whom AWS turns to about invoices and payments. Where somebody else is set already, the deployment fails.
   *
   * @default - the contact stays who it is; in a new account it is the root user's own address
   */
  readonly billingContact?: AlternateContactDetails;

  /**
   * Whom AWS turns to about availability and maintenance. Where somebody else is set already, the deployment fails.
   *
   * @default - the contact stays who it is; in a new account it is the root user's own address
   */
  readonly operationsContact?: AlternateContactDetails;
}

/** Properties of GlobalAccountSettings. */
export interface GlobalAccountSettingsProps extends GlobalAccountSettingsOptions, SettingOptions {}

const CONTACTS = [
  ['securityContact', 'SecurityContact', AlternateContactType.SECURITY],
  ['billingContact', 'BillingContact', AlternateContactType.BILLING],
  ['operationsContact', 'OperationsContact', AlternateContactType.OPERATIONS],
] as const;

/**
 * The settings that an account has once for all regions: no bucket is public and passwords are long. A name for the account, and whom AWS turns to,
 * are set where they are given.
 *
 * @see https://docs.aws.amazon.com/accounts/latest/reference/accounts-welcome.html
 */
export class GlobalAccountSettings extends Construct {
  /** @internal */
  public static readonly _SETTINGS: readonly AccountSetting[] = [AccountSetting.S3_PUBLIC_ACCESS_BLOCK, AccountSetting.PASSWORD_POLICY];

  /** @internal */
  public static _problems(props: GlobalAccountSettingsProps): Problem[] {
    return [
      ...nested('passwordPolicy', PasswordPolicy._problems(props.passwordPolicy ?? {})),
      ...props.accountAlias === undefined ? [] : AccountAlias._problems(props.accountAlias),
      ...CONTACTS.flatMap(([prop]) => props[prop] === undefined ? [] : nested(prop, AlternateContact._problems(props[prop]))),
      ...omittedProblems(props.omitted, GlobalAccountSettings._SETTINGS),
    ];
  }

  /** @throws when a property is not one AWS would accept; the error lists all of them */
  constructor(scope: Construct, id: string, props: GlobalAccountSettingsProps = {}) {
    super(scope, id);
    refuse(this, GlobalAccountSettings._problems(props));
    const { omitted, logEncryptionKey } = props;
    SettingProvider.of(this).share(this, [
      ...S3PublicAccessBlock._statements(), ...PasswordPolicy._statements(), ...AccountAlias._statements(), ...AlternateContact._statements(this),
    ], 'Amazon S3 and IAM know no resource for the settings of an account.');

    makeUnlessOmitted(this, omitted, {
      [AccountSetting.S3_PUBLIC_ACCESS_BLOCK]: () => new S3PublicAccessBlock(this, 'S3PublicAccess', { logEncryptionKey }),
      [AccountSetting.PASSWORD_POLICY]: () => new PasswordPolicy(this, 'PasswordPolicy', { logEncryptionKey, ...props.passwordPolicy }),
    });
    if (props.accountAlias !== undefined) {
      new AccountAlias(this, 'Alias', { accountAlias: props.accountAlias, logEncryptionKey });
    }
    for (const [prop, contactId, contactType] of CONTACTS) {
      const details = props[prop];
      if (details !== undefined) {
        new AlternateContact(this, contactId, { ...details, contactType, logEncryptionKey });
      }
    }
  }
}
