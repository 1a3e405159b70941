import { IKey } from 'aws-cdk-lib/aws-kms';

/**
 * How Amazon S3 encrypts the objects of a bucket.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/serv-side-encryption.html
 */
export class ServerSideEncryption {
  /**
   * SSE-KMS with a bucket key, which keeps AWS KMS requests (and their price) few.
   *
   * @param key - the key; without one, the bucket gets an EncryptionKey of its own
   */
  public static kms(key?: IKey): ServerSideEncryption {
    return new ServerSideEncryption('aws:kms', key);
  }

  /**
   * SSE-S3: keys that Amazon S3 holds, without price and without a policy of their own.
   *
   * For what cannot be read through AWS KMS, such as the target of server access logs.
   */
  public static s3Managed(): ServerSideEncryption {
    return new ServerSideEncryption('AES256');
  }

  private constructor(
    /** The algorithm by its name in the S3 API: `aws:kms` or `AES256`. */
    public readonly algorithm: string,
    /** The key that was passed, if any. */
    public readonly key?: IKey,
  ) {}
}
