/**
 * Runs every setting of a template against an emulated account: makes it, makes it again, changes it, has it fail, and takes it back. What is asked of
 * the account is looked at through the SDK, never through what the function says. Prints what it found as JSON.
 *
 *     node emulated-settings.js <moto_server> <folder of the SDK> <template> <changed template> <template of an organization> [--plant]
 *
 * With `--plant`, one expectation is wrong: a run that passes all the same proves nothing.
 */
const { isDeepStrictEqual } = require('util');
const fs = require('fs');
const path = require('path');
const { ACCOUNT, EmulatedAccount } = require('./emulated-account');

const [server, sdk, ...files] = process.argv.slice(2);
const [template, changed, organization] = files.map((file) => file.startsWith('--') ? undefined : JSON.parse(fs.readFileSync(file, 'utf8')));
const PLANTED = files.includes('--plant');

const pick = (fields) => (value) => value && Object.fromEntries(fields.map((field) => [field, value[field]]));
const none = () => undefined;

/**
 * What there is to know of each setting besides its declaration.
 *   state: what the account has, undefined for nothing      other: makes it something that nobody would want
 *   wanted, changed: what it must be with either template   write: the operation that fails when it is told to
 *   kept: whether something else that is there is left, and the setting fails
 *   lacking: whether the emulator may lack what it takes
 */
