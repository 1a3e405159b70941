import { checkInside, denyWhen, NO_SERVICE, outside, partnerWarnings, ResourceControlEntry, SERVICES } from './resource-control-entry';

/** What a service holds, and the calls by which others would come to it. */
interface Held {
  readonly id: string;
  readonly sid: string;
  readonly what: string;
  readonly why: string;
  /** Besides AWS services. */
  readonly exceptions?: string;
  readonly actions: string[];
}

/** Makes the entry for an organization and its partners. */
type OwnIdentities = (organizationId: string, partnerAccounts: string[]) => ResourceControlEntry;

function ownIdentities({ id, sid, what, why, exceptions = '', actions }: Held): OwnIdentities {
  return (organizationId, partnerAccounts) => ({
    id,
    what,
    why,
    binds: 'Users and roles of accounts outside the organization, and requests without a signature.',
    exceptions: [
      SERVICES, ...partnerAccounts.length === 0 ? [] : [`The accounts ${partnerAccounts.join(', ')}.`], ...exceptions === '' ? [] : [exceptions],
    ].join(' '),
    link: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_data-perimeters.html',
    organizationId,
    statements: [denyWhen(sid, actions, {
      ...outside('aws:PrincipalOrgID', organizationId, 'aws:PrincipalAccount', partnerAccounts), ...NO_SERVICE,
    })],
    warnings: partnerWarnings(partnerAccounts),
    problems: (prop) => checkInside(prop, organizationId, partnerAccounts),
  });
}

export const BUCKET_IDENTITIES = ownIdentities({
  id: 'bucket-identities', sid: 'BucketIdentities', actions: ['s3:*'],
  what: 'Buckets and objects of Amazon S3 are used by identities of the organization alone.',
  why: 'A bucket policy that names the wrong account, or everybody, opens nothing.',
});

// Federated users bring no organization: their calls are for webIdentityProviders. Tags and source identities go with those calls, too.
export const ROLE_IDENTITIES = ownIdentities({
  id: 'role-identities', sid: 'RoleIdentities', actions: ['sts:AssumeRole', 'sts:SetContext'],
  what: 'Roles are assumed by identities of the organization alone.',
  why: 'A trust policy that names the wrong account, or everybody, lets nobody in.',
  exceptions: 'People who sign in through SAML, and web identities.',
});

export const KEY_IDENTITIES = ownIdentities({
  id: 'key-identities', sid: 'KeyIdentities', actions: ['kms:*'],
  what: 'Keys of AWS KMS are used by identities of the organization alone.',
  why: 'Whoever may use a key reads everything encrypted with it that comes to hand.',
  exceptions: 'Keys that AWS manages, and retiring grants.',
});

export const SECRET_IDENTITIES = ownIdentities({
  id: 'secret-identities', sid: 'SecretIdentities', actions: ['secretsmanager:*'],
  what: 'Secrets are used by identities of the organization alone.',
  why: 'A secret that leaves opens what it was a secret for.',
});

export const QUEUE_IDENTITIES = ownIdentities({
  id: 'queue-identities', sid: 'QueueIdentities', actions: ['sqs:*'],
  what: 'Queues of Amazon SQS are used by identities of the organization alone.',
  why: 'Whoever reads a queue takes messages away, and whoever writes to it gives orders to what reads it.',
});

export const TABLE_IDENTITIES = ownIdentities({
  id: 'table-identities', sid: 'TableIdentities', actions: ['dynamodb:*'],
  what: 'Tables and streams of Amazon DynamoDB are used by identities of the organization alone.',
  why: 'Since tables have policies of their own, such a policy can open one to everybody.',
});

export const IMAGE_IDENTITIES = ownIdentities({
  id: 'image-identities', sid: 'ImageIdentities', actions: ['ecr:*'],
  what: 'Private repositories of container images are used by identities of the organization alone.',
  why: 'Images hold code, and whoever pushes one runs it wherever it is pulled.',
  exceptions: 'Public repositories.',
});

export const LOG_IDENTITIES = ownIdentities({
  id: 'log-identities', sid: 'LogIdentities', actions: ['logs:*'],
  what: 'Log groups and destinations of Amazon CloudWatch Logs are used by identities of the organization alone.',
  why: 'Logs tell more than they should, and entries made up by others hide what happened.',
});

export const SEARCH_IDENTITIES = ownIdentities({
  id: 'search-identities', sid: 'SearchIdentities', actions: ['aoss:*'],
  what: 'Collections of Amazon OpenSearch Serverless are used by identities of the organization alone.',
  why: 'Access to a collection is given by policies of its own, which may name any account.',
});

export const EVENT_IDENTITIES = ownIdentities({
  id: 'event-identities', sid: 'EventIdentities', actions: ['events:*'],
  what: 'Event buses of Amazon EventBridge are used by identities of the organization alone.',
  why: 'An event made up by others sets off whatever waits for it.',
});
