import { DATA_SERVICES, denyWhen, ResourceControlEntry, WHOEVER_ASKS } from './resource-control-entry';

export const SECURE_TRANSPORT: ResourceControlEntry = {
  id: 'secure-transport',
  what: 'Data, keys and roles are used over TLS alone.',
  why: 'Over plain HTTP, everybody on the way reads and changes what is sent.',
  binds: WHOEVER_ASKS,
  exceptions: 'Nobody: also website endpoints of Amazon S3, which speak plain HTTP alone, are closed, and need Amazon CloudFront before them.',
  link: 'https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps_examples.html',
  // Where a service on the inside does not say how it was reached, nothing is denied.
  statements: [denyWhen('SecureTransport', DATA_SERVICES.map((service) => `${service}:*`), { Bool: { 'aws:SecureTransport': 'false' } })],
};
