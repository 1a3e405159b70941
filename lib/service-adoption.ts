import { Problem } from './private/validation';

/**
 * What a baseline does about a service that AWS allows once a region, where there may be one already: make it, take over the one that is there,
 * or leave it alone.
 */
export class ServiceAdoption {
  /** Makes it. The deployment fails where there is one already, and it goes with the stack. */
  public static create(): ServiceAdoption {
    return new ServiceAdoption('create');
  }

  /**
   * Takes over the one that is there: switches on what is missing, switches nothing off, neither now nor when the stack goes. The deployment fails
   * where there is none.
   *
   * Not for one that the same stack made: it would go from the template, and AWS CloudFormation would delete what was just taken over.
   */
  public static adopt(): ServiceAdoption {
    return new ServiceAdoption('adopt');
  }

  /**
   * Leaves it alone. Gives a warning at synthesis.
   *
   * @param reason - who or what takes care of it instead, such as the delegated administrator of the organization
   */
  public static skip(reason: string): ServiceAdoption {
    return new ServiceAdoption('skip', reason);
  }

  /** @internal */
  public static _check(prop: string, adoption: unknown): Problem[] {
    if (adoption === undefined) {
      return [];
    }
    if (!(adoption instanceof ServiceAdoption)) {
      return [{
        prop, got: adoption, allowed: 'ServiceAdoption.create(), .adopt() or .skip(reason)', fix: 'pass what one of these returns, not its name',
      }];
    }
    return adoption.name === 'skip' && !adoption.reason?.trim()
      ? [{ prop, got: adoption.reason, allowed: 'a reason', fix: 'say who or what takes care of the service instead' }]
      : [];
  }

  private constructor(
    /** Name of the choice: `create`, `adopt` or `skip`. */
    public readonly name: string,
    /** Why it is left alone. Not there otherwise. */
    public readonly reason?: string,
  ) {}
}
