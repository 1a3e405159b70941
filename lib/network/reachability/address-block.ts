const BITS = { 4: 32, 6: 128 };
/** Where IPv6 starts on the one line that all addresses stand on, after all of IPv4. */
const START = { 4: 0n, 6: 1n << 128n };

/** The two families of addresses, by their version. */
export type IpVersion = 4 | 6;

/**
 * A block of IPv4 or IPv6 addresses. Both families stand on one line of numbers, so that whoever compares blocks need not tell them apart.
 */
export class AddressBlock {
  /**
   * The block a text stands for: CIDR notation, or one address. Address bits after the prefix are dropped, as Amazon EC2 does. Undefined when
   * the text is neither.
   */
  public static parse(text: unknown): AddressBlock | undefined {
    const [, address, length] = /^([0-9a-fA-F:.]+)(?:\/(\d{1,3}))?$/.exec(typeof text === 'string' ? text : '') ?? [];
    const version: IpVersion = address?.includes(':') ? 6 : 4;
    const value = version === 6 ? ipv6Value(address) : ipv4Value(address);
    const prefix = Number(length ?? BITS[version]);
    return value === undefined || prefix > BITS[version] ? undefined : new AddressBlock(version, value, prefix);
  }

  /** The block of a text that is known to be one. */
  public static of(text: string): AddressBlock {
    return AddressBlock.parse(text)!;
  }

  /** First and last address, on the line of both families. */
  public readonly first: bigint;
  public readonly last: bigint;
  /** The block in CIDR notation, of which there is one for each block. */
  public readonly text: string;

  private constructor(public readonly version: IpVersion, value: bigint, public readonly prefix: number) {
    const host = BigInt(BITS[version] - prefix);
    const network = (value >> host) << host;
    this.first = START[version] + network;
    this.last = this.first + (1n << host) - 1n;
    this.text = `${version === 4 ? ipv4Text(network) : ipv6Text(network)}/${prefix}`;
  }

  public contains(other: AddressBlock): boolean {
    return this.first <= other.first && other.last <= this.last;
  }

  public overlaps(other: AddressBlock): boolean {
    return this.first <= other.last && other.first <= this.last;
  }

  /** The n-th of the equal parts that a longer prefix cuts this block into; undefined where it has none. */
  public part(prefix: number, index: number): AddressBlock | undefined {
    if (prefix < this.prefix || prefix > BITS[this.version] || BigInt(index) >= 1n << BigInt(prefix - this.prefix)) {
      return undefined;
    }
    const value = this.first - START[this.version] + (BigInt(index) << BigInt(BITS[this.version] - prefix));
    return new AddressBlock(this.version, value, prefix);
  }
}

/** Every address of each family. */
export const ANYWHERE = { 4: AddressBlock.of('0.0.0.0/0'), 6: AddressBlock.of('::/0') };

function ipv4Value(text?: string): bigint | undefined {
  const octets = text?.split('.') ?? [];
  const valid = octets.length === 4 && octets.every((octet) => /^\d{1,3}$/.test(octet) && Number(octet) < 256);
  return valid ? BigInt(octets.reduce((sum, octet) => sum * 256 + Number(octet), 0)) : undefined;
}

function ipv6Value(text: string): bigint | undefined {
  const halves = text.split('::').map((half) => half === '' ? [] : half.split(':'));
  const missing = 8 - halves.flat().length;
  if (halves.length > 2 || (halves.length === 2 ? missing < 1 : missing !== 0)) {
    return undefined;
  }
  const groups = halves.length === 2 ? [...halves[0], ...Array.from({ length: missing }, () => '0'), ...halves[1]] : halves[0];
  return groups.every((group) => /^[0-9a-fA-F]{1,4}$/.test(group))
    ? groups.reduce((sum, group) => (sum << 16n) + BigInt(`0x${group}`), 0n)
    : undefined;
}

function ipv4Text(value: bigint): string {
  return [24n, 16n, 8n, 0n].map((shift) => (value >> shift) & 255n).join('.');
}

/** The longest run of zeros, and the first of equals, is left out, as RFC 5952 writes it. */
function ipv6Text(value: bigint): string {
  const groups = Array.from({ length: 8 }, (_, index) => ((value >> BigInt(112 - 16 * index)) & 0xffffn).toString(16)).join(':');
  const zeros = (groups.match(/\b0(?::0)+\b/g) ?? []).reduce((longest, run) => run.length > longest.length ? run : longest, '');
  return zeros === '' ? groups : groups.replace(new RegExp(`(?:^|:)${zeros}(?::|$)`), '::');
}
