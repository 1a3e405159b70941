import { AddressBlock } from '../../private/address-block';
import { Subnet, Vpc } from './network-blocks';
import { listed } from './security-groups';
import { isTrue, objects, Properties, TemplateResources } from './template-resources';

/** What a route leads to. */
export type TargetKind =
  'local' | 'internet' | 'egress-only' | 'nat' | 'interface' | 'middlebox' | 'peering' | 'transit' | 'vpn' | 'unknown' | 'service';

export interface Target {
  readonly kind: TargetKind;
  /** The resource, or what stands for one that is not in the template. */
  readonly id: string;
  /** Tells the endpoints of one firewall apart, which keep their connections to themselves. */
  readonly endpoint: string;
}

export interface Route {
  readonly destination: AddressBlock;
  readonly target: Target;
  /** Learned from a gateway: gives way to an equal one that is written down. */
  readonly propagated: boolean;
}

/** A service behind gateway endpoints, and the route tables that lead there. */
export interface GatewayService {
  readonly name: string;
  readonly endpoint: string;
  readonly routeTables: string[];
}

const TARGETS: [string, TargetKind][] = [
  ['NatGatewayId', 'nat'], ['EgressOnlyInternetGatewayId', 'egress-only'], ['VpcPeeringConnectionId', 'peering'], ['TransitGatewayId', 'transit'],
  ['NetworkInterfaceId', 'interface'], ['InstanceId', 'interface'], ['VpcEndpointId', 'middlebox'],
];
/** What the other end of a VPN may announce by BGP, when nobody wrote down what it does. */
const ANNOUNCED = ['0.0.0.0/0', '10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10'];

/** The routes of a template, and what it says of the gateways they lead to. */
export class Routing {
  public readonly services: GatewayService[];
  /** Route tables of gateways, which say where packets from outside go first. */
  public readonly edges = new Map<string, string>();
  private readonly tables = new Map<string, Route[]>();
  private readonly attachments = new Map<string, Set<string>>();

  constructor(private readonly resources: TemplateResources, vpcs: Map<string, Vpc>) {
    for (const { properties } of resources.ofType('AWS::EC2::VPCGatewayAttachment')) {
      const gateway = resources.id(properties.InternetGatewayId ?? properties.VpnGatewayId) ?? '';
      this.attachments.set(gateway, (this.attachments.get(gateway) ?? new Set()).add(resources.id(properties.VpcId)!));
    }
    for (const { properties } of resources.ofType('AWS::EC2::GatewayRouteTableAssociation')) {
      this.edges.set(resources.id(properties.GatewayId)!, resources.id(properties.RouteTableId)!);
    }
    const local = (vpc: Vpc) => vpc.blocks.map((destination) => route(destination, { kind: 'local', id: vpc.id, endpoint: 'local' }));
    vpcs.forEach((vpc) => this.tables.set(`${vpc.id}.MainRouteTable`, local(vpc)));
    for (const { id, properties } of resources.ofType('AWS::EC2::RouteTable')) {
      const vpc = vpcs.get(resources.id(properties.VpcId) ?? '');
      this.tables.set(id, vpc ? local(vpc) : []);
    }
    for (const { id, properties } of resources.ofType('AWS::EC2::Route')) {
      this.add(resources.id(properties.RouteTableId), this.destinations(id, properties).map((block) => route(block, this.target(properties))));
    }
    for (const { properties } of resources.ofType('AWS::EC2::VPNGatewayRoutePropagation')) {
      const gateway = resources.id(properties.VpnGatewayId)!;
      const target: Target = { kind: 'vpn', id: gateway, endpoint: gateway };
      const routes = this.announced(gateway).map((destination) => ({ destination, target, propagated: true }));
      resources.ids(properties.RouteTableIds).forEach((table) => this.add(table, routes));
    }
    this.services = resources.ofType('AWS::EC2::VPCEndpoint')
      .filter(({ properties }) => (properties.VpcEndpointType ?? 'Gateway') === 'Gateway')
      .map(({ id, properties }) => ({
        name: resources.text(properties.ServiceName)?.split('.').pop() ?? id,
        endpoint: id,
        routeTables: resources.ids(properties.RouteTableIds),
      }));
    // The most specific route wins, and of two equals the one that somebody wrote down.
    const rank = ({ target, propagated }: Route) => target.kind === 'local' ? 1 : propagated ? 2 : 0;
    this.tables.forEach((routes) => routes.sort((a, b) => b.destination.prefix - a.destination.prefix || rank(a) - rank(b)));
  }

  public get blocks(): AddressBlock[] {
    return [...this.tables.values()].flatMap((routes) => routes.map(({ destination }) => destination));
  }

  /** The routes of a table, the most specific first. */
  public routes(table: string): Route[] {
    return this.tables.get(table) ?? [];
  }

