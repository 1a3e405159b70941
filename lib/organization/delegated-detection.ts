import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { RuntimeAgent } from '../detection/runtime-agent';
import { ThreatDetection } from '../detection/threat-detection';
import { THREAT_DETECTION_CATALOGUE } from '../detection/threat-detection-catalogue';
import { ThreatDetectionFeature } from '../detection/threat-detection-feature';
import { Problem, refuse } from '../private/validation';
import { OrganizationSwitch, OrganizationSwitchProvider } from './organization-switch-provider';

/** Properties of DelegatedDetection. */
export interface DelegatedDetectionProps {
  /**
   * What to look at besides management events, flow logs and DNS. Each is charged by what it has to look through.
   *
   * @default - every feature but Runtime Monitoring, which places endpoints and security groups into the networks it watches
   */
  readonly features?: ThreatDetectionFeature[];

  /**
   * Which agents of Runtime Monitoring Amazon GuardDuty installs by itself in all accounts. Of what it installs none for, only what carries an agent
   * of your own is watched.
   *
   * @default - all of them with ThreatDetectionFeature.RUNTIME_MONITORING, none without
   */
  readonly runtimeAgents?: RuntimeAgent[];
}

/**
 * Threat detection by Amazon GuardDuty in every account of an organization, those to come among them, for one region. Findings of all accounts
 * reach the account it stands in.
 *
 * For the account that administers Amazon GuardDuty, once DelegatedAdministrators has made it so: that makes the detector too. A function of the
 * stack turns it on, since AWS CloudFormation has no resource type for it; Amazon GuardDuty takes up to a day to reach all accounts. When the
 * construct goes, detection stays on. Accounts must not have a ThreatDetection of their own: each has one detector a region.
 *
 * @see https://docs.aws.amazon.com/guardduty/latest/ug/set-guardduty-auto-enable-preferences.html
 */
export class DelegatedDetection extends Construct {
  /** @internal */
  public static _problems(props: DelegatedDetectionProps): Problem[] {
    return ThreatDetection._problems(props);
  }

  /** @throws when a feature or an agent is unknown or named twice, or there are agents without Runtime Monitoring */
  constructor(scope: Construct, id: string, props: DelegatedDetectionProps = {}) {
    super(scope, id);
    refuse(this, DelegatedDetection._problems(props));
    const features = props.features ?? THREAT_DETECTION_CATALOGUE.filter(({ byDefault }) => byDefault).map(({ feature: name }) => name);
    const agents = features.includes(ThreatDetectionFeature.RUNTIME_MONITORING) ? props.runtimeAgents ?? Object.values(RuntimeAgent) : [];
    const switches = [members(), ...features.map(feature), ...agents.map((name) => agent(name, agents))];
    OrganizationSwitchProvider.of(this).turnOn(this, switches, [new PolicyStatement({
      actions: [
        'guardduty:DescribeOrganizationConfiguration', 'guardduty:ListDetectors', 'guardduty:UpdateOrganizationConfiguration',
        'organizations:DescribeOrganization', 'organizations:ListAccounts',
      ],
      resources: ['*'],
    })], 'Nobody knows the id of the detector that Amazon GuardDuty made, and AWS Organizations knows no resource for its lists.');
  }
}

const GUARDDUTY = { service: 'guardduty', client: 'GuardDutyClient' };
const ALL = { AutoEnableOrganizationMembers: 'ALL' };

function configuration(input: object, path: string[], match: Record<string, string>): OrganizationSwitch {
  return {
    of: { ...GUARDDUTY, command: 'ListDetectors', path: ['DetectorIds', 0], as: 'DetectorId' },
    read: { ...GUARDDUTY, command: 'DescribeOrganizationConfiguration', path, match },
    enable: { ...GUARDDUTY, command: 'UpdateOrganizationConfiguration', input: { ...ALL, ...input } },
  };
}

function members(): OrganizationSwitch {
  return configuration({}, [], ALL);
}

function feature(name: ThreatDetectionFeature): OrganizationSwitch {
  const wanted = { Name: name, AutoEnable: 'ALL' };
  return configuration({ Features: [wanted] }, ['Features'], wanted);
}

/** All agents with each: nobody says what becomes of those that are not named. */
function agent(name: RuntimeAgent, all: RuntimeAgent[]): OrganizationSwitch {
  const AdditionalConfiguration = all.map((each) => ({ Name: each, AutoEnable: 'ALL' }));
  return configuration({ Features: [{ Name: ThreatDetectionFeature.RUNTIME_MONITORING, AutoEnable: 'ALL', AdditionalConfiguration }] },
    ['Features', 'AdditionalConfiguration'], { Name: name, AutoEnable: 'ALL' });
}
