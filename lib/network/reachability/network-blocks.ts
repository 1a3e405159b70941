import { AddressBlock, IpFamily } from '../../private/address-block';
import { isTrue, Properties, TemplateResources } from './template-resources';

/** A VPC and its addresses. */
export interface Vpc {
  readonly id: string;
  readonly blocks: AddressBlock[];
}

/** A subnet, and what decides over its traffic. */
export interface Subnet {
  readonly id: string;
  readonly vpc: Vpc;
  readonly zone: string;
  readonly blocks: AddressBlock[];
  readonly networkAcl: string;
  readonly routeTable: string;
}

/** Where blocks come from that AWS will choose: private addresses, and addresses set aside for documentation. */
const STAND_INS = { 4: AddressBlock.parse('10.0.0.0/8')!, 6: AddressBlock.parse('2001:db8::/32')! };
/** What Amazon gives a VPC when nothing else is asked for. */
const IPV6_PREFIX = 56;

/**
 * The VPCs of a template. A block that AWS chooses, from an IPAM pool or of Amazon's own, is represented by one of the same size that
 * overlaps nothing the template names.
 */
export function readVpcs(resources: TemplateResources): Map<string, Vpc> {
  const vpcs = new Map<string, Vpc>();
  const add = (vpc: Vpc, owner: string, properties: Properties) => {
    const block = resources.block(owner, 'CidrBlock', properties.CidrBlock)
      ?? chosen(resources, vpcs, 4, properties.Ipv4IpamPoolId, properties.Ipv4NetmaskLength);
    const ipv6 = resources.block(owner, 'Ipv6CidrBlock', properties.Ipv6CidrBlock)
      ?? chosen(resources, vpcs, 6, properties.Ipv6IpamPoolId ?? (isTrue(properties.AmazonProvidedIpv6CidrBlock) || undefined),
        properties.Ipv6NetmaskLength ?? IPV6_PREFIX);
    vpc.blocks.push(...[block, ipv6].filter((known) => known !== undefined));
  };
  for (const { id, properties } of resources.ofType('AWS::EC2::VPC')) {
    const vpc = { id, blocks: [] };
    vpcs.set(id, vpc);
    add(vpc, id, properties);
  }
  for (const { id, properties } of resources.ofType('AWS::EC2::VPCCidrBlock')) {
    const vpc = vpcs.get(resources.id(properties.VpcId) ?? '');
    if (vpc) {
      add(vpc, id, properties);
    }
  }
  for (const { id, blocks } of vpcs.values()) {
    const texts = (family: IpFamily) => blocks.filter((block) => block.family === family).map(String);
    resources.intrinsics.attributes.set(`${id}.CidrBlock`, texts(4)[0]);
    resources.intrinsics.attributes.set(`${id}.Ipv6CidrBlocks`, texts(6));
  }
  return vpcs;
}

/** The subnets of a template. */
export function readSubnets(resources: TemplateResources, vpcs: Map<string, Vpc>): Map<string, Subnet> {
  const acls = associated(resources, 'AWS::EC2::SubnetNetworkAclAssociation', 'NetworkAclId');
  const tables = associated(resources, 'AWS::EC2::SubnetRouteTableAssociation', 'RouteTableId');
  const added = resources.ofType('AWS::EC2::SubnetCidrBlock');
  const subnets = new Map<string, Subnet>();
  for (const { id, properties } of resources.ofType('AWS::EC2::Subnet')) {
    const vpc = vpcs.get(resources.id(properties.VpcId) ?? '');
    const blocks = [
      resources.block(id, 'CidrBlock', properties.CidrBlock),
      resources.block(id, 'Ipv6CidrBlock', properties.Ipv6CidrBlock),
      ...added.filter((block) => resources.id(block.properties.SubnetId) === id)
        .map((block) => resources.block(block.id, 'Ipv6CidrBlock', block.properties.Ipv6CidrBlock)),
    ].filter((block) => block !== undefined);
    const table = tables.get(id);
    if (!vpc || blocks.length === 0 || (table && !resources.find(table, 'AWS::EC2::RouteTable'))) {
      resources.unknowns.add(`the ${!vpc ? 'VPC' : blocks.length === 0 ? 'addresses' : 'route table'} of subnet ${id}`);
      continue;
    }
    resources.intrinsics.attributes.set(`${id}.CidrBlock`, blocks[0].toString());
    subnets.set(id, {
      id,
      vpc,
      blocks,
      zone: JSON.stringify(properties.AvailabilityZone ?? properties.AvailabilityZoneId),
      networkAcl: acls.get(id) ?? `${vpc.id}.DefaultNetworkAcl`,
      routeTable: table ?? `${vpc.id}.MainRouteTable`,
    });
  }
  return subnets;
}

function associated(resources: TemplateResources, type: string, property: string): Map<string, string> {
  return new Map(resources.ofType(type).map(({ properties }) => [resources.id(properties.SubnetId)!, resources.id(properties[property])!]));
}

function chosen(
  resources: TemplateResources, vpcs: Map<string, Vpc>, family: IpFamily, pool: unknown, length: unknown,
): AddressBlock | undefined {
  const prefix = Number(length);
  const range = STAND_INS[family];
  if (pool === undefined || !Number.isInteger(prefix) || prefix < range.prefix) {
    return undefined;
  }
  const taken = [...vpcs.values()].flatMap(({ blocks }) => blocks);
  const named = JSON.stringify(resources.template).match(/"[0-9a-f:.]+\/\d+"/g) ?? [];
  const avoided = named.map((text) => AddressBlock.around(JSON.parse(text))).filter((block) => block && !block.contains(range));
  for (const all of [[...taken, ...avoided], taken]) {
    for (let index = 0, part = range.part(prefix, 0); part && index < 4096; part = range.part(prefix, ++index)) {
      if (!all.some((block) => block?.overlaps(part!))) {
        return part;
      }
    }
  }
  return undefined;
}
