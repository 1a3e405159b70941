import { ReachabilityAnalysis } from '../../../lib/network/reachability/reachability-analysis';
import { ReachableConnection } from '../../../lib/network/reachability/reachable-connection';
import { TransportProtocol } from '../../../lib/network/transport-protocol';

type Properties = Record<string, unknown>;

/** A network written down by hand, so that nothing but the analysis is tested. */
export class TemplateBuilder {
  public readonly resources: Record<string, { Type: string; Properties: Properties; Condition?: string }> = {};

  public add(id: string, type: string, properties: Properties): this {
    this.resources[id] = { Type: `AWS::${type}`, Properties: properties };
    return this;
  }

  /** A setting of the baseline, which a function makes. */
  public setting(id: string, properties: Properties): this {
    this.resources[id] = { Type: 'Custom::AccountSetting', Properties: properties };
    return this;
  }

  public remove(...ids: string[]): this {
    for (const id of ids) {
      if (!(id in this.resources)) {
        throw new Error(`there is no ${id} to remove: ${Object.keys(this.resources).join()}`);
      }
      Reflect.deleteProperty(this.resources, id);
    }
    return this;
  }

  public set(id: string, properties: Properties): this {
    Object.assign(this.resources[id].Properties, properties);
    return this;
  }

  public vpc(id: string, cidr: string): this {
    return this.add(id, 'EC2::VPC', { CidrBlock: cidr });
  }

  /** A subnet of a tier with the tier's ACL and route table, all three by name: `Web` has `WebAcl` and `WebTable`. */
  public subnet(id: string, vpc: string, cidr: string, tier: string, more: Properties = {}): this {
    const name = tier.charAt(0).toUpperCase() + tier.slice(1);
    return this.add(id, 'EC2::Subnet', { VpcId: ref(vpc), CidrBlock: cidr, AvailabilityZone: 'a', Tags: tag(tier), ...more })
      .add(`${id}Acl`, 'EC2::SubnetNetworkAclAssociation', { SubnetId: ref(id), NetworkAclId: ref(`${name}Acl`) })
      .add(`${id}Table`, 'EC2::SubnetRouteTableAssociation', { SubnetId: att(id, 'SubnetId'), RouteTableId: ref(`${name}Table`) });
  }

  public table(id: string, vpc: string): this {
    return this.add(id, 'EC2::RouteTable', { VpcId: ref(vpc) });
  }

  /** Entries such as `in 100 allow 0.0.0.0/0 tcp 443`. Each has an id of its own: `WebAclIn100`. */
  public acl(id: string, vpc: string, ...entries: string[]): this {
    this.add(id, 'EC2::NetworkAcl', { VpcId: ref(vpc) });
    return this.entries(id, ref(id), ...entries);
  }

  public entries(id: string, acl: unknown, ...entries: string[]): this {
    for (const entry of entries) {
      const [heading, number, action, block, protocol, ports] = entry.split(' ');
      this.add(`${id}${heading === 'in' ? 'In' : 'Out'}${number}`, 'EC2::NetworkAclEntry', {
        NetworkAclId: acl, Egress: heading === 'out', RuleNumber: Number(number), RuleAction: action, Protocol: { tcp: 6, udp: 17, icmp: 1, all: -1 }[protocol],
        [block.includes(':') ? 'Ipv6CidrBlock' : 'CidrBlock']: block, ...ports && { PortRange: range(ports, 'From', 'To') },
      });
    }
    return this;
  }

  /** Rules such as `in tcp 443 0.0.0.0/0`, `out tcp 5432 @DbGroup` or `out tcp 443 pl-1`. */
  public group(id: string, vpc: string, tier: string | undefined, ...rules: string[]): this {
    const of = (heading: string) => rules.filter((text) => text.startsWith(`${heading} `)).map(rule);
    return this.add(id, 'EC2::SecurityGroup', {
      VpcId: ref(vpc), ...tier && { Tags: tag(tier) }, SecurityGroupIngress: of('in'),
      SecurityGroupEgress: of('out').length > 0 ? of('out') : [{ IpProtocol: 'icmp', FromPort: 252, ToPort: 86, CidrIp: '255.255.255.255/32' }],
    });
  }

  public route(id: string, table: string, destination: string, target: Properties): this {
    return this.add(id, 'EC2::Route', {
      RouteTableId: ref(table), [destination.includes(':') ? 'DestinationIpv6CidrBlock' : 'DestinationCidrBlock']: destination, ...target,
    });
  }

  public gateway(vpc: string, id = 'Igw'): this {
    return this.add(id, 'EC2::InternetGateway', {}).add(`${id}Attachment`, 'EC2::VPCGatewayAttachment', { VpcId: ref(vpc), InternetGatewayId: ref(id) });
  }

