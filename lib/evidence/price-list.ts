import { CfnResource, Stack } from 'aws-cdk-lib';
import { CfnAutoScalingGroup } from 'aws-cdk-lib/aws-autoscaling';
import { CfnLaunchTemplate, CfnVPCEndpoint, CfnVPNConnection } from 'aws-cdk-lib/aws-ec2';
import { CfnFirewall } from 'aws-cdk-lib/aws-networkfirewall';

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
export type UsagePrice = Price;

/** Where and when the prices below were those of AWS. */
export const PRICES_AS_OF = 'list prices of us-east-1, November 2026';

const HOURS = 730;
/** Of Amazon Linux 2023, in gigabytes, where a launch template does not say otherwise. */
const ROOT_VOLUME = 8;
const VPC = 'https://aws.amazon.com/vpc/pricing/';
const PRIVATELINK = 'https://aws.amazon.com/privatelink/pricing/';
const NETWORK_FIREWALL = 'https://aws.amazon.com/network-firewall/pricing/';
const TRANSIT_GATEWAY = 'https://aws.amazon.com/transit-gateway/pricing/';
const VPN = 'https://aws.amazon.com/vpn/pricing/';
const CLOUDWATCH = 'https://aws.amazon.com/cloudwatch/pricing/';

/** A gateway endpoint is free. */
function endpointInterfaces(endpoint: CfnResource): number {
  const { vpcEndpointType, subnetIds } = endpoint as CfnVPCEndpoint;
  return vpcEndpointType === 'Interface' ? subnetIds?.length ?? 1 : 0;
}

function firewallEndpoints(firewall: CfnResource): number {
  const { subnetMappings } = firewall as CfnFirewall;
  return Array.isArray(subnetMappings) ? subnetMappings.length : 1;
}

function gatewayAttachments(connection: CfnResource): number {
  return (connection as CfnVPNConnection).transitGatewayId === undefined ? 0 : 1;
}

/** How many instances a group always has, times what a value of the launch template counts for. */
function launched(group: CfnResource, value: (data: CfnLaunchTemplate.LaunchTemplateDataProperty) => number): number {
  const stack = Stack.of(group);
  const { minSize, launchTemplate } = group as CfnAutoScalingGroup;
  const reference = JSON.stringify(stack.resolve(launchTemplate) ?? '');
  const template = stack.node.findAll().find((construct): construct is CfnLaunchTemplate =>
    CfnResource.isCfnResource(construct) && construct.cfnResourceType === CfnLaunchTemplate.CFN_RESOURCE_TYPE_NAME
    && reference.includes(`"${stack.resolve(construct.logicalId)}"`));
  return template ? (Number(minSize) || 0) * value(stack.resolve(template.launchTemplateData) as CfnLaunchTemplate.LaunchTemplateDataProperty) : 0;
}

function nanoInstances(group: CfnResource): number {
  return launched(group, ({ instanceType }) => instanceType === 't4g.nano' ? 1 : 0);
}

function volumeGigabytes(group: CfnResource): number {
  return launched(group, ({ blockDeviceMappings }) => (blockDeviceMappings as CfnLaunchTemplate.BlockDeviceMappingProperty[] | undefined ?? [])
    .map(({ ebs }) => ebs as CfnLaunchTemplate.EbsProperty)
    .filter(({ volumeType }) => volumeType === 'gp3')
    .reduce((sum, { volumeSize }) => sum + (volumeSize ?? ROOT_VOLUME), 0));
}

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
];

export const USAGE_PRICES: readonly UsagePrice[] = [
  {
    resourceType: 'AWS::Config::ConfigurationRecorder', item: 'each recorded change of a resource: 0.003, or 0.012 when recorded daily',
    link: 'https://aws.amazon.com/config/pricing/',
  },
  { resourceType: 'AWS::Config::ConfigRule', item: 'each evaluation of a rule: 0.001', link: 'https://aws.amazon.com/config/pricing/' },
  {
    resourceType: 'AWS::GuardDuty::Detector', item: 'events and logs that Amazon GuardDuty looks through, free for the first 30 days',
    link: 'https://aws.amazon.com/guardduty/pricing/',
  },
  { resourceType: 'AWS::Logs::MetricFilter', item: 'each metric, for the hours in which it is written', link: CLOUDWATCH },
  { resourceType: 'AWS::Logs::LogGroup', item: 'log data, by the gigabyte that comes in', link: CLOUDWATCH },
  { resourceType: 'AWS::EC2::FlowLog', item: 'flow logs, by the gigabyte delivered', link: CLOUDWATCH },
  { resourceType: 'AWS::Route53Resolver::ResolverQueryLoggingConfig', item: 'DNS query logs, by the gigabyte delivered', link: CLOUDWATCH },
  {
    resourceType: 'AWS::Route53Resolver::FirewallRuleGroupAssociation',
    item: 'DNS queries that DNS Firewall looks at: 0.60 a million, and more where it looks for patterns of threats',
    link: 'https://aws.amazon.com/route53/pricing/',
  },
  { resourceType: 'AWS::EC2::NatGateway', item: 'traffic through NAT: 0.045 a gigabyte', link: VPC },
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
    link: 'https://aws.amazon.com/guardduty/pricing/',
  },
  { resourceType: 'AWS::Backup::BackupPlan', item: 'backup storage, of what carries the tag', link: 'https://aws.amazon.com/backup/pricing/' },
];
