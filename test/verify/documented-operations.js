/**
 * Stand-ins for operations that the emulator lacks or does otherwise than AWS, written from the API reference. They are no evidence of what AWS does,
 * but of what functions do when AWS does as its reference says. The emulator goes first: as soon as it knows an operation of `LACKING`, it answers.
 *
 * Names may have the service before them. An entry gets the input of the operation, the state that stand-ins keep (`FRESH` for a new account), `emulator`, which passes the request on, with
 * another method, path or body when asked, and the region. It answers with fields of the response, a refusal (`refuse`), or what the emulator answered.
 */
const { FRESH_ORGANIZATION, ORGANIZATION_OPERATIONS } = require('./organization-operations');
const { ACCOUNT, REGION } = require('./resolve');

const FRESH = {
  ebsKey: 'alias/aws/ebs', imageSharing: 'unblocked', serialConsole: false, metadata: {}, discovery: 'DISABLED',
  ...FRESH_ORGANIZATION,
  hub: { AutoEnableControls: true, ControlFindingGenerator: 'SECURITY_CONTROL' }, standards: [], analyzers: [], graphs: [],
};

const refuse = (code, message) => ({ refusal: [code, message] });
const fields = (value) => ({ fields: value });

/** Macie answers like this in an account where it is off. */
async function whereMacieIsOn(emulator, work) {
  const { status } = await emulator({ method: 'GET', path: '/macie', body: '' });
  return status === 200 ? work() : refuse('AccessDeniedException', 'Macie is not enabled');
}

/** Features that are named, in place of those of the same name: what is not named stays as it is. */
function merged(there = [], named = []) {
  return [...there.filter((each) => !named.some(({ name }) => name === each.name)), ...named.map((each) => {
    const before = there.find(({ name }) => name === each.name);
    return { ...before, ...each, ...each.additionalConfiguration ? { additionalConfiguration: merged(before?.additionalConfiguration, each.additionalConfiguration) } : {} };
  })];
}

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/OperationList-query.html */
const EC2 = {
  GetEbsDefaultKmsKeyId: (_, state) => fields({ kmsKeyId: state.ebsKey }),
  ModifyEbsDefaultKmsKeyId: ({ KmsKeyId }, state) => fields({ kmsKeyId: state.ebsKey = KmsKeyId }),
  ResetEbsDefaultKmsKeyId: (_, state) => fields({ kmsKeyId: state.ebsKey = FRESH.ebsKey }),
  GetImageBlockPublicAccessState: (_, state) => fields({ imageBlockPublicAccessState: state.imageSharing, managedBy: 'account' }),
  EnableImageBlockPublicAccess: ({ ImageBlockPublicAccessState: wanted }, state) => fields({ imageBlockPublicAccessState: state.imageSharing = wanted }),
  DisableImageBlockPublicAccess: (_, state) => fields({ imageBlockPublicAccessState: state.imageSharing = FRESH.imageSharing }),
  GetSerialConsoleAccessStatus: (_, state) => fields({ serialConsoleAccessEnabled: state.serialConsole, managedBy: 'account' }),
  EnableSerialConsoleAccess: (_, state) => fields({ serialConsoleAccessEnabled: state.serialConsole = true }),
  DisableSerialConsoleAccess: (_, state) => fields({ serialConsoleAccessEnabled: state.serialConsole = false }),
  GetInstanceMetadataDefaults: (_, state) => fields({ accountLevel: { ...state.metadata, managedBy: 'account' } }),
  ModifyInstanceMetadataDefaults: ({ HttpTokens: tokens, HttpPutResponseHopLimit: hops }, state) => {
    if (hops !== undefined && hops !== '-1' && !(Number(hops) >= 1 && Number(hops) <= 64)) {
      return refuse('InvalidParameterValue', `HttpPutResponseHopLimit ${hops} is not in the range from 1 to 64`);
    }
    // What nobody has a preference for is left out of the response.
    state.metadata = Object.fromEntries(Object.entries({ httpTokens: tokens ?? state.metadata.httpTokens, httpPutResponseHopLimit: hops ?? state.metadata.httpPutResponseHopLimit })
      .filter(([, value]) => ![undefined, 'no-preference', '-1'].includes(value)));
    return fields({ return: true });
  },
};

