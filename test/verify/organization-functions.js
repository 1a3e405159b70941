/** What becomes of an emulated organization when a function turns on what it lacks: what is missing comes, the rest stays, and nothing ever goes. */
const { check } = require('./checks');
const { ACCOUNT } = require('./resolve');

/** Stand in templates for the root of the organization and for the account that administers. */
const [ROOT, ADMINISTRATOR] = ['r-a1b2', '222222222222'];
const REGIONS = ['eu-central-1', 'us-east-1'];

const none = () => undefined;
const caller = (service, client) => (a, command, input, region) => a.call(service, client, command, input, region);
const organizations = caller('organizations', 'OrganizationsClient');
const iam = caller('iam', 'IAMClient');
const cloudFormation = caller('cloudformation', 'CloudFormationClient');
const cloudTrail = caller('cloudtrail', 'CloudTrailClient');
const guardDuty = caller('guardduty', 'GuardDutyClient');
const hub = caller('securityhub', 'SecurityHubClient');
const inspector = caller('inspector2', 'Inspector2Client');
const macie = caller('macie2', 'Macie2Client');

/** A new organization with accounts, and a template that is for it. */
async function organizationFor(account, template, count) {
  await account.reset();
  await organizations(account, 'CreateOrganization', { FeatureSet: 'ALL' });
  const others = [];
  for (let number = 0; number < count; number++) {
    const made = await organizations(account, 'CreateAccount', { AccountName: `member-${number}`, Email: `member-${number}@example.com` });
    others.push(made.CreateAccountStatus.AccountId);
  }
  const { Parents: [{ Id: root }] } = await organizations(account, 'ListParents', { ChildId: others[0] });
  return { root, others, template: JSON.parse(JSON.stringify(template).replaceAll(ROOT, root).replaceAll(ADMINISTRATOR, others[0])) };
}

/** Who administers a service, in each region. */
const administrators = (list) => async (a) => Object.fromEntries(await Promise.all(REGIONS.map(async (region) => [region, await list(a, region)])));
const administered = (client, enabling, told) => ({
  state: administrators(told),
  part: (a, { others }) => client(a, ...enabling(others[0]), REGIONS[0]),
  whole: ({ others }) => Object.fromEntries(REGIONS.map((region) => [region, others[0]])),
  write: enabling()[0],
  // The first region has it already.
  where: REGIONS,
});
const toAdminAccount = (parameter) => (account) => ['EnableOrganizationAdminAccount', { [parameter]: account }];

const detectorOf = async (a) => (await guardDuty(a, 'ListDetectors')).DetectorIds[0];
const sorted = (all) => [...all].sort();
const ALL = 'ALL';

/**
 * What there is to know of switches besides what their custom resource says.
 *   prepare: what is there whatever the function does       part: somebody turns on some, and something that nobody asked for
 *   state: what is on       whole: all that must be on, from nothing, and with what `part` turned on beside it in the end (`kept`)
 *   write: the operation that fails when told to, another one from a part where that has `writeOfPart`       where: the region it fails in, from nothing and from a part
 *   beaten: how a service says that somebody was faster, and what that somebody does
 */