const SETTINGS = {
  AccountPasswordPolicy: {
    state: (a) => a.call('iam', 'IAMClient', 'GetAccountPasswordPolicy').then((r) => pick(['MinimumPasswordLength', 'PasswordReusePrevention', 'HardExpiry', 'RequireSymbols'])(r.PasswordPolicy), none),
    other: (a) => a.call('iam', 'IAMClient', 'UpdateAccountPasswordPolicy', { MinimumPasswordLength: 8, PasswordReusePrevention: 3 }),
    wanted: { MinimumPasswordLength: PLANTED ? 15 : 14, PasswordReusePrevention: 24, HardExpiry: false, RequireSymbols: true },
    changed: { MinimumPasswordLength: 20, PasswordReusePrevention: 24, HardExpiry: false, RequireSymbols: true },
    write: 'UpdateAccountPasswordPolicy',
  },
  AccountS3PublicAccessBlock: {
    state: (a) => a.call('s3-control', 'S3ControlClient', 'GetPublicAccessBlock', { AccountId: ACCOUNT }).then((r) => r.PublicAccessBlockConfiguration, none),
    other: (a) => a.call('s3-control', 'S3ControlClient', 'PutPublicAccessBlock', {
      AccountId: ACCOUNT, PublicAccessBlockConfiguration: { BlockPublicAcls: true, IgnorePublicAcls: false, BlockPublicPolicy: false, RestrictPublicBuckets: false },
    }),
    wanted: { BlockPublicAcls: true, IgnorePublicAcls: true, BlockPublicPolicy: true, RestrictPublicBuckets: true },
    write: 'PutPublicAccessBlock',
  },
  AccountEbsEncryptionByDefault: {
    state: (a) => a.call('ec2', 'EC2Client', 'GetEbsEncryptionByDefault').then((r) => r.EbsEncryptionByDefault),
    wanted: true,
    write: 'EnableEbsEncryptionByDefault',
  },
  AccountEbsDefaultKey: {
    state: (a) => a.call('ec2', 'EC2Client', 'GetEbsDefaultKmsKeyId').then((r) => r.KmsKeyId),
    wanted: `arn:aws:kms:eu-central-1:${ACCOUNT}:key/12345678-1234-1234-1234-123456789012`,
    changed: `arn:aws:kms:eu-central-1:${ACCOUNT}:key/22345678-1234-1234-1234-123456789012`,
    lacking: true,
    write: 'ModifyEbsDefaultKmsKeyId',
  },
  AccountAmiSharingBlock: {
    state: (a) => a.call('ec2', 'EC2Client', 'GetImageBlockPublicAccessState').then((r) => r.ImageBlockPublicAccessState),
    wanted: 'block-new-sharing',
    lacking: true,
    write: 'EnableImageBlockPublicAccess',
  },
  AccountInstanceMetadataDefaults: {
    state: (a) => a.call('ec2', 'EC2Client', 'GetInstanceMetadataDefaults').then((r) => pick(['HttpTokens', 'HttpPutResponseHopLimit'])(r.AccountLevel)),
    other: (a) => a.call('ec2', 'EC2Client', 'ModifyInstanceMetadataDefaults', { HttpTokens: 'optional', HttpPutResponseHopLimit: 5 }),
    wanted: { HttpTokens: 'required', HttpPutResponseHopLimit: 1 },
    changed: { HttpTokens: 'required', HttpPutResponseHopLimit: 2 },
    lacking: true,
    write: 'ModifyInstanceMetadataDefaults',
  },
  AccountSerialConsoleBlock: {
    state: (a) => a.call('ec2', 'EC2Client', 'GetSerialConsoleAccessStatus').then((r) => r.SerialConsoleAccessEnabled),
    other: (a) => a.call('ec2', 'EC2Client', 'EnableSerialConsoleAccess'),
    lacking: true,
    wanted: false,
    write: 'DisableSerialConsoleAccess',
  },
  AccountAlias: {
    state: (a) => a.call('iam', 'IAMClient', 'ListAccountAliases').then((r) => r.AccountAliases[0]),
    other: (a) => a.call('iam', 'IAMClient', 'CreateAccountAlias', { AccountAlias: 'another' }),
    wanted: 'example',
    changed: 'example-changed',
    write: 'CreateAccountAlias',
  },
  ...Object.fromEntries(['security', 'billing', 'operations'].map((team) => {
    const AlternateContactType = team.toUpperCase();
    const contact = (Name, EmailAddress = `${team}@example.com`) => ({ Name, Title: 'Team', EmailAddress, PhoneNumber: '+49 30 1234567' });
    return [`Account${team[0].toUpperCase()}${team.slice(1)}Contact`, {
      state: (a) => a.call('account', 'AccountClient', 'GetAlternateContact', { AlternateContactType })
        .then((r) => pick(['Name', 'Title', 'EmailAddress', 'PhoneNumber'])(r.AlternateContact), none),
      other: (a) => a.call('account', 'AccountClient', 'PutAlternateContact', { AlternateContactType, ...contact('Somebody', 'somebody@example.com') }),
      wanted: contact(team),
      changed: contact(`New ${team}`),
      write: 'PutAlternateContact',
      kept: true,
    }];
  })),
  ...Object.fromEntries([['Ingress', 'IpPermissions'], ['Egress', 'IpPermissionsEgress']].map(([way, rules]) => [`VpcDefaultSecurityGroup${way}`, {
    state: async (a) => (await groupOf(a))[rules].map((rule) => ({
      protocol: rule.IpProtocol, port: rule.FromPort, from: [...rule.IpRanges ?? [], ...rule.UserIdGroupPairs ?? []].map(({ CidrIp, GroupId }) => CidrIp ?? GroupId),
    })),
    other: async (a) => a.call('ec2', 'EC2Client', `AuthorizeSecurityGroup${way}`, {
      GroupId: (await groupOf(a)).GroupId, IpPermissions: [{ IpProtocol: 'tcp', FromPort: 22, ToPort: 22, IpRanges: [{ CidrIp: '192.0.2.0/24' }] }],
    }),
    wanted: [],
    write: `RevokeSecurityGroup${way}`,
    prepare: async (a) => {
      await a.call('ec2', 'EC2Client', 'CreateVpc', { CidrBlock: '10.0.0.0/16' });
      const { GroupId, IpPermissions } = await groupOf(a);
      // The emulator makes groups without the rule that lets members talk to each other.
      if (IpPermissions.length === 0) {
        await a.call('ec2', 'EC2Client', 'AuthorizeSecurityGroupIngress', { GroupId, IpPermissions: [{ IpProtocol: '-1', UserIdGroupPairs: [{ GroupId }] }] });
      }
    },
    values: async (a) => ({ 'Vpc.DefaultSecurityGroup': (await groupOf(a)).GroupId }),
  }])),
};

