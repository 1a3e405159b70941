import { Aws, Stack, Token } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { AccountDomain } from './account/account-domain';
import { AccountSettings } from './account/account-settings';
import { GlobalAccountSettings } from './account/global-account-settings';
import { BaselineProfile } from './baseline-profile';
import { ComplianceAlerts } from './configuration/compliance-alerts';
import { ConfigurationAggregator } from './configuration/configuration-aggregator';
import { ConfigurationDomain } from './configuration/configuration-domain';
import { placeRecorder, placeRemediation, placeRules } from './configuration/configuration-parts';
import { ConfigurationRecorder } from './configuration/configuration-recorder';
import { DetectionDomain } from './detection/detection-domain';
import { FindingRouter } from './detection/finding-router';
import { placeHomeDetection } from './detection/home-detection';
import { ThreatDetection } from './detection/threat-detection';
import { ThreatFindingExport } from './detection/threat-finding-export';
import { ExternalAccessAnalyzer } from './identity/external-access-analyzer';
import { IdentityDomain } from './identity/identity-domain';
import { IdentityGroups } from './identity/identity-groups';
import { AlertChannel } from './logging/alert-channel';
import { AlertChannels } from './logging/alert-channels';
import { AlertTopic } from './logging/alert-topic';
import { AuditTrail } from './logging/audit-trail';
import { LoggingDomain } from './logging/logging-domain';
import { placeLogging } from './logging/logging-parts';
import { DnsFirewall } from './network/dns-firewall';
import { NetworkDomain } from './network/network-domain';
import { ResolverQueryLog } from './network/resolver-query-log';
import { TieredVpc } from './network/tiered-vpc';
import { OperationsDomain } from './operations/operations-domain';
import { placeOperations } from './operations/operations-watch';
import { domainProblems, FrontDoor, scopeProblems } from './private/front-door';
import { checkAccountId, checkRegion, checkUnique, Problem, refuse } from './private/validation';
import { ProtectionDomain } from './protection/protection-domain';
import { TaggedBackup } from './protection/tagged-backup';
import { BaselineOptions, RegionalBaseline } from './regional-baseline';
import { KeyAlerts } from './storage/key-alerts';
import { LogArchive } from './storage/log-archive';
import { StorageDomain } from './storage/storage-domain';

/** Properties of an AccountBaseline. */
export interface AccountBaselineProps extends BaselineOptions {
  /**
   * The region that keeps the evidence, sends the alerts and holds what exists once for all regions. Give it for a region that has to be enabled
   * before it is used: without it, Amazon GuardDuty may not export its findings there.
   *
   * @default - the region of whoever deploys
   */
  readonly homeRegion?: string;

  /**
   * Further regions to cover, each with a RegionalBaseline. Needs `homeRegion`.
   *
   * @default - none
   */
  readonly additionalRegions?: string[];

  /**
   * E-mail address of whoever answers security alerts.
   *
   * @default - alerts reach a topic that nobody is subscribed to, and synthesis warns of it
   */
  readonly securityContact?: string;

  /**
   * Where alarms and findings go besides: mail, Slack, Microsoft Teams or topics, each from a severity on. A storm of alarms sends them one message.
   *
   * @default - alarms and findings reach the topic of the security contact alone
   */
  readonly alertChannels?: AlertChannel[];

  /**
   * Where the evidence is kept.
   *
   * @default StorageDomain.logArchive()
   */
  readonly storage?: StorageDomain;

  /**
   * People.
   *
   * @default IdentityDomain.groups()
   */
  readonly identity?: IdentityDomain;

  /**
   * The audit trail, and the alarms on it.
   *
   * @default LoggingDomain.auditTrail()
   */
  readonly logging?: LoggingDomain;

  /**
   * The network.
   *
   * @default NetworkDomain.tieredVpc()
   */
  readonly network?: NetworkDomain;

  /**
   * Backups.
   *
   * @default ProtectionDomain.taggedBackup()
   */
  readonly protection?: ProtectionDomain;

  /**
   * What the account spends, and how it stands.
   *
   * @default OperationsDomain.watch()
   */
  readonly operations?: OperationsDomain;
}

/**
 * One AWS account, made secure from its home region: groups behind MFA, a log archive, an audit trail with alarms, threat detection, a record of
 * configuration with rules, backups, and a network in tiers. Stands in an App or a Stage and makes one stack for each domain.
 *
 * @see https://docs.aws.amazon.com/wellarchitected/latest/security-pillar/welcome.html
 */
export class AccountBaseline extends Construct {
  /** Where the evidence is kept. Not there when `storage` names a bucket that exists. */
  public readonly logArchive?: LogArchive;

  /** Where alerts go. */
  public readonly alertTopic: AlertTopic;

  /** The settings of the account in the home region. Not there when left out. */
  public readonly accountSettings?: AccountSettings;