  /** Whether a gateway of the template hangs on a VPC. One from elsewhere may. */
  public isAttached(gateway: string, vpc: Vpc): boolean {
    const owner = this.resources.find(gateway);
    return !owner || (owner.properties.VpcId === undefined
      ? this.attachments.get(gateway)?.has(vpc.id) ?? false
      : this.resources.id(owner.properties.VpcId) === vpc.id);
  }

  /** The VPCs at both ends of a peering connection, as far as the template knows it. */
  public peers(connection: string): string[] {
    const { VpcId, PeerVpcId } = this.resources.find(connection, 'AWS::EC2::VPCPeeringConnection')?.properties ?? {};
    return [VpcId, PeerVpcId].map((end) => this.resources.id(end)).filter((end) => end !== undefined);
  }

  /** The subnets by which a VPC hangs on a transit gateway. */
  public transitSubnets(gateway: string, vpc: Vpc): string[] {
    return this.resources.ofType('AWS::EC2::TransitGatewayAttachment', 'AWS::EC2::TransitGatewayVpcAttachment')
      .filter(({ properties }) => this.resources.id(properties.TransitGatewayId) === gateway && this.resources.id(properties.VpcId) === vpc.id)
      .flatMap(({ properties }) => this.resources.ids(properties.SubnetIds));
  }

  /** Whether security groups may be named across a connection between two VPCs, seen from the end that is called. */
  public carriesGroups({ kind, id }: Pick<Target, 'kind' | 'id'>): 'both' | 'in' | 'none' {
    const { PeerRegion: region, SecurityGroupReferencingSupport: support } = this.resources.find(id)?.properties ?? {};
    const transit = kind === 'transit' && (support === 'enable' || !this.resources.find(id));
    return kind === 'peering' && region === undefined ? 'both' : transit ? 'in' : 'none';
  }

  /** The subnets that the endpoints of a firewall or load balancer stand in. */
  public middleboxSubnets(id: string, subnets: Map<string, Subnet>): Subnet[] {
    const { SubnetMappings, SubnetMapping, SubnetIds } = this.resources.find(id)?.properties ?? {};
    const mappings = objects([SubnetMapping, ...objects(SubnetMappings)]);
    const ids = [...this.resources.ids(SubnetIds), ...mappings.map(({ SubnetId }) => this.resources.id(SubnetId))];
    return ids.map((subnet) => subnets.get(subnet ?? '')).filter((subnet) => subnet !== undefined);
  }

  private add(table: string | undefined, routes: Route[]): void {
    this.tables.get(table ?? '')?.push(...routes);
  }

  private destinations(id: string, properties: Properties): AddressBlock[] {
    const list = this.resources.id(properties.DestinationPrefixListId);
    if (list !== undefined && !this.resources.find(list, 'AWS::EC2::PrefixList')) {
      this.resources.unknowns.add(`DestinationPrefixListId of ${id}, which is ${JSON.stringify(properties.DestinationPrefixListId)}`);
    }
    return [
      this.resources.block(id, 'DestinationCidrBlock', properties.DestinationCidrBlock),
      this.resources.block(id, 'DestinationIpv6CidrBlock', properties.DestinationIpv6CidrBlock),
      ...listed(this.resources, list),
    ].filter((block) => block !== undefined);
  }

  private target(properties: Properties): Target {
    const [property, kind] = TARGETS.find(([name]) => properties[name] !== undefined) ?? ['GatewayId', 'unknown'];
    const id = this.resources.id(properties[property]) ?? '';
    const type = this.resources.find(id)?.type;
    const gateway = type === 'AWS::EC2::InternetGateway' || id.startsWith('igw-') ? 'internet'
      : type === 'AWS::EC2::VPNGateway' || id.startsWith('vgw-') ? 'vpn'
      : id === 'local' ? 'local' : 'unknown';
    return { kind: property === 'GatewayId' ? gateway : kind, id: id || JSON.stringify(properties), endpoint: JSON.stringify(properties[property]) };
  }

  /** The static routes of the connections of a gateway; whatever there may be, as soon as one of them speaks BGP. */
  private announced(gateway: string): AddressBlock[] {
    const connections = this.resources.ofType('AWS::EC2::VPNConnection')
      .filter(({ properties }) => this.resources.id(properties.VpnGatewayId) === gateway);
    if (connections.length === 0 || connections.some(({ properties }) => !isTrue(properties.StaticRoutesOnly))) {
      return ANNOUNCED.map((text) => AddressBlock.parse(text)!);
    }
    return this.resources.ofType('AWS::EC2::VPNConnectionRoute')
      .filter(({ properties }) => connections.some(({ id }) => id === this.resources.id(properties.VpnConnectionId)))
      .map(({ id, properties }) => this.resources.block(id, 'DestinationCidrBlock', properties.DestinationCidrBlock))
      .filter((block) => block !== undefined);
  }
}

function route(destination: AddressBlock, target: Target): Route {
  return { destination, target, propagated: false };
}
