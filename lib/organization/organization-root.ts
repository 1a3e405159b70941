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
   */
  public static existing(rootId: string): OrganizationRoot {
    return new OrganizationRoot(rootId);
  }

  private constructor(
    /** Id of the root. Not there for an organization that is still to be made. */
    public readonly rootId?: string,
  ) {}

  /** @internal */
  public _problems(): Problem[] {
    return checkText('organization', this.rootId, /^r-[0-9a-z]{4,32}$/,
      'the id of a root: r- and 4 to 32 letters and digits', 'run aws organizations list-roots');
  }
}
