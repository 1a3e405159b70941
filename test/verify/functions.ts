/**
 * What functions of templates do, for the emulator and not for an account: every setting, once as it comes and once as an update would change it; every
 * service that can be taken over; what is turned on for an organization; and the remedies that are scripts.
 */
import { App, Stack } from 'aws-cdk-lib';
import { CfnVPC } from 'aws-cdk-lib/aws-ec2';
import { Key } from 'aws-cdk-lib/aws-kms';
import {
  AccountSettings, AggregatedRegions, AuditTrail, BehaviorGraph, CentralRootAccess, ConfigurationRecorder, ConfigurationRemediation, ConfigurationRules, DataDiscovery,
  DelegatedAdministrators, DelegatedDataDiscovery, DelegatedDetection, DelegatedInspection, DelegatedSecurityHub, DelegatedService, ExternalAccessAnalyzer,
  GlobalAccountSettings, LogArchive, Remedy, RulePack, RuntimeAgent, ScanType, SecurityHubStandards, SecurityHubTarget, SensitiveDataDiscovery, ServiceAdoption,
  ThreatDetection, ThreatDetectionFeature, TrustedAccess, TrustedService, VulnerabilityScanning,
} from '../../lib';
import { REMEDIES } from '../../lib/configuration/remedy-catalogue';
import { FurtherFindingExport } from '../../lib/detection/further-finding-export';
import { AwsManagedIds } from '../../lib/network/aws-managed-ids';
import { ClosedDefaultSecurityGroup } from '../../lib/network/closed-default-security-group';

const app = new App();

for (const [id, changed] of [['Settings', false], ['ChangedSettings', true]] as const) {
  const stack = new Stack(app, id);
  const contact = (team: string) => ({ name: changed ? `New ${team}` : team, title: 'Team', emailAddress: `${team}@example.com`, phoneNumber: '+49 30 1234567' });
  new AccountSettings(stack, 'Regional', {
    ebsEncryptionKey: Key.fromKeyArn(stack, 'Key', `arn:aws:kms:eu-central-1:123456789012:key/${changed ? '2' : '1'}2345678-1234-1234-1234-123456789012`),
    instanceMetadataHopLimit: changed ? 2 : 1,
  });
  new GlobalAccountSettings(stack, 'Global', {
    passwordPolicy: { minimumLength: changed ? 20 : 14 },
    accountAlias: changed ? 'example-changed' : 'example',
    securityContact: contact('security'),
    billingContact: contact('billing'),
    operationsContact: contact('operations'),
  });
  new ClosedDefaultSecurityGroup(stack, 'Closed', { vpc: new CfnVPC(stack, 'Vpc', { cidrBlock: '10.0.0.0/16' }) });
  new VulnerabilityScanning(stack, 'Scanning', { scanTypes: Object.values(ScanType) });
  new ConfigurationRecorder(stack, 'Recorder', { bucketName: 'archive' });
  const { bucket, encryptionKey } = new LogArchive(stack, 'Archive');
  new AuditTrail(stack, 'Trail', { bucket, encryptionKey, adoption: ServiceAdoption.adopt(), trailName: 'central' });
  new SensitiveDataDiscovery(stack, 'Discovery', { discovery: changed ? DataDiscovery.BUCKETS_ONLY : DataDiscovery.AUTOMATED });
  const ids = AwsManagedIds.of(stack);
  ids.domainListId(changed ? 'AWSManagedDomainsOfNobody' : 'AWSManagedDomainsAggregateThreatList');
  ids.prefixListId(changed ? 'nothing' : 's3');
}

const adopted = new Stack(app, 'Adopted');
const adoption = ServiceAdoption.adopt();
new ThreatDetection(adopted, 'Threats', {
  features: [ThreatDetectionFeature.S3_DATA_EVENTS, ThreatDetectionFeature.RUNTIME_MONITORING], runtimeAgents: [RuntimeAgent.EC2_AGENT_MANAGEMENT], detectorAdoption: adoption,
});
new SecurityHubStandards(adopted, 'Hub', { hubAdoption: adoption });
new VulnerabilityScanning(adopted, 'Scanning', { scanTypes: [ScanType.EC2, ScanType.ECR], scanAdoption: adoption });
new SensitiveDataDiscovery(adopted, 'Discovery', { sessionAdoption: adoption });
new BehaviorGraph(adopted, 'Graph', { graphAdoption: adoption });
new ExternalAccessAnalyzer(adopted, 'Analyzer', { analyzerAdoption: adoption });
new FurtherFindingExport(adopted, 'Export', { detectorId: 'd1', account: '123456789012', homeRegion: 'eu-central-1' });
new ConfigurationRecorder(adopted, 'Recorder', { bucketName: 'archive', adoption });

const made = new Stack(app, 'Made');
const either = ServiceAdoption.adoptOrCreate();
new ThreatDetection(made, 'Threats', {
  features: [ThreatDetectionFeature.S3_DATA_EVENTS, ThreatDetectionFeature.RUNTIME_MONITORING], runtimeAgents: [RuntimeAgent.EC2_AGENT_MANAGEMENT], detectorAdoption: either,
});
new SecurityHubStandards(made, 'Hub', { hubAdoption: either });
new SensitiveDataDiscovery(made, 'Discovery', { sessionAdoption: either });
new BehaviorGraph(made, 'Graph', { graphAdoption: either });
new ExternalAccessAnalyzer(made, 'Analyzer', { analyzerAdoption: either });

const management = new Stack(app, 'Management');
new TrustedAccess(management, 'Trusted', { rootId: 'r-a1b2', trustedServices: Object.values(TrustedService) });
new CentralRootAccess(management, 'Root');
new DelegatedAdministrators(management, 'Delegated', {
  accountId: '222222222222', regions: ['eu-central-1', 'us-east-1'], delegatedServices: Object.values(DelegatedService),
});

const administrator = new Stack(app, 'Administrator');
new DelegatedDetection(administrator, 'Detection', { features: [ThreatDetectionFeature.S3_DATA_EVENTS, ThreatDetectionFeature.RUNTIME_MONITORING] });
new DelegatedSecurityHub(administrator, 'Hub', { targets: [SecurityHubTarget.root('r-a1b2')], regions: AggregatedRegions.only(['us-east-1', 'us-west-2']) });
new DelegatedInspection(administrator, 'Inspection', { scanTypes: [ScanType.EC2, ScanType.ECR] });
new DelegatedDataDiscovery(administrator, 'Discovery');

const remedies = new Stack(app, 'Remedies');
const scripts = REMEDIES.filter(({ steps = [] }) => steps.some(({ action }) => action === 'aws:executeScript')).map(({ rule }) => rule);
new ConfigurationRemediation(remedies, 'Remediation', {
  rules: new ConfigurationRules(remedies, 'Rules', { pack: RulePack.standard() }), remedies: Remedy._forRules(scripts, {}),
});
app.synth();
