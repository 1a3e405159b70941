/**
 * Stand-ins for what services do for an organization, as in `documented-operations`: the emulator lacks most of it, and knows services and types of
 * policies of some years ago alone. Regions are kept apart.
 */
const { ACCOUNT, REGION } = require('./resolve');

const FRESH_ORGANIZATION = {
  policyTypes: [], trusted: [], delegated: [], stackSets: 'DISABLED', rootFeatures: [], hubAdministrators: {}, aggregators: [],
  detection: { autoEnableOrganizationMembers: 'NONE', features: [] }, macie: { autoEnable: false }, macieMembers: [],
  // Accounts that a guardrail keeps from being added to anything.
  closed: [],
};

const refuse = (code, message) => ({ refusal: [code, message] });
const fields = (value) => ({ fields: value });

/** A page of a list: as few as services may give, so that whoever reads the first alone misses something. */
function page(all, token, size) {
  const start = Number(token ?? 0);
  return { these: all.slice(start, start + size), next: start + size < all.length ? String(start + size) : undefined };
}

const POLICY_TYPES = [
  'SERVICE_CONTROL_POLICY', 'RESOURCE_CONTROL_POLICY', 'TAG_POLICY', 'BACKUP_POLICY', 'AISERVICES_OPT_OUT_POLICY', 'CHATBOT_POLICY',
  'DECLARATIVE_POLICY_EC2', 'SECURITYHUB_POLICY', 'INSPECTOR_POLICY', 'UPGRADE_ROLLOUT_POLICY', 'BEDROCK_POLICY', 'S3_POLICY', 'NETWORK_SECURITY_DIRECTOR_POLICY',
];

async function register(accountId, service, state, already) {
  if (state.delegated.some((each) => each.accountId === accountId && each.service === service)) {
    return refuse(already, 'it administers that already');
  }
  state.delegated.push({ accountId, service });
  return fields({});
}

/** @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_Operations.html */
const ORGANIZATIONS = {
  'organizations:ListRoots': async (_, state, emulator) => {
    const answer = JSON.parse((await emulator()).said);
    return fields({ Roots: answer.Roots.map((root) => ({ ...root, PolicyTypes: state.policyTypes.map((Type) => ({ Type, Status: 'ENABLED' })) })) });
  },
  'organizations:EnablePolicyType': ({ PolicyType: type }, state) => {
    if (!POLICY_TYPES.includes(type)) {
      return refuse('InvalidInputException', `no type ${type}`);
    }
    if (state.policyTypes.includes(type)) {
      return refuse('PolicyTypeAlreadyEnabledException', type);
    }
    state.policyTypes.push(type);
    return fields({});
  },
  'organizations:ListAWSServiceAccessForOrganization': ({ NextToken: token }, state) => {
    const { these, next } = page(state.trusted, token, 5);
    return fields({ EnabledServicePrincipals: these.map((ServicePrincipal) => ({ ServicePrincipal })), NextToken: next });
  },
  'organizations:EnableAWSServiceAccess': ({ ServicePrincipal: service }, state) => {
    state.trusted = [...new Set([...state.trusted, service])];
    return fields({});
  },
  'organizations:ListDelegatedAdministrators': ({ ServicePrincipal: service, NextToken: token }, state) => {
    const { these, next } = page(state.delegated.filter((each) => service === undefined || each.service === service), token, 1);
    return fields({ DelegatedAdministrators: these.map(({ accountId: Id }) => ({ Id, Status: 'ACTIVE' })), NextToken: next });
  },
  'organizations:RegisterDelegatedAdministrator': ({ AccountId: account, ServicePrincipal: service }, state) =>
    register(account, service, state, 'AccountAlreadyRegisteredException'),
  // Twenty accounts a page at most.
  'organizations:ListAccounts': (input, _, emulator) => emulator({ body: JSON.stringify({ MaxResults: 20, ...input }) }),
  // https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_RegisterOrganizationDelegatedAdmin.html
  'cloudtrail:RegisterOrganizationDelegatedAdmin': ({ MemberAccountId: account }, state) =>
    register(account, 'cloudtrail.amazonaws.com', state, 'AccountRegisteredException'),
  // https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeOrganizationsAccess.html
  'cloudformation:DescribeOrganizationsAccess': (_, state) => fields({ Status: state.stackSets }),
  'cloudformation:ActivateOrganizationsAccess': (_, state) => {
    state.stackSets = 'ENABLED';
    return fields({});
  },
};

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListOrganizationsFeatures.html */
const IAM = Object.fromEntries([['ListOrganizationsFeatures'], ['EnableOrganizationsRootCredentialsManagement', 'RootCredentialsManagement'], ['EnableOrganizationsRootSessions', 'RootSessions']]
  .map(([name, feature]) => [`iam:${name}`, (_, state) => {
    if (!state.trusted.includes('iam.amazonaws.com')) {
      return refuse('ServiceAccessNotEnabledException', 'IAM is not trusted by the organization');
    }
    state.rootFeatures = [...new Set([...state.rootFeatures, ...feature ? [feature] : []])];
    return fields({ OrganizationId: 'o-a1b2c3d4e5', EnabledFeatures: state.rootFeatures });
  }]));

