import { RemedyEntry, RemedyStep } from './remedy-entry';

const ANY_GROUP = 'Any security group of the account can be opened.';
const GROUPS = 'arn:${AWS::Partition}:ec2:${AWS::Region}:${AWS::AccountId}:security-group/*';
const GROUP_RULES = 'arn:${AWS::Partition}:ec2:${AWS::Region}:${AWS::AccountId}:security-group-rule/*';

/**
 * Rules of a group that let everybody reach one of some ports over TCP. A script, since no call of Amazon EC2 finds rules by port, and since the
 * document of AWS fails where a group does not have all the rules it takes away.
 */
const REVOKE: RemedyStep = {
  name: 'RevokeOpenPorts',
  action: 'aws:executeScript',
  inputs: {
    Runtime: 'python3.11',
    Handler: 'handler',
    InputPayload: { GroupId: '{{ GroupId }}', Ports: '{{ Ports }}' },
    Script: [
      'import boto3',
      '',
      'def handler(event, context):',
      '  ec2 = boto3.client("ec2")',
      '  group = event["GroupId"]',
      '  ports = [int(port) for port in event["Ports"].split(",")]',
      '  def reaches(rule):',
      '    everybody = rule.get("CidrIpv4") == "0.0.0.0/0" or rule.get("CidrIpv6") == "::/0"',
      '    inside = any(rule["FromPort"] <= port <= rule["ToPort"] for port in ports)',
      '    return not rule["IsEgress"] and everybody and (rule["IpProtocol"] == "-1" or rule["IpProtocol"] == "tcp" and inside)',
      '  pages = ec2.get_paginator("describe_security_group_rules").paginate(Filters=[{"Name": "group-id", "Values": [group]}])',
      '  ids = [rule["SecurityGroupRuleId"] for page in pages for rule in page["SecurityGroupRules"] if reaches(rule)]',
      '  if ids:',
      '    ec2.revoke_security_group_ingress(GroupId=group, SecurityGroupRuleIds=ids)',
      '  return {"Revoked": ids}',
    ].join('\n'),
  },
  outputs: [{ Name: 'Rules', Selector: '$.Payload.Revoked', Type: 'StringList' }],
};

const REVOKED = {
  changes: 'Rules of the group that let every address reach one of these ports are removed, whole: one that opens a range, or everything, goes too.',
  undo: 'Add the rule again for the addresses that need it. The output of the automation lists the ids, AWS CloudTrail and AWS Config the rules.',
  resourceType: 'AWS::EC2::SecurityGroup',
  resourceParameter: 'GroupId',
  steps: [REVOKE],
  permissions: [
    { actions: ['ec2:DescribeSecurityGroupRules'], resources: ['*'] },
    { actions: ['ec2:RevokeSecurityGroupIngress'], resources: [GROUPS, GROUP_RULES] },
  ],
  wildcardReason: `${ANY_GROUP} Amazon EC2 does not restrict who may list rules to some groups.`,
};

export const CLOSE_SSH: RemedyEntry = {
  ...REVOKED,
  id: 'Ssh',
  rule: 'INCOMING_SSH_DISABLED',
  what: 'Takes SSH from the internet off the security group.',
  breaks: 'Whoever signs in over SSH from anywhere, and whatever else a range that has port 22 in it was meant for.',
  parameters: { Ports: '22' },
};

export const CLOSE_PORTS: RemedyEntry = {
  ...REVOKED,
  id: 'Ports',
  rule: 'RESTRICTED_INCOMING_TRAFFIC',
  what: 'Takes RDP, CIFS and databases from the internet off the security group.',
  breaks: 'Whoever reaches them from anywhere, and whatever else a range that has one of these ports in it was meant for.',
  parameters: { Ports: '3389,445,3306,5432,1433' },
};

