import { Duration } from 'aws-cdk-lib';
import { checkRange } from '../../private/validation';
import { denyWhen, ResourceControlEntry, WHOEVER_ASKS } from './resource-control-entry';

export const PRESIGNED_URLS = (maxAge: Duration): ResourceControlEntry => ({
  id: 'presigned-urls',
  what: `Presigned URLs of Amazon S3 are worth nothing ${maxAge.toHumanString()} after they were signed.`,
  why: 'Whoever finds a URL in a log or a mail uses it like the one who signed it, for up to seven days.',
  binds: WHOEVER_ASKS,
  exceptions: 'Requests that are signed in a header, and forms for uploads.',
  link: 'https://docs.aws.amazon.com/AmazonS3/latest/API/bucket-policy-s3-sigv4-conditions.html',
  statements: [denyWhen('PresignedUrls', ['s3:*'], {
    StringEquals: { 's3:authType': 'REST-QUERY-STRING' }, NumericGreaterThan: { 's3:signatureAge': `${maxAge.toMilliseconds()}` },
  })],
  // Amazon S3 takes no URL that is older than seven days.
  problems: (prop) => checkRange(`${prop}.maxAge`, maxAge.toMinutes({ integral: false }), 1, 10_079, 'pass a Duration of so many whole minutes'),
});
