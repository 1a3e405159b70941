/** Which operation a request of the AWS SDK asks for, and the permission it takes: what the emulator's log does not tell. */

/** Operations that only their path tells, with `*` for a part that varies. */
const ROUTES = {
  'access-analyzer': { 'GET /analyzer': 'ListAnalyzers', 'PUT /analyzer': 'CreateAnalyzer' },
  account: { 'POST /deleteAlternateContact': 'DeleteAlternateContact', 'POST /getAlternateContact': 'GetAlternateContact', 'POST /putAlternateContact': 'PutAlternateContact' },
  detective: { 'POST /graph': 'CreateGraph', 'POST /graphs/list': 'ListGraphs' },
  guardduty: {
    'GET /admin': 'ListOrganizationAdminAccounts', 'POST /admin/enable': 'EnableOrganizationAdminAccount',
    'GET /detector': 'ListDetectors', 'POST /detector': 'CreateDetector', 'GET /detector/*': 'GetDetector', 'POST /detector/*': 'UpdateDetector',
    'GET /detector/*/admin': 'DescribeOrganizationConfiguration', 'POST /detector/*/admin': 'UpdateOrganizationConfiguration',
  },
  inspector2: {
    'POST /delegatedadminaccounts/enable': 'EnableDelegatedAdminAccount', 'POST /delegatedadminaccounts/get': 'GetDelegatedAdminAccount',
    'POST /disable': 'Disable', 'POST /enable': 'Enable', 'POST /members/associate': 'AssociateMember', 'POST /members/list': 'ListMembers',
    'POST /organizationconfiguration/describe': 'DescribeOrganizationConfiguration', 'POST /organizationconfiguration/update': 'UpdateOrganizationConfiguration',
    'POST /status/batch/get': 'BatchGetAccountStatus',
  },
  macie2: {
    'GET /admin': 'ListOrganizationAdminAccounts', 'POST /admin': 'EnableOrganizationAdminAccount',
    'GET /admin/configuration': 'DescribeOrganizationConfiguration', 'PATCH /admin/configuration': 'UpdateOrganizationConfiguration',
    'GET /automated-discovery/configuration': 'GetAutomatedDiscoveryConfiguration', 'PUT /automated-discovery/configuration': 'UpdateAutomatedDiscoveryConfiguration',
    'DELETE /macie': 'DisableMacie', 'GET /macie': 'GetMacieSession', 'PATCH /macie': 'UpdateMacieSession', 'POST /macie': 'EnableMacie',
    'GET /members': 'ListMembers', 'POST /members': 'CreateMember',
  },
  s3: {
    'DELETE /v20180820/configuration/publicAccessBlock': 'DeletePublicAccessBlock', 'GET /v20180820/configuration/publicAccessBlock': 'GetPublicAccessBlock',
    'PUT /v20180820/configuration/publicAccessBlock': 'PutPublicAccessBlock',
  },
  securityhub: {
    'GET /accounts': 'DescribeHub', 'PATCH /accounts': 'UpdateSecurityHubConfiguration', 'POST /accounts': 'EnableSecurityHub',
    'GET /findingAggregator/list': 'ListFindingAggregators', 'GET /findingAggregator/get/*/*': 'GetFindingAggregator',
    'POST /findingAggregator/create': 'CreateFindingAggregator', 'PATCH /findingAggregator/update': 'UpdateFindingAggregator',
    'GET /organization/admin': 'ListOrganizationAdminAccounts', 'POST /organization/admin/enable': 'EnableOrganizationAdminAccount',
    'POST /standards/deregister': 'BatchDisableStandards', 'POST /standards/get': 'GetEnabledStandards', 'POST /standards/register': 'BatchEnableStandards',
  },
};

/** Permissions that are not called as their operation is. */
const ACTIONS = {
  's3:DeletePublicAccessBlock': 's3:PutAccountPublicAccessBlock', 's3:GetPublicAccessBlock': 's3:GetAccountPublicAccessBlock',
  's3:PutPublicAccessBlock': 's3:PutAccountPublicAccessBlock',
};

/** The service and region a request is signed for, the operation, and the permission for it. */
function operationOf({ method, url, headers }, body) {
  const [, region, service] = /Credential=[^/]+\/\d+\/([^/]+)\/([^/]+)\//.exec(headers.authorization ?? '') ?? ['', 'unknown', 'unknown'];
  const [path] = url.split('?');
  const route = Object.keys(ROUTES[service] ?? {}).find((each) => new RegExp(`^${each.replaceAll('*', '[^/]+')}$`).test(`${method} ${path}`));
  const name = headers['x-amz-target']?.split('.').pop() ?? (route ? ROUTES[service][route] : new URLSearchParams(body).get('Action') ?? `${method} ${path}`);
  const action = `${service}:${name}`;
  return { service, region, name, action: ACTIONS[action] ?? action };
}

module.exports = { operationOf };
