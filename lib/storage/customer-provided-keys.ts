import { Problem } from '../private/validation';
import { checkReason } from './storage-checks';

/**
 * Whether objects may be uploaded under keys that the caller sends along with each request (SSE-C). AWS keeps no copy of such a key: who
 * loses it has lost the object, and who has stolen write access can encrypt a whole bucket for ransom.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/blocking-unblocking-s3-c-encryption-gpb.html
 */
export class CustomerProvidedKeys {
  /** Refused, by the bucket itself and by its policy. */
  public static refused(): CustomerProvidedKeys {
    return new CustomerProvidedKeys();
  }

  /**
   * Accepted. Gives a warning at synthesis.
   *
   * @param reason - who needs it, and where the keys are kept
   */
  public static allowed(reason: string): CustomerProvidedKeys {
    return new CustomerProvidedKeys(reason);
  }

  private constructor(
    /** Why they are accepted. Not there when they are refused. */
    public readonly allowedBecause?: string,
  ) {}

  /** @internal */
  public _problems(prop: string): Problem[] {
    return checkReason(prop, this.allowedBecause);
  }
}
