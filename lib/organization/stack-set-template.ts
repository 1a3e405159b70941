import { CfnParameter, Stack } from 'aws-cdk-lib';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Construct, IConstruct } from 'constructs';
import { BaselineProfile } from '../baseline-profile';
import { ConfigurationScope } from '../configuration/configuration-scope';
import { AggregatedRegions } from '../detection/aggregated-regions';
import { DataDiscovery } from '../detection/data-discovery';
import { DisabledControl } from '../detection/disabled-control';
import { FindingForwarding } from '../detection/finding-forwarding';
import { FindingRouter, FindingRouterOptions } from '../detection/finding-router';
import { RuntimeAgent } from '../detection/runtime-agent';
import { ScanType } from '../detection/scan-type';
import { SecurityStandard } from '../detection/security-standard';
import { ThreatDetectionFeature } from '../detection/threat-detection-feature';
import { AlertTopic } from '../logging/alert-topic';
import { ArchiveQueries } from '../logging/archive-queries';
import { TrailScope } from '../logging/trail-scope';
import { BaselineStack } from '../private/baseline-stack';
import { deployTo } from '../private/deployed-regions';
import { checkRegion, Problem } from '../private/validation';
import { EncryptionKey } from '../storage/encryption-key';
import { LogArchive } from '../storage/log-archive';
import { LogSources } from '../storage/log-sources';
import { telemetryKeyStatements } from '../storage/telemetry-key-statements';
import { DelegatedDataDiscovery } from './delegated-data-discovery';
import { DelegatedDetection } from './delegated-detection';
import { DelegatedInspection } from './delegated-inspection';
import { DelegatedSecurityHub } from './delegated-security-hub';
import { Beside, memberProblems, MemberTemplateProps, placeMember, placeMemberRemediation, placeMemberRules } from './member-template';
import { OrganizationAccessAnalyzer } from './organization-access-analyzer';
import { SecurityHubTarget } from './security-hub-target';
import { templateText } from './template-text';

/** What a template for alerts can be told. */
export interface SecurityAlertsProps extends FindingRouterOptions {
  /**
   * E-mail address of whoever answers security alerts.
   *
   * @default - alerts reach a topic that nobody is subscribed to, and synthesis warns of it
   */
  readonly securityContact?: string;
}

/** What a template for the standards of an organization can be told. */
export interface SecurityHubTemplateProps {
  /** The regions that are configured from the home region, besides it, in each of which the account administers AWS Security Hub. */
  readonly linkedRegions: string[];

  /**
   * What accounts are checked against, without disabled controls of their own.
   *
   * @default - as DelegatedSecurityHub has it
   */
  readonly standards?: SecurityStandard[];

  /**
   * What is not checked, in any account. Each gives a warning at synthesis.
   *
   * @default - every control of the standards is checked
   */
  readonly disabledControls?: DisabledControl[];
}

/**
 * What a BaselineStackSet deploys: a template that is the same for every account and region. It is synthesized once, however many there are.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/what-is-cfnstacksets.html
 */
export class StackSetTemplate {
  /** Name of the parameter that takes the name of the bucket for the history of AWS Config and for flow logs. */
  public static readonly BUCKET_PARAMETER = 'LogBucketName';

  /** Name of the parameter that takes the id of the organization. */
  public static readonly ORGANIZATION_PARAMETER = 'OrganizationId';

  /** Name of the parameter that takes the management account. */
  public static readonly MANAGEMENT_PARAMETER = 'ManagementAccountId';

  /** Name of the parameter that takes the root of the organization. */
  public static readonly ROOT_PARAMETER = 'RootId';

  /**
   * What a member account needs in its home region before all else: an access analyzer, its settings, and a record of configuration that is delivered
   * to the bucket of the parameter `LogBucketName`. Threat detection comes from the account that administers it.
   *
   * @param props - how much of it
   */
  public static homeRegion(props: MemberTemplateProps = {}): StackSetTemplate {
    return new StackSetTemplate('a member account in its home region', [StackSetTemplate.BUCKET_PARAMETER], memberProblems(props),
      (stack, [bucket]) => placeMember(stack, props, ConfigurationScope.HOME_REGION, bucket));
  }

