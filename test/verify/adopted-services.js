/** What taking over a service means in an emulated account: what is missing is added, the rest is left, and nothing goes again. */
const { check } = require('./checks');

const none = () => undefined;
const feature = (Name, Status, more) => ({ Name, Status, ...more });
const agent = (Status) => ({ AdditionalConfiguration: [feature('EC2_AGENT_MANAGEMENT', Status)] });
const byName = (features) => [...features].sort((a, b) => a.Name.localeCompare(b.Name));
const standard = (path) => `arn:aws:securityhub:eu-central-1::standards/${path}`;
const [BEST_PRACTICES, CIS, PCI] = ['aws-foundational-security-best-practices/v/1.0.0', 'cis-aws-foundations-benchmark/v/5.0.0', 'pci-dss/v/4.0.1'].map(standard);

const guardDuty = (a, command, input) => a.call('guardduty', 'GuardDutyClient', command, input);
const hub = (a, command, input) => a.call('securityhub', 'SecurityHubClient', command, input);
const inspector = (a, command, input) => a.call('inspector2', 'Inspector2Client', command, input);
const macie = (a, command, input) => a.call('macie2', 'Macie2Client', command, input);
const config = (a, command, input) => a.call('config-service', 'ConfigServiceClient', command, input);

const analyzer = (a, command, input) => a.call('accessanalyzer', 'AccessAnalyzerClient', command, input);
const kms = (a, command, input) => a.call('kms', 'KMSClient', command, input);
const detective = (a, command, input) => a.call('detective', 'DetectiveClient', command, input);

const detectorOf = async (a) => (await guardDuty(a, 'ListDetectors')).DetectorIds[0];
const ARCHIVE_KEY = 'alias/secure-baseline/logs';
const DISCOVERY = 'UpdateAutomatedDiscoveryConfiguration';

/**
 * What there is to know of each service besides what its custom resource says.
 *   none: how it is told that there is none; left out where there is always one       clear: takes away what a new account has       make: somebody makes it, with something that nobody asked for
 *   lessen: somebody takes away what is wanted       state: what the account has, undefined for nothing       less, whole: the state before and after
 *   made: the state where it was made because there was none
 *   id: the id of what is there       write: the first operation that adds, or where there is nothing to add the one that looks       record: whether what was there is the id, and asked for on deletion
 */
