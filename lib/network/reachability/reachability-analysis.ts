import { AddressBlock } from '../../private/address-block';
import { TransportProtocol } from '../transport-protocol';
import { AddressFamily } from './address-family';
import { FirewallLayer } from './firewall-layer';
import { FlowDirection } from './flow-direction';
import { NetworkModel } from './network-model';
import { NetworkView, Place } from './network-view';
import { Host } from './places';
import { PortSet } from './port-set';
import { ReachableConnection } from './reachable-connection';

const PROTOCOLS = [TransportProtocol.TCP, TransportProtocol.UDP];
const FAMILIES = [[4, AddressFamily.IPV4, 'IPv4'], [6, AddressFamily.IPV6, 'IPv6']] as const;

/**
 * Who can open connections to whom in the networks of a synthesized template: computed from its routes, gateways, network ACLs and security
 * groups, with the way back for the answer, before anything is deployed.
 *
 *     const network = ReachabilityAnalysis.ofTemplate(Template.fromStack(stack).toJSON());
 *     network.canReach('internet', 'public', 443);
 *     network.cannotReach('internet', 'data');
 *
 * Places that can be named are listed in `places`: the tiers of a TieredVpc, by name; resources with network interfaces, by logical id; `internet`;
 * services behind gateway endpoints, such as `s3`; and blocks outside that a route or rule names. Any other address or block can be asked about in
 * CIDR notation.
 *
 * What the template cannot tell counts as open: whatever lies behind a peering connection, a transit gateway (whose own route tables are not
 * looked at) or a VPN, firewall appliances, security groups and network ACLs of other templates. A prefix list that the template does not spell out
 * is taken for that of its gateway endpoints, or for everybody outside when it has none. Addresses, ports and conditions that only a deployment
 * knows are refused. A block that AWS chooses, from an IPAM pool or of its own, is represented by one of its size.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/infrastructure-security.html
 */
export class ReachabilityAnalysis {
  /**
   * Analyzes a template.
   *
   * @param template - AWS CloudFormation template as an object, such as `Template.fromStack(stack).toJSON()`
   * @throws when an address, a port or a condition that decides is known to a deployment only
   */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any, @typescript-eslint/consistent-indexed-object-style
  public static ofTemplate(template: { [key: string]: any }): ReachabilityAnalysis {
    return new ReachabilityAnalysis(new NetworkModel(template));
  }

  /** Everything that can be named as a source or a destination. */
  public readonly places: string[];

  private readonly views = new Map<string, NetworkView>();

  private constructor(private readonly model: NetworkModel) {
    this.places = [...this.view().places.keys()];
  }

  /**
   * What may get through, between every two places: from some address, by some way, with some port for the answer. Sorted by source, destination,
   * protocol, address family and port; ranges are as wide as they can be.
   *
   * @param layer - which firewalls count; both unless given
   */
  public connections(layer: FirewallLayer = FirewallLayer.ALL): ReachableConnection[] {
    const view = this.view();
    const places = [...view.places].sort(([a], [b]) => a < b ? -1 : 1);
    return places.flatMap(([source, from]) => places.flatMap(([destination, to]) => from === to && from.single ? []
      : PROTOCOLS.flatMap((protocol) => opening(view, from, to, protocol, layer, PortSet.ALL).flatMap(({ addressFamily, ports }) =>
        ports.ranges().map(([fromPort, toPort]) => ({
          source, destination, direction: direction(from, to), protocol, addressFamily, fromPort, toPort,
        }))))));
  }

  /**
   * Makes sure that connections work: from every address of the one place to every address of the other, over IPv4 or over IPv6, whichever
   * port of those clients use the answer goes to (32,768 to 65,535; for load balancers, functions and NAT from 1,024, but for 3389).
   *
   * @param from - who opens the connection: a place, an address, or a block in CIDR notation. The internet is every public address that no other
   * place names
   * @param to - who is called
   * @param port - from 0 to 65,535
   * @param protocol - TCP unless given
   * @throws when they do not, saying where they stop
   */
  public canReach(from: string, to: string, port: number, protocol: TransportProtocol = TransportProtocol.TCP): void {
    const { view, source, destination } = this.ends(from, to, port, false);
    const pairs = view.pairs(source, destination);
    let first: string | undefined;
    for (const [family] of FAMILIES) {
      const own = pairs.filter(([{ address }]) => view.space.family(address) === family);
      const stopped = obstacle(view, own, protocol, port);
      if (own.length > 0 && stopped === undefined) {
        return;
      }
      first ??= stopped;
    }
    throw new Error(`${from} cannot reach ${to} on ${protocol.toUpperCase()} port ${port}: ${first ?? 'they have no addresses of one family'}`);
  }

