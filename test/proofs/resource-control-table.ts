import { Duration } from 'aws-cdk-lib';
import { ResourceControl } from '../../lib/organization/resource-control';
import { ACCOUNT, FOREIGN_ACCOUNT } from '../support';
import { arn, iam } from './escalation-paths';
import { Context, Request } from './guardrail-table';

export const ORGANIZATION = 'o-a1b2c3d4e5';
export const PARTNER = '777766665555';

/** What a resource control has to stop, for whom, and what it must not. */
export interface ResourceProof {
  readonly control: ResourceControl;
  /** Names of the callers it binds. */
  readonly binds: readonly string[];
  readonly stops: readonly Request[];
  readonly leaves: readonly Request[];
}

const each = (resource: string, actions: string, context?: Context): Request[] => actions.split(' ').map((action) => [action, resource, context]);

const BUCKET = 'arn:aws:s3:::shared';
const OBJECT = 'arn:aws:s3:::shared/report.pdf';
const ROLE = iam('role/workload/app');
const KEY = arn('kms', 'key/0a1b2c3d-1111-2222-3333-444455556666');
const SECRET = arn('secretsmanager', 'secret:db-AbCdEf');
const QUEUE = arn('sqs', 'workload-app');
const TABLE = arn('dynamodb', 'table/workload-app');
const STREAM = arn('dynamodb', 'table/workload-app/stream/2026-01-01T00:00:00.000');
const REPOSITORY = arn('ecr', 'repository/app');
const LOG_GROUP = arn('logs', 'log-group:/app');
const LOG_STREAM = arn('logs', 'log-group:/app:log-stream:1');
const DESTINATION = arn('logs', 'destination:all');
const COLLECTION = arn('aoss', 'collection/a1b2c3');
const EVENT_BUS = arn('events', 'event-bus/orders');

/** A request to each service that holds data. */
const DATA: readonly Request[] = [
  ['aoss:APIAccessAll', COLLECTION], ['dynamodb:GetItem', TABLE], ['ecr:BatchGetImage', REPOSITORY], ['events:PutEvents', EVENT_BUS], ['kms:Decrypt', KEY],
  ['logs:PutLogEvents', LOG_STREAM], ['s3:GetObject', OBJECT], ['secretsmanager:GetSecretValue', SECRET], ['sqs:SendMessage', QUEUE], ['sts:AssumeRole', ROLE],
];
/** Three that are for other services. */
const others = (service: string): Request[] => [...DATA].reverse().filter(([action]) => !action.startsWith(`${service}:`)).slice(0, 3);
const along = (context: Context, requests: readonly Request[]): Request[] => requests.map(([action, resource, more]) => [action, resource, { ...more, ...context }]);

/** Whoever is neither of the organization nor of a partner, and no service. */
const STRANGERS = ['another account', 'anybody'];
/** Everybody who may ask, web identities apart. */
export const EVERYBODY = [
  'own role', 'own root user', 'own IAM user', 'own person', 'own role through a service', 'the organization', 'a partner', 'another account', 'anybody',
  'service for own account', 'service for a partner', 'service for another account', 'service for itself',
];
const NO_SERVICE = EVERYBODY.filter((name) => !name.startsWith('service'));
const OIDC = ['web identity'];

const GITHUB = 'token.actions.githubusercontent.com';
const CLUSTER = `oidc.eks.eu-central-1.amazonaws.com/id/0A1B2C3D`;
const POOL = 'cognito-identity.amazonaws.com';
const web = (context: Context): Request => ['sts:AssumeRoleWithWebIdentity', ROLE, context];
const fromGitHub = (subject: string) => web({ [`${GITHUB}:sub`]: subject });

const OFFICE = { 'aws:SourceIp': '203.0.113.7' };
const ELSEWHERE = { 'aws:SourceIp': '198.51.100.7' };
const OWN_ENDPOINT = { 'aws:VpceAccount': ACCOUNT, 'aws:VpceOrgID': ORGANIZATION };
const FOREIGN_ENDPOINT = { 'aws:VpceAccount': FOREIGN_ACCOUNT, 'aws:VpceOrgID': 'o-zzzzzzzzzz' };
const LONE_ENDPOINT = { 'aws:VpceAccount': FOREIGN_ACCOUNT };
const PEOPLES_DATA = DATA.filter(([action]) => /^(dynamodb|kms|s3|secretsmanager|sqs):/.test(action));

