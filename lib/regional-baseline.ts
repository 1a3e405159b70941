import { Aws, IReusableStackSynthesizer } from 'aws-cdk-lib';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { AccountDomain } from './account/account-domain';
import { AccountSettings } from './account/account-settings';
import { BaselineProfile } from './baseline-profile';
import { ComplianceForwarding } from './configuration/compliance-forwarding';
import { ConfigurationDomain } from './configuration/configuration-domain';
import { placeRecorder, placeRemediation, placeRules } from './configuration/configuration-parts';
import { ConfigurationRecorder } from './configuration/configuration-recorder';
import { ConfigurationScope } from './configuration/configuration-scope';
import { DetectionDomain } from './detection/detection-domain';
import { placeDetection } from './detection/detection-services';
import { FindingForwarding } from './detection/finding-forwarding';
import { FurtherFindingExport } from './detection/further-finding-export';
import { ThreatDetection } from './detection/threat-detection';
import { ExternalAccessAnalyzer } from './identity/external-access-analyzer';
import { domainProblems, FrontDoor, scopeProblems } from './private/front-door';
import { checkAccountId, checkRegion, checkText, checkUnique, refuse } from './private/validation';
import { LogArchive } from './storage/log-archive';

/** What the baselines of an account and of a region share. */
export interface BaselineOptions {
  /**
   * The account to deploy to: 12 digits.
   *
   * @default - the account of whoever deploys
   */
  readonly account?: string;

  /**
   * How much of everything.
   *
   * @default BaselineProfile.standard()
   */
  readonly profile?: BaselineProfile;

  /**
   * The settings of the account.
   *
   * @default AccountDomain.settings()
   */
  readonly accountSettings?: AccountDomain;

  /**
   * Threat detection.
   *
   * @default DetectionDomain.threatDetection()
   */
  readonly detection?: DetectionDomain;

  /**
   * The record of configuration, and the rules that judge it.
   *
   * @default ConfigurationDomain.recorder()
   */
  readonly configuration?: ConfigurationDomain;

  /**
   * How the stacks are deployed.
   *
   * @default - with the credentials of whoever deploys, without a bootstrapped environment
   */
  readonly synthesizer?: IReusableStackSynthesizer;

  /**
   * Whether AWS CloudFormation refuses to delete the stacks.
   *
   * @default true
   */
  readonly terminationProtection?: boolean;
}

/** Properties of a RegionalBaseline. */
export interface RegionalBaselineProps extends BaselineOptions {
  /** The region to cover. */
  readonly region: string;

  /** The region of the account's AccountBaseline, which keeps the evidence and sends the alerts. */
  readonly homeRegion: string;

  /**
   * Name of the bucket that takes the history of AWS Config, and what Amazon GuardDuty finds.
   *
   * @default - the LogArchive of the same account in the home region
   */
  readonly logBucketName?: string;

  /**
   * Name of the bucket that takes flow logs of VPCs that have none, once somebody starts the remedy. In whatever region. Its policy lets flow logs of
   * this region be delivered, as that of a LogArchive does.
   *
   * @default - the LogArchive of the same account in the home region; no such remedy where `logBucketName` names another one
   */
  readonly flowLogBucketName?: string;

  /**
   * ARN of the key that encrypts what Amazon GuardDuty finds in that bucket. In the home region. Bucket and key have to let Amazon GuardDuty in, or
   * the stack cannot be deployed: see ThreatFindingExport.
   *
   * @default - the key of the LogArchive, found by its alias at deployment. With a `logBucketName` that is none of its own, what is found is not kept
   * beyond 90 days, and synthesis warns
   */
  readonly logKeyArn?: string;
}

/**
 * What every further region of an account needs: threat detection whose findings reach the home region, a configuration recorder with its
 * rules, an access
 * analyzer, and the regional switches of the account. Its stacks refer to no other stack, so that AWS CloudFormation StackSets can deploy them too.
 */
export class RegionalBaseline extends Construct {
  /** Threat detection of the region. Not there when left out. */
  public readonly threatDetection?: ThreatDetection;

