import { Fn } from 'aws-cdk-lib';

/** An address of an IP version has this many bits. */
const BITS = { 4: 32, 6: 128 };

/** Addresses that mean something else in every network, and that the internet does not route. */
const PRIVATE = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10', 'fc00::/7'];

/** Where addresses come from that only a deployment knows: a block of a known size, by a reference to it. */
interface Origin {
  readonly cidr: string;
  readonly prefix: number;
}

/**
 * A block of IPv4 or IPv6 addresses: its first address as a number, and the length of its prefix. Blocks of a network whose addresses are given
 * out at deployment count from the start of that network, and are written as references.
 */
export class AddressBlock {
  /** The block a text stands for in CIDR notation, or undefined when it is none with a correct network address. */
  public static parse(text: unknown): AddressBlock | undefined {
    const [address, length, ...rest] = typeof text === 'string' ? text.split('/') : [];
    if (rest.length > 0 || !/^(0|[1-9]\d{0,2})$/.test(length ?? '')) {
      return undefined;
    }
    const family = address.includes(':') ? 6 : 4;
    const first = family === 4 ? ipv4(address) : ipv6(address);
    const prefix = Number(length);
    const fits = first !== undefined && prefix <= BITS[family] && first % 2n ** BigInt(BITS[family] - prefix) === 0n;
    return fits ? new AddressBlock(family, first, prefix) : undefined;
  }

  /** A whole network whose addresses a deployment gives out. */
  public static deployed(cidr: string, family: 4 | 6, prefix: number): AddressBlock {
    return new AddressBlock(family, 0n, prefix, { cidr, prefix });
  }

  private constructor(
    public readonly family: 4 | 6,
    private readonly first: bigint,
    public readonly prefix: number,
    private readonly origin?: Origin,
  ) {}

  /** The n-th of the equal parts that a longer prefix cuts this block into. */
  public part(prefix: number, index: number): AddressBlock {
    return new AddressBlock(this.family, this.first + BigInt(index) * 2n ** BigInt(BITS[this.family] - prefix), prefix, this.origin);
  }

  /** Whether every address of the other block is one of this block. Of blocks that different deployments give out, that is never known. */
  public contains(other: AddressBlock): boolean {
    if (this.everywhere) {
      return this.family === other.family;
    }
    return this.comparable(other) && other.prefix >= this.prefix && other.first / this.size === this.first / this.size;
  }

  /** Whether the two have an address in common. */
  public overlaps(other: AddressBlock): boolean {
    return this.contains(other) || other.contains(this);
  }

  /** The one block that is exactly these two, if there is one. */
  public joined(other: AddressBlock): AddressBlock | undefined {
    if (this.contains(other) || other.contains(this)) {
      return this.contains(other) ? this : other;
    }
    const siblings = this.comparable(other) && this.prefix === other.prefix && (this.first / this.size) / 2n === (other.first / this.size) / 2n;
    return siblings ? new AddressBlock(this.family, this.first < other.first ? this.first : other.first, this.prefix - 1, this.origin) : undefined;
  }

  /** Whether it is every address of its IP version. */
  public get everywhere(): boolean {
    return this.prefix === 0;
  }

  /** Whether the internet routes all of it. */
  public get isPublic(): boolean {
    return !this.origin && !PRIVATE.some((block) => AddressBlock.parse(block)!.overlaps(this));
  }

  /** Whether the internet routes none of it. */
  public get isPrivate(): boolean {
    return this.origin ? this.family === 4 : PRIVATE.some((block) => AddressBlock.parse(block)!.contains(this));
  }

  /** The same for the same addresses: literal ones in CIDR notation, others by their place in their network. */
  public get key(): string {
    return this.origin ? `vpc${this.family}+${this.first.toString(16)}/${this.prefix}` : this.toString();
  }

  /** In CIDR notation, or a reference that becomes it. */
  public toString(): string {
    if (!this.origin) {
      return `${this.family === 4 ? ipv4Text(this.first) : ipv6Text(this.first)}/${this.prefix}`;
    }
    const index = Number(this.first / this.size);
    return this.prefix === this.origin.prefix
      ? this.origin.cidr
      : Fn.select(index, Fn.cidr(this.origin.cidr, index + 1, String(BITS[this.family] - this.prefix)));
  }

  private get size(): bigint {
    return 2n ** BigInt(BITS[this.family] - this.prefix);
  }

  private comparable(other: AddressBlock): boolean {
    return this.family === other.family && this.origin?.cidr === other.origin?.cidr;
  }
}

function ipv4(text: string): bigint | undefined {
  const octets = text.split('.');
  return octets.length === 4 && octets.every((octet) => /^(0|[1-9]\d{0,2})$/.test(octet) && Number(octet) <= 255)
    ? octets.reduce((sum, octet) => sum * 256n + BigInt(octet), 0n)
    : undefined;
}

function ipv6(text: string): bigint | undefined {
  const halves = text.split('::');
  const [head, tail] = [halves[0], halves[1]].map((half) => half ? half.split(':') : []);
  const missing = 8 - head.length - tail.length;
  if (halves.length > 2 || (halves.length === 2 ? missing < 1 : missing !== 0)) {
    return undefined;
  }
  const groups = [...head, ...Array<string>(missing).fill('0'), ...tail];
  return groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group))
    ? groups.reduce((sum, group) => sum * 65_536n + BigInt(`0x${group}`), 0n)
    : undefined;
}

function ipv4Text(address: bigint): string {
  return [24n, 16n, 8n, 0n].map((shift) => (address >> shift) & 255n).join('.');
}

function ipv6Text(address: bigint): string {
  const groups = Array.from({ length: 8 }, (_, index) => ((address >> BigInt(112 - 16 * index)) & 65_535n).toString(16));
  return groups.join(':').replace(/(?:^|:)0(?::0)+(?::|$)/, '::');
}