/** The default security group of the VPC that `prepare` made. */
async function groupOf(account) {
  const vpcs = await account.call('ec2', 'EC2Client', 'DescribeVpcs', { Filters: [{ Name: 'cidr', Values: ['10.0.0.0/16'] }] });
  const found = await account.call('ec2', 'EC2Client', 'DescribeSecurityGroups', { Filters: [{ Name: 'vpc-id', Values: [vpcs.Vpcs[0].VpcId] }] });
  return found.SecurityGroups[0];
}

const failures = [];
let checks = 0;

function check(what, got, wanted) {
  checks++;
  if (!isDeepStrictEqual(got, wanted)) {
    failures.push(`${what}: ${JSON.stringify(got)} instead of ${JSON.stringify(wanted)}`);
  }
}

/** What a setting does from a state of the account on: back to it in the end. */
async function lifecycle(account, id, from) {
  const setting = SETTINGS[id];
  const said = `${id}, ${from}`;
  await account.reset();
  await setting.prepare?.(account);
  if (from !== 'from nothing') {
    await setting.other(account);
  }
  const values = await setting.values?.(account) ?? {};
  const ask = (type, recorded, which = template) => account.request(which, id, type, recorded, values);
  const before = await setting.state(account);
  account.forget();

  account.failures[setting.write] = 'InvalidParameterValue';
  const failed = await ask('Create');
  if (setting.kept && from !== 'from nothing') {
    check(`${said}: told that it is set`, failed.Reason, 'Nothing was changed: something else is set, remove it');
  } else {
    check(`${said}: tells which call failed`, failed.Reason, `${setting.write} failed: InvalidParameterValue: planted; then: everything is as it was`);
  }
  check(`${said}: fails`, failed.Status, 'FAILED');
  check(`${said}: is as it was after a failure`, await setting.state(account), before);
  check(`${said}: taken back after a failure`, (await ask('Delete', failed.PhysicalResourceId)).Status, 'SUCCESS');
  check(`${said}: still as it was`, await setting.state(account), before);
  account.failures = {};
  if (setting.kept && from !== 'from nothing') {
    return;
  }

  const made = await ask('Create');
  check(`${said}: made`, [made.Status, made.Reason], ['SUCCESS', undefined]);
  check(`${said}: is as wanted`, await setting.state(account), setting.wanted);
  const physical = made.PhysicalResourceId;

  account.forget();
  check(`${said}: repeated`, (await ask('Update', physical)).PhysicalResourceId, physical);
  check(`${said}: made once more`, (await ask('Create')).Status, 'SUCCESS');
  check(`${said}: changes nothing when repeated`, account.changes, []);

  if (setting.changed !== undefined) {
    check(`${said}: changed`, (await ask('Update', physical, changed)).Status, 'SUCCESS');
    check(`${said}: is as wanted after a change`, await setting.state(account), setting.changed);
    account.failures[setting.write] = 'InvalidParameterValue';
    check(`${said}: a change fails`, (await ask('Update', physical)).Status, 'FAILED');
    check(`${said}: is as before a change that failed`, await setting.state(account), setting.changed);
    check(`${said}: changed back`, (await ask('Update', physical)).Status, 'SUCCESS');
  }
  if (setting.other) {
    await setting.other(account);
    check(`${said}: changed by somebody`, (await ask('Update', physical)).Status, 'SUCCESS');
    check(`${said}: is as wanted again`, await setting.state(account), setting.wanted);
  }

  check(`${said}: taken back`, (await ask('Delete', physical)).Status, 'SUCCESS');
  check(`${said}: is as it was in the end`, await setting.state(account), before);
  check(`${said}: taken back twice`, (await ask('Delete', physical)).Status, 'SUCCESS');
}

