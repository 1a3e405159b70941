import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import { CfnVPCBlockPublicAccessExclusion, CfnVPCBlockPublicAccessOptions } from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import { Problem, refuse } from '../private/validation';
import { warn } from '../private/warn';
import { InternetConnection } from './internet-connection';
import { InternetRoute } from './network-tier';
import { TierResources } from './tier-resources';
import { TieredVpc } from './tiered-vpc';
import { VpcBlockPublicAccessMode } from './vpc-block-public-access-mode';

/** Properties of a VpcBlockPublicAccess. */
export interface VpcBlockPublicAccessProps {
  /**
   * What is blocked.
   *
   * @default VpcBlockPublicAccessMode.bidirectional()
   */
  readonly mode?: VpcBlockPublicAccessMode;
}

/** How a subnet is excepted: traffic passes in both directions, or connections are opened from inside alone. */
type Exception = 'allow-bidirectional' | 'allow-egress';

/**
 * Keeps every network of the account in this region from the internet, whatever gateways, routes, firewalls and addresses somebody gives it later.
 *
 * Networks of the account that reach the internet lose it with the deployment, unless they are excepted. AWS Network Firewall and Gateway Load
 * Balancer endpoints on the way to the internet are blocked even then. A region has one: where the block is on already, import it into the stack.
 *
 * It stays on when its stack goes, and exceptions go: turning it off is a decision of its own, to be made in the settings of Amazon VPC.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/security-vpc-bpa.html
 */
export class VpcBlockPublicAccess extends Construct {
  private readonly mode: VpcBlockPublicAccessMode;
  private readonly block: CfnVPCBlockPublicAccessOptions;
  private readonly excepted: TieredVpc[] = [];

  /** @throws when the stack has one already */
  constructor(scope: Construct, id: string, props: VpcBlockPublicAccessProps = {}) {
    super(scope, id);
    refuse(this, this.others());
    this.mode = props.mode ?? VpcBlockPublicAccessMode.bidirectional();
    this.block = new CfnVPCBlockPublicAccessOptions(this, 'Resource', { internetGatewayBlockMode: this.mode.name });
    // A deployment that fails at first puts back what was there.
    this.block.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
    if (!this.mode._blocksEgress) {
      warn(this, 'vpc-block-public-access-ingress-only',
        'Networks of the account can still send data out, through NAT gateways and egress-only internet gateways.');
    }
  }

  /**
   * Excepts the subnets of a network that reach the internet by its own design: those of public tiers in both directions, those that NAT stands in
   * outwards. Whatever else is added to the network stays blocked.
   *
   * @param vpc - a network of this account and region
   */
  public except(vpc: TieredVpc): void {
    refuse(this, this.excepted.includes(vpc)
      ? [{ prop: 'vpc', got: vpc.node.path, allowed: 'each network once', fix: 'leave the second one out' }] : []);
    this.excepted.push(vpc);

    const { nat, natInstance } = vpc.node.findChild('Internet') as InternetConnection;
    const tiers = vpc.tiers.map((tier) => vpc._tier(tier));
    const by = (route: InternetRoute) => tiers.filter(({ tier }) => tier.internetRoute === route);

    by(InternetRoute.GATEWAY).forEach((tier) => this.open(vpc, tier, 'allow-bidirectional'));
    if (natInstance && nat) {
      // What is let out alone are gateways that let nobody in. An instance could: its security group and network ACL see to it that it does not.
      this.open(vpc, nat, 'allow-bidirectional');
    } else if (nat && this.mode._blocksEgress) {
      this.open(vpc, nat, 'allow-egress');
    }
    if (nat && vpc._addresses.ipv6 && this.mode._blocksEgress) {
      // IPv6 goes out without NAT, from the subnet a host is in.
      by(InternetRoute.NAT).forEach((tier) => this.open(vpc, tier, 'allow-egress'));
    }
  }

  private open(vpc: TieredVpc, { node, tier, subnetIds }: TierResources, internetGatewayExclusionMode: Exception): void {
    subnetIds.forEach((subnetId, zone) => {
      const exclusion = new CfnVPCBlockPublicAccessExclusion(this, `Except${node.addr.slice(-8)}Zone${zone + 1}`, {
        subnetId, internetGatewayExclusionMode, tags: [{ key: 'Name', value: `${vpc.node.path}/${tier.name}/${zone + 1}` }],
      });
      // The other way round, the network would be cut off in between.
      this.block.addResourceDependency(exclusion);
    });
  }

  private others(): Problem[] {
    const other = Stack.of(this).node.findAll().find((construct) => construct instanceof VpcBlockPublicAccess && construct !== this);
    return other ? [{
      prop: 'scope', got: this.node.path, allowed: 'one in a region of an account', fix: `leave it out: ${other.node.path} has it`,
    }] : [];
  }
}
