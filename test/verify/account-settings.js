/** What becomes of a setting in an emulated account: it is made, made again, changed, has a call fail, and is taken back. */
const { check } = require('./checks');
const { ACCOUNT } = require('./resolve');

const pick = (fields) => (value) => value && Object.fromEntries(fields.map((field) => [field, value[field]]));
const none = () => undefined;

/**
 * What there is to know of each setting besides its declaration.
 *   state: what the account has, undefined for nothing      other: makes it something that nobody would want
 *   wanted, changed: what it must be with either template   write: the operation that fails when it is told to
 *   kept: whether something else that is there is left, and the setting fails       fresh: whether a new account is as wanted
 *   stays: whether a deletion leaves it, for others who use it by then
 *   untouched: what must stay as it is       vanish: takes away what has the setting
 */
const SETTINGS = {
  AccountPasswordPolicy: {
    state: (a) => a.call('iam', 'IAMClient', 'GetAccountPasswordPolicy').then((r) => pick(['MinimumPasswordLength', 'PasswordReusePrevention', 'HardExpiry', 'RequireSymbols'])(r.PasswordPolicy), none),
    other: (a) => a.call('iam', 'IAMClient', 'UpdateAccountPasswordPolicy', { MinimumPasswordLength: 8, PasswordReusePrevention: 3 }),
    wanted: { MinimumPasswordLength: 14, PasswordReusePrevention: 24, HardExpiry: false, RequireSymbols: true },
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
    write: 'ModifyEbsDefaultKmsKeyId',
  },
  AccountAmiSharingBlock: {
    state: (a) => a.call('ec2', 'EC2Client', 'GetImageBlockPublicAccessState').then((r) => r.ImageBlockPublicAccessState),
    wanted: 'block-new-sharing',
    write: 'EnableImageBlockPublicAccess',
  },
  AccountInstanceMetadataDefaults: {
    state: (a) => a.call('ec2', 'EC2Client', 'GetInstanceMetadataDefaults').then((r) => pick(['HttpTokens', 'HttpPutResponseHopLimit'])(r.AccountLevel)),
    other: (a) => a.call('ec2', 'EC2Client', 'ModifyInstanceMetadataDefaults', { HttpTokens: 'optional', HttpPutResponseHopLimit: 5 }),
    wanted: { HttpTokens: 'required', HttpPutResponseHopLimit: 1 },
    changed: { HttpTokens: 'required', HttpPutResponseHopLimit: 2 },
    write: 'ModifyInstanceMetadataDefaults',
  },
  AccountSerialConsoleBlock: {
    state: (a) => a.call('ec2', 'EC2Client', 'GetSerialConsoleAccessStatus').then((r) => r.SerialConsoleAccessEnabled),
    other: (a) => a.call('ec2', 'EC2Client', 'EnableSerialConsoleAccess'),
    fresh: true,
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
    vanish: async (a) => a.call('ec2', 'EC2Client', 'DeleteVpc', { VpcId: (await groupOf(a)).VpcId }),
  }])),
};

SETTINGS.ConfigurationRole = {
  state: (a) => a.call('iam', 'IAMClient', 'GetRole', { RoleName: 'AWSServiceRoleForConfig' }).then(({ Role: role }) => role.Path, none),
  wanted: '/aws-service-role/config.amazonaws.com/',
  write: 'CreateServiceLinkedRole',
  stays: true,
};
const trail = (a, command, input) => a.call('cloudtrail', 'CloudTrailClient', command, { Name: 'central', ...input });
const trailOf = (...fields) => (a) => trail(a, 'GetTrail').then(({ Trail }) => pick(fields)(Trail));
/** What an adopted trail lacks. Where it delivers to stays as it is. */
for (const [name, more] of Object.entries({
  Reach: {
    state: trailOf('IsMultiRegionTrail', 'IncludeGlobalServiceEvents'),
    other: (a) => trail(a, 'UpdateTrail', { IsMultiRegionTrail: false, IncludeGlobalServiceEvents: false }),
    wanted: { IsMultiRegionTrail: true, IncludeGlobalServiceEvents: true },
  },
  Validation: { state: (a) => trail(a, 'GetTrail').then(({ Trail }) => Trail.LogFileValidationEnabled), wanted: true },
  LogGroup: {
    // What a template makes is known by its logical id.
    state: (a) => trail(a, 'GetTrail').then(({ Trail }) => Trail.CloudWatchLogsLogGroupArn?.replace(/[0-9A-F]{8}(?=\.Arn$)/, '') || undefined),
    other: (a) => trail(a, 'UpdateTrail', { CloudWatchLogsLogGroupArn: `arn:aws:logs:eu-central-1:${ACCOUNT}:log-group:theirs:*`, CloudWatchLogsRoleArn: 'theirs' }),
    wanted: 'TrailLogGroup.Arn',
    kept: true,
  },
})) {
  SETTINGS[`AuditTrail${name}`] = {
    write: 'UpdateTrail',
    prepare: async (a) => {
      // Not through its client, which is needed for nothing else.
      await fetch(`http://127.0.0.1:${a.port}/theirs`, { method: 'PUT' });
      await trail(a, 'CreateTrail', { S3BucketName: 'theirs', KmsKeyId: 'theirs' });
    },
    untouched: trailOf('S3BucketName', 'KmsKeyId'),
    vanish: (a) => trail(a, 'DeleteTrail'),
    ...more,
  };
}

