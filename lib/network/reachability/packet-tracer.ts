import { AddressClass, AddressSpace } from './address-space';
import { Subnet, Vpc } from './network-blocks';
import { NetworkModel } from './network-model';
import { End, Exit, guards, inbound, Leg, move, name, outbound, Packet, Role } from './packet-leg';
import { Interface } from './places';
import { Target } from './routing';
import { isTrue } from './template-resources';

const START: Leg = { hops: [], boxes: [], appliances: [], references: 'both' };
/** More than any sensible network has in a row. */
const MOST_HOPS = 40;
const MOST_BOXES = 6;

/** Follows packets from subnet to subnet, as route tables and gateways send them. Where there are several ways, it gives them all. */
export class PacketTracer {
  constructor(private readonly model: NetworkModel, private readonly space: AddressSpace) {}

  /** From a subnet, to wherever the packet is addressed. */
  public leave(at: Subnet, from: End, to: End, role: Role): Leg[] {
    return this.walk(at, { from, to, role, opens: role === 'called' }, START);
  }

  /** From outside, through the gateway by which the other direction left. */
  public enter({ kind, id, vpc }: Exit, from: End, to: End, role: Role): Leg[] {
    const packet = { from, to, role, opens: role === 'called' };
    return kind === 'transit' ? this.fromTransit(id, vpc, packet, START) : this.fromGateway(id, packet, START);
  }

  private fromGateway(id: string, packet: Packet, leg: Leg): Leg[] {
    const edge = this.model.routing.edges.get(id);
    const target = edge === undefined ? undefined : this.lookUp(edge, packet.to);
    return target?.kind === 'middlebox' || target?.kind === 'interface'
      ? this.box(undefined, target, packet, leg)
      : this.arrive(undefined, packet, leg);
  }

  private fromTransit(id: string, vpc: Vpc, packet: Packet, leg: Leg): Leg[] {
    const attached = this.attached(id, vpc);
    return attached.length === 0
      ? this.arrive(undefined, packet, leg)
      : attached.flatMap((subnet) => subnet === packet.to.subnet ? this.arrive(undefined, packet, leg) : this.walk(subnet, packet, leg));
  }

  private walk(at: Subnet, packet: Packet, leg: Leg): Leg[] {
    const { to } = packet;
    const target = this.space.isService(to.address) ? this.service(at, to.address) : this.lookUp(at.routeTable, to);
    const stop = (stopped: string): Leg[] => [{ ...leg, stopped }];
    if (!target || leg.hops.length > MOST_HOPS || leg.boxes.length > MOST_BOXES) {
      const problem = target ? 'sends packets in a circle' : `has no route to ${this.space.label(to.address)}`;
      return stop(`route table ${at.routeTable} of subnet ${at.id} ${problem}`);
    }
    switch (target.kind) {
      case 'local':
        return to.subnet?.vpc === at.vpc
          ? this.arrive(at, packet, leg)
          : stop(`VPC ${at.vpc.id} keeps packets to ${this.space.label(to.address)} to itself`);
      case 'middlebox': return this.box(at, target, packet, leg);
      case 'interface': return packet.opens && !to.subnet ? this.translate(at, target, packet, leg) : this.box(at, target, packet, leg);
      case 'nat': return packet.opens
        ? this.translate(at, target, packet, leg)
        : stop(`subnet ${at.id} answers by ${name(target)}, which lets no connection in`);
      case 'transit': return this.throughTransit(at, target, packet, leg);
      case 'peering': return this.throughPeering(at, target, packet, leg);
      case 'internet':
      case 'egress-only': {
        const problem = this.internetProblem(at, target, packet, leg);
        return problem ? stop(problem) : this.exit(at, target, packet, leg);
      }
      case 'service': return packet.opens ? this.exit(at, target, packet, leg) : stop(`${name(target)} lets no connection in`);
      default: return to.subnet && target.kind === 'vpn'
        ? stop(`${name(target)} does not lead to VPC ${to.subnet.vpc.id}`)
        : this.exit(at, target, packet, leg);
    }
  }

