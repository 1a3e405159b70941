import { Aws } from 'aws-cdk-lib';
import { StarPrincipal, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { checkAccountId, checkText, Problem } from '../private/validation';

/**
 * Who may use an endpoint of a network, and to reach whose resources: the network's side of a data perimeter.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html
 */
export class EndpointAccess {
  /**
   * Identities of this account, to resources of this account.
   *
   * @param trustedAccounts - further accounts whose resources may be reached; none unless given
   */
  public static ownAccount(trustedAccounts: string[] = []): EndpointAccess {
    return new EndpointAccess(undefined, trustedAccounts);
  }

  /**
   * Identities of this organization, to resources of this organization.
   *
   * @param organizationId - id of the organization, such as o-a1b2c3d4e5
   * @param trustedAccounts - accounts outside it whose resources may be reached too; none unless given
   */
  public static ownOrganization(organizationId: string, trustedAccounts: string[] = []): EndpointAccess {
    return new EndpointAccess(organizationId, trustedAccounts);
  }

  private constructor(
    /** Id of the organization. Not there when the account is the limit. */
    public readonly organizationId: string | undefined,
    /** Further accounts whose resources may be reached. */
    public readonly trustedAccounts: string[],
  ) {}

  /** @internal */
  public _problems(prop: string): Problem[] {
    return [
      ...checkText(prop, this.organizationId, /^o-[a-z0-9]{10,32}$/,
        'the id of an organization', 'copy it from AWS Organizations, such as o-a1b2c3d4e5'),
      ...this.trustedAccounts.flatMap((account) => checkAccountId(prop, account)),
    ];
  }

  /**
   * What the policy of an endpoint allows.
   *
   * @param resourceSide - whether the service says whose resource a call is for
   * @internal
   */
  public _statements(resourceSide: boolean): PolicyStatement[] {
    const who: Record<string, string> = this.organizationId === undefined
      ? { 'aws:PrincipalAccount': Aws.ACCOUNT_ID } : { 'aws:PrincipalOrgID': this.organizationId };
    const whose: Record<string, string> = this.organizationId === undefined
      ? { 'aws:ResourceAccount': Aws.ACCOUNT_ID } : { 'aws:ResourceOrgID': this.organizationId };
    const allow = (sid: string, conditions: Record<string, string | string[]>) => new PolicyStatement({
      sid,
      // The one principal a gateway endpoint takes; whose identities they are is a condition.
      principals: [new StarPrincipal()],
      actions: ['*'],
      resources: ['*'],
      conditions: { StringEquals: conditions },
    });
    return [
      allow('OwnIdentitiesToOwnResources', { ...who, ...resourceSide && whose }),
      ...resourceSide && this.trustedAccounts.length > 0
        ? [allow('OwnIdentitiesToTrustedAccounts', { ...who, 'aws:ResourceAccount': this.trustedAccounts })] : [],
    ];
  }
}