export const EMPTY_DEFAULT_GROUP: RemedyEntry = {
  id: 'DefaultGroup',
  rule: 'VPC_DEFAULT_SECURITY_GROUP_CLOSED',
  what: 'Empties the default security group of the VPC.',
  changes: 'All rules of the default security group are removed, in both directions.',
  breaks: 'What runs in the default security group, and talks to anything: look at its network interfaces first.',
  undo: 'Give these resources a group of their own. AWS Config has the rules that were there.',
  document: 'AWSConfigRemediation-RemoveVPCDefaultSecurityGroupRules',
  resourceType: 'AWS::EC2::SecurityGroup',
  resourceParameter: 'GroupId',
  permissions: [
    { actions: ['ec2:DescribeSecurityGroups'], resources: ['*'] },
    { actions: ['ec2:RevokeSecurityGroupEgress', 'ec2:RevokeSecurityGroupIngress'], resources: [GROUPS] },
  ],
  wildcardReason: `${ANY_GROUP} Amazon EC2 does not restrict who may list groups to some of them.`,
};

export const SEND_FLOW_LOGS: RemedyEntry = {
  id: 'FlowLogs',
  rule: 'VPC_FLOW_LOGS_ENABLED',
  what: 'Switches flow logs of the VPC on.',
  changes: 'The VPC gets a flow log of all traffic, to the bucket the remedy is made with. It is charged by the gigabyte.',
  breaks: 'Nothing.',
  undo: 'Delete the flow log; what it has written stays.',
  resourceType: 'AWS::EC2::VPC',
  resourceParameter: 'VpcId',
  parameters: { BucketArn: undefined },
  steps: [
    {
      name: 'CreateFlowLog', action: 'aws:executeAwsApi',
      inputs: {
        Service: 'ec2', Api: 'CreateFlowLogs', ResourceType: 'VPC', ResourceIds: ['{{ VpcId }}'], TrafficType: 'ALL',
        LogDestinationType: 's3', LogDestination: '{{ BucketArn }}',
      },
    },
    {
      name: 'CheckFlowLog', action: 'aws:assertAwsResourceProperty',
      inputs: {
        Service: 'ec2', Api: 'DescribeFlowLogs', Filter: [{ Name: 'resource-id', Values: ['{{ VpcId }}'] }],
        PropertySelector: '$.FlowLogs[0].FlowLogStatus', DesiredValues: ['ACTIVE'],
      },
    },
  ],
  permissions: [
    {
      actions: ['ec2:CreateFlowLogs'],
      resources: ['vpc', 'vpc-flow-log'].map((type) => `arn:\${AWS::Partition}:ec2:\${AWS::Region}:\${AWS::AccountId}:${type}/*`),
    },
    { actions: ['ec2:DescribeFlowLogs', 'logs:CreateLogDelivery', 'logs:DeleteLogDelivery'], resources: ['*'] },
  ],
  wildcardReason: 'Any VPC can lack them. Amazon CloudWatch Logs knows no resource for deliveries.',
};

export const REQUIRE_IMDSV2: RemedyEntry = {
  id: 'ImdsV2',
  rule: 'EC2_IMDSV2_CHECK',
  what: 'Makes the instance serve credentials over IMDSv2 alone.',
  changes: 'The metadata service of the instance asks for a token. The instance runs on.',
  breaks: 'Programs on it with an SDK of before 2020, or that ask the metadata service themselves without a token.',
  undo: 'Modify the metadata options of the instance: tokens optional.',
  resourceType: 'AWS::EC2::Instance',
  resourceParameter: 'InstanceId',
  steps: [{
    name: 'RequireTokens', action: 'aws:executeAwsApi',
    inputs: { Service: 'ec2', Api: 'ModifyInstanceMetadataOptions', InstanceId: '{{ InstanceId }}', HttpTokens: 'required', HttpEndpoint: 'enabled' },
  }],
  permissions: [{
    actions: ['ec2:ModifyInstanceMetadataOptions'], resources: ['arn:${AWS::Partition}:ec2:${AWS::Region}:${AWS::AccountId}:instance/*'],
  }],
  wildcardReason: 'Any instance of the account can serve them.',
};
