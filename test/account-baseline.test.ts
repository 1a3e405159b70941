import { App, Aspects, CfnParameter, CfnResource, DefaultStackSynthesizer, Duration, Stack, Stage } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import {
  AccountBaseline, AccountBaselineProps, AccountDomain, AlertChannel, AlertSeverity, AnomalyMonitor, BaselineProfile, ConfigurationDomain, DetectionDomain, FindingSource, IdentityDomain, InternetEgress,
  LoggingDomain, MfaEnforcement, NetworkAddresses, NetworkDomain, NetworkTier, ObjectLock, OperationsDomain, ProtectionDomain, RecordingFrequency, ServiceAdoption, StorageDomain, TrafficFlow, TrafficPeer,
} from '../lib';
import { baseline, stacks, template } from './baselines';
import { warningsOf } from './support';

describe('an account baseline with no properties', () => {
  const { app, made } = baseline();

  test('makes a stack for each domain, protected from deletion, for whatever account and region it is deployed to', () => {
    expect(Object.keys(stacks(app))).toEqual([
      'Baseline-Storage', 'Baseline-Logging', 'Baseline-Alarms', 'Baseline-Queries', 'Baseline-Account', 'Baseline-Identity', 'Baseline-Detection',
      'Baseline-Recorder', 'Baseline-Configuration', 'Baseline-Remediation', 'Baseline-Network', 'Baseline-Resolver', 'Baseline-Protection',
      'Baseline-Operations',
    ]);
    for (const stack of Object.values(stacks(app))) {
      expect(stack.terminationProtection).toBe(true);
      expect(stack.environment).toBe('aws://unknown-account/unknown-region');
    }
  });

  test('covers every domain, and shows what it made', () => {
    expect(Object.entries(made).filter(([, value]) => value === undefined)).toEqual([]);
    expect(made.regions).toEqual([]);
    template(app, 'Baseline-Identity').resourceCountIs('AWS::IAM::Group', 7);
    template(app, 'Baseline-Logging').hasResourceProperties('AWS::CloudTrail::Trail', { IsMultiRegionTrail: true, EnableLogFileValidation: true });
    template(app, 'Baseline-Alarms').resourceCountIs('AWS::CloudWatch::Alarm', 31);
    template(app, 'Baseline-Detection').hasResourceProperties('AWS::GuardDuty::Detector', { Enable: true });
    template(app, 'Baseline-Recorder').hasResourceProperties('AWS::Config::ConfigurationRecorder', { RecordingGroup: { AllSupported: true } });
    template(app, 'Baseline-Network').resourceCountIs('AWS::EC2::NetworkAcl', 4);
    template(app, 'Baseline-Protection').resourceCountIs('AWS::Backup::BackupPlan', 1);
  });

  test('warns that nobody is told of alerts and of spending, and of nothing else', () => {
    expect(warningsOf(app)).toEqual([
      expect.stringContaining('nobody is told when this account spends more'),
      expect.stringContaining('nobody is subscribed to the alerts: set securityContact'),
    ]);
  });

  test('keeps the storage stack from going while others use it', () => {
    const users = ['Logging', 'Network', 'Recorder'].map((name) => stacks(app)[`Baseline-${name}`]);

    users.forEach((stack) => expect(stack.dependencies.map(({ stackName }) => stackName)).toContain('Baseline-Storage'));
    expect(JSON.stringify(template(app, 'Baseline-Logging').toJSON())).toContain('Fn::ImportValue');
  });

  test('does not depend on the feature flags of the app', () => {
    const flags = ['@aws-cdk/aws-iam:minimizePolicies', '@aws-cdk/aws-s3:serverAccessLogsUseBucketPolicy', '@aws-cdk/aws-kms:reduceCrossAccountRegionPolicyScope'];
    const flagged = new App({ context: { ...Object.fromEntries(flags.map((flag) => [flag, true])), '@aws-cdk/core:defaultCrossStackReferences': 'weak' } });
    new AccountBaseline(flagged, 'Baseline');

    for (const name of Object.keys(stacks(app))) {
      expect(template(flagged, name).toJSON()).toEqual(template(app, name).toJSON());
    }
  });
});

