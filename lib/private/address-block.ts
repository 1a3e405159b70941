/** An IPv4 block in CIDR notation: its first address as a number, and the length of its prefix. */
export class Ipv4Block {
  /** The block a text stands for, or undefined when the text is no CIDR block with a correct network address. */
  public static parse(text: unknown): Ipv4Block | undefined {
    const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/.exec(typeof text === 'string' ? text : '');
    const octets = match?.slice(1, 5).map(Number) ?? [];
    const prefix = Number(match?.[5]);
    if (!match || octets.some((octet) => octet > 255) || prefix > 32) {
      return undefined;
    }
    const first = octets.reduce((sum, octet) => sum * 256 + octet, 0);
    return first % 2 ** (32 - prefix) === 0 ? new Ipv4Block(first, prefix) : undefined;
  }

  private constructor(private readonly first: number, public readonly prefix: number) {}

  /** The n-th of the equal parts that a longer prefix cuts this block into. */
  public part(prefix: number, index: number): Ipv4Block {
    return new Ipv4Block(this.first + index * 2 ** (32 - prefix), prefix);
  }

  /** Whether every address of the other block is one of this block. */
  public contains(other: Ipv4Block): boolean {
    return other.prefix >= this.prefix && Math.floor(other.first / this.size) * this.size === this.first;
  }

  public toString(): string {
    const octets = [24, 16, 8, 0].map((shift) => Math.floor(this.first / 2 ** shift) % 256);
    return `${octets.join('.')}/${this.prefix}`;
  }

  private get size(): number {
    return 2 ** (32 - this.prefix);
  }
}
