import { IBucket } from 'aws-cdk-lib/aws-s3';
import { EntityListFormat } from './entity-list-format';

/** Where a list of addresses and domains is. */
export interface EntityListProps {
  /** Id of the detector that goes by the list, as ThreatDetection has it. */
  readonly detectorId: string;

  /** Name of the list: letters, digits, dashes and underscores, up to 300 characters. Unique for the detector. */
  readonly listName: string;

  /**
   * The bucket that has the list, in the same account. Where it is encrypted with AWS KMS, the key lets the role AWSServiceRoleForAmazonGuardDuty
   * decrypt.
   */
  readonly bucket: IBucket;

  /** Key of the object that is the list, up to 35 MB. Amazon GuardDuty reads it again only when it is told to: change the key with the list. */
  readonly objectKey: string;

  /**
   * How it is written.
   *
   * @default EntityListFormat.TXT
   */
  readonly format?: EntityListFormat;
}