const ADOPTED = {
  AdoptedDetector: {
    none: 'There is no detector of Amazon GuardDuty to adopt. Create it: ServiceAdoption.create()',
    make: (a) => guardDuty(a, 'CreateDetector', { Enable: true, Features: [feature('LAMBDA_NETWORK_LOGS', 'ENABLED')] }),
    lessen: async (a) => guardDuty(a, 'UpdateDetector', {
      DetectorId: await detectorOf(a), Enable: false, FindingPublishingFrequency: 'SIX_HOURS',
      Features: [feature('S3_DATA_EVENTS', 'DISABLED'), feature('RUNTIME_MONITORING', 'ENABLED', agent('DISABLED'))],
    }),
    state: async (a) => {
      const DetectorId = await detectorOf(a);
      if (DetectorId === undefined) {
        return undefined;
      }
      const { Status, FindingPublishingFrequency, Features } = await guardDuty(a, 'GetDetector', { DetectorId });
      return { Status, FindingPublishingFrequency, Features: byName(Features) };
    },
    less: {
      Status: 'DISABLED', FindingPublishingFrequency: 'SIX_HOURS',
      Features: [feature('LAMBDA_NETWORK_LOGS', 'ENABLED'), feature('RUNTIME_MONITORING', 'ENABLED', agent('DISABLED')), feature('S3_DATA_EVENTS', 'DISABLED')],
    },
    whole: {
      Status: 'ENABLED', FindingPublishingFrequency: 'FIFTEEN_MINUTES',
      Features: [feature('LAMBDA_NETWORK_LOGS', 'ENABLED'), feature('RUNTIME_MONITORING', 'ENABLED', agent('ENABLED')), feature('S3_DATA_EVENTS', 'ENABLED')],
    },
    made: {
      Status: 'ENABLED', FindingPublishingFrequency: 'FIFTEEN_MINUTES',
      Features: [
        feature('EBS_MALWARE_PROTECTION', 'DISABLED'), feature('EKS_AUDIT_LOGS', 'DISABLED'), feature('LAMBDA_NETWORK_LOGS', 'DISABLED'), feature('RDS_LOGIN_EVENTS', 'DISABLED'),
        feature('RUNTIME_MONITORING', 'ENABLED', { AdditionalConfiguration: [
          feature('EKS_ADDON_MANAGEMENT', 'DISABLED'), feature('ECS_FARGATE_AGENT_MANAGEMENT', 'DISABLED'), feature('EC2_AGENT_MANAGEMENT', 'ENABLED'),
        ] }),
        feature('S3_DATA_EVENTS', 'ENABLED'),
      ],
    },
    id: detectorOf,
    write: 'UpdateDetector',
  },
  AdoptedHub: {
    none: 'There is no hub of AWS Security Hub to adopt. Create it: ServiceAdoption.create()',
    make: async (a) => {
      await hub(a, 'EnableSecurityHub', { EnableDefaultStandards: false });
      await hub(a, 'BatchEnableStandards', { StandardsSubscriptionRequests: [{ StandardsArn: PCI }, { StandardsArn: BEST_PRACTICES }] });
    },
    lessen: async (a) => {
      await hub(a, 'UpdateSecurityHubConfiguration', { AutoEnableControls: false, ControlFindingGenerator: 'STANDARD_CONTROL' });
      const there = (await hub(a, 'GetEnabledStandards')).StandardsSubscriptions.filter(({ StandardsArn: arn }) => arn === CIS);
      await hub(a, 'BatchDisableStandards', { StandardsSubscriptionArns: there.map(({ StandardsSubscriptionArn: arn }) => arn) });
    },
    state: async (a) => {
      const there = await hub(a, 'DescribeHub').catch(none);
      return there && {
        controls: there.AutoEnableControls, counting: there.ControlFindingGenerator,
        standards: (await hub(a, 'GetEnabledStandards')).StandardsSubscriptions.map(({ StandardsArn: arn }) => arn),
      };
    },
    less: { controls: false, counting: 'STANDARD_CONTROL', standards: [PCI, BEST_PRACTICES] },
    whole: { controls: true, counting: 'STANDARD_CONTROL', standards: [PCI, BEST_PRACTICES, CIS] },
    made: { controls: true, counting: 'SECURITY_CONTROL', standards: [BEST_PRACTICES, CIS] },
    id: async (a) => (await hub(a, 'DescribeHub')).HubArn,
    write: 'UpdateSecurityHubConfiguration',
  },
  AdoptedScans: {
    make: (a) => inspector(a, 'Enable', { resourceTypes: ['EC2', 'LAMBDA'] }),
    lessen: (a) => inspector(a, 'Disable', { resourceTypes: ['ECR'] }),
    state: async (a) => {
      const { resourceState } = (await inspector(a, 'BatchGetAccountStatus')).accounts[0];
      return Object.fromEntries(Object.entries(resourceState).map(([type, { status }]) => [type, status]));
    },
    less: { ec2: 'ENABLED', ecr: 'DISABLED', lambda: 'ENABLED', lambdaCode: 'DISABLED' },
    whole: { ec2: 'ENABLED', ecr: 'ENABLED', lambda: 'ENABLED', lambdaCode: 'DISABLED' },
    id: async (a) => (await inspector(a, 'BatchGetAccountStatus')).accounts[0].accountId,
    write: 'Enable',
  },
  AdoptedMacieSession: {
    none: 'There is no session of Amazon Macie to adopt. Create it: ServiceAdoption.create()',
    // The emulator has it on in every new account.
    clear: (a) => macie(a, 'DisableMacie'),
    make: (a) => macie(a, 'EnableMacie', {}),
    lessen: async (a) => {
      await macie(a, 'UpdateMacieSession', { status: 'PAUSED', findingPublishingFrequency: 'SIX_HOURS' });
      await macie(a, DISCOVERY, { status: 'DISABLED' });
    },
    state: async (a) => {
      const there = await macie(a, 'GetMacieSession').catch(none);
      return there && [there.status, there.findingPublishingFrequency, (await macie(a, 'GetAutomatedDiscoveryConfiguration')).status];
    },
    less: ['PAUSED', 'SIX_HOURS', 'DISABLED'],
    whole: ['ENABLED', 'FIFTEEN_MINUTES', 'ENABLED'],
    made: ['ENABLED', 'FIFTEEN_MINUTES', 'ENABLED'],
    id: async (a) => (await macie(a, 'GetMacieSession')).serviceRole,
    write: 'UpdateMacieSession',
  },
  AdoptedAccessAnalyzer: {
    none: 'There is no analyzer for external access to adopt. Create it: ServiceAdoption.create()',
    make: async (a) => {
      await analyzer(a, 'CreateAnalyzer', { analyzerName: 'unused', type: 'ACCOUNT_UNUSED_ACCESS' });
      await analyzer(a, 'CreateAnalyzer', { analyzerName: 'somebody', type: 'ACCOUNT' });
    },
    state: async (a) => {
      const { analyzers } = await analyzer(a, 'ListAnalyzers', {});
      return analyzers.length === 0 ? undefined : analyzers.map(({ name }) => name);
    },
    less: ['unused', 'somebody'],
    whole: ['unused', 'somebody'],
    made: ['secure-baseline-external-access'],
    id: async (a) => (await analyzer(a, 'ListAnalyzers', { type: 'ACCOUNT' })).analyzers[0].arn,
    write: 'ListAnalyzers',
  },
  AdoptedBehaviorGraph: {
    none: 'There is no behavior graph of Amazon Detective to adopt. Create it: ServiceAdoption.create()',
    make: (a) => detective(a, 'CreateGraph', {}),
    state: async (a) => (await detective(a, 'ListGraphs', {})).GraphList[0]?.Arn,
    less: 'arn:aws:detective:eu-central-1:123456789012:graph:0123456789abcdef0123456789abcdef',
    whole: 'arn:aws:detective:eu-central-1:123456789012:graph:0123456789abcdef0123456789abcdef',
    made: 'arn:aws:detective:eu-central-1:123456789012:graph:0123456789abcdef0123456789abcdef',
    id: async (a) => (await detective(a, 'ListGraphs', {})).GraphList[0].Arn,
    write: 'ListGraphs',
  },
  AdoptedArchiveKey: {
    none: 'DescribeKey failed: NotFoundException: ',
    make: async (a) => {
      await kms(a, 'CreateKey', {});
      await kms(a, 'CreateAlias', { AliasName: ARCHIVE_KEY, TargetKeyId: (await kms(a, 'CreateKey', {})).KeyMetadata.KeyId });
    },
    state: async (a) => (await kms(a, 'ListAliases', {})).Aliases.find(({ AliasName: name }) => name === ARCHIVE_KEY)?.AliasArn,
    less: `arn:aws:kms:eu-central-1:123456789012:${ARCHIVE_KEY}`,
    whole: `arn:aws:kms:eu-central-1:123456789012:${ARCHIVE_KEY}`,
    id: async (a) => (await kms(a, 'DescribeKey', { KeyId: ARCHIVE_KEY })).KeyMetadata.Arn,
    write: 'DescribeKey',
  },
  AdoptedConfigurationRecorder: {
    none: 'There is no configuration recorder of AWS Config to adopt. Create it: ServiceAdoption.create()',
    make: async (a) => {
      await config(a, 'PutConfigurationRecorder', { ConfigurationRecorder: {
        name: 'somebodys', roleARN: 'arn:aws:iam::123456789012:role/somebody', recordingGroup: { allSupported: false, resourceTypes: ['AWS::S3::Bucket'] },
      } });
      await config(a, 'PutDeliveryChannel', { DeliveryChannel: { name: 'default', s3BucketName: 'somewhere' } });
    },
    lessen: (a) => config(a, 'StopConfigurationRecorder', { ConfigurationRecorderName: 'somebodys' }),
    state: async (a) => {
      const [recorder] = (await config(a, 'DescribeConfigurationRecorders')).ConfigurationRecorders;
      return recorder && {
        recording: (await config(a, 'DescribeConfigurationRecorderStatus')).ConfigurationRecordersStatus[0].recording,
        role: recorder.roleARN, types: recorder.recordingGroup.resourceTypes, to: (await config(a, 'DescribeDeliveryChannels')).DeliveryChannels[0].s3BucketName,
      };
    },
    less: { recording: false, role: 'arn:aws:iam::123456789012:role/somebody', types: ['AWS::S3::Bucket'], to: 'somewhere' },
    whole: { recording: true, role: 'arn:aws:iam::123456789012:role/somebody', types: ['AWS::S3::Bucket'], to: 'somewhere' },
    id: async () => 'somebodys',
    write: 'StartConfigurationRecorder',
  },
};

