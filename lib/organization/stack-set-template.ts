import { CfnParameter, Stack } from 'aws-cdk-lib';
import { Construct, IConstruct } from 'constructs';
import { AccountDomain } from '../account/account-domain';
import { AccountSettings } from '../account/account-settings';
import { GlobalAccountSettings } from '../account/global-account-settings';
import { BaselineProfile } from '../baseline-profile';
import { ConfigurationDomain } from '../configuration/configuration-domain';
import { ConfigurationRecorder } from '../configuration/configuration-recorder';
import { ConfigurationRules } from '../configuration/configuration-rules';
import { ConfigurationScope } from '../configuration/configuration-scope';
import { ThreatDetectionFeature } from '../detection/threat-detection-feature';
import { ExternalAccessAnalyzer } from '../identity/external-access-analyzer';
import { BaselineStack } from '../private/baseline-stack';
import { domainProblems } from '../private/front-door';
import { Problem } from '../private/validation';
import { LogArchive } from '../storage/log-archive';
import { LogSources } from '../storage/log-sources';
import { DelegatedDetection } from './delegated-detection';
import { templateText } from './template-text';

/** What templates for member accounts have in common. */
export interface MemberTemplateProps {
  /**
   * How much of everything.
   *
   * @default BaselineProfile.standard()
   */
  readonly profile?: BaselineProfile;

  /**
   * The settings of each account. Without an alias and without a key, which one account alone can have.
   *
   * @default AccountDomain.settings()
   */
  readonly accountSettings?: AccountDomain;

  /**
   * The record of configuration, and the rules that judge it.
   *
   * @default ConfigurationDomain.recorder()
   */
  readonly configuration?: ConfigurationDomain;
}

/**
 * What a BaselineStackSet deploys: a template that is the same for every account and region. It is synthesized once, however many there are.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/what-is-cfnstacksets.html
 */
export class StackSetTemplate {
  /** Name of the parameter that takes the name of the bucket for the history of AWS Config. */
  public static readonly BUCKET_PARAMETER = 'ConfigurationBucketName';

  /** Name of the parameter that takes the id of the organization. */
  public static readonly ORGANIZATION_PARAMETER = 'OrganizationId';

  /** Name of the parameter that takes the management account. */
  public static readonly MANAGEMENT_PARAMETER = 'ManagementAccountId';

  /**
   * What a member account needs in its home region: an access analyzer, its settings, and a record of configuration with rules, delivered to the
   * bucket of the parameter `ConfigurationBucketName`. Threat detection comes from the account that administers it.
   *
   * @param props - how much of it
   */
  public static homeRegion(props: MemberTemplateProps = {}): StackSetTemplate {
    return new StackSetTemplate('a member account in its home region', [StackSetTemplate.BUCKET_PARAMETER], memberProblems(props),
      (stack, [bucket]) => member(stack, props, ConfigurationScope.HOME_REGION, bucket));
  }

  /**
   * What a member account needs in every other region: as `homeRegion`, without what there is once an account.
   *
   * @param props - how much of it
   */
  public static furtherRegion(props: MemberTemplateProps = {}): StackSetTemplate {
    return new StackSetTemplate('a member account in a further region', [StackSetTemplate.BUCKET_PARAMETER], memberProblems(props),
      (stack, [bucket]) => member(stack, props, ConfigurationScope.FURTHER_REGION, bucket));
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
   * DelegatedDetection, for the account that administers Amazon GuardDuty.
   *
   * @param features - what is watched besides the sources Amazon GuardDuty always watches; every feature when left out
   */
  public static delegatedDetection(features?: ThreatDetectionFeature[]): StackSetTemplate {
    return new StackSetTemplate('threat detection of an organization', [], DelegatedDetection._problems({ features }), (stack) => {
      new DelegatedDetection(stack, 'Detection', { features });
    });
  }

  private text?: string;

  private constructor(
    /** What it makes, in a few words. */
    public readonly what: string,
    /** Names of the parameters that it takes. */
    public readonly parameterNames: string[],
    private readonly problems: Problem[],
    private readonly build: (stack: Stack, parameters: string[]) => void,
  ) {}

  /** @internal */
  public _problems(): Problem[] {
    return this.problems;
  }

  /**
   * The template, synthesized in an app of its own with the context of the scope's.
   *
   * @internal
   */
  public _body(scope: IConstruct): string {
    return this.text ??= templateText(scope, (app) => {
      const stack = new BaselineStack(new Construct(app, 'Member'), 'Baseline', {
        description: `Secure baseline: ${this.what}`, env: {}, terminationProtection: false,
      });
      this.build(stack, this.parameterNames.map((name) => new CfnParameter(stack, name).valueAsString));
      return stack;
    });
  }
}

function member(stack: Stack, props: MemberTemplateProps, scope: ConfigurationScope, bucketName: string): void {
  const profile = (props.profile ?? BaselineProfile.standard())._settings;
  const settings = props.accountSettings ?? AccountDomain.settings();
  const configuration = props.configuration ?? ConfigurationDomain.recorder();
  new ExternalAccessAnalyzer(stack, 'ExternalAccessAnalyzer');
  if (settings.omittedBecause === undefined) {
    if (scope === ConfigurationScope.HOME_REGION) {
      new GlobalAccountSettings(stack, 'GlobalAccountSettings', settings._global());
    }
    new AccountSettings(stack, 'AccountSettings', settings._regional());
  }
  if (configuration.omittedBecause === undefined) {
    const recorder = new ConfigurationRecorder(stack, 'ConfigurationRecorder', {
      ...profile.configuration, ...configuration._props, scope, bucketName,
    });
    new ConfigurationRules(stack, 'ConfigurationRules', { scope }).node.addDependency(recorder);
  }
}

function memberProblems(props: MemberTemplateProps): Problem[] {
  const settings = props.accountSettings;
  const own = settings === undefined ? [] : [
    { prop: 'accountSettings.accountAlias', got: settings._global().accountAlias, fix: 'leave it out: no two accounts have the same alias' },
    { prop: 'accountSettings.ebsEncryptionKey', got: settings._regional().ebsEncryptionKey, fix: 'leave it out: a key is in one account and region' },
  ];
  return [
    ...BaselineProfile._check('profile', props.profile),
    ...domainProblems({ accountSettings: settings, configuration: props.configuration }),
    ...own.filter(({ got }) => got !== undefined).map((problem) => ({ ...problem, allowed: 'what holds in every account and region' })),
  ];
}
