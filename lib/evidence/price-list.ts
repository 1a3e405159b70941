import { CfnResource } from 'aws-cdk-lib';
import { FOUNDATION_RATES, THREAT_DETECTION_CATALOGUE, THREAT_DETECTION_RATES_READ } from '../detection/threat-detection-catalogue';
import { inWords, Rate } from '../private/rate';
import {
  endpointInterfaces, firewallEndpoints, gatewayAttachments, insightKinds, looksAt, named, nanoInstances, recordsAt, recordsDataEvents,
  unusedAccess, volumeGigabytes,
} from './price-quantities';

/** What something costs. */
export interface Price {
  /** Type in AWS CloudFormation of the resource that causes it. */
  readonly resourceType: string;
  /** What is paid for, and how much, in words. */
  readonly item: string;
  /** The AWS page that says so. */
  readonly link: string;
  /** How many of it a resource stands for, where that depends on its properties. One unless given. */
  readonly quantity?: (resource: CfnResource) => number;
}

/** What a resource costs for being there, whatever it is used for. */
export interface FixedPrice extends Price {
  /** US dollars a month of 730 hours. */
  readonly monthly: number;
}

/** What a resource costs by how much it is used. */
export interface UsagePrice extends Price {
  /** The figures. Not there for what depends on more than use, and where none of AWS was found. */
  readonly rates?: readonly Rate[];
  /** When the figures were read, where that was not when `PRICES_AS_OF` says. */
  readonly readOn?: string;
}

/** Where and when the prices below were those of AWS. */
export const PRICES_AS_OF = 'list prices of us-east-1, November 2026';

const HOURS = 730;
const VPC = 'https://aws.amazon.com/vpc/pricing/';
const PRIVATELINK = 'https://aws.amazon.com/privatelink/pricing/';
const NETWORK_FIREWALL = 'https://aws.amazon.com/network-firewall/pricing/';
const TRANSIT_GATEWAY = 'https://aws.amazon.com/transit-gateway/pricing/';
const VPN = 'https://aws.amazon.com/vpn/pricing/';
const CONFIG = 'https://aws.amazon.com/config/pricing/';
const CLOUDWATCH = 'https://aws.amazon.com/cloudwatch/pricing/';
const CLOUDTRAIL = 'https://aws.amazon.com/cloudtrail/pricing/';
const GUARDDUTY = 'https://aws.amazon.com/guardduty/pricing/';
const INSPECTOR = 'https://aws.amazon.com/inspector/pricing/';
const SECURITY_HUB = 'https://aws.amazon.com/security-hub/pricing/';
const MACIE = 'https://aws.amazon.com/macie/pricing/';
const SCANS: readonly Rate[] = [
  { usd: 1.2528, per: 'instance', monthly: true }, { usd: 0.09, per: 'image' }, { usd: 0.01, per: 'time that an image is scanned again' },
];
// Of functions no figure of AWS was found.
const SCANNED = `software that Amazon Inspector scans: ${inWords(SCANS)}, and by the function`;
/** From the same kind of transcription, and of the same day, as those of Amazon GuardDuty. */
const MACIE_RATES: readonly Rate[] = [
  { usd: 0.1, per: 'bucket', monthly: true }, { usd: 0.01, per: '100,000 objects', monthly: true }, { usd: 1, per: 'gigabyte looked through' },
];

/** What is paid for, and how much: words and figures from the same numbers. */
function charged(what: string, rates: readonly Rate[], note?: string): { item: string; rates: readonly Rate[] } {
  return { item: `${what}: ${inWords(rates)}${note === undefined ? '' : `; ${note}`}`, rates };
}

/** Services that are charged as they were found, by the ids of what takes them over. */
const ADOPTED = [
  { id: 'AdoptedDetector', service: 'Amazon GuardDuty', link: GUARDDUTY },
  { id: 'AdoptedHub', service: 'AWS Security Hub', link: SECURITY_HUB },
  { id: 'AdoptedMacieSession', service: 'Amazon Macie', link: MACIE },
  { id: 'AdoptedBehaviorGraph', service: 'Amazon Detective', link: 'https://aws.amazon.com/detective/pricing/' },
];

