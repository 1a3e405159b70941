import { CfnNetworkAclEntry } from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import { acknowledge } from '../private/acknowledge';

/**
 * Shuts the network ACL a VPC is born with, which lets everything through and takes every subnet nobody thought of: four denials in front of
 * the entries AWS put there.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/default-network-acl.html
 */
export class ClosedNetworkAcl extends Construct {
  constructor(scope: Construct, id: string, networkAclId: string) {
    super(scope, id);
    for (const egress of [false, true]) {
      for (const family of [4, 6]) {
        new CfnNetworkAclEntry(this, `${egress ? 'Egress' : 'Ingress'}Ipv${family}`, {
          networkAclId,
          // The entries of AWS are numbered 100 and 101.
          ruleNumber: family === 4 ? 1 : 2,
          ruleAction: 'deny',
          egress,
          protocol: -1,
          ...(family === 4 ? { cidrBlock: '0.0.0.0/0' } : { ipv6CidrBlock: '::/0' }),
        });
      }
    }
    acknowledge(this, 'Entries that deny everything on the default network ACL leave nothing to misconfigure.', 'AwsSolutions-VPC3');
  }
}