describe('a profile', () => {
  test.each([
    [BaselineProfile.essential(), { archive: 365, frequency: 'DAILY', nat: 0, backup: 7, enabled: 0 }],
    [BaselineProfile.standard(), { archive: 1096, frequency: 'CONTINUOUS', nat: 1, backup: 35, enabled: 5 }],
    [BaselineProfile.regulated(), { archive: 2557, frequency: 'CONTINUOUS', nat: 2, backup: 365, enabled: 5 }],
  ])('$name sets retention, detail and redundancy', (profile, { archive, frequency, nat, backup, enabled }) => {
    const { app } = baseline({ profile });

    template(app, 'Baseline-Storage').hasResourceProperties('AWS::S3::Bucket', {
      BucketNamePrefix: 'secure-baseline-logs', LifecycleConfiguration: { Rules: Match.arrayWith([Match.objectLike({ ExpirationInDays: archive })]) },
    });
    template(app, 'Baseline-Recorder').hasResourceProperties('AWS::Config::ConfigurationRecorder', { RecordingMode: { RecordingFrequency: frequency } });
    template(app, 'Baseline-Network').resourceCountIs('AWS::EC2::NatGateway', nat);
    template(app, 'Baseline-Protection').hasResourceProperties('AWS::Backup::BackupPlan', {
      BackupPlan: { BackupPlanRule: [Match.objectLike({ Lifecycle: { DeleteAfterDays: backup } })] },
    });
    const [{ Properties }] = Object.values(template(app, 'Baseline-Detection').findResources('AWS::GuardDuty::Detector'));
    expect((Properties as { Features: { Status: string }[] }).Features.filter(({ Status }) => Status === 'ENABLED')).toHaveLength(enabled);
  });

  test('leaves each setting to be chosen by itself', () => {
    const { app } = baseline({
      profile: BaselineProfile.essential(),
      storage: StorageDomain.logArchive({ retention: Duration.days(400) }),
      configuration: ConfigurationDomain.recorder({ frequency: RecordingFrequency.CONTINUOUS }),
      network: NetworkDomain.tieredVpc({ addresses: NetworkAddresses.ipv4('10.9.0.0/16') }),
      identity: IdentityDomain.groups({ mfa: MfaEnforcement.firstLoginPasswordChange() }),
    });

    template(app, 'Baseline-Storage').hasResourceProperties('AWS::S3::Bucket', {
      LifecycleConfiguration: { Rules: Match.arrayWith([Match.objectLike({ ExpirationInDays: 400 })]) },
    });
    template(app, 'Baseline-Recorder').hasResourceProperties('AWS::Config::ConfigurationRecorder', { RecordingMode: { RecordingFrequency: 'CONTINUOUS' } });
    template(app, 'Baseline-Network').hasResourceProperties('AWS::EC2::VPC', { CidrBlock: '10.9.0.0/16' });
    template(app, 'Baseline-Network').resourceCountIs('AWS::EC2::NatGateway', 0);
  });
});