/** One entry for each resource control of the catalogue, in its order. */
export const RESOURCE_PROOFS: readonly ResourceProof[] = [
  {
    control: ResourceControl.bucketIdentities(ORGANIZATION, [PARTNER]), binds: STRANGERS,
    stops: [...each(OBJECT, 's3:GetObject s3:PutObject s3:DeleteObject'), ...each(BUCKET, 's3:ListBucket s3:PutBucketPolicy')],
    leaves: others('s3'),
  },
  {
    control: ResourceControl.roleIdentities(ORGANIZATION, [PARTNER]), binds: STRANGERS,
    stops: [['sts:AssumeRole', ROLE], ['sts:AssumeRole', ROLE, { 'sts:ExternalId': 'secret' }], ['sts:SetContext', ROLE]],
    leaves: [
      ...others('sts'), ['sts:TagSession', ROLE], ['sts:SetSourceIdentity', ROLE], fromGitHub('repo:acme/app:ref:refs/heads/main'), web({ [`${CLUSTER}:sub`]: 'system:serviceaccount:app:app' }),
      web({ [`${POOL}:sub`]: 'eu-central-1:1', [`${POOL}:amr`]: ['authenticated'] }),
    ],
  },
  {
    control: ResourceControl.keyIdentities(ORGANIZATION, [PARTNER]), binds: STRANGERS,
    stops: each(KEY, 'kms:Decrypt kms:GenerateDataKey kms:CreateGrant kms:PutKeyPolicy kms:ScheduleKeyDeletion'),
    leaves: others('kms'),
  },
  {
    control: ResourceControl.secretIdentities(ORGANIZATION, [PARTNER]), binds: STRANGERS,
    stops: each(SECRET, 'secretsmanager:GetSecretValue secretsmanager:PutSecretValue secretsmanager:DeleteSecret'),
    leaves: others('secretsmanager'),
  },
  {
    control: ResourceControl.queueIdentities(ORGANIZATION, [PARTNER]), binds: STRANGERS,
    stops: each(QUEUE, 'sqs:SendMessage sqs:ReceiveMessage sqs:DeleteMessage sqs:PurgeQueue'),
    leaves: others('sqs'),
  },
  {
    control: ResourceControl.tableIdentities(ORGANIZATION, [PARTNER]), binds: STRANGERS,
    stops: [...each(TABLE, 'dynamodb:GetItem dynamodb:PutItem dynamodb:PutResourcePolicy'), ['dynamodb:GetRecords', STREAM]],
    leaves: others('dynamodb'),
  },
  {
    control: ResourceControl.imageIdentities(ORGANIZATION, [PARTNER]), binds: STRANGERS,
    stops: each(REPOSITORY, 'ecr:BatchGetImage ecr:PutImage ecr:SetRepositoryPolicy'),
    leaves: others('ecr'),
  },
  {
    control: ResourceControl.logIdentities(ORGANIZATION, [PARTNER]), binds: STRANGERS,
    stops: [['logs:PutLogEvents', LOG_STREAM], ['logs:FilterLogEvents', LOG_GROUP], ['logs:PutSubscriptionFilter', DESTINATION]],
    leaves: others('logs'),
  },
  {
    control: ResourceControl.searchIdentities(ORGANIZATION, [PARTNER]), binds: STRANGERS,
    stops: each(COLLECTION, 'aoss:APIAccessAll aoss:UpdateCollection aoss:DeleteCollection'),
    leaves: others('aoss'),
  },
  {
    control: ResourceControl.eventIdentities(ORGANIZATION, [PARTNER]), binds: STRANGERS,
    stops: each(EVENT_BUS, 'events:PutEvents events:DescribeEventBus events:DeleteEventBus'),
    leaves: others('events'),
  },
  {
    control: ResourceControl.servicesForOthers(ORGANIZATION, [PARTNER]), binds: ['service for another account'],
    stops: [...DATA, ['s3:PutObject', OBJECT], ['kms:GenerateDataKey', KEY]],
    leaves: [['lambda:InvokeFunction', arn('lambda', 'function:workload-app')], ['sns:Publish', arn('sns', 'alerts')], ['firehose:PutRecord', arn('firehose', 'deliverystream/logs')]],
  },
  {
    control: ResourceControl.secureTransport(), binds: EVERYBODY,
    stops: along({ 'aws:SecureTransport': 'false' }, DATA), leaves: others('aoss'),
  },
  {
    control: ResourceControl.modernTls(), binds: NO_SERVICE.filter((name) => name !== 'own role through a service'),
    stops: [...each(OBJECT, 's3:GetObject s3:PutObject', { 's3:TlsVersion': '1.2' }), ['s3:ListBucket', BUCKET, { 's3:TlsVersion': '1.1' }]],
    leaves: [
      ...each(OBJECT, 's3:GetObject s3:PutObject', { 's3:TlsVersion': '1.3' }), ['s3:GetObject', OBJECT, { 's3:TlsVersion': '1.2', 'aws:ViaAWSService': 'true' }], ...others('s3'),
    ],
  },
  {
    control: ResourceControl.customerProvidedKeys(), binds: EVERYBODY,
    stops: [
      ['s3:PutObject', OBJECT, { 's3:x-amz-server-side-encryption-customer-algorithm': 'AES256' }],
      ['s3:PutObject', `${BUCKET}/copy.pdf`, { 's3:x-amz-server-side-encryption-customer-algorithm': 'AES256', 's3:x-amz-copy-source': 'shared/report.pdf' }],
      ['s3:PutObject', 'arn:aws:s3:::other/part', { 's3:x-amz-server-side-encryption-customer-algorithm': 'AES256' }],
    ],
    leaves: [['s3:PutObject', OBJECT], ['s3:PutObject', OBJECT, { 's3:x-amz-server-side-encryption': 'aws:kms' }], ['s3:GetObject', OBJECT], ['s3:DeleteObject', OBJECT]],
  },
  {
    control: ResourceControl.presignedUrls(Duration.minutes(15)), binds: EVERYBODY,
    stops: [
      ...each(OBJECT, 's3:GetObject s3:PutObject', { 's3:authType': 'REST-QUERY-STRING', 's3:signatureAge': '900001' }),
      ['s3:ListBucket', BUCKET, { 's3:authType': 'REST-QUERY-STRING', 's3:signatureAge': '86400000' }], ['s3:PutObject', OBJECT, { 's3:authType': 'POST', 's3:signatureAge': '900001' }],
      ['s3:GetObject', OBJECT, { 's3:authType': 'REST-QUERY-STRING', 's3:signatureAge': '0', 's3:signatureversion': 'AWS' }],
      ['s3:PutObject', OBJECT, { 's3:authType': 'POST', 's3:signatureAge': '0', 's3:signatureversion': 'AWS' }],
    ],
    leaves: [
      ['s3:GetObject', OBJECT, { 's3:authType': 'REST-QUERY-STRING', 's3:signatureAge': '899999', 's3:signatureversion': 'AWS4-HMAC-SHA256' }],
      ['s3:PutObject', OBJECT, { 's3:authType': 'POST', 's3:signatureAge': '900000' }], ['s3:PutObject', OBJECT, { 's3:authType': 'REST-HEADER', 's3:signatureAge': '900001' }],
      ['s3:GetObject', OBJECT, { 's3:authType': 'REST-HEADER', 's3:signatureversion': 'AWS' }], ['s3:GetObject', OBJECT],
    ],
  },
  {
    control: ResourceControl.oldSignatures(), binds: EVERYBODY,
    stops: [...each(OBJECT, 's3:GetObject s3:PutObject', { 's3:signatureversion': 'AWS' }), ['s3:ListBucket', BUCKET, { 's3:signatureversion': 'AWS' }]],
    leaves: [
      ['s3:GetObject', OBJECT, { 's3:signatureversion': 'AWS4-HMAC-SHA256' }], ['s3:PutObject', OBJECT, { 's3:signatureversion': 'AWS4-ECDSA-P256-SHA256' }], ['s3:ListBucket', BUCKET],
    ],
  },
  {
    control: ResourceControl.webIdentityProviders([GITHUB, CLUSTER]), binds: OIDC,
    stops: [
      web({ 'gitlab.com:project_id': '1' }), web({ [`${POOL}:sub`]: 'eu-central-1:1' }), web({ 'accounts.google.com:sub': '1' }), web({}),
    ],
    leaves: [
      fromGitHub('repo:acme/app:ref:refs/heads/main'), fromGitHub('repo:stranger/app:ref:refs/heads/main'), web({ [`${CLUSTER}:sub`]: 'system:serviceaccount:app:app' }), ['sts:AssumeRole', ROLE],
    ],
  },
  {
    control: ResourceControl.githubOrganizations(['acme', 'Acme-Labs']), binds: OIDC,
    stops: [
      fromGitHub('repo:stranger/app:ref:refs/heads/main'), fromGitHub('repo:acme-stranger/app:ref:refs/heads/main'), fromGitHub('repo:stranger@12/acme@34:ref:refs/heads/main'),
      fromGitHub('environment:production'),
    ],
    leaves: [
      fromGitHub('repo:acme/app:ref:refs/heads/main'), fromGitHub('repo:acme@12/app@34:environment:production'), fromGitHub('repo:Acme-Labs/tool:pull_request'),
      fromGitHub('repo:Acme-Labs@56/tool@78:ref:refs/tags/1'),
      web({ [`${CLUSTER}:sub`]: 'system:serviceaccount:app:app' }), ['sts:AssumeRole', ROLE],
    ],
  },
  {
    control: ResourceControl.guestIdentities(), binds: OIDC,
    stops: [
      web({ [`${POOL}:amr`]: ['unauthenticated'] }), web({ [`${POOL}:amr`]: ['unauthenticated'], [`${POOL}:sub`]: 'eu-central-1:1' }),
      web({ [`${POOL}:amr`]: ['unauthenticated'], [`${POOL}:aud`]: 'eu-central-1:2' }),
    ],
    leaves: [
      web({ [`${POOL}:amr`]: ['authenticated', 'accounts.google.com'] }), fromGitHub('repo:acme/app:ref:refs/heads/main'), web({ [`${CLUSTER}:sub`]: 'system:serviceaccount:app:app' }),
    ],
  },
  {
    control: ResourceControl.keyGrants(), binds: NO_SERVICE,
    stops: [
      ['kms:CreateGrant', KEY], ['kms:CreateGrant', KEY, { 'kms:GrantIsForAWSResource': 'false' }], ['kms:CreateGrant', KEY, { 'kms:GranteePrincipal': `arn:aws:iam::${FOREIGN_ACCOUNT}:role/any` }],
    ],
    leaves: [
      ['kms:CreateGrant', KEY, { 'kms:GrantIsForAWSResource': 'true' }], ['kms:CreateGrant', KEY, { 'kms:GrantIsForAWSResource': 'true', 'kms:ViaService': 'ec2.eu-central-1.amazonaws.com' }],
      ...each(KEY, 'kms:Decrypt kms:RevokeGrant'),
    ],
  },
  {
    control: ResourceControl.expectedNetworks(ORGANIZATION, ['203.0.113.0/24', '2001:db8::/32']), binds: ['own IAM user', 'own person'],
    stops: [...along(ELSEWHERE, PEOPLES_DATA), ...along(FOREIGN_ENDPOINT, PEOPLES_DATA), ['s3:GetObject', OBJECT, LONE_ENDPOINT]],
    leaves: [
      ...[OFFICE, OWN_ENDPOINT].flatMap((network) => along(network, [['s3:GetObject', OBJECT], ['kms:Decrypt', KEY]])),
      ['s3:GetObject', OBJECT, { 'aws:SourceIp': '2001:db8::7' }], ['s3:GetObject', OBJECT],
      ...[ELSEWHERE, FOREIGN_ENDPOINT].map((network) => ['s3:GetObject', OBJECT, { ...network, 'aws:ViaAWSService': 'true' }] as const),
      ['sts:AssumeRole', ROLE, ELSEWHERE],
    ],
  },
];