function aggregate(arn, { RegionLinkingMode: mode, Regions: regions = [] }, state) {
  if (!['ALL_REGIONS', 'ALL_REGIONS_EXCEPT_SPECIFIED', 'SPECIFIED_REGIONS', 'NO_REGIONS'].includes(mode) || mode === 'NO_REGIONS' && regions.length > 0) {
    return refuse('InvalidInputException', `RegionLinkingMode ${mode}`);
  }
  state.aggregators = [{ FindingAggregatorArn: arn, FindingAggregationRegion: REGION, RegionLinkingMode: mode, ...regions.length > 0 && { Regions: [...regions].reverse() } }];
  return fields(state.aggregators[0]);
}

/** @see https://docs.aws.amazon.com/guardduty/latest/APIReference/API_UpdateOrganizationConfiguration.html */
const DETECTION = {
  'guardduty:DescribeOrganizationConfiguration': ({ nextToken: token }, { detection: { features, ...rest } }) => {
    const { these, next } = page(features, token, 2);
    return fields({ ...rest, memberAccountLimitReached: false, features: these, nextToken: next });
  },
  'guardduty:UpdateOrganizationConfiguration': ({ autoEnableOrganizationMembers: members, features = [] }, state) => {
    const wrong = [members, ...features.map(({ autoEnable }) => autoEnable)].filter((each) => !['ALL', 'NEW', 'NONE', undefined].includes(each));
    if (wrong.length > 0 || features.some(({ name }) => !name)) {
      return refuse('BadRequestException', 'The request is rejected because an invalid or out-of-range value is specified as an input parameter.');
    }
    const { detection } = state;
    // What is not named stays as it is.
    state.detection = {
      autoEnableOrganizationMembers: members ?? detection.autoEnableOrganizationMembers,
      features: [...detection.features.filter((each) => !features.some(({ name }) => name === each.name)), ...features],
    };
    return fields({});
  },
  // https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_EnableOrganizationAdminAccount.html
  'securityhub:ListOrganizationAdminAccounts': (_, state, __, region) => fields({
    AdminAccounts: state.hubAdministrators[region] ? [{ AccountId: state.hubAdministrators[region], Status: 'ENABLED' }] : [],
  }),
  'securityhub:EnableOrganizationAdminAccount': ({ AdminAccountId: account }, state, __, region) => {
    const there = state.hubAdministrators[region];
    if (there && there !== account) {
      return refuse('InvalidInputException', 'another account administers it');
    }
    state.hubAdministrators[region] = account;
    return fields({ AdminAccountId: account });
  },
  // https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_CreateFindingAggregator.html
  'securityhub:ListFindingAggregators': (_, state) => fields({ FindingAggregators: state.aggregators.map(({ FindingAggregatorArn }) => ({ FindingAggregatorArn })) }),
  'securityhub:GetFindingAggregator': (_, state) => state.aggregators.length > 0 ? fields(state.aggregators[0]) : refuse('ResourceNotFoundException', 'there is none'),
  'securityhub:CreateFindingAggregator': (input, state) => state.aggregators.length > 0
    ? refuse('InvalidInputException', 'there is one already') : aggregate(`arn:aws:securityhub:${REGION}:${ACCOUNT}:finding-aggregator/1`, input, state),
  'securityhub:UpdateFindingAggregator': ({ FindingAggregatorArn: arn, ...input }, state) => state.aggregators.some((each) => each.FindingAggregatorArn === arn)
    ? aggregate(arn, input, state) : refuse('ResourceNotFoundException', arn),
};

