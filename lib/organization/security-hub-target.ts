import { checkAccountId, checkText, Problem } from '../private/validation';

/**
 * Where in an organization the settings of a DelegatedSecurityHub hold: there, and below where nothing nearer has settings of its own.
 *
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/configuration-policies-overview.html
 */
export class SecurityHubTarget {
  /**
   * All accounts, those of the management and of the administration among them.
   *
   * @param rootId - id of the root, such as `r-a1b2`
   */
  public static root(rootId: string): SecurityHubTarget {
    return new SecurityHubTarget('ROOT', rootId);
  }

  /**
   * All accounts in an organizational unit, and in the units in it.
   *
   * @param unitId - its id, such as `ou-a1b2-12345678`
   */
  public static unit(unitId: string): SecurityHubTarget {
    return new SecurityHubTarget('ORGANIZATIONAL_UNIT', unitId);
  }

  /**
   * One account.
   *
   * @param accountId - its id: 12 digits
   */
  public static account(accountId: string): SecurityHubTarget {
    return new SecurityHubTarget('ACCOUNT', accountId);
  }

  private constructor(
    /** What it is, as AWS calls it: `ROOT`, `ORGANIZATIONAL_UNIT` or `ACCOUNT`. */
    public readonly targetType: string,
    /** Its id. */
    public readonly targetId: string,
  ) {}

  /** @internal */
  public _problems(prop: string): Problem[] {
    const fix = 'copy the id from the console of AWS Organizations';
    switch (this.targetType) {
      case 'ROOT':
        return checkText(prop, this.targetId, /^r-[0-9a-z]{4,32}$/, 'the id of a root: r- and 4 to 32 letters and digits', fix);
      case 'ORGANIZATIONAL_UNIT':
        return checkText(prop, this.targetId, /^ou-[0-9a-z]{4,32}-[0-9a-z]{8,32}$/, 'the id of an organizational unit: ou-…-…', fix);
      default:
        return checkAccountId(prop, this.targetId);
    }
  }
}