  /** The groups of people. Not there when identity is left out. */
  public readonly identity?: IdentityGroups;

  /** The audit trail. Not there when logging is left out. */
  public readonly auditTrail?: AuditTrail;

  /** Threat detection of the home region. Not there when left out. */
  public readonly threatDetection?: ThreatDetection;

  /** The configuration recorder of the home region. Not there when left out. */
  public readonly configurationRecorder?: ConfigurationRecorder;

  /** The network. Not there when left out. */
  public readonly network?: TieredVpc;

  /** Backups. Not there when left out. */
  public readonly backup?: TaggedBackup;

  /** What covers the additional regions, in the order they were given. */
  public readonly regions: RegionalBaseline[];

  /** @throws when a property is not one AWS would accept; the error lists all of them */
  constructor(scope: Construct, id: string, props: AccountBaselineProps = {}) {
    super(scope, id);
    refuse(this, problems(scope, props));
    const profile = (props.profile ?? BaselineProfile.standard())._settings;
    const door = new FrontDoor(this, { ...props, env: { account: props.account, region: props.homeRegion } });
    const beside = (name: string, description: string) => door.stack(name, description);
    const { additionalRegions = [] } = props;

    const storage = props.storage ?? StorageDomain.logArchive();
    if (!storage._bucket) {
      const stack = door.stack('Storage', 'Secure baseline: the log archive and its key');
      this.logArchive = new LogArchive(stack, 'LogArchive', { ...profile.storage, ...storage._props });
    }
    const bucket = storage._bucket ?? this.logArchive!.bucket;
    const encryptionKey = storage._encryptionKey ?? this.logArchive!.encryptionKey;
    // Where a locked archive has AWS Config deliver to.
    const findingBucket = this.logArchive?.configurationBucket ?? bucket;
    const { bucketName: configurationBucketName } = findingBucket;

    const loggingStack = door.stack('Logging', 'Secure baseline: the alert topic, the audit trail and the alarms on it');
    this.alertTopic = new AlertTopic(loggingStack, 'AlertTopic', { encryptionKey, securityContact: props.securityContact });
    const topic = this.alertTopic.topic;
    const channels = props.alertChannels && new AlertChannels(loggingStack, 'AlertChannels', { encryptionKey, channels: props.alertChannels });
    if (this.logArchive) {
      new KeyAlerts(loggingStack, 'KeyAlerts', { key: encryptionKey, topic, channels });
    }
    const logging = props.logging ?? LoggingDomain.auditTrail();
    this.auditTrail = door.place('logging', logging, () => placeLogging(loggingStack, beside, logging._over(profile.logging), {
      bucket, encryptionKey, accessLogBucket: this.logArchive?.accessLogBucket, topic, channels,
    }));

    const accountStack = door.stack('Account', 'Secure baseline: switches of the account, and who outside can reach what is in it');
    const detection = props.detection ?? DetectionDomain.threatDetection();
    new ExternalAccessAnalyzer(accountStack, 'ExternalAccessAnalyzer', {
      analyzerAdoption: detection._props.analyzerAdoption, logEncryptionKey: encryptionKey,
    });
    const accountSettings = props.accountSettings ?? AccountDomain.settings();
    this.accountSettings = door.place('accountSettings', accountSettings, () => {
      new GlobalAccountSettings(accountStack, 'GlobalAccountSettings', { ...accountSettings._global(), logEncryptionKey: encryptionKey });
      return new AccountSettings(accountStack, 'AccountSettings', { ...accountSettings._regional(), logEncryptionKey: encryptionKey });
    });

    const identity = props.identity ?? IdentityDomain.groups();
    this.identity = door.place('identity', identity, () =>
      new IdentityGroups(door.stack('Identity', 'Secure baseline: people, and what they may do'), 'Groups', identity._props));

    const detectionProps = { ...profile.detection, ...detection._props };
    this.threatDetection = door.place('detection', detection, () => placeHomeDetection(
      door.stack('Detection', 'Secure baseline: threat detection, and alerts for what it finds'), beside, detectionProps,
      { topic, channels, bucket: findingBucket, encryptionKey, ownsBucket: this.logArchive !== undefined, additionalRegions },
    ));
    // Those of further regions too, whose stacks may come from another program.
    ThreatFindingExport._accept(loggingStack, findingBucket, encryptionKey, [props.homeRegion ?? Aws.REGION, ...additionalRegions]);

    const configuration = props.configuration ?? ConfigurationDomain.recorder();
    this.configurationRecorder = door.place('configuration', configuration, () => {
      const chosen = { ...profile.configuration, ...configuration._props };
      // Apart from the rules, beside which the function that adopts a recorder does not fit.
      const recorder = placeRecorder(door.stack('Recorder', 'Secure baseline: the record of configuration'), chosen, configurationBucketName);
      const stack = door.stack('Configuration', 'Secure baseline: the rules that judge the record of configuration');
      const rules = placeRules(stack, chosen, recorder);
      new ComplianceAlerts(stack, 'ComplianceAlerts', { topic, channels, rules: chosen.alertedRules });
      if (additionalRegions.length > 0) {
        new ConfigurationAggregator(stack, 'Aggregator');
      }
      placeRemediation(door.stack('Remediation', 'Secure baseline: what is done about resources that break a rule'), chosen, rules, {
        topic, flowLogBucket: bucket, trailArn: this.auditTrail?.trailArn,
      });
      return recorder;
    });

    const network = props.network ?? NetworkDomain.tieredVpc();
    this.network = door.place('network', network, () =>
      new TieredVpc(door.stack('Network', 'Secure baseline: a network in tiers'), 'Vpc', {
        flowLogBucket: bucket, logEncryptionKey: encryptionKey, ...profile.network, ...network._props,
      }));
    if (this.network) {
      const { vpcId } = this.network;
      const stack = door.stack('Resolver', 'Secure baseline: the names a network may look up, and a record of those it asked for');
      new DnsFirewall(stack, 'DnsFirewall', { vpcId });
      new ResolverQueryLog(stack, 'QueryLog', { vpcId, bucket });
    }

    const protection = props.protection ?? ProtectionDomain.taggedBackup();
    this.backup = door.place('protection', protection, () =>
      new TaggedBackup(door.stack('Protection', 'Secure baseline: backups'), 'Backup', { ...profile.protection, ...protection._props }));

    const operations = props.operations ?? OperationsDomain.watch();
    const trail = this.auditTrail;
    const alertRuleNames = [
      ...detection.omittedBecause === undefined ? FindingRouter._ruleNames(detectionProps) : [],
      ...configuration.omittedBecause === undefined ? [ComplianceAlerts.RULE_NAME] : [],
    ];
    door.place('operations', operations, () => {
      if (operations._props.monthlyLimit === undefined) {
        door.warn('no-budget', 'nobody is told when this account spends more than it should, which often shows an intruder first: '
          + 'set operations to OperationsDomain.watch({ monthlyLimit })');
      }
      placeOperations(() => door.stack('Operations', 'Secure baseline: what the account spends, and how it stands'),
        operations._props, { topic, logGroup: trail && ((stack) => trail._logGroupFor(stack)), alertRuleNames });
    });

    this.regions = additionalRegions.map((region) => new RegionalBaseline(this, region, {
      ...props,
      accountSettings: accountSettings._elsewhere(),
      region,
      homeRegion: props.homeRegion!,
      logBucketName: storage._configurationBucketName(props.account ?? Aws.ACCOUNT_ID, props.homeRegion!),
      flowLogBucketName: storage._bucket?.bucketName ?? LogArchive.bucketName(props.account ?? Aws.ACCOUNT_ID, props.homeRegion!),
      logKeyArn: storage._keyArn,
    }));
    // They know the archive and its key by name, and the role of AWS Config by its path: nothing else says that both come first.
    const first = [this.logArchive, this.configurationRecorder].flatMap((each) => each ? [Stack.of(each)] : []);
    this.regions.flatMap((region) => region.node.findAll().filter(Stack.isStack))
      .forEach((stack) => first.forEach((other) => stack.addStackDependency(other)));
  }
}

