import { CfnDetector } from 'aws-cdk-lib/aws-guardduty';
import { Construct } from 'constructs';
import { checkUnique, Problem, refuse } from '../private/validation';
import { ThreatDetectionFeature } from './threat-detection-feature';

/** Properties of ThreatDetection. */
export interface ThreatDetectionProps {
  /**
   * What to look at besides management events, flow logs and DNS. Each is charged by what it has to look through.
   *
   * @default - every feature
   */
  readonly features?: ThreatDetectionFeature[];
}

/**
 * Amazon GuardDuty for one region: watches the account for signs of intrusion. A feature that is not asked for is switched off by name.
 *
 * Runtime Monitoring, which AWS leaves off unless asked, is not among the features: it places endpoints and security groups into the
 * networks it watches. AWS allows one detector a region for an account.
 *
 * @see https://docs.aws.amazon.com/guardduty/latest/ug/what-is-guardduty.html
 */
export class ThreatDetection extends Construct {
  /** @internal */
  public static _problems(props: ThreatDetectionProps): Problem[] {
    const features = props.features ?? [];
    const known: string[] = Object.values(ThreatDetectionFeature);
    return [
      ...checkUnique('features', features, 'name each feature once'),
      ...features.flatMap((feature, index) => known.includes(feature) ? [] : [{
        prop: `features[${index}]`, got: feature, allowed: known.join(', '), fix: 'use a member of ThreatDetectionFeature',
      }]),
    ];
  }

  /** Id of the detector. */
  public readonly detectorId: string;

  /** @throws when a feature is unknown or named twice */
  constructor(scope: Construct, id: string, props: ThreatDetectionProps = {}) {
    super(scope, id);
    refuse(this, ThreatDetection._problems(props));
    const known = Object.values(ThreatDetectionFeature);
    const chosen = props.features ?? known;
    this.detectorId = new CfnDetector(this, 'Resource', {
      enable: true,
      findingPublishingFrequency: 'FIFTEEN_MINUTES',
      features: known.map((name) => ({ name, status: chosen.includes(name) ? 'ENABLED' : 'DISABLED' })),
    }).attrId;
  }
}
