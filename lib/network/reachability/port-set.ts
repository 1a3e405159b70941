const LAST_PORT = 65535;

/** A set of TCP or UDP ports, kept as ranges that neither overlap nor touch. */
export class PortSet {
  public static readonly NONE = new PortSet([]);
  public static readonly ALL = new PortSet([0, LAST_PORT]);

  /** The ports of one range, both ends included; no port when the range is upside down. */
  public static range(from: number, to: number): PortSet {
    const [first, last] = [Math.max(from, 0), Math.min(to, LAST_PORT)];
    return first > last ? PortSet.NONE : first === 0 && last === LAST_PORT ? PortSet.ALL : new PortSet([first, last]);
  }

  /** First and last port of each range, one after the other. */
  private constructor(private readonly bounds: readonly number[]) {}

  public get isEmpty(): boolean {
    return this.bounds.length === 0;
  }

  public ranges(): [number, number][] {
    const ranges: [number, number][] = [];
    for (let index = 0; index < this.bounds.length; index += 2) {
      ranges.push([this.bounds[index], this.bounds[index + 1]]);
    }
    return ranges;
  }

  public union(other: PortSet): PortSet {
    if (this.isEmpty || other === PortSet.ALL) {
      return other;
    }
    if (other.isEmpty || this === PortSet.ALL) {
      return this;
    }
    const bounds: number[] = [];
    for (const [from, to] of [...this.ranges(), ...other.ranges()].sort(([a], [b]) => a - b)) {
      const last = bounds.length - 1;
      if (last > 0 && from <= bounds[last] + 1) {
        bounds[last] = Math.max(bounds[last], to);
      } else {
        bounds.push(from, to);
      }
    }
    return PortSet.of(bounds);
  }

  public intersect(other: PortSet): PortSet {
    if (this === PortSet.ALL || other.isEmpty || this === other) {
      return other;
    }
    if (other === PortSet.ALL || this.isEmpty) {
      return this;
    }
    const bounds: number[] = [];
    for (let mine = 0, theirs = 0; mine < this.bounds.length && theirs < other.bounds.length;) {
      const [from, to] = [Math.max(this.bounds[mine], other.bounds[theirs]), Math.min(this.bounds[mine + 1], other.bounds[theirs + 1])];
      if (from <= to) {
        bounds.push(from, to);
      }
      if (this.bounds[mine + 1] < other.bounds[theirs + 1]) {
        mine += 2;
      } else {
        theirs += 2;
      }
    }
    return PortSet.of(bounds);
  }

  public subtract(other: PortSet): PortSet {
    return this.intersect(other.complement());
  }

  /** The ranges in words, such as `22, 8000-8080`. */
  public toString(): string {
    return this === PortSet.ALL ? 'all ports' : this.ranges().map(([from, to]) => from === to ? `${from}` : `${from}-${to}`).join(', ');
  }

  private complement(): PortSet {
    const bounds: number[] = [];
    let next = 0;
    for (const [from, to] of this.ranges()) {
      if (next < from) {
        bounds.push(next, from - 1);
      }
      next = to + 1;
    }
    return PortSet.of(next <= LAST_PORT ? [...bounds, next, LAST_PORT] : bounds);
  }

  private static of(bounds: number[]): PortSet {
    return bounds.length === 0 ? PortSet.NONE : bounds[0] === 0 && bounds[1] === LAST_PORT ? PortSet.ALL : new PortSet(bounds);
  }
}
