import { CfnDirectConnectGatewayAssociation } from 'aws-cdk-lib/aws-directconnect';
import { Construct } from 'constructs';
import { checkText, Problem, refuse } from '../private/validation';
import { RemoteAddresses, remoteProblems } from './remote-addresses';
import { TieredVpc } from './tiered-vpc';
import { TrafficPeer } from './traffic-peer';
import { VirtualPrivateGateway } from './virtual-private-gateway';

/** Properties of a DirectConnectAssociation. */
export interface DirectConnectAssociationProps {
  /** The network that is connected. */
  readonly vpc: TieredVpc;

  /** Id of the AWS Direct Connect gateway, which private virtual interfaces lead to. */
  readonly directConnectGatewayId: string;

  /** Addresses on the other side, in CIDR notation: literal, beside those of the network, and not the whole internet. */
  readonly remoteCidrs: string[];

  /**
   * ARN of a role in the account of the gateway, where that is another one. AWS CloudFormation assumes it to accept the association, so it allows
   * `directconnect:AcceptDirectConnectGatewayAssociationProposal` and trusts whoever deploys.
   *
   * @default - the gateway is in the account of the network
   */
  readonly acceptRoleArn?: string;
}

/**
 * Connects a network to an AWS Direct Connect gateway, and through it to offices and data centers. Nothing but the network's own addresses is
 * announced to the other side.
 *
 * AWS Direct Connect does not encrypt by itself: use MACsec on the connection, or TLS above it. Traffic passes where a flow was declared:
 *
 *     vpc.allow(TrafficFlow.from(association.network('10.8.0.0/16')).to(NetworkTier.application()).port(443))
 *
 * The association goes with its stack; the virtual private gateway goes with the network.
 *
 * @see https://docs.aws.amazon.com/directconnect/latest/UserGuide/direct-connect-gateways-intro.html
 * @see https://docs.aws.amazon.com/directconnect/latest/UserGuide/allowed-to-prefixes.html
 */
export class DirectConnectAssociation extends Construct {
  /** @internal */
  public static _problems(props: DirectConnectAssociationProps): Problem[] {
    return [
      ...checkText('directConnectGatewayId', props.directConnectGatewayId, /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
        'the id of an AWS Direct Connect gateway', 'copy it from the console, such as 5f294f92-bafb-4011-916d-9b0b0c1d2e3f'),
      ...remoteProblems('remoteCidrs', props.remoteCidrs, props.vpc._addresses),
      ...checkText('acceptRoleArn', props.acceptRoleArn, /^arn:aws[a-z-]*:iam::\d{12}:role\/\S+$/, 'the ARN of a role',
        'make the role in the account of the gateway, and copy its ARN'),
    ];
  }

  /** Id of the association. */
  public readonly associationId: string;

  private readonly remote: RemoteAddresses;

  /** @throws when an id or address is none, or addresses overlap with the network or would take over its default route */
  constructor(scope: Construct, id: string, props: DirectConnectAssociationProps) {
    super(scope, id);
    refuse(this, DirectConnectAssociation._problems(props));
    const { ipv4, ipv6 } = props.vpc._addresses;
    const gateway = VirtualPrivateGateway.of(props.vpc);
    const association = new CfnDirectConnectGatewayAssociation(this, 'Resource', {
      associatedGatewayId: gateway.virtualPrivateGatewayId,
      directConnectGatewayId: props.directConnectGatewayId,
      allowedPrefixesToDirectConnectGateway: [ipv4, ...ipv6 ? [ipv6] : []].map(String),
      acceptDirectConnectGatewayAssociationProposalRoleArn: props.acceptRoleArn,
    });
    association.addResourceDependency(gateway._attachment);
    this.associationId = association.attrAssociationId;
    this.remote = new RemoteAddresses('on premises', props.remoteCidrs, gateway._connection);
  }

  /**
   * The network on the other side, as one end of a flow.
   *
   * @param cidr - a block inside `remoteCidrs`; all of them unless given
   * @throws when the block is not inside
   */
  public network(cidr?: string): TrafficPeer {
    return this.remote.network(this, cidr);
  }
}
