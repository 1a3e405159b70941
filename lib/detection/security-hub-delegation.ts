import { Stack, Token } from 'aws-cdk-lib';
import { CfnDelegatedAdmin } from 'aws-cdk-lib/aws-securityhub';
import { Construct } from 'constructs';
import { checkAccountId, Problem, refuse } from '../private/validation';

/** Properties of a SecurityHubDelegation. */
export interface SecurityHubDelegationProps {
  /** The account that looks after AWS Security Hub for the organization: 12 digits, not the management account. The same in every region. */
  readonly administratorAccountId: string;
}

/**
 * Lets a member account look after AWS Security Hub for all accounts of the organization, in one region. Stands in a stack of the management
 * account, after trusted access for AWS Security Hub.
 *
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/designate-orgs-admin-account.html
 */
export class SecurityHubDelegation extends Construct {
  /** @internal */
  public static _problems(props: SecurityHubDelegationProps, managementAccountId?: string): Problem[] {
    const id = props.administratorAccountId;
    return [
      ...checkAccountId('administratorAccountId', id),
      ...!Token.isUnresolved(id) && id === managementAccountId ? [{
        prop: 'administratorAccountId', got: id, allowed: 'an account besides the management account', fix: 'use the account of the security team',
      }] : [],
    ];
  }

  /** @throws when the account is none, or is the management account */
  constructor(scope: Construct, id: string, props: SecurityHubDelegationProps) {
    super(scope, id);
    refuse(this, SecurityHubDelegation._problems(props, Stack.of(this).account));
    new CfnDelegatedAdmin(this, 'Resource', { adminAccountId: props.administratorAccountId });
  }
}
