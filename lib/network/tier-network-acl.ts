import { CfnNetworkAcl, CfnNetworkAclEntry, CfnSubnetNetworkAclAssociation } from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import { acknowledge } from '../private/acknowledge';

const TCP = 6;
const EVERYWHERE = ['0.0.0.0/0', '::/0'];
/** SSH and RDP, which must stay shut to the internet even where return traffic is let in. */
const ADMINISTRATION_PORTS = [22, 3389];
/** Where an answer may go: the ports clients open connections from, NAT gateways and load balancers included. */
const EPHEMERAL_PORTS: [number, number] = [1024, 65535];
/** Of AWS: entries a network ACL may have in each direction, unless raised. */
const QUOTA = 20;

interface TierNetworkAclProps {
  readonly vpcId: string;
  readonly subnetIds: string[];
  readonly name: string;
}

/**
 * The network ACL of a tier: shut, until connections are admitted or opened. Each of the two adds the entry for the call and, since network
 * ACLs keep no state, the one for the answer.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/nacl-rules.html
 */
export class TierNetworkAcl extends Construct {
  private readonly networkAclId: string;
  private readonly entries = { ingress: new Set<string>(), egress: new Set<string>() };
  private administrationDenied = false;

  constructor(scope: Construct, id: string, props: TierNetworkAclProps) {
    super(scope, id);
    this.networkAclId = new CfnNetworkAcl(this, 'Resource', { vpcId: props.vpcId, tags: [{ key: 'Name', value: props.name }] }).attrId;
    props.subnetIds.forEach((subnetId, index) =>
      new CfnSubnetNetworkAclAssociation(this, `Subnet${index + 1}`, { networkAclId: this.networkAclId, subnetId }));
    acknowledge(
      this,
      'These network ACLs are derived from declared flows, return ports included, and packets through them are computed in tests.',
      'AwsSolutions-VPC3',
    );
  }

  /** Lets connections in that others open to this tier. */
  public admit(cidr: string, fromPort: number, toPort: number): void {
    this.allow('ingress', cidr, fromPort, toPort);
    this.allow('egress', cidr, ...EPHEMERAL_PORTS);
  }

  /** Lets connections out that this tier opens. */
  public open(cidr: string, fromPort: number, toPort: number): void {
    this.allow('egress', cidr, fromPort, toPort);
    this.allow('ingress', cidr, ...EPHEMERAL_PORTS);
  }

  /** How many more entries than AWS admits there are, in the fuller direction. */
  public get overQuota(): number {
    const denials = this.administrationDenied ? ADMINISTRATION_PORTS.length * EVERYWHERE.length : 0;
    return Math.max(this.entries.ingress.size + denials, this.entries.egress.size) - QUOTA;
  }

  private allow(direction: 'ingress' | 'egress', cidr: string, fromPort: number, toPort: number): void {
    const name = `${direction === 'ingress' ? 'From' : 'To'}${cidr.replace(/[./]/g, 'x')}Port${fromPort}to${toPort}`;
    if (this.entries[direction].has(name)) {
      return;
    }
    this.entries[direction].add(name);
    if (direction === 'ingress' && EVERYWHERE.includes(cidr) && ADMINISTRATION_PORTS.some((port) => fromPort <= port && port <= toPort)) {
      this.denyAdministration();
    }
    // In the order of declaration, so that one more flow renumbers nothing.
    this.entry(name, 100 + 10 * this.entries[direction].size, direction, 'allow', cidr, fromPort, toPort);
  }

  private denyAdministration(): void {
    if (this.administrationDenied) {
      return;
    }
    this.administrationDenied = true;
    EVERYWHERE.forEach((cidr, family) => ADMINISTRATION_PORTS.forEach((port, index) =>
      this.entry(`No${port}FromIpv${family ? 6 : 4}`, 10 + 20 * family + 10 * index, 'ingress', 'deny', cidr, port, port)));
  }

  private entry(id: string, ruleNumber: number, direction: string, ruleAction: string, cidr: string, from: number, to: number): void {
    new CfnNetworkAclEntry(this, id, {
      networkAclId: this.networkAclId,
      ruleNumber,
      ruleAction,
      egress: direction === 'egress',
      protocol: TCP,
      ...(cidr.includes(':') ? { ipv6CidrBlock: cidr } : { cidrBlock: cidr }),
      portRange: { from, to },
    });
  }
}
