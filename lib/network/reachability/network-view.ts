import { AddressBlock } from '../../private/address-block';
import { AddressClass, AddressSpace } from './address-space';
import { Connections } from './connections';
import { NetworkModel } from './network-model';
import { Host, hostsOf, INTERNET, outside } from './places';

/** Hosts that go by one name. */
export interface Place {
  readonly hosts: Host[];
  /** Whether it is outside of every VPC of the template. */
  readonly outside: boolean;
  /** Whether there is one host alone, which has nobody of its kind to talk to. */
  readonly single: boolean;
}

/** A network, its addresses cut finely enough for one question. */
export class NetworkView {
  public readonly space: AddressSpace;
  public readonly connections: Connections;
  public readonly places = new Map<string, Place>();
  private readonly isOutside: (address: AddressClass) => boolean;

  /**
   * @param model - the network
   * @param asked - blocks that no rule names, but somebody asks about
   */
  constructor(model: NetworkModel, asked: AddressBlock[]) {
    this.space = new AddressSpace([...model.blocks, ...asked], model.services);
    this.connections = new Connections(model, this.space);
    const own = new Set([...model.vpcs.values()].flatMap(({ blocks }) => blocks.flatMap((block) => this.space.within(block))));
    this.isOutside = (address) => !own.has(address);

    for (const [name, interfaces] of model.interfaces) {
      this.places.set(name, {
        hosts: interfaces.flatMap((one) => hostsOf(one, this.space)), outside: false, single: interfaces.every(({ single }) => single),
      });
    }
    const named = new Map(model.named.map((block) => [block.toString(), this.outsideOf(block)]));
    const taken = new Set([...named.values()].flat());
    this.addOutside(INTERNET, this.internet().filter((address) => !taken.has(address)));
    model.services.forEach((service) => this.addOutside(service, [this.space.service(service)]));
    [...named].filter(([, classes]) => classes.length > 0).sort(([a], [b]) => a < b ? -1 : 1)
      .forEach(([text, classes]) => this.addOutside(text, classes));
  }

  /** A place with all that may be meant by its name: the internet with the public blocks somebody named. */
  public widest(name: string): Place | undefined {
    return name === INTERNET ? { hosts: this.internet().map(outside), outside: true, single: false } : this.places.get(name);
  }

  /** Whoever has an address of a block: hosts of tiers and resources inside, and everybody outside. */
  public behind(block: AddressBlock): Place | undefined {
    const classes = new Set(this.space.within(block));
    const inside = [...this.places.values()].filter((place) => !place.outside)
      .flatMap(({ hosts }) => hosts.filter(({ address }) => classes.has(address)));
    const strangers = this.outsideOf(block).map(outside);
    const hosts = [...inside, ...strangers];
    return hosts.length > 0 ? { hosts, outside: inside.length === 0, single: false } : undefined;
  }

  /** Pairs of hosts that have addresses of one family, and of which one at least is inside. */
  public pairs(source: Place, destination: Place): [Host, Host][] {
    return source.hosts.flatMap((from) => destination.hosts
      .filter((to) => (from.subnet ?? to.subnet) && this.space.family(from.address) === this.space.family(to.address))
      .map((to): [Host, Host] => [from, to]));
  }

  /** A host in words. */
  public label({ subnet, address }: Host): string {
    return subnet ? `subnet ${subnet.id}` : this.space.label(address);
  }

  private addOutside(name: string, classes: AddressClass[]): void {
    this.places.set(this.places.has(name) ? `outside/${name}` : name, { hosts: classes.map(outside), outside: true, single: false });
  }

  private internet(): AddressClass[] {
    return this.space.publicClasses().filter(this.isOutside);
  }

  private outsideOf(block: AddressBlock): AddressClass[] {
    return this.space.within(block).filter((address) => this.isOutside(address) && this.space.isRouted(address));
  }
}
