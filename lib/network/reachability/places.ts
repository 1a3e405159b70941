import { AddressBlock } from '../../private/address-block';
import { AddressClass, AddressSpace } from './address-space';
import { Subnet, Vpc } from './network-blocks';
import { PortSet } from './port-set';
import { UNFILTERED } from './security-groups';
import { object, objects, Properties, TemplateResource, TemplateResources } from './template-resources';

/** Who stands at one end of a connection. */
export interface Host {
  /** Undefined outside of every VPC of the template. */
  readonly subnet?: Subnet;
  readonly address: AddressClass;
  readonly groups: readonly string[];
  /** The ports its own connections come from. */
  readonly clientPorts: PortSet;
}

/** Where something with a network interface stands, before addresses are cut into classes. */
export interface Interface {
  readonly subnets: Subnet[];
  readonly groups: readonly string[];
  /** Its own addresses, where they are known to be fewer than those of the subnet. */
  readonly addresses: AddressBlock[];
  readonly clientPorts: PortSet;
  /** Whether there is one alone, which has nobody of its kind to talk to. */
  readonly single: boolean;
}

/** The place that everybody is. */
export const INTERNET = 'internet';

const TIER_TAG = 'secure-baseline:tier';
/** What the kernels of clients choose from. */
const CLIENT_PORTS = PortSet.range(32768, 65535);
/** What load balancers, functions and NAT choose from, but for the administration ports that stay denied whatever they chose. */
export const WIDE_CLIENT_PORTS = PortSet.range(1024, 65535).subtract(PortSet.range(3389, 3389));

type Ends = [subnets: unknown, groups: unknown, addresses?: unknown[]];

/** Where each type keeps its subnets and security groups. */
const INTERFACES: Record<string, (properties: Properties, resources: TemplateResources) => Ends[]> = {
  'AWS::EC2::Instance': (instance) => [
    ...instance.SubnetId === undefined ? [] : [[[instance.SubnetId], instance.SecurityGroupIds, [instance.PrivateIpAddress]] satisfies Ends],
    ...objects(instance.NetworkInterfaces).filter(({ SubnetId }) => SubnetId !== undefined)
      .map(({ SubnetId, GroupSet, PrivateIpAddress }): Ends => [[SubnetId], GroupSet, [PrivateIpAddress]]),
  ],
  'AWS::EC2::NetworkInterface': ({ SubnetId, GroupSet, PrivateIpAddress }) => [[[SubnetId], GroupSet, [PrivateIpAddress]]],
  'AWS::EC2::VPCEndpoint': ({ VpcEndpointType, SubnetIds, SecurityGroupIds }) =>
    VpcEndpointType === undefined || String(VpcEndpointType).startsWith('Gateway') ? [] : [[SubnetIds, SecurityGroupIds]],
  'AWS::EC2::ClientVpnEndpoint': ({ SecurityGroupIds }) => [[undefined, SecurityGroupIds]],
  'AWS::ElasticLoadBalancingV2::LoadBalancer': ({ Type, Subnets, SubnetMappings, SecurityGroups }) =>
    [[Subnets ?? objects(SubnetMappings).map(({ SubnetId }) => SubnetId), SecurityGroups ?? (Type === 'network' ? [UNFILTERED] : undefined)]],
  'AWS::Lambda::Function': ({ VpcConfig }) => [[object(VpcConfig).SubnetIds, object(VpcConfig).SecurityGroupIds]],
  'AWS::RDS::DBInstance': ({ DBSubnetGroupName, VPCSecurityGroups }, resources) =>
    [[ofSubnetGroup(DBSubnetGroupName, resources), VPCSecurityGroups]],
  'AWS::RDS::DBCluster': ({ DBSubnetGroupName, VpcSecurityGroupIds }, resources) =>
    [[ofSubnetGroup(DBSubnetGroupName, resources), VpcSecurityGroupIds]],
  'AWS::ElastiCache::ReplicationGroup': ({ CacheSubnetGroupName, SecurityGroupIds }, resources) =>
    [[ofSubnetGroup(CacheSubnetGroupName, resources), SecurityGroupIds]],
  'AWS::EFS::MountTarget': ({ SubnetId, SecurityGroups }) => [[[SubnetId], SecurityGroups]],
  'AWS::Route53Resolver::ResolverEndpoint': ({ IpAddresses, SecurityGroupIds }) =>
    [[objects(IpAddresses).map(({ SubnetId }) => SubnetId), SecurityGroupIds]],
  'AWS::ECS::Service': ({ NetworkConfiguration }) => {
    const { Subnets, SecurityGroups } = object(object(NetworkConfiguration).AwsvpcConfiguration);
    return [[Subnets, SecurityGroups]];
  },
  'AWS::AutoScaling::AutoScalingGroup': ({ VPCZoneIdentifier, LaunchTemplate }, resources) => {
    const template = resources.find(resources.id(object(LaunchTemplate).LaunchTemplateId));
    const { SecurityGroupIds, NetworkInterfaces } = object(template?.properties.LaunchTemplateData);
    return [[VPCZoneIdentifier, SecurityGroupIds ?? objects(NetworkInterfaces)[0]?.Groups]];
  },
};
const SINGLE = ['AWS::EC2::Instance', 'AWS::EC2::NetworkInterface'];
const WIDE = ['AWS::ElasticLoadBalancingV2::LoadBalancer', 'AWS::Lambda::Function', 'AWS::EC2::ClientVpnEndpoint'];