  public analyze(): ReachabilityAnalysis {
    return ReachabilityAnalysis.ofTemplate({ Resources: this.resources });
  }

  /** Asserts that a connection works, and that the opposite claim is refuted. */
  public works(from: string, to: string, port: number, protocol = TransportProtocol.TCP): void {
    const analysis = this.analyze();
    analysis.canReach(from, to, port, protocol);
    expect(() => analysis.cannotReach(from, to, port, protocol)).toThrow(`${from} can reach ${to}: `);
  }

  /** Asserts that nothing gets through, and tells where it stops. */
  public stops(from: string, to: string, port: number, protocol = TransportProtocol.TCP): string {
    const analysis = this.analyze();
    analysis.cannotReach(from, to, port, protocol);
    return explanation(() => analysis.canReach(from, to, port, protocol));
  }

  /** Asserts that something may get through, though not surely, and tells why not. */
  public mayStop(from: string, to: string, port: number): string {
    const analysis = this.analyze();
    expect(() => analysis.cannotReach(from, to, port)).toThrow(`${from} can reach ${to}: `);
    return explanation(() => analysis.canReach(from, to, port));
  }
}

/** The internet and two tiers, on a port each: every rule is needed, none is too many. */
export function webAndData(): TemplateBuilder {
  return new TemplateBuilder().vpc('Vpc', '10.0.0.0/16').gateway('Vpc')
    .table('WebTable', 'Vpc').table('DataTable', 'Vpc').route('WebDefault', 'WebTable', '0.0.0.0/0', { GatewayId: ref('Igw') })
    .acl('WebAcl', 'Vpc', 'in 100 allow 0.0.0.0/0 tcp 443', 'out 100 allow 0.0.0.0/0 tcp 32768-65535', 'out 110 allow 10.0.1.0/24 tcp 5432', 'in 110 allow 10.0.1.0/24 tcp 32768-65535')
    .acl('DataAcl', 'Vpc', 'in 100 allow 10.0.0.0/24 tcp 5432', 'out 100 allow 10.0.0.0/24 tcp 32768-65535')
    .subnet('WebSubnet', 'Vpc', '10.0.0.0/24', 'web').subnet('DataSubnet', 'Vpc', '10.0.1.0/24', 'data')
    .group('WebGroup', 'Vpc', 'web', 'in tcp 443 0.0.0.0/0', 'out tcp 5432 @DataGroup').group('DataGroup', 'Vpc', 'data', 'in tcp 5432 @WebGroup');
}

/** Firewalls that stop nothing, for tests of routes. */
export function openTier(builder: TemplateBuilder, vpc: string, tier: string, cidr: string, more: Properties = {}): TemplateBuilder {
  const name = tier.charAt(0).toUpperCase() + tier.slice(1);
  return builder.table(`${name}Table`, vpc).acl(`${name}Acl`, vpc, ...['in', 'out'].flatMap((way) => [`${way} 100 allow 0.0.0.0/0 all`, `${way} 101 allow ::/0 all`]))
    .subnet(`${name}Subnet`, vpc, cidr, tier, more)
    .group(`${name}Group`, vpc, tier, 'in -1 all 0.0.0.0/0', 'in -1 all ::/0', 'out -1 all 0.0.0.0/0', 'out -1 all ::/0');
}

/** Connections in words. */
export function words(connections: ReachableConnection[]): string[] {
  return connections.map(({ source, destination, direction, protocol, addressFamily, fromPort, toPort }) =>
    `${source} to ${destination}, ${direction} ${protocol} ${addressFamily} ${fromPort}-${toPort}`);
}

export function ref(id: string): object {
  return { Ref: id };
}

export function att(id: string, attribute: string): object {
  return { 'Fn::GetAtt': [id, attribute] };
}

export function explanation(attempt: () => void): string {
  try {
    attempt();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('nothing was thrown');
}

export function rule(text: string): Properties {
  const [, protocol, ports, peer] = text.split(' ');
  const heading = text.startsWith('in') ? 'Source' : 'Destination';
  return {
    IpProtocol: protocol, ...ports !== 'all' && range(ports, 'FromPort', 'ToPort'),
    ...peer.startsWith('@') ? { [`${heading}SecurityGroupId`]: att(peer.slice(1), 'GroupId') }
      : peer.startsWith('pl-') ? { [`${heading}PrefixListId`]: peer }
      : { [peer.includes(':') ? 'CidrIpv6' : 'CidrIp']: peer },
  };
}

function tag(tier: string): object[] {
  return [{ Key: 'secure-baseline:tier', Value: tier }];
}

function range(ports: string, from: string, to: string): Properties {
  const [first, last = first] = ports.split('-').map(Number);
  return { [from]: first, [to]: last };
}
