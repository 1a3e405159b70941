import { BaselineDomain } from '../baseline-domain';
import { Problem } from '../private/validation';

/** How a baseline sets the switches of the account. */
export class AccountDomain extends BaselineDomain {
  /** AccountSettings in every region the baseline covers, and a PasswordPolicy in the home region. */
  public static settings(): AccountDomain {
    return new AccountDomain();
  }

  /**
   * Leaves the switches as they are. Gives a warning at synthesis.
   *
   * @param reason - who or what sets them instead
   */
  public static omitted(reason: string): AccountDomain {
    return new AccountDomain(reason);
  }

  private constructor(omittedBecause?: string) {
    super(omittedBecause);
  }

  /** @internal */
  public override _problems(): Problem[] {
    return [];
  }
}
