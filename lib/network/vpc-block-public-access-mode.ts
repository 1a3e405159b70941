/**
 * What traffic between networks and the internet is blocked.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/security-vpc-bpa-basics.html
 */
export class VpcBlockPublicAccessMode {
  /** All of it, in both directions, whatever gateways and routes there are. */
  public static bidirectional(): VpcBlockPublicAccessMode {
    return new VpcBlockPublicAccessMode('block-bidirectional');
  }

  /**
   * All but what NAT gateways and egress-only internet gateways let out. Gives a warning at synthesis: whoever can make one of these has a way to
   * carry data out.
   */
  public static ingressOnly(): VpcBlockPublicAccessMode {
    return new VpcBlockPublicAccessMode('block-ingress');
  }

  private constructor(
    /** Name of the mode, as AWS has it: `block-bidirectional` or `block-ingress`. */
    public readonly name: string,
  ) {}

  /** @internal */
  public get _blocksEgress(): boolean {
    return this.name === 'block-bidirectional';
  }
}
