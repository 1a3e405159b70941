import { Fn } from 'aws-cdk-lib';

/** The two kinds of IP addresses, by the version of the protocol. */
export type IpFamily = 4 | 6;

/** An address of a family has this many bits. */
const BITS = { 4: 32, 6: 128 };

/** Where IPv6 starts on the one line that all addresses stand on, after all of IPv4. */
const START = { 4: 0n, 6: 1n << 128n };

/** Addresses that mean something else in every network, and that the internet does not route. */
const PRIVATE = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10', 'fc00::/7'];

/** Where addresses come from that only a deployment knows: a block of a known size, by a reference to it. */
interface Origin {
  readonly cidr: string;
  readonly prefix: number;
}

/**
 * A block of IPv4 or IPv6 addresses. Both families stand on one line of numbers, so that whoever compares blocks need not tell them apart. Blocks
 * of a network whose addresses are given out at deployment count from the start of that network, and are written as references.
 */
export class AddressBlock {
  /** The block a text stands for in CIDR notation, or undefined when it is none with a correct network address. */
  public static parse(text: unknown): AddressBlock | undefined {
    const block = AddressBlock.around(text);
    const [address, length] = String(text).split('/');
    // There is one way to write an IPv4 block, and many to write an IPv6 block.
    const isExact = block?.family === 6
      ? length === String(block.prefix) && AddressBlock.around(address)?.first === block.first
      : block?.key === text;
    return isExact ? block : undefined;
  }

  /**
   * The block that the addresses in a text belong to, read as Amazon EC2 does: one address is a block of its own, and bits after the prefix are
   * dropped. Undefined when the text is neither an address nor in CIDR notation.
   */
  public static around(text: unknown): AddressBlock | undefined {
    const [, address, length] = /^([0-9a-f:.]+)(?:\/(\d{1,3}))?$/i.exec(typeof text === 'string' ? text : '') ?? [];
    const family = address?.includes(':') ? 6 : 4;
    const value = family === 6 ? ipv6(address) : ipv4(address);
    const prefix = Number(length ?? BITS[family]);
    return value === undefined || prefix > BITS[family] ? undefined : new AddressBlock(family, value, prefix);
  }

  /** A whole network whose addresses a deployment gives out. */
  public static deployed(cidr: string, family: IpFamily, prefix: number): AddressBlock {
    return new AddressBlock(family, 0n, prefix, { cidr, prefix });
  }

  /** Its first address, on the line of both families. */
  public readonly first: bigint;
  /** Its last address, likewise. */
  public readonly last: bigint;
  /** The same for the same addresses: literal ones in CIDR notation, others by their place in their network. */
  public readonly key: string;

  private constructor(
    /** Which kind its addresses are. */
    public readonly family: IpFamily,
    value: bigint,
    /** How many bits at the start of its addresses are the same. */
    public readonly prefix: number,
    private readonly origin?: Origin,
  ) {
    const host = BigInt(BITS[family] - prefix);
    const network = (value >> host) << host;
    this.first = START[family] + network;
    this.last = this.first + (1n << host) - 1n;
    const start = origin ? `vpc${family}+${network.toString(16)}` : family === 4 ? ipv4Text(network) : ipv6Text(network);
    this.key = `${start}/${prefix}`;
  }

  /** The n-th of the equal parts that a longer prefix cuts this block into; undefined where it has none. */
  public part(prefix: number, index: number): AddressBlock | undefined {
    if (prefix < this.prefix || prefix > BITS[this.family] || BigInt(index) >= 1n << BigInt(prefix - this.prefix)) {
      return undefined;
    }
    const value = this.value + (BigInt(index) << BigInt(BITS[this.family] - prefix));
    return new AddressBlock(this.family, value, prefix, this.origin);
  }

  /** Whether every address of the other block is one of this block. Of blocks that different deployments give out, that is never known. */
  public contains(other: AddressBlock): boolean {
    const isComparable = this.everywhere || this.origin?.cidr === other.origin?.cidr;
    return isComparable && this.first <= other.first && other.last <= this.last;
  }

  /** Whether the two have an address in common. */
  public overlaps(other: AddressBlock): boolean {
    return this.contains(other) || other.contains(this);
  }

  /** The one block that is exactly these two, if there is one. */
  public joined(other: AddressBlock): AddressBlock | undefined {
    if (this.overlaps(other)) {
      return this.contains(other) ? this : other;
    }
    if (this.prefix !== other.prefix || this.everywhere) {
      return undefined;
    }
    const twice = new AddressBlock(this.family, this.value, this.prefix - 1, this.origin);
    return twice.contains(other) ? twice : undefined;
  }

  /** Whether it is every address of its family. */
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

  /** In CIDR notation, IPv6 as RFC 5952 writes it, or a reference that becomes it. */
  public toString(): string {
    if (!this.origin) {
      return this.key;
    }
    const bits = BITS[this.family] - this.prefix;
    const index = Number(this.value >> BigInt(bits));
    return this.prefix === this.origin.prefix ? this.origin.cidr : Fn.select(index, Fn.cidr(this.origin.cidr, index + 1, String(bits)));
  }

  /** Its first address as a number of its own family. */
  private get value(): bigint {
    return this.first - START[this.family];
  }
}

/** Every address of each family. */
export const ANYWHERE = { 4: AddressBlock.parse('0.0.0.0/0')!, 6: AddressBlock.parse('::/0')! };

function ipv4(text?: string): bigint | undefined {
  const octets = text?.split('.') ?? [];
  const valid = octets.length === 4 && octets.every((octet) => /^\d{1,3}$/.test(octet) && Number(octet) <= 255);
  return valid ? BigInt(octets.reduce((sum, octet) => sum * 256 + Number(octet), 0)) : undefined;
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
    ? groups.reduce((sum, group) => (sum << 16n) + BigInt(`0x${group}`), 0n)
    : undefined;
}

function ipv4Text(address: bigint): string {
  return [24n, 16n, 8n, 0n].map((shift) => (address >> shift) & 255n).join('.');
}

/** The longest run of zeros, and the first of equals, is left out. */
function ipv6Text(address: bigint): string {
  const groups = Array.from({ length: 8 }, (_, index) => ((address >> BigInt(112 - 16 * index)) & 0xffffn).toString(16)).join(':');
  const zeros = (groups.match(/\b0(?::0)+\b/g) ?? []).reduce((longest, run) => run.length > longest.length ? run : longest, '');
  return zeros === '' ? groups : groups.replace(new RegExp(`(?:^|:)${zeros}(?::|$)`), '::');
}