describe('a domain', () => {
  const omitted: [string, AccountBaselineProps, string, string][] = [
    ['logging', { logging: LoggingDomain.omitted('an organization trail') }, 'Baseline-Logging', 'AWS::CloudTrail::Trail'],
    ['accountSettings', { accountSettings: AccountDomain.omitted('a declarative policy') }, 'Baseline-Account', 'AWS::EC2::SnapshotBlockPublicAccess'],
  ];

  test.each(omitted)('can be left out with a reason, which synthesis warns of: %s', (name, props, stack, type) => {
    const { app } = baseline({ ...props, securityContact: 'security@example.com', operations: OperationsDomain.watch({ monthlyLimit: 500 }) });

    template(app, stack).resourceCountIs(type, 0);
    expect(warningsOf(app)).toEqual([expect.stringMatching(new RegExp(`^${name} is left out of this baseline: `))]);
  });

  test.each<[string, AccountBaselineProps, ...string[]]>([
    ['Identity', { identity: IdentityDomain.omitted('people come from IAM Identity Center') }],
    ['Detection', { detection: DetectionDomain.omitted('the delegated administrator') }],
    ['Configuration', { configuration: ConfigurationDomain.omitted('Control Tower') }, 'Recorder', 'Remediation'],
    ['Network', { network: NetworkDomain.omitted('a shared VPC') }, 'Resolver'],
    ['Protection', { protection: ProtectionDomain.omitted('a backup policy') }],
    ['Operations', { operations: OperationsDomain.omitted('the payer of the organization') }],
  ])('that is left out makes no stack: %s', (name, props, ...and) => {
    const every = Object.keys(stacks(baseline().app));

    expect(Object.keys(stacks(baseline(props).app))).toEqual(every.filter((stack) => ![name, ...and].includes(stack.replace('Baseline-', ''))));
  });

  test('keeps its evidence in a bucket that exists, under a key that exists', () => {
    const app = new App();
    const shared = new Stack(app, 'Shared');
    const storage = StorageDomain.existing(
      Bucket.fromBucketName(shared, 'Bucket', 'central-logs'),
      Key.fromKeyArn(shared, 'Key', 'arn:aws:kms:eu-central-1:444455556666:key/0a1b2c3d-1111-2222-3333-444455556666'),
    );
    const made = new AccountBaseline(app, 'Baseline', { storage, homeRegion: 'eu-central-1', additionalRegions: ['eu-west-1'] });

    expect(made.logArchive).toBeUndefined();
    expect(Object.keys(stacks(app))).not.toContain('Baseline-Storage');
    template(app, 'Baseline-Logging').hasResourceProperties('AWS::CloudTrail::Trail', { S3BucketName: 'central-logs' });
    template(app, 'Baseline-eu-west-1-Recorder').hasResourceProperties('AWS::Config::DeliveryChannel', { S3BucketName: 'central-logs' });
    expect(JSON.stringify(template(app, 'Baseline-eu-west-1-Remediation').toJSON())).toContain(':s3:::central-logs"');
  });

  test('keeps flow logs of further regions in the locked archive, which takes them, and not in the bucket of AWS Config, which does not', () => {
    const storage = StorageDomain.logArchive({ objectLock: ObjectLock.governance(Duration.days(30)) });
    const { app } = baseline({ storage, homeRegion: 'eu-central-1', additionalRegions: ['eu-west-1'] });
    const remedies = JSON.stringify(template(app, 'Baseline-eu-west-1-Remediation').toJSON());

    expect(JSON.stringify(template(app, 'Baseline-eu-west-1-Recorder').toJSON())).toContain('secure-baseline-config-');
    expect(remedies).toContain(':s3:::secure-baseline-logs-');
    expect(remedies).not.toContain('secure-baseline-config-');
  });

  test('covers a home region where AWS Config came late as far as it can, and says what it cannot', () => {
    const { app, made } = baseline({ homeRegion: 'eu-central-2', profile: BaselineProfile.essential() });

    expect(JSON.stringify(template(app, 'Baseline-Configuration').toJSON())).not.toMatch(/RDS_SNAPSHOTS_PUBLIC_PROHIBITED|IAM_USER_NO_POLICIES_CHECK/);
    expect(JSON.stringify(template(app, 'Baseline-Remediation').toJSON())).not.toMatch(/iam-user-unused-credentials-check|iam-root-access-key-check/);
    const ids = warningsOf(made).map((warning) => /cdk-secure-baseline:([\w-]+)/.exec(warning)?.[1]);
    expect(ids.filter((id) => id === 'rules-region' || id === 'global-types-region')).toEqual(['global-types-region', 'rules-region']);
  });

  test('lets developers into buckets of other stacks, with every wildcard acknowledged', () => {
    const app = new App();
    const bucket = new Bucket(new Stack(app, 'Shared'), 'Bucket');
    new AccountBaseline(app, 'Baseline', { identity: IdentityDomain.groups({ developerBuckets: [bucket] }) });

    expect(JSON.stringify(template(app, 'Baseline-Identity').toJSON())).toContain('Shared:ExportsOutputFnGetAttBucket');
  });
});