/**
 * Everything inside the VPCs of a template that can be named: tiers, then resources with network interfaces.
 *
 * @param taken - names that mean something outside
 */
export function readInterfaces(resources: TemplateResources, subnets: Map<string, Subnet>, taken: string[]): Map<string, Interface[]> {
  const places = readTiers(resources, subnets, taken);
  for (const [type, read] of Object.entries(INTERFACES)) {
    for (const resource of resources.ofType(type)) {
      const found = read(resource.properties, resources).map((ends) => interfaceOf(resource, ends, resources, subnets));
      if (found.some((one) => one.subnets.length > 0)) {
        places.set(resource.id, found);
      }
    }
  }
  return places;
}

/** The hosts that an interface may be, one for each subnet and class of addresses. */
export function hostsOf({ subnets, groups, addresses, clientPorts }: Interface, space: AddressSpace): Host[] {
  return subnets.flatMap((subnet) => {
    const own = addresses.filter((address) => subnet.blocks.some((block) => block.contains(address)));
    const classes = (own.length > 0 ? own : subnet.blocks).flatMap((block) => space.within(block));
    return [...new Set(classes)].map((address) => ({ subnet, address, groups, clientPorts }));
  });
}

/** A host outside, of which nothing is known but its address. */
export function outside(address: AddressClass): Host {
  return { address, groups: [], clientPorts: CLIENT_PORTS };
}

function interfaceOf(
  resource: TemplateResource, [where, groups, addresses = []]: Ends, resources: TemplateResources, subnets: Map<string, Subnet>,
): Interface {
  const associated = resources.ofType('AWS::EC2::ClientVpnTargetNetworkAssociation')
    .filter(({ properties }) => resources.id(properties.ClientVpnEndpointId) === resource.id).map(({ properties }) => properties.SubnetId);
  const found = resources.ids(where ?? associated).map((id) => subnets.get(id)).filter((subnet) => subnet !== undefined);
  const known = addresses.map((address) => resources.block(resource.id, 'PrivateIpAddress', address)).filter((block) => block !== undefined);
  const ids = resources.ids(groups);
  return {
    subnets: found,
    groups: ids.length > 0 || found.length === 0 ? ids : [defaultGroup(found[0].vpc)],
    addresses: known,
    clientPorts: WIDE.includes(resource.type) ? WIDE_CLIENT_PORTS : CLIENT_PORTS,
    single: SINGLE.includes(resource.type),
  };
}

function readTiers(resources: TemplateResources, subnets: Map<string, Subnet>, taken: string[]): Map<string, Interface[]> {
  const tierOf = ({ properties }: TemplateResource) => objects(properties.Tags).find(({ Key }) => Key === TIER_TAG)?.Value as string | undefined;
  const tiers = new Map<string, { vpc: Vpc; tier: string; subnets: Subnet[] }>();
  for (const resource of resources.ofType('AWS::EC2::Subnet')) {
    const [tier, subnet] = [tierOf(resource), subnets.get(resource.id)];
    if (tier !== undefined && subnet) {
      const key = `${subnet.vpc.id}/${tier}`;
      tiers.set(key, { vpc: subnet.vpc, tier, subnets: [...tiers.get(key)?.subnets ?? [], subnet] });
    }
  }
  const names = [...tiers.values()].map(({ tier }) => tier);
  return new Map([...tiers].map(([key, { vpc, tier, subnets: own }]) => {
    const groups = resources.ofType('AWS::EC2::SecurityGroup')
      .filter((group) => tierOf(group) === tier && resources.id(group.properties.VpcId) === vpc.id).map(({ id }) => id);
    const shared = names.filter((name) => name === tier).length > 1 || taken.includes(tier) || resources.find(tier) !== undefined;
    return [shared ? key : tier, [{
      subnets: own, groups: groups.length > 0 ? groups : [defaultGroup(vpc)], addresses: [], clientPorts: CLIENT_PORTS, single: false,
    }]];
  }));
}

function ofSubnetGroup(name: unknown, resources: TemplateResources): unknown {
  return resources.find(resources.id(name))?.properties.SubnetIds ?? [];
}

function defaultGroup(vpc: Vpc): string {
  return `${vpc.id}.DefaultSecurityGroup`;
}

/** Blocks outside of all VPCs that somebody named, and so may be asked about. */
export function namedBlocks(blocks: AddressBlock[], vpcs: Iterable<Vpc>): AddressBlock[] {
  const own = [...vpcs].flatMap((vpc) => vpc.blocks);
  const distinct = new Map(blocks.map((block) => [block.key, block]));
  return [...distinct.values()].filter((block) => block.prefix > 0 && !own.some((vpc) => vpc.contains(block)));
}