export const FIXED_PRICES: readonly FixedPrice[] = [
  { resourceType: 'AWS::KMS::Key', item: 'customer managed key', monthly: 1, link: 'https://aws.amazon.com/kms/pricing/' },
  {
    resourceType: 'AWS::KMS::ReplicaKey', item: 'replica of a customer managed key', monthly: 1,
    link: 'https://aws.amazon.com/kms/pricing/',
  },
  { resourceType: 'AWS::EC2::NatGateway', item: 'NAT gateway, 0.045 an hour', monthly: 0.045 * HOURS, link: VPC },
  {
    resourceType: 'AWS::AutoScaling::AutoScalingGroup', item: 'instance t4g.nano, 0.0042 an hour', monthly: 0.0042 * HOURS, quantity: nanoInstances,
    link: 'https://aws.amazon.com/ec2/pricing/on-demand/',
  },
  {
    resourceType: 'AWS::AutoScaling::AutoScalingGroup', item: 'gigabyte of a gp3 volume, 0.08 a month', monthly: 0.08, quantity: volumeGigabytes,
    link: 'https://aws.amazon.com/ebs/pricing/',
  },
  { resourceType: 'AWS::EC2::EIP', item: 'public IPv4 address, 0.005 an hour', monthly: 0.005 * HOURS, link: VPC },
  {
    resourceType: 'AWS::EC2::VPCEndpoint', item: 'interface endpoint in a zone, 0.01 an hour', monthly: 0.01 * HOURS, quantity: endpointInterfaces,
    link: PRIVATELINK,
  },
  {
    resourceType: 'AWS::NetworkFirewall::Firewall', item: 'firewall endpoint, 0.395 an hour', monthly: 0.395 * HOURS, quantity: firewallEndpoints,
    link: NETWORK_FIREWALL,
  },
  {
    resourceType: 'AWS::EC2::TransitGatewayAttachment', item: 'transit gateway attachment, 0.05 an hour', monthly: 0.05 * HOURS,
    link: TRANSIT_GATEWAY,
  },
  {
    resourceType: 'AWS::EC2::TransitGatewayVpcAttachment', item: 'transit gateway attachment of a VPC, 0.05 an hour', monthly: 0.05 * HOURS,
    link: TRANSIT_GATEWAY,
  },
  { resourceType: 'AWS::EC2::VPNConnection', item: 'VPN connection, 0.05 an hour', monthly: 0.05 * HOURS, link: VPN },
  {
    resourceType: 'AWS::EC2::VPNConnection', item: 'transit gateway attachment of a VPN connection, 0.05 an hour', monthly: 0.05 * HOURS,
    quantity: gatewayAttachments, link: TRANSIT_GATEWAY,
  },
  {
    resourceType: 'AWS::EC2::ClientVpnTargetNetworkAssociation', item: 'Client VPN association of a subnet, 0.10 an hour', monthly: 0.1 * HOURS,
    link: VPN,
  },
  { resourceType: 'AWS::CloudWatch::Alarm', item: 'alarm', monthly: 0.1, link: CLOUDWATCH },
  { resourceType: 'AWS::CloudWatch::CompositeAlarm', item: 'composite alarm', monthly: 0.5, link: CLOUDWATCH },
  { resourceType: 'AWS::CloudWatch::Dashboard', item: 'dashboard', monthly: 3, link: CLOUDWATCH },
];