describe('what the account spends, and how it stands', () => {
  const told = (props: AccountBaselineProps) => {
    const { app } = baseline(props);
    return { app, operations: stacks(app)['Baseline-Operations'] && template(app, 'Baseline-Operations') };
  };

  test('is told to the topic of the alerts and to whoever answers for the costs, and shown', () => {
    const operations = OperationsDomain.watch({ monthlyLimit: 500, anomalyMonitor: AnomalyMonitor.create(), emails: ['finance@example.com'] });
    const { app, operations: made } = told({ operations });

    made.hasResourceProperties('AWS::Budgets::Budget', {
      Budget: { BudgetLimit: { Amount: 500, Unit: 'USD' } },
      NotificationsWithSubscribers: Match.arrayWith([Match.objectLike({
        Subscribers: [{ SubscriptionType: 'SNS', Address: Match.anyValue() }, { SubscriptionType: 'EMAIL', Address: 'finance@example.com' }],
      })]),
    });
    made.resourceCountIs('AWS::CE::AnomalySubscription', 2);
    made.resourceCountIs('AWS::CloudWatch::Dashboard', 1);
    const topicPolicy = JSON.stringify(template(app, 'Baseline-Logging').findResources('AWS::SNS::TopicPolicy'));
    expect(topicPolicy).toContain('budgets.amazonaws.com');
    expect(topicPolicy).toContain('costalerts.amazonaws.com');
  });

  test('shows the alerts of findings from the severity on that is told', () => {
    const board = (profile: BaselineProfile) => JSON.stringify(told({ profile }).operations.findResources('AWS::CloudWatch::Dashboard'));

    expect(board(BaselineProfile.standard())).toContain('secure-baseline-findings-guardduty-high');
    expect(board(BaselineProfile.regulated())).toContain('secure-baseline-findings-guardduty-medium');
    expect(board(BaselineProfile.regulated())).not.toContain('secure-baseline-findings-guardduty-high');
  });

  test('shows no rules that are not there, and would look quiet', () => {
    const one = JSON.stringify(told({ detection: DetectionDomain.threatDetection({ findingSources: [FindingSource.HEALTH] }) }).operations.toJSON());
    const none = JSON.stringify(told({ detection: DetectionDomain.omitted('others'), configuration: ConfigurationDomain.omitted('others') }).operations.toJSON());

    expect(one).toContain('secure-baseline-findings-health-high');
    expect(one).not.toContain('secure-baseline-findings-guardduty');
    expect(none).not.toContain('MatchedEvents');
  });

  test('is refused where AWS CloudFormation has no budgets', () => {
    expect(() => baseline({ homeRegion: 'eu-north-1', operations: OperationsDomain.watch({ monthlyLimit: 500 }) }))
      .toThrow(/operations\.monthlyLimit: got "eu-north-1"; allowed is a region where AWS CloudFormation has budgets; make a SpendingBudget in a stack of us-east-1/);
  });

  test('is no stack where there is nothing to tell or to show', () => {
    expect(told({ logging: LoggingDomain.omitted('an organization trail') }).operations).toBeUndefined();
  });

  test('knows no addresses where there is nothing to write about', () => {
    const refused = (operations: OperationsDomain) => expect(() => baseline({ operations }));

    refused(OperationsDomain.watch({ emails: ['finance@example.com'] }))
      .toThrow(/operations\.emails: got .*; allowed is nothing without monthlyLimit or anomalyMonitor; set one of them/);
    refused(OperationsDomain.watch({ monthlyLimit: 0, anomalyMonitor: AnomalyMonitor.existing('mine'), emails: ['finance@'] }))
      .toThrow(/3 problems:\n.*operations\.monthlyLimit: got 0.*\n.*operations\.anomalyMonitor: got "mine".*\n.*operations\.emails\[0\]: got "finance@"/);
  });
});

