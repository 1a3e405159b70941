import { AddressBlock } from '../../private/address-block';
import { NetworkAcls } from './network-acls';
import { readSubnets, readVpcs, Subnet, Vpc } from './network-blocks';
import { Interface, INTERNET, namedBlocks, readInterfaces } from './places';
import { PublicAccess } from './public-access';
import { Routing } from './routing';
import { SecurityGroups } from './security-groups';
import { Properties, TemplateResources } from './template-resources';

/** What a template says about its networks. */
export class NetworkModel {
  public readonly resources: TemplateResources;
  public readonly vpcs: Map<string, Vpc>;
  public readonly subnets: Map<string, Subnet>;
  public readonly routing: Routing;
  public readonly networkAcls: NetworkAcls;
  public readonly securityGroups: SecurityGroups;
  public readonly publicAccess: PublicAccess;
  /** Names of the services behind gateway endpoints. */
  public readonly services: string[];
  /** Tiers and resources with network interfaces, by the name they have as places. */
  public readonly interfaces: Map<string, Interface[]>;
  /** Every block that some rule, route, VPC or subnet names. */
  public readonly blocks: AddressBlock[];
  /** Those of rules and routes that are outside of every VPC. */
  public readonly named: AddressBlock[];

  /** @throws when something that decides who reaches whom is known to a deployment only */
  constructor(template: Properties) {
    this.resources = new TemplateResources(template);
    this.vpcs = readVpcs(this.resources);
    this.subnets = readSubnets(this.resources, this.vpcs);
    this.routing = new Routing(this.resources, this.vpcs);
    this.services = [...new Set(this.routing.services.map(({ name }) => name))];
    this.networkAcls = new NetworkAcls(this.resources);
    this.securityGroups = new SecurityGroups(this.resources);
    this.publicAccess = new PublicAccess(this.resources);
    this.interfaces = readInterfaces(this.resources, this.subnets, [INTERNET, ...this.services]);
    this.named = namedBlocks([...this.routing.blocks, ...this.networkAcls.blocks, ...this.securityGroups.blocks], this.vpcs.values());
    this.blocks = [
      ...[...this.vpcs.values(), ...this.subnets.values()].flatMap(({ blocks }) => blocks),
      ...[...this.interfaces.values()].flatMap((all) => all.flatMap(({ addresses }) => addresses)),
      ...this.routing.blocks, ...this.networkAcls.blocks, ...this.securityGroups.blocks,
    ];
    for (const { id, blocks } of this.vpcs.values()) {
      if (blocks.length === 0) {
        this.resources.unknowns.add(`the addresses of VPC ${id}`);
      }
    }
    if (this.resources.unknowns.size > 0) {
      throw new Error('ReachabilityAnalysis cannot tell what reaches what, because the template leaves open:\n'
        + [...this.resources.unknowns].map((unknown) => `  - ${unknown}; write it out in the template that is analyzed\n`).join('').trimEnd());
    }
  }
}
