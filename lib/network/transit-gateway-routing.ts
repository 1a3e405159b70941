/**
 * Who says where a transit gateway sends the packets of an attachment.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/tgw/how-transit-gateways-work.html
 */
export class TransitGatewayRouting {
  /**
   * The attachment has a route table of its own, with a static route for each network it may reach and nothing else. For a transit gateway of the
   * same account that does not associate attachments with a route table by itself, as a TransitGateway does not.
   */
  public static ownRouteTable(): TransitGatewayRouting {
    return new TransitGatewayRouting(true);
  }

  /** Whoever owns the transit gateway, as with one that is shared by another account. */
  public static centrallyManaged(): TransitGatewayRouting {
    return new TransitGatewayRouting(false);
  }

  private constructor(
    /** Whether the attachment has a route table of its own. */
    public readonly hasOwnRouteTable: boolean,
  ) {}
}