/** The default VPC of the region: removed where it is empty, and put back. */
async function defaultVpc(account) {
  const id = 'AccountDefaultVpcRemoval';
  const ec2 = (command, input) => account.call('ec2', 'EC2Client', command, input);
  const state = async () => {
    const [vpc] = (await ec2('DescribeVpcs', { Filters: [{ Name: 'is-default', Values: ['true'] }] })).Vpcs;
    const inside = { Filters: [{ Name: 'vpc-id', Values: [vpc?.VpcId ?? 'none'] }] };
    const [group] = (await ec2('DescribeSecurityGroups', inside)).SecurityGroups;
    return {
      vpc: vpc?.VpcId,
      zones: (await ec2('DescribeSubnets', inside)).Subnets.map(({ AvailabilityZone: zone }) => zone).sort(),
      gateways: (await ec2('DescribeInternetGateways', { Filters: [{ Name: 'attachment.vpc-id', Values: [vpc?.VpcId ?? 'none'] }] })).InternetGateways.length,
      rules: group ? [group.IpPermissions, group.IpPermissionsEgress].map(({ length }) => length) : [],
    };
  };
  const fresh = async () => {
    await account.reset();
    const { vpc } = await state();
    // The emulator makes default VPCs without the gateway they have in AWS.
    const { InternetGateway: { InternetGatewayId } } = await ec2('CreateInternetGateway');
    await ec2('AttachInternetGateway', { InternetGatewayId, VpcId: vpc });
    account.forget();
    return state();
  };
  const ask = (type, physical) => account.request(template, id, type, physical);

  let before = await fresh();
  for (const name of ['DeleteSubnet', 'DetachInternetGateway', 'DeleteVpc']) {
    account.failures[name] = 'InvalidParameterValue';
    const failed = await ask('Create');
    check(`${id}: tells which call failed`, failed.Reason, `${name} failed: InvalidParameterValue: planted; then: everything is as it was`);
    check(`${id}: is as it was after ${name} failed`, await state(), before);
    await ask('Delete', failed.PhysicalResourceId);
    check(`${id}: still as it was`, await state(), before);
  }

  const made = await ask('Create');
  check(`${id}: removed`, [made.Status, made.Data], ['SUCCESS', { Outcome: `${before.vpc} was removed` }]);
  check(`${id}: is gone`, await state(), { vpc: undefined, zones: [], gateways: 0, rules: [] });
  check(`${id}: no gateway is left`, (await ec2('DescribeInternetGateways')).InternetGateways, []);
  account.forget();
  check(`${id}: repeated`, await ask('Update', made.PhysicalResourceId).then(({ PhysicalResourceId, Data }) => [PhysicalResourceId, Data]), [made.PhysicalResourceId, made.Data]);
  const again = await ask('Create');
  check(`${id}: nothing to remove`, [again.Status, again.Data], ['SUCCESS', { Outcome: 'this region has no default VPC' }]);
  check(`${id}: changes nothing when repeated`, account.changes, []);
  check(`${id}: taken back where nothing was done`, (await ask('Delete', again.PhysicalResourceId)).Status, 'SUCCESS');
  check(`${id}: still gone`, (await state()).vpc, undefined);
  check(`${id}: taken back`, (await ask('Delete', made.PhysicalResourceId)).Status, 'SUCCESS');
  check(`${id}: is there again`, (await state()).zones, before.zones);

  before = await fresh();
  const [subnet] = (await ec2('DescribeSubnets', { Filters: [{ Name: 'vpc-id', Values: [before.vpc] }] })).Subnets;
  const { GroupId } = await ec2('CreateSecurityGroup', { GroupName: 'web', Description: 'web', VpcId: before.vpc });
  const { NetworkInterface: { NetworkInterfaceId } } = await ec2('CreateNetworkInterface', { SubnetId: subnet.SubnetId, Groups: [GroupId] });
  const kept = await ask('Create');
  check(`${id}: left in use`, [kept.Status, kept.Data], ['SUCCESS', {
    Outcome: `${before.vpc} stays, because of 1 NetworkInterfaces, 1 SecurityGroups; its default security group has no rules`,
  }]);
  check(`${id}: is locked`, await state(), { ...before, rules: [0, 0] });
  check(`${id}: unlocked`, (await ask('Delete', kept.PhysicalResourceId)).Status, 'SUCCESS');
  check(`${id}: is as it was in the end`, await state(), before);

  await ec2('DeleteNetworkInterface', { NetworkInterfaceId });
  await ec2('CreateNetworkInterface', { SubnetId: subnet.SubnetId });
  const used = await ask('Create');
  check(`${id}: left with its group in use`, [used.Status, used.Data.Outcome.split('; ')[1]], ['SUCCESS', 'its default security group is in use and keeps its rules']);
  check(`${id}: is not locked`, await state(), before);
}

