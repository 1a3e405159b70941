import { CfnResource } from 'aws-cdk-lib';
import { CfnRouteProps } from 'aws-cdk-lib/aws-ec2';
import { Construct, IConstruct } from 'constructs';
import { AddressBlock } from '../private/address-block';
import { NetworkTier } from './network-tier';
import { TrafficPeer } from './traffic-peer';

/** How a network reaches another one. */
export interface Connection {
  /** The TieredVpc it starts in: flows of another one cannot use it. */
  readonly vpc: IConstruct;
  /** Target of the routes to the other side. */
  readonly target: Pick<CfnRouteProps, 'gatewayId' | 'transitGatewayId' | 'vpcPeeringConnectionId'>;
  /** What a route has to wait for. */
  readonly attachment?: CfnResource;
  /** What routes to the other side stand below, when not below their tiers: the connection itself, where it is in another stack than its network. */
  readonly routes?: Construct;
  /** The tier whose subnets traffic passes between the hosts and the connection, where it stands in any. */
  readonly attachmentTier?: NetworkTier;
}

/** Addresses on the other side of a connection. A tier gets a route there with the first flow that needs it, and not before. */
export class ConnectedNetwork extends TrafficPeer {
  constructor(public readonly name: string, public readonly cidrs: string[], public readonly connection: Connection) {
    super();
  }

  /** Whether both are reached the same way. */
  public sharesConnection({ connection }: ConnectedNetwork): boolean {
    return JSON.stringify(connection.target) === JSON.stringify(this.connection.target);
  }
}

/** People who come in through network interfaces of a tier, whose addresses they take on. */
export class RemoteUsers extends TrafficPeer {
  public readonly cidrs = [];

  /** @param authorize - called with the addresses a flow lets them reach */
  constructor(
    public readonly name: string,
    public readonly tier: NetworkTier,
    public readonly vpc: IConstruct,
    public readonly authorize: (block: AddressBlock) => void,
  ) {
    super();
  }
}