  /**
   * What a member account needs in every other region: as `homeRegion`, without what there is once an account.
   *
   * @param props - how much of it
   */
  public static furtherRegion(props: MemberTemplateProps = {}): StackSetTemplate {
    return new StackSetTemplate('a member account in a further region', [StackSetTemplate.BUCKET_PARAMETER], memberProblems(props),
      (stack, [bucket]) => placeMember(stack, props, ConfigurationScope.FURTHER_REGION, bucket));
  }

  /**
   * The rules of AWS Config of a member account, for a region that has a recorder, as `homeRegion` and `furtherRegion` make it. Where a region of the
   * stack set lacks a rule, AWS CloudFormation leaves that one out there, and synthesis warns.
   *
   * @param scope - whether the region is the one that judges what exists once for all regions
   * @param props - how much of it
   */
  public static rules(scope: ConfigurationScope, props: MemberTemplateProps = {}): StackSetTemplate {
    return new StackSetTemplate(`rules of a member account, ${scope}`, [], memberProblems(props),
      (stack, _, beside) => void placeMemberRules(stack, props, scope, beside));
  }

  /**
   * The remedies for what the rules of a member account find, for a region that has them, as `rules` makes them. Flow logs that were missing are sent
   * to the bucket of the parameter `LogBucketName`.
   *
   * @param scope - as for `rules`
   * @param props - how much of it, as for `rules`
   */
  public static remediation(scope: ConfigurationScope, props: MemberTemplateProps = {}): StackSetTemplate {
    return new StackSetTemplate(`remedies of a member account, ${scope}`, [StackSetTemplate.BUCKET_PARAMETER], memberProblems(props),
      (stack, [bucket], beside) => placeMemberRemediation(stack, props, scope, beside, bucket));
  }

  /**
   * The log archive of the organization whose id and management account the parameters `OrganizationId` and `ManagementAccountId` tell.
   *
   * @param profile - how long logs are kept; `BaselineProfile.standard()` when left out
   */
  public static logArchive(profile: BaselineProfile = BaselineProfile.standard()): StackSetTemplate {
    const parameters = [StackSetTemplate.ORGANIZATION_PARAMETER, StackSetTemplate.MANAGEMENT_PARAMETER];
    return new StackSetTemplate('the log archive of an organization', parameters, [], (stack, [organization, management]) => {
      new LogArchive(stack, 'LogArchive', { ...profile._settings.storage, sources: LogSources.organization(organization, management) });
    });
  }

  /**
   * ArchiveQueries for the archive that `logArchive` made in the same account and region, with a key of its own for the answers. The parameter
   * `OrganizationId` tells the organization.
   */
  public static archiveQueries(): StackSetTemplate {
    return new StackSetTemplate('questions to the log archive', [StackSetTemplate.ORGANIZATION_PARAMETER], [], (stack, [organization]) => {
      const { key: encryptionKey } = new EncryptionKey(stack, 'Key', {
        description: 'Answers to questions to the log archive', aliasName: 'secure-baseline/queries',
      });
      const { account, region } = stack;
      new ArchiveQueries(stack, 'ArchiveQueries', {
        encryptionKey, scope: TrailScope.organization(organization),
        bucket: Bucket.fromBucketName(stack, 'LogArchive', LogArchive.bucketName(account, region)),
        accessLogBucket: Bucket.fromBucketName(stack, 'AccessLogs', LogArchive.accessLogBucketName(account, region)),
      });
    });
  }

  /**
   * Alerts for findings in all accounts, for the home region of the account that administers the security services: they tell it what they find in
   * member accounts.
   *
   * @param props - who is told, and of what
   */
  public static securityAlerts(props: SecurityAlertsProps = {}): StackSetTemplate {
    return new StackSetTemplate('alerts of an organization', [], [...AlertTopic._problems(props), ...FindingRouter._problems(props)], (stack) => {
      const { key: encryptionKey } = new EncryptionKey(stack, 'Key', {
        description: 'Security alerts', aliasName: 'secure-baseline/alerts', statements: telemetryKeyStatements(stack),
      });
      const { topic } = new AlertTopic(stack, 'AlertTopic', { encryptionKey, securityContact: props.securityContact });
      new FindingRouter(stack, 'FindingRouter', { topic, minimumSeverity: props.minimumSeverity, findingSources: props.findingSources });
    });
  }

