import { Stack } from 'aws-cdk-lib';
import { CfnDetector } from 'aws-cdk-lib/aws-guardduty';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { SettingOptions } from '../account/setting-options';
import { linkedRoleStatement } from '../private/linked-role';
import { ServiceAdopter } from '../private/service-adopter';
import { checkUnique, Problem, refuse } from '../private/validation';
import { warn } from '../private/warn';
import { ServiceAdoption } from '../service-adoption';
import { checkMember, checkMembers } from './detection-checks';
import { FindingFrequency } from './finding-frequency';
import { RuntimeAgent } from './runtime-agent';
import { THREAT_DETECTION_CATALOGUE } from './threat-detection-catalogue';
import { ThreatDetectionFeature } from './threat-detection-feature';

/** Settings of ThreatDetection that a baseline chooses. */
export interface ThreatDetectionOptions {
  /**
   * What to look at besides management events, flow logs and DNS. Each is charged by what it has to look through.
   *
   * @default - every feature but Runtime Monitoring, which places endpoints and security groups into the networks it watches
   */
  readonly features?: ThreatDetectionFeature[];

  /**
   * Which agents of Runtime Monitoring Amazon GuardDuty installs by itself. Of what it installs none for, only what carries an agent of your own is
   * watched.
   *
   * @default - all of them with ThreatDetectionFeature.RUNTIME_MONITORING, none without
   */
  readonly runtimeAgents?: RuntimeAgent[];

  /**
   * How often what happens again to a known finding is told.
   *
   * @default FindingFrequency.FIFTEEN_MINUTES
   */
  readonly findingFrequency?: FindingFrequency;

  /**
   * What to do where there may be a detector already.
   *
   * @default ServiceAdoption.create()
   */
  readonly detectorAdoption?: ServiceAdoption;
}

/** Properties of ThreatDetection. */
export interface ThreatDetectionProps extends ThreatDetectionOptions, SettingOptions {}

/**
 * Amazon GuardDuty for one region: watches the account for signs of intrusion. A feature that is not asked for is switched off by name, except in
 * a detector that is adopted, where it stays what it is.
 *
 * AWS allows one detector a region for an account. A member of an organization whose detector is managed by a delegated administrator skips it.
 *
 * @see https://docs.aws.amazon.com/guardduty/latest/ug/what-is-guardduty.html
 */
export class ThreatDetection extends Construct {
  /** @internal */
  public static _problems(props: ThreatDetectionOptions): Problem[] {
    const features = chosenFeatures(props);
    const without = features.includes(ThreatDetectionFeature.RUNTIME_MONITORING) ? [] : props.runtimeAgents ?? [];
    return [
      ...checkUnique('features', features, 'name each feature once'),
      ...checkMembers('features', props.features, Object.values(ThreatDetectionFeature), 'ThreatDetectionFeature'),
      ...checkUnique('runtimeAgents', props.runtimeAgents ?? [], 'name each agent once'),
      ...checkMembers('runtimeAgents', props.runtimeAgents, Object.values(RuntimeAgent), 'RuntimeAgent'),
      ...without.length === 0 ? [] : [{
        prop: 'runtimeAgents', got: without, allowed: 'agents together with ThreatDetectionFeature.RUNTIME_MONITORING',
        fix: 'add it to features: without it there is nothing the agents would report to',
      }],
      ...checkMember('findingFrequency', props.findingFrequency, Object.values(FindingFrequency), 'FindingFrequency'),
      ...ServiceAdoption._check('detectorAdoption', props.detectorAdoption, true),
    ];
  }

  /** Id of the detector. Not there when it is skipped. */
  public readonly detectorId?: string;

  /** @throws when a feature, an agent or the frequency is unknown, one is named twice, or there are agents without Runtime Monitoring */
  constructor(scope: Construct, id: string, props: ThreatDetectionProps = {}) {
    super(scope, id);
    refuse(this, ThreatDetection._problems(props));
    const adoption = props.detectorAdoption ?? ServiceAdoption.create();
    if (adoption.name === 'skip') {
      warn(this, 'detector-skipped', `Amazon GuardDuty is left alone: ${adoption.reason}`);
    } else {
      this.detectorId = adoption._adopts ? this.adopt(props, adoption._orCreates) : this.create(props);
    }
  }

