import { checkInside, DATA_SERVICES, denyWhen, outside, partnerWarnings, ResourceControlEntry } from './resource-control-entry';

export const SERVICES_FOR_OTHERS = (organizationId: string, partnerAccounts: string[]): ResourceControlEntry => ({
  id: 'services-for-others',
  what: 'AWS services do nothing with data, keys and roles on behalf of accounts outside the organization.',
  why: 'A policy that lets a service in also lets in everybody the service works for: the confused deputy.',
  binds: 'AWS services that name the account they work for.',
  exceptions: [
    'Services that name none, because they work for themselves.',
    ...partnerAccounts.length === 0 ? [] : [`What they do for the accounts ${partnerAccounts.join(', ')}.`],
  ].join(' '),
  link: 'https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps_examples.html',
  organizationId,
  statements: [denyWhen('ServicesForOthers', DATA_SERVICES.map((service) => `${service}:*`), {
    ...outside('aws:SourceOrgID', organizationId, 'aws:SourceAccount', partnerAccounts),
    Null: { 'aws:SourceAccount': 'false' },
    Bool: { 'aws:PrincipalIsAWSService': 'true' },
  })],
  warnings: partnerWarnings(partnerAccounts),
  problems: (prop) => checkInside(prop, organizationId, partnerAccounts),
});
