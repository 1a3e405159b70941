import { RuleEntry } from './rule-entry';

const GROUP = ['AWS::EC2::SecurityGroup'];
const LOAD_BALANCER = ['AWS::ElasticLoadBalancingV2::LoadBalancer'];

/** Networks, and what stands at their edge. */
export const NETWORK_RULES: readonly RuleEntry[] = [
  {
    identifier: 'VPC_FLOW_LOGS_ENABLED', cis: ['4.7'], fsbp: ['EC2.6'], pack: 'essential',
    what: 'A VPC has no flow logs.',
    why: 'Nobody could say afterwards who talked to whom.',
    parameters: [{ name: 'trafficType', kind: 'text' }],
  },
  {
    identifier: 'NACL_NO_UNRESTRICTED_SSH_RDP', cis: ['6.2'], fsbp: ['EC2.21'], pack: 'essential', types: ['AWS::EC2::NetworkAcl'],
    what: 'A network ACL lets the internet reach SSH or RDP.',
    why: 'These ports are scanned all day long; Session Manager needs neither.',
  },
  {
    identifier: 'INCOMING_SSH_DISABLED', cis: ['6.3', '6.4'], fsbp: ['EC2.13'], pack: 'essential', types: GROUP, urgent: true,
    what: 'A security group lets the internet reach SSH.',
    why: 'This port is scanned all day long; Session Manager does without it.',
  },
  {
    identifier: 'RESTRICTED_INCOMING_TRAFFIC', cis: ['6.1.2', '6.3', '6.4'], fsbp: ['EC2.14', 'EC2.19'], pack: 'essential', types: GROUP,
    urgent: true,
    what: 'A security group lets the internet reach RDP, CIFS, or a database.',
    why: 'Ransomware comes in this way.',
    parameters: ['3389', '445', '3306', '5432', '1433'].map((value, index) => ({ name: `blockedPort${index + 1}`, kind: 'number', value })),
  },
  {
    identifier: 'VPC_SG_OPEN_ONLY_TO_AUTHORIZED_PORTS', fsbp: ['EC2.18'], pack: 'standard', types: GROUP,
    what: 'A security group lets the internet reach something else than HTTP and HTTPS.',
    why: 'What is meant for the internet speaks one of the two.',
    parameters: [{ name: 'authorizedTcpPorts', kind: 'text', value: '80,443' }, { name: 'authorizedUdpPorts', kind: 'text' }],
  },
  {
    identifier: 'VPC_DEFAULT_SECURITY_GROUP_CLOSED', cis: ['6.5'], fsbp: ['EC2.2'], pack: 'essential', types: GROUP,
    what: 'The default security group of a VPC lets traffic through.',
    why: 'It takes every resource that nobody gave a group.',
  },
  {
    identifier: 'SUBNET_AUTO_ASSIGN_PUBLIC_IP_DISABLED', fsbp: ['EC2.15'], pack: 'standard', types: ['AWS::EC2::Subnet'],
    what: 'A subnet gives public addresses to all that starts in it.',
    why: 'A public address should be a decision.',
  },
  {
    identifier: 'EC2_TRANSIT_GATEWAY_AUTO_VPC_ATTACH_DISABLED', fsbp: ['EC2.23'], pack: 'standard', types: ['AWS::EC2::TransitGateway'],
    what: 'A transit gateway takes every VPC that asks.',
    why: 'Whoever it is shared with is then in the network.',
  },
  {
    identifier: 'VPC_VPN_2_TUNNELS_UP', fsbp: ['EC2.20'], pack: 'regulated', types: ['AWS::EC2::VPNConnection'],
    what: 'One of the two tunnels of a VPN is down.',
    why: 'The next maintenance of AWS takes the other one.',
  },
  {
    identifier: 'ALB_HTTP_TO_HTTPS_REDIRECTION_CHECK', fsbp: ['ELB.1'], pack: 'standard',
    what: 'A load balancer serves HTTP without sending people on to HTTPS.',
    why: 'Sessions can be read and changed on the way.',
  },
  {
    identifier: 'ALB_HTTP_DROP_INVALID_HEADER_ENABLED', fsbp: ['ELB.4'], pack: 'standard', types: LOAD_BALANCER,
    what: 'A load balancer hands invalid headers on.',
    why: 'Requests are smuggled past it that way.',
  },
  {
    identifier: 'ELB_LOGGING_ENABLED', cis: ['4.10'], fsbp: ['ELB.5'], pack: 'standard',
    types: ['AWS::ElasticLoadBalancing::LoadBalancer', ...LOAD_BALANCER],
    what: 'Requests to a load balancer are not recorded.',
    why: 'Nobody could say afterwards what was tried.',
    parameters: [{ name: 's3BucketNames', kind: 'list' }],
  },
  {
    identifier: 'ELB_DELETION_PROTECTION_ENABLED', fsbp: ['ELB.6'], pack: 'regulated', types: LOAD_BALANCER,
    what: 'A load balancer can be deleted by one call.',
    why: 'Its address does not come back.',
  },
  {
    identifier: 'ALB_WAF_ENABLED', fsbp: ['ELB.16'], pack: 'regulated', types: LOAD_BALANCER,
    what: 'No web ACL of AWS WAF stands in front of a load balancer.',
    why: 'It keeps known attacks from code that was not made for them.',
    parameters: [{ name: 'wafWebAclIds', kind: 'list' }],
  },
  {
    identifier: 'API_GW_EXECUTION_LOGGING_ENABLED', cis: ['4.10'], fsbp: ['APIGateway.1'], pack: 'standard',
    types: ['AWS::ApiGateway::Stage', 'AWS::ApiGatewayV2::Stage'],
    what: 'Calls of an API are not recorded.',
    why: 'Nobody could say afterwards what was tried.',
    parameters: [{ name: 'loggingLevel', kind: 'text' }],
  },
  {
    identifier: 'API_GWV2_AUTHORIZATION_TYPE_CONFIGURED', fsbp: ['APIGateway.8'], pack: 'standard',
    what: 'A route of an API asks nobody who they are.',
    why: 'The function behind it may rely on that.',
    parameters: [{ name: 'authorizationType', kind: 'text' }],
  },
  {
    identifier: 'WAFV2_LOGGING_ENABLED', cis: ['4.10'], fsbp: ['WAF.11'], pack: 'regulated',
    what: 'A web ACL records nothing.',
    why: 'Attacks it stopped, and customers it turned away, stay unknown.',
    parameters: [{ name: 'KinesisFirehoseDeliveryStreamArns', kind: 'list' }],
  },
  {
    identifier: 'SERVICE_VPC_ENDPOINT_ENABLED', cis: ['6.8'], fsbp: ['EC2.10'],
    what: 'A VPC has no endpoint for a service.',
    why: 'Calls of the service leave the network through the internet.',
    parameters: [{ name: 'serviceName', kind: 'text', required: true }],
  },
];
