import { App, Stack } from 'aws-cdk-lib';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { BehaviorGraph } from '../../lib/detection/behavior-graph';
import { DataSuppression } from '../../lib/detection/data-suppression';
import { FindingAggregation } from '../../lib/detection/finding-aggregation';
import { FindingForwarding } from '../../lib/detection/finding-forwarding';
import { FindingRouter } from '../../lib/detection/finding-router';
import { ScanType } from '../../lib/detection/scan-type';
import { SecurityHubStandards } from '../../lib/detection/security-hub-standards';
import { SecurityStandard } from '../../lib/detection/security-standard';
import { SensitiveDataDiscovery } from '../../lib/detection/sensitive-data-discovery';
import { ThreatDetection } from '../../lib/detection/threat-detection';
import { ThreatDetectionFeature } from '../../lib/detection/threat-detection-feature';
import { ThreatEntities } from '../../lib/detection/threat-entities';
import { ThreatFindingExport } from '../../lib/detection/threat-finding-export';
import { ThreatSuppression } from '../../lib/detection/threat-suppression';
import { TrustedEntities } from '../../lib/detection/trusted-entities';
import { VulnerabilityScanning } from '../../lib/detection/vulnerability-scanning';
import { VulnerabilitySuppression } from '../../lib/detection/vulnerability-suppression';
import { ServiceAdoption } from '../../lib/service-adoption';
import { findings } from '../rule-packs';
import { ACCOUNT, REGION } from '../support';

const adopt = ServiceAdoption.adopt();

/** Everything that finds something, with all that it can have. */
function created(stack: Stack): void {
  const detectorId = new ThreatDetection(stack, 'Threats', { features: Object.values(ThreatDetectionFeature) }).detectorId!;
  const bucket = Bucket.fromBucketName(stack, 'Bucket', 'lists');
  const encryptionKey = Key.fromKeyArn(stack, 'Key', `arn:aws:kms:${REGION}:${ACCOUNT}:key/12345678-1234-1234-1234-123456789012`);
  const list = { detectorId, bucket, listName: 'ours', objectKey: 'list.txt' };
  new ThreatFindingExport(stack, 'Export', { detectorId, bucket, encryptionKey });
  new ThreatEntities(stack, 'Malicious', list);
  new TrustedEntities(stack, 'Trusted', { ...list, reason: 'our scanner' });
  new ThreatSuppression(stack, 'Quiet', { detectorId, suppressionName: 'scanner', reason: 'our scanner', findingTypes: ['Recon:EC2/Portscan'], fields: { region: [REGION] } });
  const hub = new SecurityHubStandards(stack, 'Hub', { standards: [
    SecurityStandard.foundationalBestPractices([{ controlId: 'S3.11', reason: 'Events go through Amazon EventBridge.' }]), SecurityStandard.cisFoundations(),
    SecurityStandard.nist80053(), SecurityStandard.pciDss(),
  ] });
  new FindingAggregation(stack, 'Aggregation').node.addDependency(hub);
  new VulnerabilityScanning(stack, 'Scanning', { scanTypes: Object.values(ScanType) });
  new VulnerabilitySuppression(stack, 'Known', { suppressionName: 'openssl', reason: 'not reachable', vulnerabilityIds: ['CVE-2026-1234'] });
  new SensitiveDataDiscovery(stack, 'Data');
  new DataSuppression(stack, 'Expected', { suppressionName: 'people', reason: 'it is there', findingTypes: ['SensitiveData:S3Object/Personal'], bucketNames: ['people'] });
  new BehaviorGraph(stack, 'Graph');
  new FindingRouter(stack, 'Router', { topic: Topic.fromTopicArn(stack, 'Topic', `arn:aws:sns:${REGION}:${ACCOUNT}:alerts`) });
  new FindingForwarding(stack, 'Forwarding', { homeRegion: 'us-east-1' });
}

function adopted(stack: Stack): void {
  new ThreatDetection(stack, 'Threats', { detectorAdoption: adopt });
  new SecurityHubStandards(stack, 'Hub', { hubAdoption: adopt });
  new VulnerabilityScanning(stack, 'Scanning', { scanAdoption: adopt });
  new SensitiveDataDiscovery(stack, 'Data', { sessionAdoption: adopt });
}

describe.each([['created', created], ['adopted', adopted]])('detection that is %s', (_, build) => {
  it('gives the rule packs nothing to find, beside what is planted', () => {
    const found = findings((stack) => {
      build(stack);
      new Bucket(stack, 'Planted');
    });
    expect(found.filter((finding) => !finding.includes('Test/Planted'))).toEqual([]);
    expect(found).toContain('AwsSolutions-S1 at Test/Planted/Resource');
  });

  it('fits into a template that deploys directly', () => {
    const app = new App();
    build(new Stack(app, 'Test'));
    const { template } = app.synth().getStackByName('Test') as { template: unknown };
    expect(JSON.stringify(template).length).toBeLessThan(51_200);
  });
});
