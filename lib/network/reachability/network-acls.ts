import { AddressBlock, ANYWHERE } from '../../private/address-block';
import { TransportProtocol } from '../transport-protocol';
import { AddressClass, AddressSpace } from './address-space';
import { PortSet } from './port-set';
import { object, Properties, TemplateResources } from './template-resources';

/** Whether a packet enters what is asked, or leaves it. */
export type Heading = 'in' | 'out';

/** By number, and by name where AWS takes one. */
export const PROTOCOLS: Record<string, TransportProtocol[]> = {
  '-1': [TransportProtocol.TCP, TransportProtocol.UDP], '6': [TransportProtocol.TCP], '17': [TransportProtocol.UDP],
  'all': [TransportProtocol.TCP, TransportProtocol.UDP], 'tcp': [TransportProtocol.TCP], 'udp': [TransportProtocol.UDP],
};

interface Entry {
  readonly number: number;
  readonly heading: Heading;
  readonly allows: boolean;
  readonly protocols: TransportProtocol[];
  readonly block: AddressBlock;
  readonly ports: PortSet;
}

/** The network ACLs of a template: entries in their order, which the destination port of a packet decides, and nothing remembered. */
export class NetworkAcls {
  public readonly blocks: AddressBlock[] = [];
  private readonly acls = new Map<string, Entry[]>();

  constructor(resources: TemplateResources) {
    for (const { id } of resources.ofType('AWS::EC2::NetworkAcl')) {
      this.acls.set(id, []);
    }
    for (const { id } of resources.ofType('AWS::EC2::VPC')) {
      this.acls.set(`${id}.DefaultNetworkAcl`, born());
    }
    for (const { id, properties } of resources.ofType('AWS::EC2::NetworkAclEntry')) {
      const entries = this.acls.get(resources.id(properties.NetworkAclId) ?? '');
      const scalar = (property: string) => resources.scalar(id, property, properties[property]);
      const protocols = PROTOCOLS[scalar('Protocol') ?? ''] ?? [];
      const block = protocols.length === 0 ? undefined
        : resources.block(id, 'CidrBlock', properties.CidrBlock) ?? resources.block(id, 'Ipv6CidrBlock', properties.Ipv6CidrBlock);
      if (entries && block) {
        this.blocks.push(block);
        entries.push({
          number: Number(scalar('RuleNumber')),
          heading: scalar('Egress') === 'true' ? 'out' : 'in',
          allows: scalar('RuleAction')?.toLowerCase() === 'allow',
          protocols,
          block,
          ports: portsOf(resources, id, properties),
        });
      }
    }
    this.acls.forEach((entries) => entries.sort((a, b) => a.number - b.number));
  }

  /** Whether the template holds an ACL. Of any other one nobody knows what it lets through. */
  public has(acl: string): boolean {
    return this.acls.has(acl);
  }

  /** The destination ports on which an ACL lets packets from or to an address through. */
  public ports(acl: string, heading: Heading, peer: AddressClass, protocol: TransportProtocol, space: AddressSpace): PortSet {
    let [undecided, allowed] = [PortSet.ALL, PortSet.NONE];
    for (const entry of this.acls.get(acl) ?? []) {
      if (entry.heading === heading && entry.protocols.includes(protocol) && space.inside(peer, entry.block)) {
        allowed = entry.allows ? allowed.union(undecided.intersect(entry.ports)) : allowed;
        undecided = undecided.subtract(entry.ports);
      }
    }
    return allowed;
  }
}

/** The entries of the ACL that a VPC is born with. */
function born(): Entry[] {
  const headings: Heading[] = ['in', 'out'];
  return headings.flatMap((heading) => ([4, 6] as const).map((family) => ({
    number: family === 4 ? 100 : 101, heading, allows: true, protocols: PROTOCOLS['-1'], block: ANYWHERE[family], ports: PortSet.ALL,
  })));
}

function portsOf(resources: TemplateResources, owner: string, { Protocol: protocol, PortRange: range }: Properties): PortSet {
  const [from, to] = ['From', 'To'].map((end) => resources.scalar(owner, `PortRange.${end}`, object(range)[end]));
  return String(protocol) === '-1' || from === undefined || to === undefined ? PortSet.ALL : PortSet.range(Number(from), Number(to));
}