  private internetProblem(at: Subnet, target: Target, { from, to, opens }: Packet, { nat }: Leg): string | undefined {
    const outwardOnly = nat !== undefined || target.kind === 'egress-only';
    if (!this.model.routing.isAttached(target.id, at.vpc)) {
      return `${name(target)} is not attached to VPC ${at.vpc.id}`;
    }
    if (!this.space.isPublic(to.address)) {
      return `${name(target)} carries no packets to ${this.space.label(to.address)}`;
    }
    if (!opens && target.kind === 'egress-only') {
      return `subnet ${at.id} answers by ${name(target)}, which lets no connection in`;
    }
    if (nat && this.model.resources.find(nat.name)?.properties.ConnectivityType === 'private') {
      return `NAT gateway ${nat.name} is private, and ${name(target)} drops what it sends`;
    }
    return this.model.publicAccess.passes(!opens, outwardOnly, [at, from.subnet!])
      ? undefined : `VPC Block Public Access stops traffic between the internet and subnet ${from.subnet!.id}`;
  }

  private throughPeering(at: Subnet, target: Target, packet: Packet, leg: Leg): Leg[] {
    const peers = this.model.routing.peers(target.id);
    const far = peers.find((peer) => peer !== at.vpc.id);
    const leads = packet.to.subnet ? packet.to.subnet.vpc.id === far : !this.model.vpcs.has(far ?? '');
    if (peers.length > 0 && !(peers.includes(at.vpc.id) && leads)) {
      return [{ ...leg, stopped: `${name(target)} does not lead from VPC ${at.vpc.id} to ${this.space.label(packet.to.address)}` }];
    }
    return packet.to.subnet ? this.arrive(undefined, packet, this.crossing(at, target, packet, leg)) : this.exit(at, target, packet, leg);
  }

  /** Of the subnets a VPC is attached by, packets to the gateway pass the rules for what comes in, and packets from it those for what goes out. */
  private throughTransit(at: Subnet, target: Target, packet: Packet, leg: Leg): Leg[] {
    const attached = this.attached(target.id, at.vpc);
    const near = attached.filter(({ zone }) => zone === at.zone);
    const ways = attached.length === 0
      ? [this.crossing(at, target, packet, leg)]
      : (near.length > 0 ? near : attached).map((subnet) => {
        const { hops, ...rest } = this.crossing(at, target, packet, leg);
        return { ...rest, hops: subnet === at ? hops : [...hops, inbound(subnet, packet)] };
      });
    const far = packet.to.subnet?.vpc;
    return ways.flatMap((way) => !far
      ? [{ ...way, exit: { kind: target.kind, id: target.id, vpc: at.vpc } }]
      : this.attached(target.id, far).length === 0 && this.model.resources.find(target.id)
        ? [{ ...way, stopped: `${name(target)} is not attached to VPC ${far.id}` }]
        : this.fromTransit(target.id, far, packet, way));
  }

  private attached(gateway: string, vpc: Vpc): Subnet[] {
    return this.model.routing.transitSubnets(gateway, vpc).map((id) => this.model.subnets.get(id)).filter((subnet) => subnet !== undefined);
  }

  private crossing(at: Subnet, target: Target, packet: Packet, leg: Leg): Leg {
    const carried = this.model.routing.carriesGroups(target);
    return { ...leg, hops: [...leg.hops, outbound(at, packet)], references: leg.references === 'none' ? 'none' : carried };
  }

  /** Out of all that the template knows. Whether somebody else brings it back in, to a subnet of another VPC, is unknown, and counts as yes. */
  private exit(at: Subnet, { kind, id }: Target, packet: Packet, leg: Leg): Leg[] {
    const left = { ...leg, hops: [...leg.hops, outbound(at, packet)] };
    return packet.to.subnet ? this.arrive(undefined, packet, { ...left, references: 'none' }) : [{ ...left, exit: { kind, id, vpc: at.vpc } }];
  }

