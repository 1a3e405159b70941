import { BaselineDomain } from '../baseline-domain';
import { nested, Problem } from '../private/validation';
import { AccountSetting } from './account-setting';
import { AccountSettings, AccountSettingsOptions } from './account-settings';
import { GlobalAccountSettings, GlobalAccountSettingsOptions } from './global-account-settings';
import { omittedProblems } from './setting-omission';

/** What can be chosen about the settings of an account. */
export interface AccountDomainProps extends AccountSettingsOptions, GlobalAccountSettingsOptions {}

/** How a baseline makes the settings of the account. */
export class AccountDomain extends BaselineDomain {
  /**
   * AccountSettings in every region the baseline covers, and GlobalAccountSettings in the home region.
   *
   * @param props - what should differ, and what only you know: a name, contacts, a key. The key encrypts volumes of the region it is in
   */
  public static settings(props: AccountDomainProps = {}): AccountDomain {
    return new AccountDomain(props);
  }

  /**
   * Leaves the settings as they are. Gives a warning at synthesis.
   *
   * @param reason - who or what makes them instead
   */
  public static omitted(reason: string): AccountDomain {
    return new AccountDomain({}, reason);
  }

  private constructor(private readonly props: AccountDomainProps, omittedBecause?: string) {
    super(omittedBecause);
  }

  /** @internal */
  public override _problems(region?: string): Problem[] {
    const all = [...AccountSettings._SETTINGS, ...GlobalAccountSettings._SETTINGS];
    return nested('accountSettings', [
      ...AccountSettings._problems({ ...this.props, omitted: [] }, region),
      ...GlobalAccountSettings._problems({ ...this.props, omitted: [] }),
      ...omittedProblems(this.props.omitted, all),
    ]);
  }

  /**
   * For one region.
   *
   * @internal
   */
  public _regional(): AccountSettingsOptions {
    const { ebsEncryptionKey, instanceMetadataHopLimit, omitted = [] } = this.props;
    return { ebsEncryptionKey, instanceMetadataHopLimit, omitted: omitted.filter(({ setting }) => AccountSettings._SETTINGS.includes(setting)) };
  }

  /**
   * For the account as a whole.
   *
   * @internal
   */
  public _global(): GlobalAccountSettingsOptions {
    const { passwordPolicy, accountAlias, securityContact, billingContact, operationsContact, omitted = [] } = this.props;
    return {
      passwordPolicy, accountAlias, securityContact, billingContact, operationsContact,
      omitted: omitted.filter(({ setting }) => GlobalAccountSettings._SETTINGS.includes(setting)),
    };
  }

  /**
   * Whether a setting is made.
   *
   * @internal
   */
  public _sets(wanted: AccountSetting): boolean {
    return this.omittedBecause === undefined && !(this.props.omitted ?? []).some(({ setting }) => setting === wanted);
  }

  /**
   * The same without what the home region alone can have.
   *
   * @internal
   */
  public _elsewhere(): AccountDomain {
    return new AccountDomain({ ...this.props, ebsEncryptionKey: undefined }, this.omittedBecause);
  }
}
