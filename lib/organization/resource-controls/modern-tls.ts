import { denyWhen, NO_SERVICE_BETWEEN, ResourceControlEntry, WHOEVER_ASKS } from './resource-control-entry';

export const MODERN_TLS: ResourceControlEntry = {
  id: 'modern-tls',
  what: 'Amazon S3 is used over TLS 1.3 and newer alone.',
  why: 'TLS 1.2, the oldest version that AWS still takes, allows ciphers and handshakes that some rules forbid.',
  binds: WHOEVER_ASKS,
  exceptions: 'AWS services, also where they go on with the credentials of whoever asked them.',
  link: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/amazon-s3-policy-keys.html',
  statements: [denyWhen('ModernTls', ['s3:*'], { NumericLessThan: { 's3:TlsVersion': '1.3' }, ...NO_SERVICE_BETWEEN })],
};