describe('alert channels', () => {
  const channels = [AlertChannel.slack('T0123ABCDEF', 'C0123ABCDEF', { minimumSeverity: AlertSeverity.HIGH })];
  const rules = (props: AccountBaselineProps) => {
    const { app } = baseline(props);
    return Object.values(stacks(app)).flatMap((stack) => Object.values(Template.fromStack(stack).findResources('AWS::Events::Rule')))
      .filter(({ Properties }) => JSON.stringify((Properties as { Targets: unknown }).Targets).includes('AlertChannels'))
      .map(({ Properties }) => (Properties as { Name?: string; Description?: string }).Name ?? (Properties as { Description: string }).Description);
  };

  test('get findings, broken rules, and attempts on the trail and its key', () => {
    expect(rules({ alertChannels: channels })).toEqual(expect.arrayContaining([
      'Attempts to disable or delete a key, or to change who may', 'secure-baseline-compliance-alerts', 'secure-baseline-findings-guardduty-critical-channels',
      'secure-baseline-findings-guardduty-high-channels', 'secure-baseline-findings-health-high-channels',
    ]));
    expect(rules({})).toEqual([]);
  });

  test('are told of findings in as few stacks as it takes', () => {
    const names = (findingSources: FindingSource[]) =>
      Object.keys(stacks(baseline({ alertChannels: channels, detection: DetectionDomain.threatDetection({ findingSources }) }).app));

    expect(names([FindingSource.GUARDDUTY])).toContain('Baseline-Findings');
    expect(names([FindingSource.GUARDDUTY])).not.toContain('Baseline-Notices');
    expect(names([FindingSource.HEALTH])).toContain('Baseline-Notices');
  });
});

describe('further regions', () => {
  const { app, made } = baseline({ account: '111122223333', homeRegion: 'eu-central-1', additionalRegions: ['us-east-1', 'eu-west-1'], profile: BaselineProfile.essential() });

  test('get a stack each, in their own region', () => {
    expect(made.regions).toHaveLength(2);
    expect(stacks(app)['Baseline-us-east-1-Region'].environment).toBe('aws://111122223333/us-east-1');
    expect(stacks(app)['Baseline-eu-west-1-Region'].environment).toBe('aws://111122223333/eu-west-1');
    expect(stacks(app)['Baseline-Storage'].environment).toBe('aws://111122223333/eu-central-1');
  });

  test('take over the profile, and deliver to the archive of the home region by the name it has there', () => {
    const region = template(app, 'Baseline-us-east-1-Recorder');
    const name = 'secure-baseline-logs-111122223333-eu-central-1-an';

    region.hasResourceProperties('AWS::Config::DeliveryChannel', { S3BucketName: name });
    region.hasResourceProperties('AWS::Config::ConfigurationRecorder', { RecordingMode: { RecordingFrequency: 'DAILY' } });
    template(app, 'Baseline-Storage').hasResourceProperties('AWS::S3::Bucket', { BucketNamePrefix: 'secure-baseline-logs', BucketNamespace: 'account-regional' });
  });

  test('are recorded once the archive and the role of AWS Config are there', () => {
    for (const name of ['Region', 'Recorder']) {
      expect(stacks(app)[`Baseline-eu-west-1-${name}`].dependencies.map(({ stackName }) => stackName))
        .toEqual(expect.arrayContaining(['Baseline-Storage', 'Baseline-Recorder']));
    }
  });

  test('are shown in one place by AWS Config, which an account of one region has no use for', () => {
    template(app, 'Baseline-Configuration').hasResourceProperties('AWS::Config::ConfigurationAggregator', {
      AccountAggregationSources: [{ AccountIds: ['111122223333'], AllAwsRegions: true }],
    });
    template(baseline().app, 'Baseline-Configuration').resourceCountIs('AWS::Config::ConfigurationAggregator', 0);
  });

  test('have no second trail, no second record of global resources, and no topic', () => {
    const [region, recorder] = ['Configuration', 'Recorder'].map((name) => template(app, `Baseline-us-east-1-${name}`));

    for (const each of [region, recorder]) {
      each.resourceCountIs('AWS::CloudTrail::Trail', 0);
      each.resourceCountIs('AWS::SNS::Topic', 0);
      each.resourceCountIs('AWS::IAM::ServiceLinkedRole', 0);
    }
    recorder.hasResourceProperties('AWS::Config::ConfigurationRecorder', { RecordingGroup: { IncludeGlobalResourceTypes: false } });
    region.resourcePropertiesCountIs('AWS::Config::ConfigRule', { Source: { SourceIdentifier: 'ROOT_ACCOUNT_MFA_ENABLED' } }, 0);
  });
});

