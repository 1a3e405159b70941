import { checkText, Problem } from '../private/validation';

/** The organization a baseline governs, by its root. */
export class OrganizationRoot {
  /** A new organization with all features, made from the account that deploys. That account becomes its management account. */
  public static create(): OrganizationRoot {
    return new OrganizationRoot();
  }

  /**
   * An organization that exists.
   *
   * @param rootId - id of its root, such as `r-a1b2`; `aws organizations list-roots` shows it
   * @param organizationId - its own id, such as `o-a1b2c3d4e5`, which a rollout needs; `aws organizations describe-organization` shows it
   */
  public static existing(rootId: string, organizationId?: string): OrganizationRoot {
    return new OrganizationRoot(rootId, organizationId);
  }

  private constructor(
    /** Id of the root. Not there for an organization that is still to be made. */
    public readonly rootId?: string,
    /** Id of the organization. Not there when it is still to be made, or was not told. */
    public readonly organizationId?: string,
  ) {}

  /** @internal */
  public _problems(): Problem[] {
    return [
      ...checkText('organization', this.rootId, /^r-[0-9a-z]{4,32}$/,
        'the id of a root: r- and 4 to 32 letters and digits', 'run aws organizations list-roots'),
      ...checkText('organization', this.organizationId, /^o-[0-9a-z]{10,32}$/,
        'the id of an organization: o- and 10 to 32 letters and digits', 'run aws organizations describe-organization'),
    ];
  }
}
