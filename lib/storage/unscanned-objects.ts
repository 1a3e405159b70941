import { Problem } from '../private/validation';
import { checkReason } from './storage-checks';

/** What becomes of objects that no scan for malware has found clean. */
export class UnscannedObjects {
  /** Nobody reads them, as the bucket policy has it: neither before the scan, nor when malware was found or nothing could be told. */
  public static unreadable(): UnscannedObjects {
    return new UnscannedObjects();
  }

  /**
   * Whoever may read the bucket reads them; the result of the scan is a tag alone. Gives a warning at synthesis.
   *
   * @param reason - what looks at the tag instead
   */
  public static readable(reason: string): UnscannedObjects {
    return new UnscannedObjects(reason);
  }

  private constructor(
    /** Why they can be read. Not there when they cannot. */
    public readonly readableBecause?: string,
  ) {}

  /** @internal */
  public _problems(prop: string): Problem[] {
    return checkReason(prop, this.readableBecause);
  }
}