  /**
   * Sends what is found in a further region to the home region of the same account, where `securityAlerts` tells of it.
   *
   * @param homeRegion - the home region
   */
  public static findingForwarding(homeRegion: string): StackSetTemplate {
    return new StackSetTemplate('findings of a further region', [], checkRegion('homeRegion', homeRegion), (stack) => {
      new FindingForwarding(stack, 'FindingForwarding', { homeRegion });
    });
  }

  /**
   * DelegatedDetection and OrganizationAccessAnalyzer, for each region of the account that administers Amazon GuardDuty and IAM Access Analyzer.
   *
   * @param features - what is watched besides the sources Amazon GuardDuty always watches; every feature but Runtime Monitoring when left out
   * @param runtimeAgents - which agents are installed with Runtime Monitoring; all of them when left out
   */
  public static delegatedDetection(features?: ThreatDetectionFeature[], runtimeAgents?: RuntimeAgent[]): StackSetTemplate {
    const props = { features, runtimeAgents };
    return new StackSetTemplate('threats to an organization, and access from outside', [], DelegatedDetection._problems(props), (stack) => {
      new DelegatedDetection(stack, 'Detection', props);
      new OrganizationAccessAnalyzer(stack, 'AccessAnalyzer');
    });
  }

  /**
   * DelegatedSecurityHub for all accounts below the root of the parameter `RootId`, for the home region of the account that administers AWS Security
   * Hub.
   *
   * @param props - what accounts are checked against, and where
   */
  public static delegatedSecurityHub(props: SecurityHubTemplateProps): StackSetTemplate {
    const { standards, disabledControls, linkedRegions } = props;
    const regions = linkedRegions.length === 0 ? AggregatedRegions.none() : AggregatedRegions.only(linkedRegions);
    const problems = DelegatedSecurityHub._problems({ targets: [SecurityHubTarget.root('r-root')], standards, disabledControls, regions });
    return new StackSetTemplate('standards of an organization', [StackSetTemplate.ROOT_PARAMETER], problems, (stack, [rootId]) => {
      new DelegatedSecurityHub(stack, 'SecurityHub', { targets: [SecurityHubTarget.root(rootId)], standards, disabledControls, regions });
    });
  }

  /**
   * DelegatedInspection, for each region of the account that administers Amazon Inspector.
   *
   * @param scanTypes - what is scanned; instances, images and functions when left out
   */
  public static delegatedInspection(scanTypes?: ScanType[]): StackSetTemplate {
    return new StackSetTemplate('vulnerabilities in an organization', [], DelegatedInspection._problems({ scanTypes }), (stack) => {
      new DelegatedInspection(stack, 'Inspection', { scanTypes });
    });
  }

  /**
   * DelegatedDataDiscovery, for each region of the account that administers Amazon Macie.
   *
   * @param discovery - how sensitive data is looked for; `DataDiscovery.AUTOMATED` when left out
   */
  public static delegatedDataDiscovery(discovery?: DataDiscovery): StackSetTemplate {
    return new StackSetTemplate('sensitive data in an organization', [], DelegatedDataDiscovery._problems({ discovery }), (stack) => {
      new DelegatedDataDiscovery(stack, 'DataDiscovery', { discovery });
    });
  }

  private readonly texts = new Map<string, string>();

  private constructor(
    /** What it makes, in a few words. */
    public readonly what: string,
    /** Names of the parameters that it takes. */
    public readonly parameterNames: string[],
    private readonly problems: Problem[],
    private readonly build: (stack: Stack, parameters: string[], beside: Beside) => void,
  ) {}

  /** @internal */
  public _problems(): Problem[] {
    return this.problems;
  }

  /**
   * The template, synthesized in an app of its own with the context of the scope's. What that warns of, the first scope that asks warns of.
   *
   * @param regions - where it is deployed, if that is known: rules that AWS Config lacks in some of them are left out there
   *
   * @internal
   */
  public _body(scope: IConstruct, regions: readonly string[] = []): string {
    const key = [...regions].sort().join();
    const text = this.texts.get(key) ?? templateText(scope, (app) => {
      const member = new Construct(app, 'Member');
      deployTo(member, regions);
      const make = (id: string) => new BaselineStack(member, id, {
        description: `Secure baseline: ${this.what}`, env: {}, terminationProtection: false,
      });
      const stack = make('Baseline');
      this.build(stack, this.parameterNames.map((name) => new CfnParameter(stack, name).valueAsString), make);
      return stack;
    });
    this.texts.set(key, text);
    return text;
  }
}
