import { IBucket } from 'aws-cdk-lib/aws-s3';
import { checkText, Problem } from '../private/validation';
import { checkMember } from './detection-checks';
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

export function entityListProblems(props: EntityListProps): Problem[] {
  return [
    ...checkText('listName', props.listName, /^[\w-]{1,300}$/, '1 to 300 letters, digits, dashes and underscores', 'rename it'),
    ...checkText('objectKey', props.objectKey, /^[^/].{0,1023}$/s, 'the key of an object', 'leave out the bucket and the slash behind it'),
    ...checkMember('format', props.format, Object.values(EntityListFormat), 'EntityListFormat'),
  ];
}

/** What the two kinds of lists are for AWS CloudFormation, which has a type for each. */
export function entityList({ detectorId, listName, bucket, objectKey, format }: EntityListProps, account: string): {
  activate: boolean; detectorId: string; name: string; location: string; format: string; expectedBucketOwner: string;
} {
  return {
    activate: true, detectorId, name: listName, location: bucket.s3UrlForObject(objectKey), format: format ?? EntityListFormat.TXT,
    expectedBucketOwner: account,
  };
}