const SWITCHES = {
  'organizations:EnableAWSServiceAccess + cloudformation:ActivateOrganizationsAccess + organizations:EnablePolicyType': {
    part: async (a, { root }) => {
      await organizations(a, 'EnablePolicyType', { RootId: root, PolicyType: 'CHATBOT_POLICY' });
      await organizations(a, 'EnablePolicyType', { RootId: root, PolicyType: 'TAG_POLICY' });
      for (const service of ['ram', 'guardduty', 'sso', 'fms', 'ssm', 'health', 'license-manager']) {
        await organizations(a, 'EnableAWSServiceAccess', { ServicePrincipal: `${service}.amazonaws.com` });
      }
    },
    state: async (a) => ({
      types: sorted((await organizations(a, 'ListRoots')).Roots[0].PolicyTypes.map(({ Type }) => Type)),
      services: sorted(a.documentedState.trusted.map((service) => service.replace('.amazonaws.com', ''))),
      stackSets: (await cloudFormation(a, 'DescribeOrganizationsAccess')).Status,
    }),
    whole: () => ({ types: TYPES, services: sorted(TRUSTED), stackSets: 'ENABLED' }),
    kept: () => ({
      types: sorted([...TYPES, 'CHATBOT_POLICY']),
      services: sorted([...TRUSTED, 'ram', 'fms', 'ssm', 'health', 'license-manager']), stackSets: 'ENABLED',
    }),
    write: 'EnablePolicyType',
    beaten: ['PolicyTypeAlreadyEnabledException', (a, { root }) => organizations(a, 'EnablePolicyType', { RootId: root, PolicyType: 'SERVICE_CONTROL_POLICY' })],
  },
  'iam:EnableOrganizationsRootCredentialsManagement + iam:EnableOrganizationsRootSessions': {
    prepare: (a) => organizations(a, 'EnableAWSServiceAccess', { ServicePrincipal: 'iam.amazonaws.com' }),
    part: (a) => iam(a, 'EnableOrganizationsRootSessions'),
    state: async (a) => sorted((await iam(a, 'ListOrganizationsFeatures')).EnabledFeatures ?? []),
    whole: () => ['RootCredentialsManagement', 'RootSessions'],
    write: 'EnableOrganizationsRootCredentialsManagement',
  },
  'organizations:RegisterDelegatedAdministrator + cloudtrail:RegisterOrganizationDelegatedAdmin': {
    part: async (a, { others: [first, second] }) => {
      await cloudTrail(a, 'RegisterOrganizationDelegatedAdmin', { MemberAccountId: first });
      await organizations(a, 'RegisterDelegatedAdministrator', { AccountId: first, ServicePrincipal: 'fms.amazonaws.com' });
      // A service may have several, on several pages.
      await organizations(a, 'RegisterDelegatedAdministrator', { AccountId: second, ServicePrincipal: 'config.amazonaws.com' });
      await organizations(a, 'RegisterDelegatedAdministrator', { AccountId: first, ServicePrincipal: 'config.amazonaws.com' });
    },
    state: (a) => sorted(a.documentedState.delegated.map(({ accountId, service }) => `${service.replace('.amazonaws.com', '')} ${accountId}`)),
    whole: ({ others }) => sorted(DELEGATED.map((service) => `${service} ${others[0]}`)),
    kept: ({ others }) => sorted([...DELEGATED.map((service) => `${service} ${others[0]}`), `config ${others[1]}`, `fms ${others[0]}`]),
    write: 'RegisterDelegatedAdministrator',
    beaten: ['AccountAlreadyRegisteredException', (a, { others }) => organizations(a, 'RegisterDelegatedAdministrator', { AccountId: others[0], ServicePrincipal: 'access-analyzer.amazonaws.com' })],
  },
  'guardduty:EnableOrganizationAdminAccount': administered(guardDuty, toAdminAccount('AdminAccountId'),
    async (a, region) => (await guardDuty(a, 'ListOrganizationAdminAccounts', {}, region)).AdminAccounts[0]?.AdminAccountId),
  'securityhub:EnableOrganizationAdminAccount': administered(hub, toAdminAccount('AdminAccountId'),
    async (a, region) => (await hub(a, 'ListOrganizationAdminAccounts', {}, region)).AdminAccounts[0]?.AccountId),
  'inspector2:EnableDelegatedAdminAccount': {
    ...administered(inspector, (account) => ['EnableDelegatedAdminAccount', { delegatedAdminAccountId: account }],
      (a, region) => inspector(a, 'GetDelegatedAdminAccount', {}, region).then(({ delegatedAdmin }) => delegatedAdmin.accountId, none)),
    beaten: ['ConflictException', (a, { others }) => inspector(a, 'EnableDelegatedAdminAccount', { delegatedAdminAccountId: others[0] })],
  },
  'macie2:EnableOrganizationAdminAccount': administered(macie, toAdminAccount('adminAccountId'),
    async (a, region) => (await macie(a, 'ListOrganizationAdminAccounts', {}, region)).adminAccounts[0]?.accountId),
  'guardduty:UpdateOrganizationConfiguration': {
    // With the delegation, Amazon GuardDuty makes the detector.
    prepare: (a) => guardDuty(a, 'CreateDetector', { Enable: true }),
    part: async (a) => guardDuty(a, 'UpdateOrganizationConfiguration', {
      DetectorId: await detectorOf(a), AutoEnableOrganizationMembers: ALL,
      Features: [['LAMBDA_NETWORK_LOGS', 'NEW'], ['RDS_LOGIN_EVENTS', 'NONE'], ['S3_DATA_EVENTS', ALL]].map(([Name, AutoEnable]) => ({ Name, AutoEnable })),
    }),
    state: async (a) => {
      const { autoEnableOrganizationMembers: members, features } = a.documentedState.detection;
      const all = features.flatMap(({ additionalConfiguration: more = [], ...each }) => [each, ...more]);
      return [members, ...sorted(all.map(({ name, autoEnable }) => `${name} ${autoEnable}`))];
    },
    whole: () => [ALL, 'EC2_AGENT_MANAGEMENT ALL', 'ECS_FARGATE_AGENT_MANAGEMENT ALL', 'EKS_ADDON_MANAGEMENT ALL', 'RUNTIME_MONITORING ALL', 'S3_DATA_EVENTS ALL'],
    kept: () => [
      ALL, 'EC2_AGENT_MANAGEMENT ALL', 'ECS_FARGATE_AGENT_MANAGEMENT ALL', 'EKS_ADDON_MANAGEMENT ALL', 'LAMBDA_NETWORK_LOGS NEW', 'RDS_LOGIN_EVENTS NONE',
      'RUNTIME_MONITORING ALL', 'S3_DATA_EVENTS ALL',
    ],
    write: 'UpdateOrganizationConfiguration',
  },
  'securityhub:EnableSecurityHub': {
    state: (a) => hub(a, 'DescribeHub').then(({ HubArn }) => HubArn, none),
    whole: () => `arn:aws:securityhub:eu-central-1:${ACCOUNT}:hub/default`,
    write: 'EnableSecurityHub',
    beaten: ['ResourceConflictException', (a) => hub(a, 'EnableSecurityHub', {})],
  },
  'securityhub:CreateFindingAggregator + securityhub:UpdateFindingAggregator': {
    part: (a) => hub(a, 'CreateFindingAggregator', { RegionLinkingMode: 'NO_REGIONS' }),
    state: async (a) => a.documentedState.aggregators.map(({ RegionLinkingMode: mode, Regions: regions = [] }) => [mode, ...regions]),
    whole: () => [['SPECIFIED_REGIONS', 'us-west-2', 'us-east-1']],
    write: 'CreateFindingAggregator',
    writeOfPart: 'UpdateFindingAggregator',
  },
  'inspector2:UpdateOrganizationConfiguration': {
    // What is not named would go off.
    part: (a) => inspector(a, 'UpdateOrganizationConfiguration', { autoEnable: { ec2: true, ecr: false, lambda: true } }),
    state: async (a) => (await inspector(a, 'DescribeOrganizationConfiguration')).autoEnable,
    whole: () => ({ ec2: true, ecr: true, lambda: false, lambdaCode: false }),
    kept: () => ({ ec2: true, ecr: true, lambda: true, lambdaCode: false }),
    write: 'UpdateOrganizationConfiguration',
  },
  'macie2:UpdateOrganizationConfiguration + macie2:UpdateAutomatedDiscoveryConfiguration': {
    part: (a) => macie(a, 'UpdateOrganizationConfiguration', { autoEnable: true }),
    state: async (a) => {
      const { status, autoEnableOrganizationMembers: members } = await macie(a, 'GetAutomatedDiscoveryConfiguration');
      return [(await macie(a, 'DescribeOrganizationConfiguration')).autoEnable, status, members];
    },
    whole: () => [true, 'ENABLED', ALL],
    write: 'UpdateAutomatedDiscoveryConfiguration',
  },
};

