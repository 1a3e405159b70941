import { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { BehaviorGraph } from './behavior-graph';
import { DetectionProps } from './detection-domain';
import { DetectionService } from './detection-service';
import { SecurityHubStandards } from './security-hub-standards';
import { SensitiveDataDiscovery } from './sensitive-data-discovery';
import { ThreatDetection } from './threat-detection';
import { VulnerabilityScanning } from './vulnerability-scanning';

/** What finds things in a region, for the front doors, which cover each region alike. */
export function placeDetection(
  scope: Construct, props: DetectionProps, logEncryptionKey?: IKey,
): { threats: ThreatDetection; hub?: SecurityHubStandards } {
  const { features, runtimeAgents, findingFrequency, detectorAdoption, standards, hubAdoption, scanTypes, scanAdoption } = props;
  const { discovery, bucketFindingFrequency, sessionAdoption, graphAdoption } = props;
  const chosen = (service: DetectionService) => props.services?.includes(service) ?? false;
  const threats = new ThreatDetection(scope, 'ThreatDetection', { features, runtimeAgents, findingFrequency, detectorAdoption, logEncryptionKey });
  const hub = chosen(DetectionService.SECURITY_HUB)
    ? new SecurityHubStandards(scope, 'SecurityHub', { standards, hubAdoption, logEncryptionKey }) : undefined;
  if (chosen(DetectionService.INSPECTOR)) {
    new VulnerabilityScanning(scope, 'VulnerabilityScanning', { scanTypes, scanAdoption, logEncryptionKey });
  }
  if (chosen(DetectionService.MACIE)) {
    new SensitiveDataDiscovery(scope, 'SensitiveDataDiscovery', { discovery, bucketFindingFrequency, sessionAdoption, logEncryptionKey });
  }
  if (chosen(DetectionService.DETECTIVE)) {
    new BehaviorGraph(scope, 'BehaviorGraph', { graphAdoption, logEncryptionKey });
  }
  return { threats, hub };
}
