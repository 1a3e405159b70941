import { Problem } from '../private/validation';
import { checkOrganizationId } from '../storage/storage-checks';

/**
 * Whose events a trail records.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/creating-trail-organization.html
 */
export class TrailScope {
  /** Those of the trail's own account. */
  public static account(): TrailScope {
    return new TrailScope();
  }

  /**
   * Those of every account of an organization, now and later. Members see the trail, and cannot change it.
   *
   * The trail belongs into the management account, where AWS Organizations trusts `cloudtrail.amazonaws.com`. Bucket and key have to take the
   * organization's logs, as those of a LogArchive with `LogSources.organization(…)` do. AWS delivers the first copy of management events free of
   * charge; a member with a trail of its own pays for the second.
   *
   * @param organizationId - the id of the organization, such as `o-a1b2c3d4e5`
   */
  public static organization(organizationId: string): TrailScope {
    return new TrailScope(organizationId);
  }

  private constructor(
    /** Id of the organization. Not there for a trail of one account. */
    public readonly organizationId?: string,
  ) {}

  /** @internal */
  public _problems(prop: string): Problem[] {
    return checkOrganizationId(`${prop}.organizationId`, this.organizationId);
  }
}