  /**
   * Makes sure that nothing gets through: from no address, by no way.
   *
   * @param from - who would open the connection: a place, an address, or a block in CIDR notation. The internet is every public address, those
   * of named blocks included
   * @param to - who would be called
   * @param port - from 0 to 65,535; any port unless given
   * @param protocol - TCP and UDP unless given
   * @throws when something does, saying what
   */
  public cannotReach(from: string, to: string, port?: number, protocol?: TransportProtocol): void {
    const { view, source, destination } = this.ends(from, to, port, true);
    const asked = port === undefined ? PortSet.ALL : PortSet.range(port, port);
    const lines = PROTOCOLS.filter((one) => one === (protocol ?? one)).flatMap((one) =>
      opening(view, source, destination, one, FirewallLayer.ALL, asked).map(({ ports, words, pair: [a, b] }) => {
        const via = view.connections.via(a, b);
        const way = `from ${view.label(a)} to ${view.label(b)}${via ? ` by ${via}` : ''}`;
        return `${one.toUpperCase()} on ${ports.toString()} over ${words}, such as ${way}`;
      }));
    if (lines.length > 0) {
      throw new Error(`${from} can reach ${to}: ${lines.join('; ')}`);
    }
  }

  /**
   * The connections as a table in Markdown.
   *
   * @param layer - which firewalls count; both unless given
   */
  public describe(layer: FirewallLayer = FirewallLayer.ALL): string {
    const ports = new Map<string, string[]>();
    for (const { source, destination, protocol, addressFamily, fromPort, toPort } of this.connections(layer)) {
      const key = [source, destination, protocol.toUpperCase(), addressFamily].join('|');
      ports.set(key, [...ports.get(key) ?? [], PortSet.range(fromPort, toPort).toString()]);
    }
    const families = new Map<string, string[]>();
    for (const [key, ranges] of ports) {
      const [source, destination, protocol, family] = key.split('|');
      const row = `| ${source} | ${destination} | ${protocol} | ${ranges.join(', ')} |`;
      families.set(row, [...families.get(row) ?? [], FAMILIES.find(([, name]) => name === family)![2]]);
    }
    const rows = [...families].map(([row, names]) => `${row} ${names.join(', ')} |`);
    return ['| from | to | protocol | ports | addresses |', '|---|---|---|---|---|', ...rows, ''].join('\n');
  }

  private ends(from: string, to: string, port: number | undefined, widest: boolean): { view: NetworkView; source: Place; destination: Place } {
    if (port !== undefined && !(Number.isInteger(port) && port >= 0 && port <= 65535)) {
      throw new Error(`ReachabilityAnalysis: port: got ${port}; allowed is a whole number from 0 to 65535; pass the port that is called`);
    }
    const blocks = [from, to].map((name) => this.places.includes(name) ? undefined : AddressBlock.around(name));
    const view = this.view(blocks.filter((block) => block !== undefined));
    const [source, destination] = [from, to].map((name, index) => {
      const block = blocks[index];
      const place = block ? view.behind(block) : widest ? view.widest(name) : view.places.get(name);
      if (!place) {
        throw new Error(`ReachabilityAnalysis: ${index === 0 ? 'from' : 'to'}: got "${name}"; allowed is ${this.places.join(', ')}, or an address or`
          + ` block ${block ? 'that is outside or that one of them has' : 'in CIDR notation'}; correct the name`);
      }
      return place;
    });
    if (source.outside && destination.outside) {
      throw new Error(`ReachabilityAnalysis: from, to: got "${from}" and "${to}", both outside; allowed is a place inside at one end; `
        + 'ask about a tier or resource');
    }
    return { view, source, destination };
  }

  private view(asked: AddressBlock[] = []): NetworkView {
    const key = asked.join();
    const view = this.views.get(key) ?? new NetworkView(this.model, asked);
    this.views.set(key, view);
    return view;
  }
}

/** What is open between two places, and the first pair of hosts that shows it. */
interface Opening {
  readonly addressFamily: AddressFamily;
  readonly words: string;
  readonly ports: PortSet;
  readonly pair: [Host, Host];
}

function opening(
  view: NetworkView, source: Place, destination: Place, protocol: TransportProtocol, layer: FirewallLayer, asked: PortSet,
): Opening[] {
  const found = new Map<number, { ports: PortSet; pair: [Host, Host] }>();
  for (const pair of view.pairs(source, destination)) {
    const family = view.space.family(pair[0].address);
    const ports = view.connections.possible(...pair, protocol, layer).intersect(asked);
    const before = found.get(family);
    if (!ports.isEmpty) {
      found.set(family, { ports: before?.ports.union(ports) ?? ports, pair: before?.pair ?? pair });
    }
  }
  return FAMILIES.flatMap(([family, addressFamily, words]) => {
    const open = found.get(family);
    return open ? [{ ...open, addressFamily, words }] : [];
  });
}

function direction(source: Place, destination: Place): FlowDirection {
  return source.outside ? FlowDirection.INBOUND : destination.outside ? FlowDirection.OUTBOUND : FlowDirection.INTERNAL;
}

function obstacle(view: NetworkView, pairs: [Host, Host][], protocol: TransportProtocol, port: number): string | undefined {
  for (const [from, to] of pairs) {
    const found = view.connections.obstacle(from, to, protocol, port);
    if (found !== undefined) {
      return `from ${view.label(from)} to ${view.label(to)}, ${found}`;
    }
  }
  return undefined;
}
