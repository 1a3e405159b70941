import { DiagramFlow } from './diagram-flows';
import { inLines, LINE_HEIGHT, textWidth } from './diagram-text';

/** Of what is written on an arrow, before it takes another line. */
const LONGEST_LINE = 170;
export const SIGN_PADDING = 8;
const BETWEEN_SIGNS = 6;
/** Height of the place where the arrows of a row start. */
const START_HEIGHT = 18;

/** Where an arrow ends at a row, or where all those that start at it do. */
export interface Landing {
  /** Not there for the start. */
  readonly flow?: DiagramFlow;
  readonly lines: string[];
  /** Distance of its middle from the top of the first. */
  readonly offset: number;
  readonly height: number;
}

/** What stands at the right edge of a row, from top to bottom. */
export interface Landings {
  readonly landings: Landing[];
  readonly height: number;
}

/**
 * Leads the arrows between the rows of a picture: each row has one lane, in which all that starts there runs up and down to the rows it calls.
 * However many flows there are, there are no more lanes than rows, and two flows share a line only as far as they come from the same place.
 */
export class DiagramLanes {
  /** How many lanes there are side by side. */
  public readonly count: number;
  /** How wide the widest sign on an arrow is. */
  public readonly signWidth: number;
  private readonly signs: Map<DiagramFlow, string[]>;
  private readonly lanes = new Map<string, number>();

  /** @param keys - of the rows, from top to bottom */
  constructor(private readonly keys: string[], private readonly flows: DiagramFlow[]) {
    const spans = keys.map((key) => {
      const reached = flows.filter(({ from }) => from === key).flatMap(({ from, to }) => [keys.indexOf(from), keys.indexOf(to)]);
      return { key, first: Math.min(...reached), last: Math.max(...reached) };
    }).filter(({ last }) => last >= 0);
    const taken: { first: number; last: number }[][] = [];
    // The shorter ones inside, where they cross nobody.
    for (const span of spans.sort((a, b) => (a.last - a.first) - (b.last - b.first))) {
      const free = taken.findIndex((others) => others.every(({ first, last }) => last < span.first || span.last < first));
      const lane = free < 0 ? taken.push([]) - 1 : free;
      taken[lane].push(span);
      this.lanes.set(span.key, lane);
    }
    this.count = taken.length;
    this.signs = new Map(flows.map((flow) => [flow, signLines(flow)]));
    this.signWidth = Math.max(0, ...[...this.signs.values()].flat().map((line) => textWidth(line, 'ports') + 2 * SIGN_PADDING));
  }

  /** The lane of what starts at a row, counted from the rows. */
  public lane(key: string): number {
    return this.lanes.get(key)!;
  }

  /** In the order in which the lines cross each other least. */
  public landings(key: string): Landings {
    const row = this.keys.indexOf(key);
    const incoming = this.flows.filter(({ to }) => to === key);
    const from = (side: number) => incoming.filter((flow) => Math.sign(this.keys.indexOf(flow.from) - row) === side)
      .sort((a, b) => side * (this.lane(b.from) - this.lane(a.from)));
    const starts = this.flows.some((flow) => flow.from === key) ? [undefined] : [];
    const landings: Landing[] = [];
    let height = 0;
    for (const flow of [...from(-1), ...starts, ...from(0), ...from(1)]) {
      const lines = flow ? this.signs.get(flow)! : [];
      const own = flow ? lines.length * LINE_HEIGHT + BETWEEN_SIGNS + 2 : START_HEIGHT;
      landings.push({ flow, lines, offset: height + own / 2, height: own - BETWEEN_SIGNS });
      height += own;
    }
    return { landings, height };
  }
}

function signLines({ ports, via }: DiagramFlow): string[] {
  const words = ports.map((text, index) => index < ports.length - 1 ? `${text},` : text);
  return inLines([...words, ...via ? [`via ${via}`] : []], 'ports', LONGEST_LINE);
}
