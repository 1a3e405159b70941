import { Stack, Token } from 'aws-cdk-lib';
import { CfnVPCPeeringConnection } from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import { Problem, refuse } from '../private/validation';
import { Connection } from './connected-network';
import { PeerVpc } from './peer-vpc';
import { RemoteAddresses } from './remote-addresses';
import { TieredVpc } from './tiered-vpc';
import { TrafficPeer } from './traffic-peer';

/** Properties of a VpcPeering. */
export interface VpcPeeringProps {
  /** The network that asks for the connection. */
  readonly vpc: TieredVpc;

  /** The network that is asked. */
  readonly peer: PeerVpc;
}

/**
 * A peering connection between two VPCs. No route comes with it: a tier gets one with the first flow that needs it, to the addresses of that flow
 * alone. Each side declares its flows for itself, since each has its own firewalls:
 *
 *     vpc.allow(TrafficFlow.from(NetworkTier.application()).to(peering.network('10.1.64.0/19')).port(5432))
 *     other.allow(TrafficFlow.from(peering.requester()).to(NetworkTier.data()).port(5432))
 *
 * IPv4 between two TieredVpc; IPv6 to existing VPCs whose blocks are known. AWS CloudFormation has no property that makes host names resolve to
 * private addresses across the connection: where names are used rather than addresses, switch on DNS resolution for both sides in the console.
 *
 * The connection goes with its stack.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/peering/what-is-vpc-peering.html
 */
export class VpcPeering extends Construct {
  /** @internal */
  public static _problems({ vpc, peer }: VpcPeeringProps): Problem[] {
    return peer._problems('peer', vpc);
  }

  /** Id of the peering connection. */
  public readonly peeringConnectionId: string;

  private readonly remote: RemoteAddresses;
  private readonly back?: RemoteAddresses;

  /** @throws when the networks overlap or are one, or when AWS would not know where the other one is or who accepts */
  constructor(scope: Construct, id: string, props: VpcPeeringProps) {
    super(scope, id);
    const { vpc, peer } = props;
    refuse(this, VpcPeering._problems(props));
    const { account, region, acceptRoleArn } = peer._place;

    const connection = new CfnVPCPeeringConnection(this, 'Resource', {
      vpcId: vpc.vpcId,
      peerVpcId: peer.vpcId,
      peerOwnerId: account,
      peerRegion: region,
      peerRoleArn: acceptRoleArn,
      tags: [{ key: 'Name', value: this.node.path }],
    });
    this.peeringConnectionId = connection.attrId;
    this.remote = new RemoteAddresses(id, peer.cidrs, this.from(vpc));
    if (peer._vpc && !Token.isUnresolved(vpc.cidr)) {
      this.back = new RemoteAddresses(id, [vpc.cidr], this.from(peer._vpc));
    }
  }

  /**
   * The other network, as one end of a flow of `vpc`.
   *
   * @param cidr - a block inside its addresses; all of them unless given
   * @throws when the block is not inside
   */
  public network(cidr?: string): TrafficPeer {
    return this.remote.network(this, cidr);
  }

  /**
   * The network that asked for the connection, as one end of a flow of the other TieredVpc.
   *
   * @param cidr - a block inside its addresses; all of them unless given
   * @throws when the other side is no TieredVpc, the addresses of this one are not literal, or the block is not inside
   */
  public requester(cidr?: string): TrafficPeer {
    refuse(this, this.back ? [] : [{
      prop: 'peer', got: 'an existing VPC, or a requester whose addresses a deployment gives out',
      allowed: 'PeerVpc.tiered(), with literal addresses on both sides',
      fix: 'add routes and rules where the other VPC is made',
    }]);
    return this.back!.network(this, cidr);
  }

  /** Routes of a network in another stack stand here: they refer to the connection, which refers to both networks. */
  private from(vpc: TieredVpc): Connection {
    return {
      vpc, target: { vpcPeeringConnectionId: this.peeringConnectionId }, routes: Stack.of(vpc) === Stack.of(this) ? undefined : this,
    };
  }
}