function problems(scope: Construct, props: AccountBaselineProps): Problem[] {
  const regions = props.additionalRegions ?? [];
  const found = [
    ...scopeProblems(scope),
    ...checkRegion('homeRegion', props.homeRegion),
    ...regions.flatMap((region, index) => checkRegion(`additionalRegions[${index}]`, region)),
    ...checkUnique('additionalRegions', regions, 'name each region once'),
    ...checkAccountId('account', props.account),
    ...AlertTopic._problems(props),
    ...props.alertChannels ? AlertChannels._problems({ channels: props.alertChannels }, 'alertChannels') : [],
    ...BaselineProfile._check('profile', props.profile),
    ...domainProblems({
      accountSettings: props.accountSettings, storage: props.storage, identity: props.identity, logging: props.logging, detection: props.detection,
      configuration: props.configuration, network: props.network, protection: props.protection, operations: props.operations,
    }, props.homeRegion),
  ];
  if (props.homeRegion !== undefined && regions.includes(props.homeRegion)) {
    found.push({
      prop: 'additionalRegions', got: props.homeRegion, allowed: 'regions besides the home region',
      fix: 'leave the home region out of the list',
    });
  }
  if (regions.length > 0 && (props.homeRegion === undefined || Token.isUnresolved(props.homeRegion))) {
    found.push({
      prop: 'homeRegion', got: props.homeRegion, allowed: 'the code of a region, once there are additional regions',
      fix: 'name it, so that they know where the evidence goes',
    });
  }
  return found;
}