export const USAGE_PRICES: readonly UsagePrice[] = [
  {
    ...charged('resources that AWS Config records at each change', [{ usd: 0.003, per: 'recorded change' }]),
    resourceType: 'AWS::Config::ConfigurationRecorder', quantity: recordsAt('CONTINUOUS'), link: CONFIG,
  },
  {
    ...charged('resources that AWS Config records daily', [{ usd: 0.012, per: 'resource that has changed' }]),
    resourceType: 'AWS::Config::ConfigurationRecorder', quantity: recordsAt('DAILY'), link: CONFIG,
  },
  { ...charged('rules of AWS Config', [{ usd: 0.001, per: 'evaluation' }]), resourceType: 'AWS::Config::ConfigRule', link: CONFIG },
  {
    ...charged('what Amazon GuardDuty looks through', FOUNDATION_RATES,
      `less for much of it, free for the first 30 days, and as of ${THREAT_DETECTION_RATES_READ}`),
    resourceType: 'AWS::GuardDuty::Detector', readOn: THREAT_DETECTION_RATES_READ, link: GUARDDUTY,
  },
  ...THREAT_DETECTION_CATALOGUE.map(({ feature, rates }) => ({
    ...charged(`Amazon GuardDuty, ${feature}`, rates), resourceType: 'AWS::GuardDuty::Detector', readOn: THREAT_DETECTION_RATES_READ,
    quantity: looksAt(feature), link: GUARDDUTY,
  })),
  {
    ...charged('controls that AWS Security Hub checks', [{ usd: 0.001, per: 'check' }],
      'less beyond the first 100,000 a month, and free for the first 30 days'),
    resourceType: 'AWS::SecurityHub::Hub', link: SECURITY_HUB,
  },
  { resourceType: 'Custom::AccountSetting', item: SCANNED, rates: SCANS, quantity: named('AccountInspectorScan'), link: INSPECTOR },
  { resourceType: 'Custom::AdoptedService', item: `${SCANNED}, where it was there before`, quantity: named('AdoptedScans'), link: INSPECTOR },
  {
    resourceType: 'Custom::AdoptedService', quantity: named('AdoptedConfigurationRecorder'), link: CONFIG,
    item: 'AWS Config as it was there before, and what the baseline adds to it',
  },
  ...ADOPTED.map(({ id, service, link }) => ({
    resourceType: 'Custom::AdoptedService', quantity: named(id), link,
    item: `${service} as it was there before or is made where it was not, and what the baseline adds to it`,
  })),
  {
    ...charged('buckets that Amazon Macie watches and looks through', MACIE_RATES,
      `free for the first 30 days, and as of ${THREAT_DETECTION_RATES_READ}`),
    resourceType: 'AWS::Macie::Session', readOn: THREAT_DETECTION_RATES_READ, link: MACIE,
  },
  {
    // No figure of AWS was found, but on its page, which shows it to a browser alone.
    resourceType: 'AWS::Detective::Graph', item: 'what Amazon Detective takes in, by the gigabyte, free for the first 30 days',
    link: 'https://aws.amazon.com/detective/pricing/',
  },
  {
    resourceType: 'AWS::AccessAnalyzer::Analyzer',
    item: 'each user and role whose unused access is looked for: 0.20 a month', quantity: unusedAccess,
    link: 'https://aws.amazon.com/iam/access-analyzer/pricing/',
  },
  {
    resourceType: 'AWS::Config::RemediationConfiguration', item: 'remedies, by the step of the automation',
    link: 'https://aws.amazon.com/systems-manager/pricing/',
  },
  {
    ...charged('data events that a trail records', [{ usd: 0.1, per: '100,000 data events' }]),
    resourceType: 'AWS::CloudTrail::Trail', quantity: recordsDataEvents, link: CLOUDTRAIL,
  },
  {
    ...charged('events that a trail looks at for insights', [{ usd: 0.35, per: '100,000 events and kind of insight' }]),
    resourceType: 'AWS::CloudTrail::Trail', quantity: insightKinds, link: CLOUDTRAIL,
  },
  {
    resourceType: 'AWS::CloudTrail::EventDataStore',
    item: 'events that AWS CloudTrail Lake takes in: 0.75 a gigabyte; and searches: 0.005 a gigabyte',
    link: CLOUDTRAIL,
  },
  { resourceType: 'AWS::Logs::QueryDefinition', item: 'queries of log groups: 0.005 a gigabyte searched', link: CLOUDWATCH },
  {
    resourceType: 'AWS::Athena::WorkGroup', item: 'queries of the archive: 5 for 1,000 gigabytes read',
    link: 'https://aws.amazon.com/athena/pricing/',
  },
  { resourceType: 'AWS::Logs::MetricFilter', item: 'each metric, for the hours in which it is written', link: CLOUDWATCH },
  { ...charged('log data', [{ usd: 0.5, per: 'gigabyte that comes in' }]), resourceType: 'AWS::Logs::LogGroup', link: CLOUDWATCH },
  { resourceType: 'AWS::EC2::FlowLog', item: 'flow logs, by the gigabyte delivered', link: CLOUDWATCH },
  { resourceType: 'AWS::Route53Resolver::ResolverQueryLoggingConfig', item: 'DNS query logs, by the gigabyte delivered', link: CLOUDWATCH },
  {
    resourceType: 'AWS::Route53Resolver::FirewallRuleGroupAssociation',
    ...charged('DNS queries that DNS Firewall looks at', [{ usd: 0.6, per: 'million queries' }], 'more where it looks for patterns of threats'),
    link: 'https://aws.amazon.com/route53/pricing/',
  },
  { ...charged('traffic through NAT', [{ usd: 0.045, per: 'gigabyte' }]), resourceType: 'AWS::EC2::NatGateway', link: VPC },
  {
    resourceType: 'AWS::EC2::VPCEndpoint', item: 'traffic through interface endpoints: 0.01 a gigabyte', quantity: endpointInterfaces,
    link: PRIVATELINK,
  },
  { resourceType: 'AWS::NetworkFirewall::Firewall', item: 'traffic through AWS Network Firewall: 0.065 a gigabyte', link: NETWORK_FIREWALL },
  { resourceType: 'AWS::EC2::TransitGatewayAttachment', item: 'traffic into transit gateways: 0.02 a gigabyte', link: TRANSIT_GATEWAY },
  { resourceType: 'AWS::EC2::TransitGatewayVpcAttachment', item: 'traffic of VPCs into transit gateways: 0.02 a gigabyte', link: TRANSIT_GATEWAY },
  {
    resourceType: 'AWS::EC2::VPCPeeringConnection', item: 'traffic between zones over VPC peering: 0.01 a gigabyte in each direction',
    link: 'https://aws.amazon.com/ec2/pricing/on-demand/',
  },
  { resourceType: 'AWS::EC2::ClientVpnEndpoint', item: 'each Client VPN connection: 0.05 an hour', link: VPN },
  {
    resourceType: 'AWS::KMS::Key', item: 'the first two rotations of each key: 1 a month more for either; and requests to keys: 0.03 for 10,000',
    link: 'https://aws.amazon.com/kms/pricing/',
  },
  { resourceType: 'AWS::S3::Bucket', item: 'storage and requests', link: 'https://aws.amazon.com/s3/pricing/' },
  {
    resourceType: 'AWS::GuardDuty::MalwareProtectionPlan', item: 'objects that are scanned for malware, by the gigabyte and by the object',
    link: GUARDDUTY,
  },
  { resourceType: 'AWS::Backup::BackupPlan', item: 'backup storage, of what carries the tag', link: 'https://aws.amazon.com/backup/pricing/' },
];