const LACKING = {
  ...EC2,
  // https://docs.aws.amazon.com/access-analyzer/latest/APIReference/API_ListAnalyzers.html
  ListAnalyzers: ({ type }, state) => fields({ analyzers: state.analyzers.filter((each) => type === undefined || each.type === type) }),
  CreateAnalyzer: ({ analyzerName: name, type }, state) => {
    const arn = `arn:aws:access-analyzer:${REGION}:${ACCOUNT}:analyzer/${name}`;
    state.analyzers.push({ arn, name, type, status: 'ACTIVE', createdAt: '2026-01-01T00:00:00Z' });
    return fields({ arn });
  },
  // https://docs.aws.amazon.com/detective/latest/APIReference/API_ListGraphs.html
  ListGraphs: (_, state) => fields({ GraphList: state.graphs.map((Arn) => ({ Arn, CreatedTime: '2026-01-01T00:00:00Z' })) }),
  CreateGraph: (_, state) => {
    state.graphs.push(`arn:aws:detective:${REGION}:${ACCOUNT}:graph:0123456789abcdef0123456789abcdef`);
    return fields({ GraphArn: state.graphs[0] });
  },
  // https://docs.aws.amazon.com/macie/latest/APIReference/automated-discovery-configuration.html
  GetAutomatedDiscoveryConfiguration: (_, state, emulator) => whereMacieIsOn(emulator, () => fields({ status: state.discovery, autoEnableOrganizationMembers: state.discoveryOfMembers })),
  UpdateAutomatedDiscoveryConfiguration: ({ status, autoEnableOrganizationMembers: members }, state, emulator) => whereMacieIsOn(emulator, () => {
    if (!['ENABLED', 'DISABLED'].includes(status)) {
      return refuse('ValidationException', `status "${status}"`);
    }
    state.discovery = status;
    state.discoveryOfMembers = members ?? state.discoveryOfMembers;
    return fields({});
  }),
  // https://docs.aws.amazon.com/macie/latest/APIReference/macie.html: sets what the emulator can set when it makes a session.
  UpdateMacieSession: (input, _, emulator) => whereMacieIsOn(emulator, async () => {
    const there = JSON.parse((await emulator({ method: 'GET', body: '' })).said);
    return emulator({ method: 'POST', body: JSON.stringify({ findingPublishingFrequency: there.findingPublishingFrequency, status: there.status, ...input }) });
  }),
  // https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_UpdateSecurityHubConfiguration.html
  UpdateSecurityHubConfiguration: (input, state) => {
    state.hub = { ...state.hub, ...input };
    return fields({});
  },
  // https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_GetEnabledStandards.html
  GetEnabledStandards: (_, state) => fields({ StandardsSubscriptions: state.standards }),
  BatchEnableStandards: ({ StandardsSubscriptionRequests: requests }, state) => {
    const made = requests.map(({ StandardsArn, StandardsInput = {} }) => ({
      StandardsArn, StandardsInput, StandardsStatus: 'READY',
      StandardsSubscriptionArn: StandardsArn.replace('::standards', `:${ACCOUNT}:subscription`),
    }));
    state.standards = [...state.standards, ...made.filter(({ StandardsArn: arn }) => !state.standards.some((each) => each.StandardsArn === arn))];
    return fields({ StandardsSubscriptions: made });
  },
  BatchDisableStandards: ({ StandardsSubscriptionArns: arns }, state) => {
    state.standards = state.standards.filter(({ StandardsSubscriptionArn: arn }) => !arns.includes(arn));
    return fields({ StandardsSubscriptions: [] });
  },
  // https://docs.aws.amazon.com/Route53/latest/APIReference/API_route53resolver_ListFirewallDomainLists.html: in pages, and with one that somebody gave the name of AWS.
  ListFirewallDomainLists: ({ NextToken }) => {
    const list = (Id, Name, ManagedOwnerName) => ({ Id, Name, Arn: `arn:aws:route53resolver:${REGION}:${ACCOUNT}:firewall-domain-list/${Id}`, ...ManagedOwnerName ? { ManagedOwnerName } : {} });
    return fields(NextToken === undefined
      ? { NextToken: 'second', FirewallDomainLists: [list('rslvr-fdl-1', 'AWSManagedDomainsAggregateThreatList'), list('rslvr-fdl-2', 'AWSManagedDomainsMalwareDomainList', 'Route 53 Resolver DNS Firewall')] }
      : { FirewallDomainLists: [list('rslvr-fdl-3', 'AWSManagedDomainsAggregateThreatList', 'Route 53 Resolver DNS Firewall')] });
  },
};