describe('the front door', () => {
  test('stands in a stage, whose name the stacks carry', () => {
    const app = new App();
    new AccountBaseline(new Stage(app, 'Production'), 'Baseline');

    expect(app.node.findAll().filter(Stack.isStack)[0].stackName).toBe('Production-Baseline-Storage');
  });

  test('takes another synthesizer', () => {
    const { app } = baseline({ synthesizer: new DefaultStackSynthesizer() });

    Object.values(stacks(app)).forEach(({ synthesizer }) => expect(synthesizer).toBeInstanceOf(DefaultStackSynthesizer));
  });

  test('warns when stacks can be deleted by mistake', () => {
    const { app } = baseline({
      terminationProtection: false, securityContact: 'security@example.com', operations: OperationsDomain.watch({ monthlyLimit: 500 }),
    });

    expect(warningsOf(app)).toEqual([expect.stringContaining('can be deleted by mistake')]);
  });

  test('is reached by aspects and tags of whoever uses it', () => {
    const { app, made } = baseline();
    const seen: string[] = [];
    Aspects.of(made).add({ visit: (node) => {
      if (CfnResource.isCfnResource(node)) {
        seen.push(node.cfnResourceType);
      }
    } });
    app.synth();

    expect(seen).toContain('AWS::CloudTrail::Trail');
  });
});

