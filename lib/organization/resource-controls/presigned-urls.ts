import { Duration } from 'aws-cdk-lib';
import { checkRange } from '../../private/validation';
import { denyWhen, ResourceControlEntry, WHOEVER_ASKS } from './resource-control-entry';

/** How requests come whose signature was made for others, or for later. */
const SIGNED_BEFORE = ['POST', 'REST-QUERY-STRING'];

export const PRESIGNED_URLS = (maxAge: Duration): ResourceControlEntry => ({
  id: 'presigned-urls',
  what: `Presigned URLs and upload forms of Amazon S3 are worth nothing ${maxAge.toHumanString()} after they were signed.`,
  why: 'Whoever finds a URL in a log or a mail uses it like the one who signed it, for up to seven days.',
  binds: WHOEVER_ASKS,
  exceptions: 'Requests that are signed in a header.',
  link: 'https://docs.aws.amazon.com/AmazonS3/latest/API/bucket-policy-s3-sigv4-conditions.html',
  statements: [
    denyWhen('PresignedUrls', ['s3:*'], {
      StringEquals: { 's3:authType': SIGNED_BEFORE }, NumericGreaterThan: { 's3:signatureAge': `${maxAge.toMilliseconds()}` },
    }),
    // Signature Version 2 says its age is 0.
    denyWhen('PresignedUrlsOfUnknownAge', ['s3:*'], { StringEquals: { 's3:authType': SIGNED_BEFORE, 's3:signatureversion': 'AWS' } }),
  ],
  // Amazon S3 takes no URL that is older than seven days.
  problems: (prop) => checkRange(`${prop}.maxAge`, maxAge.toMinutes({ integral: false }), 1, 10_079, 'pass a Duration of so many whole minutes'),
});
