import { AddressBlock, ANYWHERE, IpFamily } from '../../private/address-block';

/** Addresses that no network carries from one host to another. */
const UNROUTED = ['0.0.0.0/8', '127.0.0.0/8', '169.254.0.0/16', '224.0.0.0/3', 'fe80::/10', 'ff00::/8'];
/** Addresses that the internet does not carry, though a network of one's own may. */
const PRIVATE = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10', '198.18.0.0/15'];
/** Of IPv6 it is the other way round: this is what the internet carries, with the IPv4 internet as NAT64 shows it. */
const PUBLIC_IPV6 = ['2000::/3', '64:ff9b::/96'];

/** A set of addresses that all rules treat alike, by its number. */
export type AddressClass = number;

/**
 * All addresses, cut at the border of every block that any rule names, and put together again where the rules tell no difference. What is
 * left is a handful of classes, and a rule matches all addresses of a class or none.
 */
export class AddressSpace {
  private readonly members = new Map<string, Set<AddressClass>>();
  private readonly narrowest: AddressBlock[] = [];
  private readonly count: number;

  /**
   * @param blocks - every block that occurs
   * @param services - AWS services behind gateway endpoints, whose addresses nobody knows: each is a class that is part of all of IPv4 alone
   */
  constructor(blocks: AddressBlock[], private readonly services: string[]) {
    const known = [ANYWHERE[4], ANYWHERE[6], ...[...UNROUTED, ...PRIVATE, ...PUBLIC_IPV6].map((text) => AddressBlock.parse(text)!), ...blocks];
    const distinct = [...new Map(known.map((block) => [block.key, block])).values()].sort((a, b) => a.prefix - b.prefix);
    const cuts = [...new Set(distinct.flatMap(({ first, last }) => [first, last + 1n]))].sort((a, b) => a < b ? -1 : 1);
    const position = new Map(cuts.map((cut, index) => [cut, index]));
    const signatures: number[][] = cuts.map(() => []);
    distinct.forEach(({ first, last }, index) => {
      for (let atom = position.get(first)!; atom < position.get(last + 1n)!; atom++) {
        signatures[atom].push(index);
      }
    });
    distinct.forEach(({ key }) => this.members.set(key, new Set()));
    const classes = new Map<string, AddressClass>();
    for (const signature of signatures.filter(({ length }) => length > 0)) {
      const key = signature.join();
      if (!classes.has(key)) {
        classes.set(key, classes.size);
        this.narrowest.push(distinct[signature[signature.length - 1]]);
        signature.forEach((index) => this.members.get(distinct[index].key)!.add(classes.get(key)!));
      }
    }
    this.count = classes.size;
    this.services.forEach((_, index) => this.members.get(ANYWHERE[4].key)!.add(this.count + index));
  }

  /** Whether the addresses of a class belong to a block, one of those the space was made of. */
  public inside(address: AddressClass, block: AddressBlock): boolean {
    return this.members.get(block.key)?.has(address) ?? false;
  }

  /** The classes a block consists of. */
  public within(block: AddressBlock): AddressClass[] {
    return [...this.members.get(block.key) ?? []].filter((address) => address < this.count);
  }

  /** The class of a service behind a gateway endpoint. */
  public service(name: string): AddressClass {
    return this.count + this.services.indexOf(name);
  }

  public isService(address: AddressClass): boolean {
    return address >= this.count;
  }

  public family(address: AddressClass): IpFamily {
    return this.isService(address) ? 4 : this.narrowest[address].family;
  }

  /** Whether the internet carries packets to these addresses. */
  public isPublic(address: AddressClass): boolean {
    const within = (texts: string[]) => texts.some((text) => this.members.get(text)!.has(address));
    return !this.isService(address) && (this.family(address) === 4 ? !within(UNROUTED) && !within(PRIVATE) : within(PUBLIC_IPV6));
  }

  /** Whether any network carries packets to these addresses. */
  public isRouted(address: AddressClass): boolean {
    return !UNROUTED.some((text) => this.members.get(text)!.has(address));
  }

  /** All classes of the internet. */
  public publicClasses(): AddressClass[] {
    return Array.from({ length: this.count }, (_, address) => address).filter((address) => this.isPublic(address));
  }

  /** The addresses in words: the narrowest block that holds them. */
  public label(address: AddressClass): string {
    if (this.isService(address)) {
      return this.services[address - this.count];
    }
    const text = this.narrowest[address].toString();
    return [ANYWHERE[4].toString(), ...PUBLIC_IPV6].includes(text) ? `the ${this.family(address) === 4 ? 'IPv4' : 'IPv6'} internet` : text;
  }
}
