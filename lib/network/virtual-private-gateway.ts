import { CfnVPCGatewayAttachment, CfnVPNGateway } from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import { Connection } from './connected-network';
import { TieredVpc } from './tiered-vpc';

const ID = 'VirtualPrivateGateway';

/**
 * The end of virtual private networks and of AWS Direct Connect in a VPC. A VPC has one at most; it stands in the stack of the VPC and goes with it.
 *
 * It leads nowhere by itself: no route is propagated, and a tier gets one with the first flow to a network behind it.
 *
 * @see https://docs.aws.amazon.com/vpn/latest/s2svpn/how_it_works.html
 */
export class VirtualPrivateGateway extends Construct {
  /** Number of the autonomous system on the side of AWS, which no other side can use. */
  public static readonly AMAZON_SIDE_ASN: number = 64_512;

  /**
   * The virtual private gateway of a network, made and attached when there is none yet.
   *
   * @param vpc - the network
   */
  public static of(vpc: TieredVpc): VirtualPrivateGateway {
    return vpc.node.tryFindChild(ID) as VirtualPrivateGateway | undefined ?? new VirtualPrivateGateway(vpc);
  }

  /** Id of the gateway. */
  public readonly virtualPrivateGatewayId: string;

  /** @internal */
  public readonly _attachment: CfnVPCGatewayAttachment;

  /**
   * One for all that is behind the gateway: where two ways lead to the same addresses, the gateway chooses.
   *
   * @internal
   */
  public readonly _connection: Connection;

  private constructor(vpc: TieredVpc) {
    super(vpc, ID);
    const tags = [{ key: 'Name', value: vpc.node.path }];
    const gateway = new CfnVPNGateway(this, 'Resource', { type: 'ipsec.1', amazonSideAsn: VirtualPrivateGateway.AMAZON_SIDE_ASN, tags });
    this.virtualPrivateGatewayId = gateway.attrVpnGatewayId;
    this._attachment = new CfnVPCGatewayAttachment(this, 'Attachment', { vpcId: vpc.vpcId, vpnGatewayId: this.virtualPrivateGatewayId });
    this._connection = { vpc, target: { gatewayId: this.virtualPrivateGatewayId }, attachment: this._attachment };
  }
}
