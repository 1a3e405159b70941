import { checkAccountId, Problem } from '../private/validation';
import { checkOrganizationId } from './storage-checks';

/**
 * Whose logs a bucket takes.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html
 */
export class LogSources {
  /** Logs of the bucket's own account, from every region. */
  public static ownAccount(): LogSources {
    return new LogSources();
  }

  /**
   * Logs of every account of an organization, each into the folder of that account, and of the organization's trails. For the bucket of a
   * log-archive account.
   *
   * @param organizationId - the id of the organization, such as `o-a1b2c3d4e5`
   * @param managementAccountId - the management account, 12 digits, which owns the trails of the organization
   */
  public static organization(organizationId: string, managementAccountId: string): LogSources {
    return new LogSources(organizationId, managementAccountId);
  }

  private constructor(
    /** Id of the organization. Not there for the own account alone. */
    public readonly organizationId?: string,
    /** The management account of the organization. Not there for the own account alone. */
    public readonly managementAccountId?: string,
  ) {}

  /** @internal */
  public _problems(prop: string): Problem[] {
    return [
      ...checkOrganizationId(`${prop}.organizationId`, this.organizationId),
      ...checkAccountId(`${prop}.managementAccountId`, this.managementAccountId),
    ];
  }
}
