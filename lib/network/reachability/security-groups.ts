import { AddressBlock, ANYWHERE } from '../../private/address-block';
import { TransportProtocol } from '../transport-protocol';
import { AddressClass, AddressSpace } from './address-space';
import { Heading, PROTOCOLS } from './network-acls';
import { PortSet } from './port-set';
import { object, objects, Properties, TemplateResources } from './template-resources';

/** Stands for having no security group at all, as an old network load balancer: nothing is filtered. */
export const UNFILTERED = '(no security group)';

interface Rule {
  readonly heading: Heading;
  readonly protocols: TransportProtocol[];
  readonly ports: PortSet;
  readonly blocks: AddressBlock[];
  readonly group?: string;
  /** A prefix list that the template does not spell out. */
  readonly prefixList?: string;
  /** The service it is the list of, where a lookup of this library says so. */
  readonly service?: string;
}

/** Who is at the other end, as a security group sees it. */
export interface GroupPeer {
  readonly address: AddressClass;
  /** Its security groups, where rules that name a group can match. */
  readonly groups: readonly string[];
  /** Whether it is outside of every VPC of the template, and who it is unknown. */
  readonly outside: boolean;
  /** Whether it may carry a security group of another VPC. */
  readonly connected: boolean;
}

/** The security groups of a template. */
export class SecurityGroups {
  public readonly blocks: AddressBlock[] = [];
  private readonly rules = new Map<string, Rule[]>();
  private readonly hasGatewayEndpoints: boolean;

  constructor(private readonly resources: TemplateResources) {
    const anywhere = (heading: Heading): Rule => ({
      heading, protocols: PROTOCOLS['-1'], ports: PortSet.ALL, blocks: [ANYWHERE[4], ANYWHERE[6]],
    });
    this.hasGatewayEndpoints = resources.ofType('AWS::EC2::VPCEndpoint')
      .some(({ properties }) => (properties.VpcEndpointType ?? 'Gateway') === 'Gateway');
    this.rules.set(UNFILTERED, [anywhere('in'), anywhere('out')]);
    for (const { id } of resources.ofType('AWS::EC2::VPC')) {
      const group = `${id}.DefaultSecurityGroup`;
      const born: Rule[] = [{ heading: 'in', protocols: PROTOCOLS['-1'], ports: PortSet.ALL, blocks: [], group }, anywhere('out')];
      this.rules.set(group, born.filter(({ heading }) => !isEmptied(resources, id, heading)));
    }
    for (const { id, properties } of resources.ofType('AWS::EC2::SecurityGroup')) {
      const egress = objects(properties.SecurityGroupEgress);
      this.rules.set(id, [
        ...objects(properties.SecurityGroupIngress).flatMap((rule) => this.rule(id, 'in', rule)),
        // AWS lets everything out of a group that is born without a rule to the contrary; rules of their own come too late to change that.
        ...egress.length > 0 ? egress.flatMap((rule) => this.rule(id, 'out', rule)) : [anywhere('out')],
      ]);
      if ([properties.SecurityGroupIngress, properties.SecurityGroupEgress].some((list) => list !== undefined && !Array.isArray(list))) {
        resources.unknowns.add(`the rules of security group ${id}`);
      }
    }
    const apart = [['in', 'AWS::EC2::SecurityGroupIngress'], ['out', 'AWS::EC2::SecurityGroupEgress']] as const;
    for (const [heading, type] of apart) {
      for (const { id, properties } of resources.ofType(type)) {
        this.rules.get(resources.id(properties.GroupId) ?? '')?.push(...this.rule(id, heading, properties));
      }
    }
  }

  /** Whether the template holds a group. Of any other one nobody knows what it lets through. */
  public has(group: string): boolean {
    return this.rules.has(group);
  }

