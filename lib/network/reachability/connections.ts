import { TransportProtocol } from '../transport-protocol';
import { AddressClass, AddressSpace } from './address-space';
import { ConnectionPath, ConnectionPaths } from './connection-paths';
import { FirewallLayer } from './firewall-layer';
import { Heading } from './network-acls';
import { NetworkModel } from './network-model';
import { Hop, Role } from './packet-leg';
import { PacketTracer } from './packet-tracer';
import { Host, WIDE_CLIENT_PORTS } from './places';
import { PortSet } from './port-set';
import { GroupPeer } from './security-groups';

/** What a hop lets through, and on which port that depends. */
interface Check {
  readonly role: Role;
  readonly ports: PortSet;
  readonly what: () => string;
}

/** Decides what two hosts can do, from the ways between them and from the rules on these ways. */
export class Connections {
  private readonly paths: ConnectionPaths;
  private readonly aclPorts = new Map<string, PortSet>();
  private readonly groupPorts = new Map<string, PortSet>();

  constructor(private readonly model: NetworkModel, private readonly space: AddressSpace) {
    this.paths = new ConnectionPaths(new PacketTracer(model, space));
  }

  /** The ports on which one host may open connections to the other: some way, and some port for the answer. */
  public possible(source: Host, destination: Host, protocol: TransportProtocol, layer: FirewallLayer): PortSet {
    return this.paths.between(source, destination)
      .filter(({ stopped }) => stopped === undefined)
      .reduce((all, path) => all.union(this.through(path, source, destination, protocol, layer)), PortSet.NONE);
  }

  /** Why connections to a port are not certain to work, whatever way they take and whatever port the client chose; undefined when they are. */
  public obstacle(source: Host, destination: Host, protocol: TransportProtocol, port: number): string | undefined {
    for (const path of this.paths.between(source, destination)) {
      const found = path.stopped ?? this.closed(path, source, destination, protocol, port) ?? path.doubtful;
      if (found !== undefined) {
        return found;
      }
    }
    return undefined;
  }

  /** The gateway between two hosts, in words, where one of them is outside. */
  public via(source: Host, destination: Host): string | undefined {
    return this.paths.between(source, destination).find(({ stopped }) => stopped === undefined)?.via;
  }

  private through(path: ConnectionPath, source: Host, destination: Host, protocol: TransportProtocol, layer: FirewallLayer): PortSet {
    const open = { 'called': PortSet.ALL, 'client': PortSet.ALL, 'translated client': PortSet.ALL };
    for (const { role, ports } of this.checks(path, source, destination, protocol, layer, false)) {
      open[role] = open[role].intersect(ports);
      if (open[role].isEmpty) {
        return PortSet.NONE;
      }
    }
    return open.called;
  }

  private closed(path: ConnectionPath, source: Host, destination: Host, protocol: TransportProtocol, port: number): string | undefined {
    const needed = { 'called': PortSet.range(port, port), 'client': source.clientPorts, 'translated client': WIDE_CLIENT_PORTS };
    for (const { role, ports, what } of this.checks(path, source, destination, protocol, FirewallLayer.ALL, true)) {
      const missing = needed[role].subtract(ports);
      if (!missing.isEmpty) {
        return `${what()} on ${protocol.toUpperCase()} ${role === 'called' ? `port ${port}` : `ports ${missing.toString()}, where the answer goes`}`;
      }
    }
    return undefined;
  }

  /** One after the other, because most pairs of hosts are stopped by the first. */
  private *checks(
    path: ConnectionPath, source: Host, destination: Host, protocol: TransportProtocol, layer: FirewallLayer, certain: boolean,
  ): Iterable<Check> {
    const [groups, acls] = [layer !== FirewallLayer.NETWORK_ACLS, layer !== FirewallLayer.SECURITY_GROUPS];
    const callee = peer(destination, path, path.references === 'both');
    const caller = { ...peer(source, path, path.references !== 'none' && path.seen === source.address), address: path.seen };
    if (groups && source.subnet) {
      yield this.group(source.groups, 'out', callee, protocol, certain);
    }
    if (groups && destination.subnet) {
      yield this.group(destination.groups, 'in', caller, protocol, certain);
    }
    for (const hop of path.hops) {
      if (hop.kind === 'network ACL' && acls) {
        yield this.acl(hop, protocol, certain);
      } else if (hop.kind === 'appliance' && groups) {
        const other = hop.heading === 'in' ? peer(source, path, true) : peer(destination, path, false);
        yield this.group(hop.groups, hop.heading, other, protocol, certain);
      }
    }
  }

  private acl({ acl, heading, peer: address, role }: Extract<Hop, { kind: 'network ACL' }>, protocol: TransportProtocol, certain: boolean): Check {
    const key = `${acl} ${heading} ${address} ${protocol}`;
    const ports = !this.model.networkAcls.has(acl) ? certain ? PortSet.NONE : PortSet.ALL
      : remembered(this.aclPorts, key, () => this.model.networkAcls.ports(acl, heading, address, protocol, this.space));
    return { role, ports, what: () => `network ACL ${acl} ${this.nothing(heading, address)}` };
  }

  private group(groups: readonly string[], heading: Heading, other: GroupPeer, protocol: TransportProtocol, certain: boolean): Check {
    const key = [groups.join(), heading, other.address, other.groups.join(), other.outside, other.connected, protocol, certain].join(' ');
    const ports = remembered(this.groupPorts, key, () => this.model.securityGroups.ports(groups, heading, other, protocol, this.space, certain));
    const kind = groups.length > 1 ? 'security groups' : 'security group';
    return { role: 'called', ports, what: () => `${kind} ${groups.join(', ')} ${this.nothing(heading, other.address, groups.length > 1)}` };
  }

  private nothing(heading: Heading, address: AddressClass, plural = false): string {
    return `${plural ? 'let' : 'lets'} nothing ${heading === 'in' ? 'in from' : 'out to'} ${this.space.label(address)}`;
  }
}

function peer({ subnet, address, groups }: Host, { connected }: ConnectionPath, byReference: boolean): GroupPeer {
  return { address, groups: byReference ? groups : [], outside: subnet === undefined, connected };
}

function remembered(cache: Map<string, PortSet>, key: string, compute: () => PortSet): PortSet {
  const known = cache.get(key) ?? compute();
  cache.set(key, known);
  return known;
}