  /** The configuration recorder of the region. Not there when left out. */
  public readonly configurationRecorder?: ConfigurationRecorder;

  /** @throws when a property is not one AWS would accept; the error lists all of them */
  constructor(scope: Construct, id: string, props: RegionalBaselineProps) {
    super(scope, id);
    refuse(this, [
      ...scopeProblems(scope),
      ...checkRegion('region', props.region),
      ...checkRegion('homeRegion', props.homeRegion),
      ...checkUnique('regions', [props.homeRegion, props.region], 'the home region is covered by AccountBaseline: choose another one'),
      ...checkAccountId('account', props.account),
      ...checkText('logKeyArn', props.logKeyArn, new RegExp(`^arn:[a-z-]+:kms:${props.homeRegion}:\\d{12}:key/[\\w-]+$`),
        'the ARN of a key in the home region', 'copy it from `aws kms describe-key`: neither an alias nor an id will do'),
      ...BaselineProfile._check('profile', props.profile),
      ...domainProblems({ accountSettings: props.accountSettings, detection: props.detection, configuration: props.configuration }, props.region),
    ]);
    const profile = (props.profile ?? BaselineProfile.standard())._settings;
    const accountSettings = props.accountSettings ?? AccountDomain.settings();
    const detection = props.detection ?? DetectionDomain.threatDetection();
    const configuration = props.configuration ?? ConfigurationDomain.recorder();
    const door = new FrontDoor(this, { ...props, env: { account: props.account, region: props.region } });
    const stack = door.stack('Region', `Secure baseline: ${props.region}`);

    new ExternalAccessAnalyzer(stack, 'ExternalAccessAnalyzer', { analyzerAdoption: detection._props.analyzerAdoption });
    door.place('accountSettings', accountSettings, () => new AccountSettings(stack, 'AccountSettings', accountSettings._regional()));
    this.threatDetection = door.place('detection', detection, () => {
      new FindingForwarding(stack, 'FindingForwarding', { homeRegion: props.homeRegion });
      const chosen = { ...profile.detection, ...detection._props };
      const { threats } = placeDetection(stack, chosen);
      new FurtherFindingExport(stack, 'FindingExport', {
        detectorId: threats.detectorId, detectorAdoption: chosen.detectorAdoption, account: props.account ?? Aws.ACCOUNT_ID,
        homeRegion: props.homeRegion, bucketName: props.logBucketName, keyArn: props.logKeyArn,
      });
      return threats;
    });
    this.configurationRecorder = door.place('configuration', configuration, () => {
      const chosen = { ...profile.configuration, ...configuration._props };
      const archiveName = LogArchive.bucketName(props.account ?? Aws.ACCOUNT_ID, props.homeRegion);
      const bucketName = props.logBucketName ?? archiveName;
      const flowLogBucketName = props.flowLogBucketName ?? (props.logBucketName === undefined ? archiveName : undefined);
      const recorderStack = door.stack('Recorder', `Secure baseline: the record of configuration in ${props.region}`);
      const recorder = placeRecorder(recorderStack, chosen, bucketName, ConfigurationScope.FURTHER_REGION);
      const rulesStack = door.stack('Configuration', `Secure baseline: the rules that judge the record of configuration in ${props.region}`);
      const rules = placeRules(rulesStack, chosen, recorder);
      new ComplianceForwarding(rulesStack, 'ComplianceForwarding', { homeRegion: props.homeRegion, rules: chosen.alertedRules });
      const remediation = door.stack('Remediation', `Secure baseline: what is done about resources of ${props.region} that break a rule`);
      // No topic: Amazon SNS takes messages for topics of its region alone, and what is found is told in the home region anyway.
      placeRemediation(remediation, chosen, rules, {
        flowLogBucket: flowLogBucketName === undefined ? undefined : Bucket.fromBucketName(remediation, 'FlowLogBucket', flowLogBucketName),
      });
      return recorder;
    });
  }
}
