import { checkAccountId, checkEmail, checkText, Problem } from '../private/validation';

/** Properties of a new MemberAccount. */
export interface MemberAccountProps {
  /** Name of the account: 1 to 50 letters, digits, spaces and punctuation marks. */
  readonly name: string;

  /** E-mail address of its root user: 6 to 64 characters. No other account of AWS, not even a closed one, may have it. */
  readonly email: string;

  /**
   * Path of the organizational unit it is in, such as `workloads/production`.
   *
   * @default - the root
   */
  readonly unit?: string;
}

/**
 * An account of an organization other than the management account. Bills of all of them go to the management account.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_accounts.html
 */
export class MemberAccount {
  /**
   * A new account. Nothing here ever closes it: it stays when it is taken out of the program, or when its stack goes.
   *
   * @param props - name, e-mail address and unit
   */
  public static create(props: MemberAccountProps): MemberAccount {
    return new MemberAccount(props.name, props.unit, props);
  }

  /**
   * An account that exists in the organization. It is neither changed nor moved.
   *
   * @param name - what it is called by here
   * @param accountId - its id, 12 digits
   */
  public static existing(name: string, accountId: string): MemberAccount {
    return new MemberAccount(name, undefined, undefined, accountId);
  }

  /**
   * Accounts for a company, in the units of `OrganizationalUnit.recommended()`: `log-archive`, `audit`, `accounting`, `production` and
   * `development`.
   *
   * @param emailPattern - e-mail addresses of the accounts, with `{name}` for the name: `aws+{name}@example.com`
   */
  public static recommended(emailPattern: string): MemberAccount[] {
    const units = {
      'log-archive': 'security', 'audit': 'security', 'accounting': 'accounting', 'production': 'workloads/production',
      'development': 'workloads/development',
    };
    return Object.entries(units).map(([name, unit]) => MemberAccount.create({ name, unit, email: emailPattern.replace('{name}', name) }));
  }

  /** E-mail address of its root user. Not there for an account that exists. */
  public readonly email?: string;

  private readonly isNew: boolean;

  private constructor(
    /** Name of the account. */
    public readonly name: string,
    /** Path of the unit a new account is in. Not there when that is the root. */
    public readonly unit: string | undefined,
    props?: MemberAccountProps,
    /** Id of the account. Not there for one that is still to be made. */
    public readonly accountId?: string,
  ) {
    this.isNew = props !== undefined;
    this.email = props?.email;
  }

  /** @internal */
  public _problems(prop: string): Problem[] {
    // The root user of an account is told at this address: without one, nobody could ever get in again.
    const missing = this.isNew && !this.email
      ? [{
        prop: `${prop}.email`, got: this.email, allowed: 'an e-mail address',
        fix: 'give the account one of its own, such as aws+name@example.com',
      }]
      : checkEmail(`${prop}.email`, this.email);
    return [
      ...checkText(`${prop}.name`, this.name, /^[ -~]{1,50}$/,
        '1 to 50 letters, digits, spaces and punctuation marks', 'use a name such as production'),
      ...missing,
      ...missing.length > 0 ? [] : checkText(`${prop}.email`, this.email, /^.{6,64}$/, '6 to 64 characters', 'use a shorter address'),
      ...checkAccountId(`${prop}.accountId`, this.accountId),
    ];
  }
}