/** Logical id of a resource that a construct of the organization has. */
function resourceOf(construct, type) {
  return Object.keys(organization.Resources).find((id) => id.startsWith(construct) && organization.Resources[id].Type === type);
}

/** The hub of the account that administers: made where there is none, and left alone otherwise. */
async function hub(account) {
  const id = 'DelegatedSecurityHub';
  const ask = (request, physical) => account.request(organization, resourceOf('Hub', 'Custom::OrganizationSwitches'), request, physical);
  const there = () => account.call('securityhub', 'SecurityHubClient', 'DescribeHub').then(({ HubArn }) => HubArn, none);
  await account.reset();
  check(`${id}: no hub before`, await there(), undefined);
  const made = await ask('Create');
  check(`${id}: made`, [made.Status, made.Reason], ['SUCCESS', undefined]);
  check(`${id}: a hub`, await there(), `arn:aws:securityhub:eu-central-1:${ACCOUNT}:hub/default`);
  account.forget();
  check(`${id}: repeated`, [(await ask('Create')).Status, (await ask('Update', made.PhysicalResourceId)).Status], ['SUCCESS', 'SUCCESS']);
  check(`${id}: taken away`, (await ask('Delete', made.PhysicalResourceId)).Status, 'SUCCESS');
  check(`${id}: changes nothing when repeated or taken away`, account.changes, []);
}

/** Amazon Inspector for an organization: on for accounts that are there and for those to come. */
async function inspection(account) {
  const id = 'DelegatedInspection';
  const inspector = (command, input) => account.call('inspector2', 'Inspector2Client', command, input);
  const joining = (request, physical) => account.request(organization, resourceOf('Inspection', 'Custom::OrganizationSwitches'), request, physical);
  const existing = (request, physical) => account.request(organization, resourceOf('Inspection', 'Custom::OrganizationMembers'), request, physical);
  const all = { ec2: true, ecr: true, lambda: true, lambdaCode: true };

  await account.reset();
  await account.call('organizations', 'OrganizationsClient', 'CreateOrganization', { FeatureSet: 'ALL' });
  const others = [];
  // More than a page of accounts.
  for (let number = 0; number < 25; number++) {
    const { CreateAccountStatus: made } = await account.call('organizations', 'OrganizationsClient', 'CreateAccount', {
      AccountName: `member-${number}`, Email: `member-${number}@example.com`,
    });
    others.push(made.AccountId);
  }
  await inspector('UpdateOrganizationConfiguration', { autoEnable: { ec2: false, ecr: true } });
  await inspector('AssociateMember', { accountId: others[0] });
  await inspector('Enable', { accountIds: [others[0]], resourceTypes: ['EC2'] });
  account.forget();

  account.failures.UpdateOrganizationConfiguration = 'ValidationException';
  const refused = await joining('Create');
  check(`${id}: tells which call failed`, [refused.Status, /^UpdateOrganizationConfiguration failed in the organization: ValidationException: planted$/.test(refused.Reason)], ['FAILED', true]);
  const joined = await joining('Create');
  check(`${id}: made for accounts to come`, [joined.Status, joined.Reason], ['SUCCESS', undefined]);
  check(`${id}: is as wanted for accounts to come`, pick(Object.keys(all))((await inspector('DescribeOrganizationConfiguration')).autoEnable), all);
  const made = await existing('Create');
  check(`${id}: made for accounts that are there`, [made.Status, made.Reason, made.Data], ['SUCCESS', undefined, { Outcome: '0 of 26 accounts left out' }]);
  check(`${id}: members`, (await inspector('ListMembers')).members.map(({ accountId }) => accountId).sort(), [...others].sort());
  const { accounts } = await inspector('BatchGetAccountStatus', { accountIds: [ACCOUNT, ...others] });
  check(`${id}: scans`, accounts.filter(({ resourceState }) => Object.keys(all).every((name) => resourceState[name].status === 'ENABLED')).length, 26);

  account.forget();
  check(`${id}: repeated`, [(await joining('Update', joined.PhysicalResourceId)).Status, (await existing('Update', made.PhysicalResourceId)).Status], ['SUCCESS', 'SUCCESS']);
  check(`${id}: taken away`, [(await joining('Delete', joined.PhysicalResourceId)).Status, (await existing('Delete', made.PhysicalResourceId)).Status], ['SUCCESS', 'SUCCESS']);
  check(`${id}: changes nothing when repeated or taken away`, account.changes, []);
}