  private create(props: ThreatDetectionProps): string {
    return new CfnDetector(this, 'Resource', {
      enable: true,
      findingPublishingFrequency: frequency(props),
      features: everyFeature(props),
    }).attrId;
  }

  private adopt(props: ThreatDetectionProps, orCreate: boolean): string {
    const stack = Stack.of(this);
    const wanted = chosenFeatures(props).map((Name) => ({
      Name,
      Status: 'ENABLED',
      ...Name === ThreatDetectionFeature.RUNTIME_MONITORING
        ? { AdditionalConfiguration: chosenAgents(props).map((agent) => ({ Name: agent, Status: 'ENABLED' })) }
        : {},
    }));
    return ServiceAdopter.of(this).adopt(this, {
      logicalId: 'AdoptedDetector',
      name: 'detector of Amazon GuardDuty',
      service: 'guardduty',
      client: 'GuardDutyClient',
      find: { command: 'ListDetectors', path: ['DetectorIds', 0] },
      make: orCreate ? {
        command: 'CreateDetector',
        // By name, whether on or off: of what is not named, AWS would switch most on.
        input: {
          Enable: true,
          FindingPublishingFrequency: frequency(props),
          Features: everyFeature(props).map(({ name: Name, status: Status, additionalConfiguration: agents }) => ({
            Name, Status, AdditionalConfiguration: agents?.map((agent) => ({ Name: agent.name, Status: agent.status })),
          })),
        },
      } : undefined,
      as: 'DetectorId',
      wishes: [
        {
          read: { command: 'GetDetector', path: [] },
          items: [{ item: { Status: 'ENABLED', FindingPublishingFrequency: frequency(props) } }],
          write: { command: 'UpdateDetector', input: { Enable: true, FindingPublishingFrequency: frequency(props) } },
        },
        {
          read: { command: 'GetDetector', path: ['Features'] },
          items: wanted.map((item) => ({ item, sent: item })),
          write: { command: 'UpdateDetector', to: 'Features' },
        },
      ],
      statements: [
        new PolicyStatement({ actions: ['guardduty:ListDetectors', ...orCreate ? ['guardduty:CreateDetector'] : []], resources: ['*'] }),
        new PolicyStatement({
          actions: ['guardduty:GetDetector', 'guardduty:UpdateDetector'],
          resources: [stack.formatArn({ service: 'guardduty', resource: 'detector', resourceName: '*' })],
        }),
        linkedRoleStatement(this, ...orCreate ? ['guardduty.amazonaws.com'] : [], 'malware-protection.guardduty.amazonaws.com'),
      ],
      wildcardReason: 'The detector is somebody else\'s: its id is not known before the deployment, nor is the suffix AWS gives to the role.',
    }, props.logEncryptionKey).getAttString('Id');
  }
}

function chosenFeatures({ features }: ThreatDetectionOptions): ThreatDetectionFeature[] {
  return features ?? THREAT_DETECTION_CATALOGUE.filter(({ byDefault }) => byDefault).map(({ feature }) => feature);
}

interface Switch { readonly name: string; readonly status: string }

/** All there are: one that is not chosen is off by name. */
function everyFeature(props: ThreatDetectionOptions): (Switch & { additionalConfiguration?: Switch[] })[] {
  return THREAT_DETECTION_CATALOGUE.map(({ feature }) => ({
    name: feature,
    status: status(chosenFeatures(props).includes(feature)),
    // Named when it is off too: switching the feature off would leave its agents where they are.
    additionalConfiguration: feature === ThreatDetectionFeature.RUNTIME_MONITORING
      ? Object.values(RuntimeAgent).map((name) => ({ name, status: status(chosenAgents(props).includes(name)) }))
      : undefined,
  }));
}

function chosenAgents(props: ThreatDetectionOptions): RuntimeAgent[] {
  return chosenFeatures(props).includes(ThreatDetectionFeature.RUNTIME_MONITORING) ? props.runtimeAgents ?? Object.values(RuntimeAgent) : [];
}

function frequency({ findingFrequency }: ThreatDetectionOptions): FindingFrequency {
  return findingFrequency ?? FindingFrequency.FIFTEEN_MINUTES;
}

function status(on: boolean): string {
  return on ? 'ENABLED' : 'DISABLED';
}
