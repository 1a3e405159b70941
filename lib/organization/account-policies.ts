import { PolicyTargetProps } from './policy-target';

/** What holds in one account, besides what holds in all accounts and in the units it is in. */
export interface AccountPolicies extends PolicyTargetProps {
  /** Name of the account. */
  readonly account: string;
}
