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
   * Takes over the one that is there, as `adopt()` does, and makes one where there is none: for an account that has it in some regions alone. One
   * that was made stays on when the stack goes, like one that was found, and is found by the next deployment.
   *
   * Not for one that the same stack made, as with `adopt()`.
   */
  public static adoptOrCreate(): ServiceAdoption {
    return new ServiceAdoption('adoptOrCreate');
  }

  /**
   * Leaves it alone. Gives a warning at synthesis.
   *
   * @param reason - who or what takes care of it instead, such as the delegated administrator of the organization
   */
  public static skip(reason: string): ServiceAdoption {
    return new ServiceAdoption('skip', reason);
  }

  /**
   * @param orCreate - whether there is somebody to find out, at deployment, if there is one
   * @internal
   */
  public static _check(prop: string, adoption: unknown, orCreate = false): Problem[] {
    if (adoption === undefined) {
      return [];
    }
    const allowed = `ServiceAdoption.create(), .adopt()${orCreate ? ', .adoptOrCreate()' : ''} or .skip(reason)`;
    if (!(adoption instanceof ServiceAdoption)) {
      return [{ prop, got: adoption, allowed, fix: 'pass what one of these returns, not its name' }];
    }
    if (adoption.name === 'adoptOrCreate' && !orCreate) {
      return [{ prop, got: adoption.name, allowed, fix: 'use adopt() where there is one, and create() in a stack for where there is none' }];
    }
    return adoption.name === 'skip' && !adoption.reason?.trim()
      ? [{ prop, got: adoption.reason, allowed: 'a reason', fix: 'say who or what takes care of the service instead' }]
      : [];
  }

  private constructor(
    /** Name of the choice: `create`, `adopt`, `adoptOrCreate` or `skip`. */
    public readonly name: string,
    /** Why it is left alone. Not there otherwise. */
    public readonly reason?: string,
  ) {}

  /**
   * Whether it may be somebody else's.
   *
   * @internal
   */
  public get _adopts(): boolean {
    return this.name === 'adopt' || this._orCreates;
  }

  /**
   * Whether it is made by the function that adopts, where there is none.
   *
   * @internal
   */
  public get _orCreates(): boolean {
    return this.name === 'adoptOrCreate';
  }
}
