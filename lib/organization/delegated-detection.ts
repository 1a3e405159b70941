import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { ThreatDetection } from '../detection/threat-detection';
import { ThreatDetectionFeature } from '../detection/threat-detection-feature';
import { Problem, refuse } from '../private/validation';
import { OrganizationSwitch, OrganizationSwitchProvider } from './organization-switch-provider';

/** Properties of DelegatedDetection. */
export interface DelegatedDetectionProps {
  /**
   * What to look at besides management events, flow logs and DNS. Each is charged by what it has to look through.
   *
   * @default - every feature
   */
  readonly features?: ThreatDetectionFeature[];
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

  /** @throws when a feature is unknown or named twice */
  constructor(scope: Construct, id: string, props: DelegatedDetectionProps = {}) {
    super(scope, id);
    refuse(this, DelegatedDetection._problems(props));
    const features = props.features ?? Object.values(ThreatDetectionFeature);
    OrganizationSwitchProvider.of(this).turnOn(this, [members(), ...features.map(feature)], [new PolicyStatement({
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