/** Amazon Inspector means the caller's own account when none is named; the emulator means none. */
const ownAccount = (input, _, emulator) => emulator({ body: JSON.stringify({ accountIds: [ACCOUNT], ...input }) });

const AMENDED = {
  ...ORGANIZATION_OPERATIONS,
  // https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateServiceLinkedRole.html: the emulator writes names of roles otherwise than AWS does.
  'iam:CreateServiceLinkedRole': async ({ AWSServiceName: service }, _, emulator) => {
    const trust = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' }] };
    const [name] = service.split('.');
    const role = { RoleName: `AWSServiceRoleFor${name[0].toUpperCase()}${name.slice(1)}`, Path: `/aws-service-role/${service}/` };
    const { status } = await emulator({
      body: `${new URLSearchParams({ Action: 'CreateRole', Version: '2010-05-08', ...role, AssumeRolePolicyDocument: JSON.stringify(trust) })}`,
    });
    return status === 200 ? fields({ Role: role })
      : refuse('InvalidInput', `Service role name ${role.RoleName} has been taken in this account, please try a different suffix.`);
  },
  // https://docs.aws.amazon.com/inspector/v2/APIReference/API_BatchGetAccountStatus.html
  BatchGetAccountStatus: async (input, state, emulator) => {
    const answer = await ownAccount(input, state, emulator);
    const off = { status: 'DISABLED' };
    return JSON.parse(answer.said).accounts?.length === 0
      ? fields({ accounts: [{ accountId: ACCOUNT, state: off, resourceState: { ec2: off, ecr: off, lambda: off, lambdaCode: off } }], failedAccounts: [] })
      : answer;
  },
  Disable: ownAccount,
  // https://docs.aws.amazon.com/guardduty/latest/APIReference/API_UpdateDetector.html: the emulator forgets the features that are not named.
  UpdateDetector: async (input, _, emulator) => {
    const { status, said } = await emulator({ method: 'GET', body: '' });
    const features = status === 200 && input.features ? merged(JSON.parse(said).features, input.features) : input.features;
    return emulator({ body: JSON.stringify({ ...input, features }) });
  },
  // https://docs.aws.amazon.com/macie/latest/APIReference/macie.html: the emulator leaves out the time zone, without which the SDK takes no time.
  GetMacieSession: (_, __, emulator) => whereMacieIsOn(emulator, async () => {
    const answer = await emulator();
    return { ...answer, said: answer.said.replace(/("(?:created|updated)At": ?"[^"Z+]+)"/g, '$1Z"') };
  }),
  // https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_DescribeHub.html
  DescribeHub: async (_, state, emulator) => {
    const answer = await emulator();
    return answer.status === 200 ? fields({ ...JSON.parse(answer.said), ...state.hub }) : answer;
  },
};

module.exports = { AMENDED, FRESH, LACKING };
