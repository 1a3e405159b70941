import { denyWhen, NO_SERVICE, ResourceControlEntry, WHOEVER_ASKS } from './resource-control-entry';

export const KEY_GRANTS: ResourceControlEntry = {
  id: 'key-grants',
  what: 'Grants on keys of AWS KMS are made by AWS services alone, on behalf of whoever uses them.',
  why: 'A grant gives a key away to anybody, and stands in no policy where it would be seen.',
  binds: WHOEVER_ASKS,
  exceptions: 'AWS services, such as Amazon EC2 that attaches an encrypted volume, and using and retiring grants that are there.',
  link: 'https://docs.aws.amazon.com/kms/latest/developerguide/grants.html',
  statements: [denyWhen('KeyGrants', ['kms:CreateGrant'], {
    BoolIfExists: { ...NO_SERVICE.BoolIfExists, 'kms:GrantIsForAWSResource': 'false' },
  })],
};