const trail = (a, command, input) => a.call('cloudtrail', 'CloudTrailClient', command, { Name: 'central', ...input });
ADOPTED.AuditTrailStarted = {
  none: 'GetTrailStatus failed: TrailNotFoundException: ',
  make: async (a) => {
    await fetch(`http://127.0.0.1:${a.port}/theirs`, { method: 'PUT' });
    await trail(a, 'CreateTrail', { S3BucketName: 'theirs' });
  },
  lessen: (a) => trail(a, 'StopLogging'),
  state: async (a) => {
    const status = await trail(a, 'GetTrailStatus').catch(none);
    return status && { logging: status.IsLogging, to: (await trail(a, 'GetTrail')).Trail.S3BucketName };
  },
  less: { logging: false, to: 'theirs' },
  whole: { logging: true, to: 'theirs' },
  id: async () => '{"of":"AuditTrailStarted","before":false}',
  write: 'StartLogging',
  record: true,
};

/**
 * From nothing, and from somebody's service with less than what is wanted, through every turn.
 *
 * @param orMade - whether one is made where there is none, instead of a refusal
 */
async function takenOver(account, template, logicalId, name, orMade = false) {
  const { none: refusal, clear, make, lessen, state, made: fresh, less, whole, id, write, record } = ADOPTED[name];
  const ask = (type, physical) => account.request(template, logicalId, type, physical);
  const told = ({ Status, PhysicalResourceId, Data }) => [Status, PhysicalResourceId, Data?.Id];
  /** A deletion: nothing is changed, and where nothing is recorded nothing is even asked. */
  const goes = async (what, physical) => {
    const before = await state(account);
    account.forget();
    check(`${name}, ${what}: goes`, (await ask('Delete', physical)).Status, 'SUCCESS');
    check(`${name}, ${what}: calls nothing when it goes`, record ? account.changes : account.calls, []);
    check(`${name}, ${what}: is as it was when it goes`, await state(account), before);
  };

  await account.reset();
  await clear?.(account);
  account.forget();
  if (orMade) {
    const first = await ask('Create');
    check(`${name}, made where there is none: is there`, told(first), ['SUCCESS', await id(account), await id(account)]);
    check(`${name}, made where there is none: has what was wanted, and no more`, await state(account), fresh);
    account.forget();
    check(`${name}, made where there is none: updated`, told(await ask('Update', first.PhysicalResourceId)), ['SUCCESS', first.PhysicalResourceId, first.PhysicalResourceId]);
    check(`${name}, made where there is none: changes nothing when repeated`, account.changes, []);
    await goes('made where there is none', first.PhysicalResourceId);
    await account.reset();
    await clear?.(account);
    account.forget();
  } else if (refusal !== undefined) {
    const refused = await ask('Create');
    check(`${name}, where there is none: is refused`, [refused.Status, refused.Reason?.startsWith(refusal) ? refusal : refused.Reason], ['FAILED', refusal]);
    check(`${name}, where there is none: nothing is made`, [account.changes, await state(account)], [[], undefined]);
    await goes('where there is none', refused.PhysicalResourceId);
  }

  await make(account);
  await lessen?.(account);
  check(`${name}: is there before`, await state(account), less);
  account.failures[write] = 'InvalidParameterValue';
  const failed = await ask('Create');
  check(`${name}: tells which call failed`, failed.Reason?.split(': planted')[0], `${write} failed: InvalidParameterValue`);
  check(`${name}: is as it was after a failure`, await state(account), less);
  await goes('after a failure', failed.PhysicalResourceId);
  account.failures = {};

  const made = await ask('Create');
  const answer = ['SUCCESS', await id(account), record ? undefined : await id(account)];
  check(`${name}: is taken over`, told(made), answer);
  check(`${name}: has what was missing, and keeps the rest`, await state(account), whole);

  account.forget();
  check(`${name}: updated`, told(await ask('Update', made.PhysicalResourceId)), answer);
  const again = await ask('Create');
  check(`${name}: made once more`, again.Status, 'SUCCESS');
  check(`${name}: changes nothing when repeated`, account.changes, []);
  check(`${name}: is as it was when repeated`, await state(account), whole);
  await goes('made once more', again.PhysicalResourceId);

  await lessen?.(account);
  check(`${name}: is lessened by somebody`, await state(account), less);
  check(`${name}: updated after that`, told(await ask('Update', made.PhysicalResourceId)), answer);
  check(`${name}: has what was missing again`, await state(account), whole);

  await goes('in the end', made.PhysicalResourceId);
  check(`${name}: stays on in the end`, await state(account), whole);
  await goes('twice', made.PhysicalResourceId);
}

module.exports = { ADOPTED, takenOver };