const TYPES = [
  'AISERVICES_OPT_OUT_POLICY', 'BACKUP_POLICY', 'DECLARATIVE_POLICY_EC2', 'RESOURCE_CONTROL_POLICY', 'S3_POLICY', 'SERVICE_CONTROL_POLICY', 'TAG_POLICY',
];
/** AWS CloudFormation StackSets is not among them: it is asked itself. */
const TRUSTED = [
  'access-analyzer', 'account', 'backup', 'cloudtrail', 'config', 'config-multiaccountsetup', 'ec2', 'guardduty', 'iam', 'inspector2', 'macie',
  'malware-protection.guardduty', 'securityhub', 'sso', 'tagpolicies.tag',
];
const DELEGATED = ['access-analyzer', 'backup', 'cloudtrail', 'config', 'config-multiaccountsetup'];

/** A state without account ids, which each organization has of its own. */
const nameless = (state) => `${JSON.stringify(state)}`.replaceAll(/\d{12}/g, 'account');

/** From nothing, and from a part that somebody turned on, through every turn. */
async function turnedOn(account, declared, logicalId, name) {
  const { prepare, part, state, whole, kept = whole, write: first, writeOfPart = first, where = [], beaten } = SWITCHES[name];
  for (const from of ['from nothing', ...part ? ['from a part'] : []]) {
    const said = `${name}, ${from}`;
    const write = from === 'from nothing' ? first : writeOfPart;
    const ask = (type, physical) => account.request(organization.template, logicalId, type, physical);
    const fresh = async () => {
      const made = await organizationFor(account, declared, 2);
      await prepare?.(account, made);
      if (from !== 'from nothing') {
        await part(account, made);
      }
      return made;
    };
    const wanted = (made) => (from === 'from nothing' ? whole : kept)(made);
    let organization = await fresh();
    const before = await state(account);

    account.failures[write] = 'InvalidParameterValue';
    const failed = await ask('Create');
    const place = from === 'from nothing' ? where[0] : where[1];
    check(`${said}: tells which call failed`, [failed.Status, failed.Reason], ['FAILED', `${write} failed in ${place ?? 'the organization'}: InvalidParameterValue: planted`]);
    account.forget();
    check(`${said}: goes after a failure`, [(await ask('Delete', failed.PhysicalResourceId)).Status, account.calls], ['SUCCESS', []]);

    const made = await ask('Create');
    check(`${said}: made after a failure`, [made.Status, made.Reason, made.PhysicalResourceId], ['SUCCESS', undefined, logicalId]);
    check(`${said}: has what was missing, and keeps the rest`, await state(account), wanted(organization));
    account.forget();
    check(`${said}: repeated`, [(await ask('Update', logicalId)).Status, (await ask('Create')).Status], ['SUCCESS', 'SUCCESS']);
    check(`${said}: changes nothing when repeated`, account.changes, []);
    account.forget();
    check(`${said}: goes`, [(await ask('Delete', logicalId)).Status, account.calls], ['SUCCESS', []]);
    check(`${said}: stays on in the end`, await state(account), wanted(organization));

    organization = await fresh();
    check(`${said}: is lost`, nameless(await state(account)), nameless(before));
    check(`${said}: updated after that`, (await ask('Update', logicalId)).Status, 'SUCCESS');
    check(`${said}: is back`, await state(account), wanted(organization));

    if (beaten && from === 'from nothing') {
      organization = await fresh();
      account.failures[write] = [beaten[0], () => beaten[1](account, organization)];
      check(`${said}: somebody was faster`, (await ask('Create')).Status, 'SUCCESS');
      check(`${said}: has what was missing then`, await state(account), wanted(organization));
    }
  }
}

module.exports = { SWITCHES, organizationFor, turnedOn };
