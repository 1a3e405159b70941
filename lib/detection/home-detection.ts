import { Stack } from 'aws-cdk-lib';
import { IKey } from 'aws-cdk-lib/aws-kms';
import { IBucket } from 'aws-cdk-lib/aws-s3';
import { ITopic } from 'aws-cdk-lib/aws-sns';
import { AlertChannels } from '../logging/alert-channels';
import { warn } from '../private/warn';
import { DetectionProps } from './detection-domain';
import { placeDetection } from './detection-services';
import { FindingAggregation } from './finding-aggregation';
import { placeFindingChannels } from './finding-channels';
import { FindingRouter } from './finding-router';
import { ThreatDetection } from './threat-detection';
import { ThreatFindingExport } from './threat-finding-export';

/** Who is told of what is found in the home region and in those that send their findings there, and where it is kept. */
export interface HomeDetectionNeeds {
  readonly topic: ITopic;
  readonly channels?: AlertChannels;
  readonly bucket: IBucket;
  readonly encryptionKey: IKey;
  /** Whether bucket and key are made beside, and so their policies. */
  readonly ownsBucket: boolean;
  readonly additionalRegions: readonly string[];
}

/**
 * What finds things in the home region, and what becomes of that and of what is found in further regions.
 *
 * @param beside - makes further stacks
 */
export function placeHomeDetection(
  stack: Stack, beside: (id: string, description: string) => Stack, props: DetectionProps, needs: HomeDetectionNeeds,
): ThreatDetection {
  const { topic, channels, bucket, encryptionKey, additionalRegions } = needs;
  new FindingRouter(stack, 'FindingRouter', { topic, minimumSeverity: props.minimumSeverity, findingSources: props.findingSources });
  if (channels) {
    placeFindingChannels((id) => beside(id, 'Secure baseline: what is found, brought to the alert channels'), channels, props);
  }
  const untold = FindingRouter._untold([stack.region, ...additionalRegions], props);
  if (untold) {
    warn(stack, 'findings-untold', `${untold}: add us-east-1 to additionalRegions, or leave out of findingSources what nobody has to be told`);
  }
  const { threats, hub } = placeDetection(stack, props, encryptionKey);
  if (threats.detectorId !== undefined && props.detectorAdoption?._adopts) {
    ThreatFindingExport._warnUnknown(threats);
  } else if (threats.detectorId !== undefined) {
    new ThreatFindingExport(stack, 'ThreatFindingExport', { detectorId: threats.detectorId, bucket, encryptionKey });
    if (!needs.ownsBucket) {
      warn(stack, 'threat-finding-export-policy', 'the policies of the bucket and the key that exist have to let Amazon GuardDuty in, or this stack '
        + 'cannot be deployed: see ThreatFindingExport');
    }
  }
  if (hub?.hubArn !== undefined && additionalRegions.length > 0) {
    // Where there was a hub, there may be an aggregator, and an account has one alone.
    if (props.hubAdoption?._adopts) {
      warn(stack, 'finding-aggregation-unknown', 'what AWS Security Hub finds in further regions is told where an aggregator of the account '
        + 'brings it to the home region: see aws securityhub list-finding-aggregators');
    } else {
      new FindingAggregation(stack, 'FindingAggregation').node.addDependency(hub);
    }
  }
  return threats;
}