/** Operations that functions asked for and no policy of the template allows. */
function denied(account) {
  const service = { PublicAccessBlock: 's3', AlternateContact: 'account', AccountPasswordPolicy: 'iam', AccountAlias: 'iam', AccountAliases: 'iam' };
  const action = (name) => {
    const [, owner] = Object.entries(service).find(([end]) => name.endsWith(end)) ?? [undefined, 'ec2'];
    return owner === 's3' ? `s3:${name.replace('Delete', 'Put').replace('Public', 'AccountPublic')}` : `${owner}:${name}`;
  };
  const allowed = allowedBy(template);
  return [...account.asked].filter((name) => !allowed.has(action(name)));
}

function deniedToOrganization(account) {
  const allowed = allowedBy(organization);
  const service = (name) => name === 'ListAccounts' ? 'organizations' : /Hub$/.test(name) ? 'securityhub' : 'inspector2';
  return [...account.asked].filter((name) => !allowed.has(`${service(name)}:${name}`));
}

/** Actions that the policies of a template allow. */
function allowedBy({ Resources }) {
  return new Set(Object.values(Resources).filter(({ Type }) => Type === 'AWS::IAM::ManagedPolicy')
    .flatMap(({ Properties }) => Properties.PolicyDocument.Statement).flatMap(({ Action }) => Action));
}

async function main() {
  const account = await EmulatedAccount.start({ server, sdk, log: path.join(sdk, 'emulator.log') });
  try {
    if (PLANTED) {
      await lifecycle(account, 'AccountPasswordPolicy', 'from nothing');
      process.stdout.write(JSON.stringify({ checks, failures }));
      return;
    }
    const declared = Object.entries(template.Resources).filter(([, { Type }]) => Type === 'Custom::AccountSetting').map(([id]) => id);
    check('settings of the template', declared.sort(), Object.keys(SETTINGS).sort());
    const covered = [];
    const missing = {};
    for (const id of declared) {
      account.unknown.clear();
      await account.reset();
      await SETTINGS[id].prepare?.(account);
      await SETTINGS[id].state(account).catch(none);
      if (account.unknown.size > 0) {
        missing[id] = [...account.unknown];
        check(`${id}: may go without being covered`, SETTINGS[id].lacking, true);
        continue;
      }
      for (const from of ['from nothing', ...SETTINGS[id].other ? ['from something else'] : []]) {
        await lifecycle(account, id, from);
      }
      check(`${id}: operations the emulator lacks`, [...account.unknown], []);
      covered.push(id);
    }
    account.unknown.clear();
    await defaultVpc(account);
    check('AccountDefaultVpcRemoval: operations the emulator lacks', [...account.unknown], []);
    covered.push('AccountDefaultVpcRemoval');
    check('calls that no policy of the template allows', denied(account), []);
    account.unknown.clear();
    account.asked.clear();
    await inspection(account);
    await hub(account);
    check('operations for an organization that the emulator lacks', [...account.unknown], []);
    check('calls that no policy of the template of an organization allows', deniedToOrganization(account), []);
    covered.push('DelegatedInspection', 'DelegatedSecurityHub');
    await account.call('macie2', 'Macie2Client', 'DescribeOrganizationConfiguration').catch(none);
    missing.DelegatedDataDiscovery = [...account.unknown];
    check('DelegatedDataDiscovery: the emulator still lacks it', missing.DelegatedDataDiscovery.length, 1);
    process.stdout.write(JSON.stringify({ checks, covered, missing, failures }));
  } finally {
    account.stop();
  }
}

main().catch((error) => {
  process.stderr.write(`${error.stack}\n`);
  process.exitCode = 1;
});