describe('an account baseline refuses', () => {
  const refused = (props: object) => () => baseline(props as AccountBaselineProps);

  test.each<[string, object, RegExp]>([
    ['a wrong e-mail address', { securityContact: 'security@' }, /securityContact: got "security@"; allowed is an e-mail address; write it like security@example\.com/],
    ['an account id with 11 digits', { account: '11112222333' }, /account: got "11112222333"; allowed is the 12 digits of an AWS account/],
    ['an account id that lost its leading zero as a number', { account: 11122223333 }, /account: got 11122223333/],
    ['a region that does not exist', { homeRegion: 'eu-central-9' }, /homeRegion: got "eu-central-9"; allowed is the code of an AWS region; use one of eu-central-1, /],
    ['an additional region that does not exist', { homeRegion: 'eu-central-1', additionalRegions: ['mars-1'] }, /additionalRegions\[0\]: got "mars-1"/],
    ['the same region twice', { homeRegion: 'eu-central-1', additionalRegions: ['us-east-1', 'us-east-1'] }, /additionalRegions\[1\]: got "us-east-1"; allowed is each value once/],
    ['the home region among the further ones', { homeRegion: 'eu-central-1', additionalRegions: ['eu-central-1'] }, /allowed is regions besides the home region/],
    ['further regions without a home region', { additionalRegions: ['us-east-1'] }, /homeRegion: got nothing; allowed is the code of a region, once there are additional/],
    ['an invalid CIDR', { network: NetworkDomain.tieredVpc({ addresses: NetworkAddresses.ipv4('10.0.0.0/33') }) }, /network\.addresses: got "10\.0\.0\.0\/33"/],
    ['a CIDR that is too small', { network: NetworkDomain.tieredVpc({ addresses: NetworkAddresses.ipv4('10.0.0.0/28') }) }, /network\.addresses: got "10\.0\.0\.0\/28"; allowed is a prefix from 16 to 23/],
    ['an unknown profile, as JavaScript would pass it', { profile: 'standrad' },
      /profile: got "standrad"; allowed is BaselineProfile\.essential\(\), BaselineProfile\.standard\(\), BaselineProfile\.regulated\(\)/],
    ['more availability zones than the home region has', { homeRegion: 'eu-central-1', network: NetworkDomain.tieredVpc({ availabilityZones: 4 }) },
      /network\.availabilityZones: got 4; allowed is the 3 that eu-central-1 has, or fewer; ask for 3, or leave it out for two/],
    ['a domain that is none, as JavaScript would pass it', { network: { cidr: '10.0.0.0/16' } }, /network: got an object \(Object\); .*such as NetworkDomain\.tieredVpc\(\)/],
    ['a channel that is an address, as JavaScript would pass it', { alertChannels: ['x@example.com'] },
      /alertChannels\[0\]: got "x@example\.com"; allowed is what a factory of AlertChannel returns; write AlertChannel\.email\(…\) for an address/],
    ['a threshold at which an alarm would never end, and a trail to adopt without its name',
      { logging: LoggingDomain.auditTrail({ refusedCallThreshold: 0, failedSignInThreshold: 1001, adoption: ServiceAdoption.adopt() }) },
      /3 problems:\n.*logging\.trailName: got nothing.*\n.*logging\.refusedCallThreshold: got 0.*\n.*logging\.failedSignInThreshold: got 1001/],
    ['a trail that is skipped for no reason', { logging: LoggingDomain.auditTrail({ adoption: ServiceAdoption.skip(' ') }) }, /logging: got ""; allowed is a reason/],
    ['a domain left out for no reason', { network: NetworkDomain.omitted(' ') }, /network: got ""; allowed is a reason/],
    ['a retention shorter than the way to Glacier', { storage: StorageDomain.logArchive({ retention: Duration.days(90) }) }, /storage\.retention: got 90/],
    ['RDP from the internet', { network: NetworkDomain.tieredVpc({ flows: [TrafficFlow.from(TrafficPeer.internet()).to(NetworkTier.public()).port(3389)] }) },
      /network\.flows\[0\]: got "internet to public on 3389"/],
  ])('%s', (_, props, message) => {
    expect(refused(props)).toThrow(message);
  });

  test('everything at once, in one error that names where', () => {
    expect(refused({ securityContact: 'x', account: '1', homeRegion: 'nowhere', profile: 'none', network: NetworkDomain.tieredVpc({ addresses: NetworkAddresses.ipv4('x') }) }))
      .toThrow(/AccountBaseline at "Baseline" has 5 problems:\n {2}- homeRegion.*\n {2}- account.*\n {2}- securityContact.*\n {2}- profile.*\n {2}- network\.addresses/);
  });

  test('before it has made anything', () => {
    const app = new App();

    expect(() => new AccountBaseline(app, 'Baseline', { securityContact: 'x' })).toThrow();
    expect(app.node.findAll().filter(Stack.isStack)).toEqual([]);
  });

  test('to stand in a stack', () => {
    expect(() => new AccountBaseline(new Stack(new App(), 'Mine'), 'Baseline')).toThrow(/scope: got "Mine"; allowed is an App or a Stage/);
  });

  test('no token that AWS CloudFormation can resolve', () => {
    const parameter = new CfnParameter(new Stack(new App(), 'Parameters'), 'Contact').valueAsString;

    expect(refused({ securityContact: parameter, network: NetworkDomain.tieredVpc({ internetEgress: InternetEgress.none() }) })).not.toThrow();
  });
});
