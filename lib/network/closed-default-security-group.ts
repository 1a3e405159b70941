import { Stack } from 'aws-cdk-lib';
import { CfnVPC } from 'aws-cdk-lib/aws-ec2';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { acknowledge } from '../private/acknowledge';
import { SettingProvider } from '../private/setting-provider';

export interface ClosedDefaultSecurityGroupProps {
  readonly vpc: CfnVPC;
  /** Encrypts the log of the function that empties the group; the first one passed in a stack does. */
  readonly logEncryptionKey?: IKey;
}

/**
 * Empties the security group a VPC is born with, which lets its members talk to each other and to everybody, and takes whatever is placed without
 * a group of its own. It can be neither deleted nor described in a template, so a function of the stack takes its rules away.
 *
 * When the construct goes and the VPC stays, the rules that were there before come back, unless somebody has added some since. Rules that take more
 * than about 900 characters to record are left alone, and the deployment fails.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/default-security-group.html
 */
export class ClosedDefaultSecurityGroup extends Construct {
  constructor(scope: Construct, id: string, props: ClosedDefaultSecurityGroupProps) {
    super(scope, id);
    const { vpc } = props;
    const groupId = vpc.attrDefaultSecurityGroup;
    const group = Stack.of(this).formatArn({ service: 'ec2', resource: 'security-group', resourceName: groupId });
    const name = Stack.of(vpc).getLogicalId(vpc);

    for (const [direction, rules] of [['Ingress', 'IpPermissions'], ['Egress', 'IpPermissionsEgress']]) {
      const [revoke, authorize] = ['Revoke', 'Authorize'].map((verb) => `${verb}SecurityGroup${direction}`);
      SettingProvider.ofResources(this).reach(this, {
        name: `${name}DefaultSecurityGroup${direction}`,
        service: 'ec2',
        client: 'EC2Client',
        read: { command: 'DescribeSecurityGroups', input: { GroupIds: [groupId] }, path: ['SecurityGroups', 0, rules] },
        wanted: [],
        write: { command: revoke, input: { GroupId: groupId }, from: 'IpPermissions' },
        restore: { command: authorize, input: { GroupId: groupId }, to: 'IpPermissions' },
        // A VPC that was replaced took along the group that the record names.
        gone: ['InvalidGroup.NotFound', 'InvalidSecurityGroupID.NotFound'],
        statements: [
          new PolicyStatement({ actions: ['ec2:DescribeSecurityGroups'], resources: ['*'] }),
          new PolicyStatement({ actions: [`ec2:${authorize}`, `ec2:${revoke}`], resources: [group] }),
        ],
        wildcardReason: 'Amazon EC2 knows no resource for describing security groups.',
      }, props.logEncryptionKey);
    }
    acknowledge(
      vpc, 'A function of the stack empties the default security group, since AWS CloudFormation has no type for it. The rule sees templates alone.',
      'NIST.800.53.R5-VPCDefaultSecurityGroupClosed', 'HIPAA.Security-VPCDefaultSecurityGroupClosed', 'PCI.DSS.321-VPCDefaultSecurityGroupClosed',
    );
  }
}
