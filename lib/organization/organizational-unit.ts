import { checkText, Problem } from '../private/validation';

/** A name of AWS Organizations without the slash that parts the names of a path. */
const PATH = /^[^/\s]([^/]{0,126}[^/\s])?(\/[^/\s]([^/]{0,126}[^/\s])?){0,4}$/;

/**
 * An organizational unit, by its path from the root: `workloads/production` is the unit `production` in the unit `workloads`.
 *
 * @see https://docs.aws.amazon.com/whitepapers/latest/organizing-your-aws-environment/recommended-ous-and-accounts.html
 */
export class OrganizationalUnit {
  /**
   * A new unit. It stays when it is taken out of the program.
   *
   * @param path - names of the units from the root down, parted by slashes: 1 to 5 of them, each 1 to 128 characters long
   */
  public static create(path: string): OrganizationalUnit {
    return new OrganizationalUnit(path);
  }

  /**
   * A unit that exists. It is not changed.
   *
   * @param path - the path it is called by here
   * @param unitId - its id, such as `ou-a1b2-12345678`; `aws organizations list-organizational-units-for-parent` shows it
   */
  public static existing(path: string, unitId: string): OrganizationalUnit {
    return new OrganizationalUnit(path, unitId);
  }

  /**
   * Units for a company: `security` for evidence and its judges, `infrastructure` for what all share, `workloads/production` and
   * `workloads/development`, `accounting` for the people who pay, `sandbox` for experiments, and `suspended` for accounts that are given up.
   */
  public static recommended(): OrganizationalUnit[] {
    return ['security', 'infrastructure', 'workloads', 'workloads/production', 'workloads/development', 'accounting', 'sandbox', 'suspended']
      .map((path) => OrganizationalUnit.create(path));
  }

  private constructor(
    /** Names of the units from the root down, parted by slashes. */
    public readonly path: string,
    /** Id of the unit. Not there for one that is still to be made. */
    public readonly unitId?: string,
  ) {}

  /**
   * Path of the unit that it is in.
   *
   * @internal
   */
  public get _parent(): string | undefined {
    return this.path.includes('/') ? this.path.slice(0, this.path.lastIndexOf('/')) : undefined;
  }

  /** @internal */
  public _problems(prop: string): Problem[] {
    return [
      ...checkText(`${prop}.path`, this.path, PATH, '1 to 5 names of 1 to 128 characters, parted by slashes', 'write it like workloads/production'),
      ...checkText(`${prop}.unitId`, this.unitId, /^ou-[0-9a-z]{4,32}-[0-9a-z]{8,32}$/,
        'the id of an organizational unit: ou-…-…', 'run aws organizations list-organizational-units-for-parent'),
    ];
  }
}