/** The scans of Amazon Inspector, which are on or off. */
const SCANS = [['Ec2', 'EC2'], ['Ecr', 'ECR'], ['Lambda', 'LAMBDA'], ['LambdaCode', 'LAMBDA_CODE']];
for (const [name] of SCANS) {
  const field = name[0].toLowerCase() + name.slice(1);
  SETTINGS[`AccountInspectorScan${name}`] = {
    state: (a) => a.call('inspector2', 'Inspector2Client', 'BatchGetAccountStatus').then(({ accounts: [{ resourceState }] }) => resourceState[field].status),
    wanted: 'ENABLED',
    write: 'Enable',
    // Scans of another kind, which must not change.
    prepare: (a) => a.call('inspector2', 'Inspector2Client', 'Enable', { resourceTypes: SCANS.filter(([other]) => other !== name).map(([, type]) => type) }),
    untouched: (a) => a.call('inspector2', 'Inspector2Client', 'BatchGetAccountStatus')
      .then(({ accounts: [{ resourceState }] }) => Object.entries(resourceState).map(([type, { status }]) => type === field || status)),
  };
}

SETTINGS.AccountMacieDiscovery = {
  state: (a) => a.call('macie2', 'Macie2Client', 'GetAutomatedDiscoveryConfiguration').then(({ status }) => status),
  wanted: 'ENABLED',
  changed: 'DISABLED',
  write: 'UpdateAutomatedDiscoveryConfiguration',
  prepare: (a) => a.call('macie2', 'Macie2Client', 'EnableMacie', {}),
  vanish: (a) => a.call('macie2', 'Macie2Client', 'DisableMacie'),
  untouched: (a) => a.call('macie2', 'Macie2Client', 'GetMacieSession').then(({ status, findingPublishingFrequency: often }) => [status, often]),
};

/** The default security group of the VPC that `prepare` made. */
async function groupOf(account) {
  const vpcs = await account.call('ec2', 'EC2Client', 'DescribeVpcs', { Filters: [{ Name: 'cidr', Values: ['10.0.0.0/16'] }] });
  const found = await account.call('ec2', 'EC2Client', 'DescribeSecurityGroups', { Filters: [{ Name: 'vpc-id', Values: [vpcs.Vpcs[0].VpcId] }] });
  return found.SecurityGroups[0];
}

/** What a setting does from a state of the account on: back to it in the end. */
async function lifecycle(account, { Settings: template, ChangedSettings: changed }, id, from) {
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
  const beside = await setting.untouched?.(account);
  account.forget();

  account.failures[setting.write] = 'InvalidParameterValue';
  const failed = await ask('Create');
  if (setting.kept && from !== 'from nothing') {
    check(`${said}: told that it is set`, failed.Reason, 'Nothing was changed: something else is set, name or remove it');
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
  const there = await ask('Create');
  check(`${said}: made once more`, there.Status, 'SUCCESS');
  check(`${said}: taken back where it was so before`, (await ask('Delete', there.PhysicalResourceId)).Status, 'SUCCESS');
  check(`${said}: changes nothing when repeated`, account.changes, []);
  check(`${said}: stays where it was so before`, await setting.state(account), setting.wanted);

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
  check(`${said}: is as it was in the end`, await setting.state(account), setting.stays ? setting.wanted : before);
  check(`${said}: taken back twice`, (await ask('Delete', physical)).Status, 'SUCCESS');
  check(`${said}: leaves what is beside it`, await setting.untouched?.(account), beside);
  if (setting.vanish) {
    const last = await ask('Create');
    await setting.vanish(account);
    check(`${said}: taken back after what has it has gone`, [(await ask('Delete', last.PhysicalResourceId)).Status, last.Status], ['SUCCESS', 'SUCCESS']);
  }
}

module.exports = { SETTINGS, lifecycle };
