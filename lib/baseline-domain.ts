import { Problem } from './private/validation';

/**
 * Whether and how a baseline covers one security domain. Each domain has factories of its own: to shape what is placed, to use what exists,
 * or to leave the domain out.
 */
export abstract class BaselineDomain {
  protected constructor(
    /** Why the domain is left out. Not there when it is covered. */
    public readonly omittedBecause?: string,
  ) {}

  /**
   * @param region - the region it goes to, where that is known
   * @internal
   */
  public abstract _problems(region?: string): Problem[];
}