  /**
   * The destination ports on which groups let connections in from a peer, or out to it.
   *
   * @param certain - whether only what is known for sure counts, or also what may be
   */
  public ports(
    groups: readonly string[], heading: Heading, peer: GroupPeer, protocol: TransportProtocol, space: AddressSpace, certain: boolean,
  ): PortSet {
    let allowed = !certain && groups.some((group) => !this.has(group)) ? PortSet.ALL : PortSet.NONE;
    for (const rule of groups.flatMap((group) => this.rules.get(group) ?? [])) {
      if (rule.heading === heading && rule.protocols.includes(protocol) && this.matches(rule, peer, space, certain)) {
        allowed = allowed.union(rule.ports);
      }
    }
    return allowed;
  }

  private matches({ heading, blocks, group, prefixList, service }: Rule, peer: GroupPeer, space: AddressSpace, certain: boolean): boolean {
    if (group !== undefined) {
      return peer.groups.includes(group) || (!certain && peer.outside && peer.connected && !this.has(group));
    }
    if (prefixList !== undefined && peer.outside) {
      // With gateway endpoints in the template, a list to let packets out to is taken for theirs.
      if (service !== undefined || space.isService(peer.address)) {
        return space.isService(peer.address) && space.label(peer.address) === (service ?? space.label(peer.address));
      }
      return !certain && (heading === 'in' || !this.hasGatewayEndpoints);
    }
    return blocks.some((block) => space.inside(peer.address, block));
  }

  private rule(owner: string, heading: Heading, properties: Properties): Rule[] {
    const { CidrIp, CidrIpv6, SourceSecurityGroupId, SourceSecurityGroupName, DestinationSecurityGroupId } = properties;
    const [name, from, to] = ['IpProtocol', 'FromPort', 'ToPort'].map((property) => this.resources.scalar(owner, property, properties[property]));
    if (properties.IpProtocol === undefined) {
      this.resources.unknowns.add(`a rule of security group ${owner}`);
    }
    const protocols = PROTOCOLS[name?.toLowerCase() ?? ''] ?? [];
    const listId = this.resources.id(properties.SourcePrefixListId ?? properties.DestinationPrefixListId);
    const blocks = protocols.length === 0 ? [] : [
      this.resources.block(owner, 'CidrIp', CidrIp), this.resources.block(owner, 'CidrIpv6', CidrIpv6), ...listed(this.resources, listId),
    ].filter((block) => block !== undefined);
    const group = this.resources.id(SourceSecurityGroupId ?? SourceSecurityGroupName ?? DestinationSecurityGroupId);
    const everyPort = protocols.length > 1 || from === undefined || to === undefined || Number(from) < 0;
    this.blocks.push(...blocks);
    return protocols.length === 0 ? [] : [{
      heading, protocols, blocks, group,
      ports: everyPort ? PortSet.ALL : PortSet.range(Number(from), Number(to)),
      prefixList: blocks.length === 0 ? listId : undefined,
      service: lookedUp(this.resources, listId),
    }];
  }
}

/** The service whose prefix list a lookup of this library finds at deployment: the end of the list's name. */
function lookedUp(resources: TemplateResources, listId: string | undefined): string | undefined {
  const lookup = resources.find(listId, 'Custom::AwsManagedId')?.properties.Lookup;
  return lookup === undefined ? undefined : /\.([a-z0-9-]+)\\+"}/.exec(JSON.stringify(lookup))?.[1];
}

/** The blocks of a prefix list that the template spells out. */
export function listed(resources: TemplateResources, listId: string | undefined): (AddressBlock | undefined)[] {
  const list = resources.find(listId, 'AWS::EC2::PrefixList');
  return objects(list?.properties.Entries).map((entry) => resources.block(listId!, 'Cidr', object(entry).Cidr));
}

/** Whether a setting of the baseline takes the rules away from the group that a VPC is born with. */
function isEmptied(resources: TemplateResources, vpc: string, heading: Heading): boolean {
  return resources.ofType('Custom::AccountSetting').map(({ properties }) => JSON.stringify(properties.Setting)).some((setting) =>
    setting.includes(`["${vpc}","DefaultSecurityGroup"]`) && setting.includes(`RevokeSecurityGroup${heading === 'in' ? 'Ingress' : 'Egress'}`)
    && /wanted\\":\[\]/.test(setting));
}
