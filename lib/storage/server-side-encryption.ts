import { IKey } from 'aws-cdk-lib/aws-kms';

/**
 * How Amazon S3 encrypts the objects of a bucket. Whoever uploads says nothing of encryption and gets this one.
 *
 * Encryption on the client is no setting of a bucket: to Amazon S3, such objects are bytes like any other, encrypted once more.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/serv-side-encryption.html
 */
export class ServerSideEncryption {
  /**
   * SSE-KMS with a bucket key, which keeps AWS KMS requests (and their price) few.
   *
   * @param key - the key, in the region of the bucket; without one, the bucket gets an EncryptionKey of its own
   */
  public static kms(key?: IKey): ServerSideEncryption {
    return new ServerSideEncryption('aws:kms', key);
  }

  /**
   * DSSE-KMS: two independent layers of encryption, for rules that ask for them, such as CNSSP 15. There is no bucket key for it, so that each
   * request for an object is a request to AWS KMS, and each gigabyte that is encrypted or decrypted has a price.
   *
   * @param key - the key, in the region of the bucket; without one, the bucket gets an EncryptionKey of its own
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingDSSEncryption.html
   */
  public static dualLayerKms(key?: IKey): ServerSideEncryption {
    return new ServerSideEncryption('aws:kms:dsse', key);
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
    /** The algorithm by its name in the S3 API: `aws:kms`, `aws:kms:dsse` or `AES256`. */
    public readonly algorithm: string,
    /** The key that was passed, if any. */
    public readonly key?: IKey,
  ) {}
}
