import { Effect, AnyPrincipal, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { IBucket } from 'aws-cdk-lib/aws-s3';
import { checkAccountId, Problem } from '../private/validation';
import { checkOrganizationId, checkReason } from './storage-checks';

/**
 * Whose identities a bucket deals with at all, whatever else its policy comes to allow one day. AWS services are let through where they act
 * for somebody inside: those that say for whom they act, and it is somebody outside, are turned away.
 *
 * A perimeter allows nothing by itself.
 *
 * @see https://docs.aws.amazon.com/whitepapers/latest/building-a-data-perimeter-on-aws/building-a-data-perimeter-on-aws.html
 */
export class BucketPerimeter {
  /** Identities of the bucket's own account. */
  public static ownAccount(): BucketPerimeter {
    return new BucketPerimeter([]);
  }

  /**
   * Identities of every account of an organization.
   *
   * @param organizationId - the id of the organization, such as `o-a1b2c3d4e5`
   */
  public static ownOrganization(organizationId: string): BucketPerimeter {
    return new BucketPerimeter([], organizationId);
  }

  /**
   * Identities of the bucket's own account and of these. Gives a warning at synthesis.
   *
   * @param accountIds - the accounts, 12 digits each, such as the source of replicas
   */
  public static accounts(accountIds: string[]): BucketPerimeter {
    return new BucketPerimeter(accountIds);
  }

  /**
   * No perimeter: what other statements allow is all that counts. Public access stays blocked. Gives a warning at synthesis.
   *
   * @param reason - who outside needs it, and why they cannot be named
   */
  public static open(reason: string): BucketPerimeter {
    return new BucketPerimeter([], undefined, reason);
  }

  private constructor(
    /** Accounts beside the bucket's own. */
    public readonly accountIds: string[],
    /** The organization whose accounts are inside. Not there when accounts are. */
    public readonly organizationId?: string,
    /** Why there is no perimeter. Not there when there is one. */
    public readonly openBecause?: string,
  ) {}

  /** @internal */
  public _problems(prop: string): Problem[] {
    return [
      ...this.accountIds.flatMap((id, index) => checkAccountId(`${prop}.accountIds[${index}]`, id)),
      ...checkOrganizationId(`${prop}.organizationId`, this.organizationId),
      ...checkReason(prop, this.openBecause),
    ];
  }

  /**
   * What widens the perimeter, in words; nothing when it is one of the two that the documentation starts with.
   *
   * @internal
   */
  public get _loosening(): string | undefined {
    return this.openBecause !== undefined ? `identities of any account are dealt with: ${this.openBecause}`
      : this.accountIds.length > 0 ? `identities of other accounts are dealt with: ${this.accountIds.join(', ')}`
      : undefined;
  }

  /** @internal */
  public _statements(bucket: IBucket, account: string): PolicyStatement[] {
    if (this.openBecause !== undefined) {
      return [];
    }
    const inside = this.organizationId ?? [account, ...this.accountIds];
    const [principal, source] = this.organizationId === undefined
      ? ['aws:PrincipalAccount', 'aws:SourceAccount']
      : ['aws:PrincipalOrgID', 'aws:SourceOrgID'];
    const deny = (sid: string, conditions: Record<string, Record<string, unknown>>) => new PolicyStatement({
      sid, effect: Effect.DENY, principals: [new AnyPrincipal()], actions: ['s3:*'], resources: [bucket.bucketArn, bucket.arnForObjects('*')],
      conditions,
    });
    return [
      // Requests without a signature say nothing of a principal: both conditions hold for them.
      deny('IdentitiesOutside', { StringNotEquals: { [principal]: inside }, BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' } }),
      // A service that names no account acts for itself, as Amazon EventBridge does: what it may do is for other statements to say.
      deny('ServicesForOutsiders', {
        StringNotEquals: { [source]: inside }, Null: { 'aws:SourceAccount': 'false' }, Bool: { 'aws:PrincipalIsAWSService': 'true' },
      }),
    ];
  }
}
