import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';

interface Entry { NetworkAclId: { Ref?: string; 'Fn::GetAtt'?: string[] }; Egress: boolean; RuleAction: string; RuleNumber: number; Protocol: number; CidrBlock?: string; PortRange?: { From: number; To: number } }
interface Rule { IpProtocol: string; FromPort: number; ToPort: number; CidrIp?: string; SourceSecurityGroupId?: object; DestinationSecurityGroupId?: object; GroupId?: object }

/** Where a client's answer goes, besides the worst case: the RDP port, which is in the range clients use too. */
const CLIENT_PORT = 50_000;

/**
 * Sends packets through the network of a template, as Amazon VPC would: routes, network ACLs with the lowest number first and nothing remembered, and
 * security groups that remember.
 */
export class Packets {
  private readonly resources: Record<string, { Type: string; Properties: Record<string, unknown> }>;

  constructor(stack: Stack) {
    this.resources = Template.fromStack(stack).toJSON().Resources as typeof this.resources;
  }

  /** Whether a tier, or an address outside, can open a TCP connection to another and hear the answer. */
  public connects(from: string, to: string, port: number, clientPort: number = CLIENT_PORT): boolean {
    const [source, target] = [this.address(from), this.address(to)];
    const tiers = [from, to].map((name) => this.isTier(name) ? name : undefined);
    const there = this.leaves(tiers[0], target, port) && this.enters(tiers[1], source, port);
    const back = this.passes(tiers[1], 'egress', source, clientPort) && this.passes(tiers[0], 'ingress', target, clientPort);
    return there && back && this.routed(tiers, source, target, port, clientPort);
  }

  /** Of the addresses outside, only a tier behind NAT reaches one, through the subnets its gateway stands in; and only a public tier is reached. */
  private routed(tiers: (string | undefined)[], source: string, target: string, port: number, clientPort: number): boolean {
    const [from, to] = tiers;
    if (from && to) {
      return true;
    }
    if (to) {
      return this.defaultRoute(to) === 'GatewayId';
    }
    const route = from && this.defaultRoute(from);
    if (route !== 'NatGatewayId') {
      return route === 'GatewayId';
    }
    const gateway = this.gatewayTier();
    return this.passes(gateway, 'ingress', source, port) && this.passes(gateway, 'egress', target, port)
      && this.passes(gateway, 'ingress', target, clientPort) && this.passes(gateway, 'egress', source, clientPort);
  }

  private leaves(tier: string | undefined, to: string, port: number): boolean {
    return this.passes(tier, 'egress', to, port) && this.groupLets(tier, 'Egress', to, port);
  }

  private enters(tier: string | undefined, from: string, port: number): boolean {
    return this.passes(tier, 'ingress', from, port) && this.groupLets(tier, 'Ingress', from, port);
  }

  private passes(tier: string | undefined, direction: 'ingress' | 'egress', address: string, port: number): boolean {
    if (!tier) {
      return true;
    }
    const acl = this.find('AWS::EC2::NetworkAcl', (id) => id.startsWith(`Vpc${tier}`))[0][0];
    const entry = this.all<Entry>('AWS::EC2::NetworkAclEntry')
      .filter(({ NetworkAclId, Egress }) => NetworkAclId['Fn::GetAtt']?.[0] === acl && Egress === (direction === 'egress'))
      .sort((a, b) => a.RuleNumber - b.RuleNumber)
      .find(({ CidrBlock, PortRange }) => CidrBlock && within(address, CidrBlock) && (!PortRange || (PortRange.From <= port && port <= PortRange.To)));
    return entry?.RuleAction === 'allow';
  }

  private groupLets(tier: string | undefined, direction: 'Ingress' | 'Egress', address: string, port: number): boolean {
    if (!tier) {
      return true;
    }
    const group = this.group(tier);
    const peer = direction === 'Ingress' ? 'SourceSecurityGroupId' : 'DestinationSecurityGroupId';
    return this.all<Rule>(`AWS::EC2::SecurityGroup${direction}`)
      .filter(({ GroupId }) => JSON.stringify(GroupId).includes(group))
      .some((rule) => rule.IpProtocol === 'tcp' && rule.FromPort <= port && port <= rule.ToPort
        && (rule.CidrIp ? within(address, rule.CidrIp) : this.tiers().some((other) =>
          JSON.stringify(rule[peer]).includes(this.group(other)) && this.blocks(other).some((block) => within(address, block)))));
  }

  private group(tier: string): string {
    return this.find('AWS::EC2::SecurityGroup', (id) => id.startsWith(`Vpc${tier}`))[0][0];
  }

  /** The kind of target that the default route of a tier's first subnet has. */
  private defaultRoute(tier: string): string | undefined {
    const table = this.find('AWS::EC2::RouteTable', (id) => id.startsWith(`Vpc${tier}`))[0][0];
    const route = this.all<Record<string, unknown>>('AWS::EC2::Route')
      .find(({ RouteTableId, DestinationCidrBlock }) => JSON.stringify(RouteTableId).includes(table) && DestinationCidrBlock === '0.0.0.0/0');
    return route && ['GatewayId', 'NatGatewayId'].find((target) => target in route);
  }

  private gatewayTier(): string {
    const nat = this.all<{ SubnetId: object }>('AWS::EC2::NatGateway')[0];
    return this.tiers().find((tier) => JSON.stringify(nat.SubnetId).includes(`Vpc${tier}Subnet`))!;
  }

  private isTier(name: string): boolean {
    return this.tiers().includes(name);
  }

  private tiers(): string[] {
    return [...new Set(this.find('AWS::EC2::Subnet', () => true).map(([id]) => /^Vpc(.+?)Subnet\d/.exec(id)![1]))];
  }

  private blocks(tier: string): string[] {
    return this.find('AWS::EC2::Subnet', (id) => id.startsWith(`Vpc${tier}Subnet`)).map(([, { CidrBlock }]) => CidrBlock as string);
  }

  /** A host in the last subnet of a tier, or the address itself. */
  private address(name: string): string {
    return this.isTier(name) ? this.blocks(name).at(-1)!.split('/')[0].replace(/\.\d+$/, '.10') : name;
  }

  private all<T>(type: string): T[] {
    return this.find(type, () => true).map(([, properties]) => properties as T);
  }

  private find(type: string, matches: (id: string) => boolean): [string, Record<string, unknown>][] {
    return Object.entries(this.resources)
      .filter(([id, { Type }]) => Type === type && matches(id))
      .map(([id, { Properties }]) => [id, Properties]);
  }
}

/** Whether an IPv4 address is one of a block, bit by bit. */
export function within(address: string, block: string): boolean {
  const bits = (text: string) => text.split('.').map((octet) => Number(octet).toString(2).padStart(8, '0')).join('');
  const [network, prefix] = block.split('/');
  return bits(address).startsWith(bits(network).slice(0, Number(prefix)));
}
