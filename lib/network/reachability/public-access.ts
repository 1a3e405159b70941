import { Subnet } from './network-blocks';
import { TemplateResources } from './template-resources';

/** VPC Block Public Access, as far as the template sets it for the account and region it is deployed to. */
export class PublicAccess {
  private readonly mode?: string;
  private readonly exclusions: { mode: string; id: string }[];

  constructor(resources: TemplateResources) {
    const options = resources.ofType('AWS::EC2::VPCBlockPublicAccessOptions')
      .map(({ id, properties }) => resources.scalar(id, 'InternetGatewayBlockMode', properties.InternetGatewayBlockMode));
    this.mode = options[0];
    this.exclusions = resources.ofType('AWS::EC2::VPCBlockPublicAccessExclusion').map(({ id, properties }) => ({
      mode: resources.scalar(id, 'InternetGatewayExclusionMode', properties.InternetGatewayExclusionMode) ?? '',
      id: resources.id(properties.SubnetId ?? properties.VpcId) ?? '',
    }));
  }

  /**
   * Whether internet traffic passes.
   *
   * @param inward - whether the internet opens the connection
   * @param outwardOnly - whether it passes a NAT gateway or an egress-only internet gateway, which let no connection in
   * @param subnets - where the traffic comes from, and where it leaves the VPC
   */
  public passes(inward: boolean, outwardOnly: boolean, subnets: Subnet[]): boolean {
    const excluded = (mode: string) => this.exclusions.some((exclusion) =>
      exclusion.mode === mode && subnets.some(({ id, vpc }) => [id, vpc.id].includes(exclusion.id)));
    return this.mode === undefined || excluded('allow-bidirectional') || (!inward && excluded('allow-egress'))
      || (this.mode === 'block-ingress' && outwardOnly) || !this.mode.startsWith('block-');
  }
}
