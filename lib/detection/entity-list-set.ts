import { checkText, Problem } from '../private/validation';
import { checkMember } from './detection-checks';
import { EntityListProps } from './entity-list';
import { EntityListFormat } from './entity-list-format';

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
