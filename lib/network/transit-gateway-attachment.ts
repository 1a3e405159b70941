import { Stack } from 'aws-cdk-lib';
import {
  CfnTransitGatewayAttachment, CfnTransitGatewayRoute, CfnTransitGatewayRouteTable, CfnTransitGatewayRouteTableAssociation,
} from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import { checkText, Problem, refuse } from '../private/validation';
import { Connection } from './connected-network';
import { InternetRoute, NetworkTier } from './network-tier';
import { RemoteAddresses, remoteProblems } from './remote-addresses';
import { TieredVpc } from './tiered-vpc';
import { TrafficPeer } from './traffic-peer';
import { TransitGatewayRouting } from './transit-gateway-routing';

/** Properties of a TransitGatewayAttachment. */
export interface TransitGatewayAttachmentProps {
  /** The network that is attached. */
  readonly vpc: TieredVpc;

  /** The tier whose subnets the transit gateway gets interfaces in, one in each zone: one of its own, such as `NetworkTier.isolated('transit')`. */
  readonly tier: NetworkTier;

  /** Id of the transit gateway. A network can be attached to one once. */
  readonly transitGatewayId: string;

  /**
   * Who says where the transit gateway sends packets of this network.
   *
   * @default TransitGatewayRouting.ownRouteTable()
   */
  readonly routing?: TransitGatewayRouting;
}

/** Where a network is, seen from a TransitGatewayAttachment. */
export interface TransitGatewayNetworkProps {
  /**
   * Id of the attachment the network is behind. Needed, and possible, with a route table of one's own alone.
   *
   * @default - whoever manages the route tables knows
   */
  readonly through?: string;
}

/**
 * Attaches a network to a transit gateway, and lets it reach other networks there where flows were declared:
 *
 *     vpc.allow(TrafficFlow.from(NetworkTier.application()).to(attachment.network('10.1.0.0/16', { through: other.attachmentId })).port(443))
 *
 * The other side needs the same for the way back: its own flow, and its own route to this attachment. No route is propagated, in either direction.
 *
 * Attachment and route table go with their stack. Two attachments that lead to each other stand in one stack, or know each other's id as text.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/tgw/tgw-vpc-attachments.html
 * @see https://docs.aws.amazon.com/vpc/latest/tgw/tgw-nacls.html
 */
export class TransitGatewayAttachment extends Construct {
  /** @internal */
  public static _problems({ vpc, tier, transitGatewayId }: TransitGatewayAttachmentProps): Problem[] {
    const names = vpc.tiers.map(({ name }) => name);
    const own = vpc.tiers.find(({ name }) => name === tier.name);
    return [
      ...own?.internetRoute === InternetRoute.NONE ? [] : [{
        prop: 'tier', got: tier.name,
        allowed: own ? 'an isolated tier: what comes in goes on by the routes of the tier, to the internet if it has one'
          : `a tier of the network: ${names.join(', ')}`,
        fix: own ? `add NetworkTier.isolated('transit') to the network's tiers` : `add NetworkTier.isolated('${tier.name}') to its tiers`,
      }],
      ...checkText('transitGatewayId', transitGatewayId, /^tgw-[0-9a-f]{8,17}$/, 'the id of a transit gateway',
        'copy it from the console, such as tgw-0123456789abcdef0'),
    ];
  }

  /** Id of the attachment. */
  public readonly attachmentId: string;

  /** Id of the route table of its own, where it has one. */
  public readonly routeTableId?: string;

  private readonly vpc: TieredVpc;
  private readonly connection: Connection;
  private readonly routes = new Map<string, string>();

  /** @throws when the tier is not an isolated one of the network, or the transit gateway is none */
  constructor(scope: Construct, id: string, props: TransitGatewayAttachmentProps) {
    super(scope, id);
    const { vpc, tier, transitGatewayId } = props;
    refuse(this, TransitGatewayAttachment._problems(props));
    this.vpc = vpc;
    const tags = [{ key: 'Name', value: this.node.path }];

    const attachment = new CfnTransitGatewayAttachment(this, 'Resource', {
      transitGatewayId,
      vpcId: vpc.vpcId,
      subnetIds: vpc.subnetIds(tier),
      options: {
        ApplianceModeSupport: 'disable',
        DnsSupport: 'enable',
        Ipv6Support: vpc._addresses.ipv6 ? 'enable' : 'disable',
        SecurityGroupReferencingSupport: 'disable',
      },
      tags,
    });
    this.attachmentId = attachment.attrId;
    if ((props.routing ?? TransitGatewayRouting.ownRouteTable()).hasOwnRouteTable) {
      const table = new CfnTransitGatewayRouteTable(this, 'RouteTable', { transitGatewayId, tags });
      this.routeTableId = table.attrTransitGatewayRouteTableId;
      new CfnTransitGatewayRouteTableAssociation(this, 'Association', {
        transitGatewayAttachmentId: this.attachmentId, transitGatewayRouteTableId: this.routeTableId,
      });
    }
    // Routes wait for the attachment, which refers to subnets of the network: those of a network in another stack stand here.
    const routes = Stack.of(vpc) === Stack.of(this) ? undefined : this;
    this.connection = { vpc, target: { transitGatewayId }, attachment, attachmentTier: tier, routes };
  }

  /**
   * A network behind the transit gateway, as one end of a flow. With a route table of one's own, the transit gateway gets a route there.
   *
   * @param cidr - its addresses, in CIDR notation: literal, beside those of this network, and not the whole internet
   * @param props - where it is
   * @throws when addresses are none, overlap with this network, or when it is not said which attachment leads there, or once more and differently
   */
  public network(cidr: string, props: TransitGatewayNetworkProps = {}): TrafficPeer {
    const { through } = props;
    refuse(this, [...remoteProblems('cidr', [cidr], this.vpc._addresses), ...this.throughProblems(cidr, through)]);
    if (this.routeTableId !== undefined && !this.routes.has(cidr)) {
      this.routes.set(cidr, through!);
      new CfnTransitGatewayRoute(this, `To${cidr.replace(/[^A-Za-z0-9]/g, 'x')}`, {
        destinationCidrBlock: cidr, transitGatewayAttachmentId: through!, transitGatewayRouteTableId: this.routeTableId,
      });
    }
    return new RemoteAddresses(this.node.id, [cidr], this.connection).network(this);
  }

  private throughProblems(cidr: string, got?: string): Problem[] {
    const refused = (allowed: string, fix: string): Problem[] => [{ prop: 'through', got, allowed, fix }];
    if (this.routeTableId === undefined) {
      return got === undefined ? [] : refused('nothing: the route tables are managed elsewhere', 'leave it out, and have the route made there');
    }
    if (got === undefined || got === this.attachmentId) {
      return refused('the id of the attachment the network is behind', 'pass the attachmentId of the other TransitGatewayAttachment');
    }
    const before = this.routes.get(cidr);
    return before === undefined || before === got
      ? checkText('through', got, /^tgw-attach-[0-9a-f]{8,17}$/, 'the id of an attachment',
        'copy it from the console, such as tgw-attach-0123456789abcdef0')
      : refused(`the attachment that ${cidr} was said to be behind before, since a route leads one way`, 'name the same one each time');
  }
}