  private arrive(at: Subnet | undefined, packet: Packet, leg: Leg): Leg[] {
    return [{ ...leg, hops: [...leg.hops, ...move(at, packet.to.subnet!, packet)] }];
  }

  /** Through a firewall, load balancer or appliance that leaves addresses as they are. */
  private box(at: Subnet | undefined, target: Target, packet: Packet, leg: Leg): Leg[] {
    const appliance = target.kind === 'interface' ? this.appliance(target) : undefined;
    const subnets = appliance?.subnets ?? this.model.routing.middleboxSubnets(target.id, this.model.subnets);
    if (appliance && !this.forwards(target.id)) {
      return [{ ...leg, stopped: `${name(target)} drops what is not addressed to it: its source/destination check is on` }];
    }
    if (subnets.length === 0) {
      return at ? this.exit(at, { ...target, kind: 'unknown' }, packet, leg) : this.arrive(undefined, packet, leg);
    }
    const groups = packet.opens ? guards(appliance) : [];
    return subnets.flatMap((subnet) => this.walk(subnet, packet, {
      ...leg, hops: [...leg.hops, ...move(at, subnet, packet), ...groups], boxes: [...leg.boxes, target.endpoint],
      appliances: appliance ? [...leg.appliances, name(target)] : leg.appliances, references: 'none',
    }));
  }

  private translate(at: Subnet, target: Target, packet: Packet, leg: Leg): Leg[] {
    const appliance = target.kind === 'interface' ? this.appliance(target) : undefined;
    const gateway = this.model.subnets.get(this.model.resources.id(this.model.resources.find(target.id)?.properties.SubnetId) ?? '');
    const subnets = appliance?.subnets ?? (gateway ? [gateway] : []);
    if (appliance && !this.forwards(target.id)) {
      return this.box(at, target, packet, leg);
    }
    // A second translation, one to IPv4, or one whose place nobody knows: what lies behind counts as open.
    if (leg.nat || subnets.length === 0 || this.space.family(packet.to.address) === 6) {
      return this.exit(at, { ...target, kind: 'nat' }, packet, leg);
    }
    return subnets.flatMap((subnet) => {
      const hops = [...leg.hops, ...move(at, subnet, packet), ...guards(appliance)];
      const addresses = subnet.blocks.filter(({ family }) => family === 4).flatMap((block) => this.space.within(block));
      return addresses.flatMap((address) => {
        const end = { subnet, address };
        return this.walk(subnet, { ...packet, from: end }, { ...leg, hops, nat: { end, name: target.id } });
      });
    });
  }

  private appliance({ id }: Target): Interface | undefined {
    const { NetworkInterfaces: interfaces } = this.model.resources.find(id)?.properties ?? {};
    const [first] = Array.isArray(interfaces) ? interfaces as { NetworkInterfaceId?: unknown }[] : [];
    return (this.model.interfaces.get(id) ?? this.model.interfaces.get(this.model.resources.id(first?.NetworkInterfaceId) ?? ''))?.[0];
  }

  private forwards(id: string): boolean {
    const { SourceDestCheck: check } = this.model.resources.find(id)?.properties ?? {};
    return check !== undefined && !isTrue(check);
  }

  private service(at: Subnet, address: AddressClass): Target | undefined {
    const found = this.model.routing.services.find(({ name: service, routeTables }) =>
      this.space.service(service) === address && routeTables.includes(at.routeTable));
    return found && { kind: 'service', id: found.endpoint, endpoint: found.endpoint };
  }

  private lookUp(table: string, { address }: End): Target | undefined {
    return this.model.routing.routes(table).find(({ destination }) => this.space.inside(address, destination))?.target;
  }
}