/** Refuses a call for accounts that a guardrail keeps from it. */
const unlessClosed = (idsOf, work) => (input, state, ...rest) => idsOf(input).some((id) => state.closed.includes(id))
  ? refuse('AccessDeniedException', 'an explicit deny in a service control policy') : work(input, state, ...rest);

/** @see https://docs.aws.amazon.com/inspector/v2/APIReference/API_Operations.html */
const INSPECTOR = {
  'inspector2:GetDelegatedAdminAccount': async (_, __, emulator) => {
    const answer = JSON.parse((await emulator({ path: '/delegatedadminaccounts/list', body: '{}' })).said);
    const [there] = answer.delegatedAdminAccounts;
    return there ? fields({ delegatedAdmin: { accountId: there.accountId, relationshipStatus: there.status } })
      : refuse('ResourceNotFoundException', 'there is no administrator');
  },
  // Both of the older types have to be named, and what is not named goes off.
  'inspector2:UpdateOrganizationConfiguration': ({ autoEnable = {} }, _, emulator) => [autoEnable.ec2, autoEnable.ecr].every((each) => typeof each === 'boolean')
    ? emulator({ body: JSON.stringify({ autoEnable: { lambda: false, lambdaCode: false, ...autoEnable } }) })
    : refuse('ValidationException', 'autoEnable has no ec2 or no ecr'),
  'inspector2:ListMembers': async ({ nextToken: token }, _, emulator) => {
    const { these, next } = page(JSON.parse((await emulator()).said).members, token, 50);
    return fields({ members: these, nextToken: next });
  },
  'inspector2:AssociateMember': unlessClosed(({ accountId }) => [accountId], (_, __, emulator) => emulator()),
  'inspector2:Enable': unlessClosed(({ accountIds = [] }) => accountIds, (input, _, emulator) => input.accountIds?.length > 100
    ? refuse('ValidationException', 'more than 100 accounts') : emulator({ body: JSON.stringify({ accountIds: [ACCOUNT], ...input }) })),
};

/** @see https://docs.aws.amazon.com/macie/latest/APIReference/resources.html */
const MACIE = {
  'macie2:DescribeOrganizationConfiguration': (_, state) => fields({ autoEnable: state.macie.autoEnable, maxAccountLimitReached: false }),
  'macie2:UpdateOrganizationConfiguration': ({ autoEnable }, state) => {
    if (typeof autoEnable !== 'boolean') {
      return refuse('ValidationException', 'autoEnable is no boolean');
    }
    state.macie = { autoEnable };
    return fields({});
  },
  'macie2:ListMembers': ({ nextToken: token }, state) => {
    const { these, next } = page(state.macieMembers, token, 25);
    return fields({ members: these.map(({ accountId, email }) => ({ accountId, email, administratorAccountId: ACCOUNT, relationshipStatus: 'Enabled' })), nextToken: next });
  },
  'macie2:CreateMember': unlessClosed(({ account }) => [account?.accountId], ({ account }, state) => {
    if (!account?.accountId || !account.email) {
      return refuse('ValidationException', 'an account needs an id and an address');
    }
    if (state.macieMembers.some(({ accountId }) => accountId === account.accountId)) {
      return refuse('ConflictException', 'it is a member already');
    }
    state.macieMembers.push(account);
    return fields({ arn: `arn:aws:macie2:${REGION}:${ACCOUNT}:member/${account.accountId}` });
  }),
};

module.exports = { FRESH_ORGANIZATION, ORGANIZATION_OPERATIONS: { ...ORGANIZATIONS, ...IAM, ...DETECTION, ...INSPECTOR, ...MACIE } };
