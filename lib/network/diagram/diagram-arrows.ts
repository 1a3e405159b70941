import { DiagramFlow } from './diagram-flows';
import { DiagramLanes, Landing, Landings, SIGN_PADDING } from './diagram-lanes';
import { DiagramKind } from './diagram-model';
import { Arrow } from './diagram-scene';
import { LINE_HEIGHT, textWidth } from './diagram-text';

const LANE_WIDTH = 16;
/** From the edge of a row to what is written on an arrow: the arrowhead and a piece of the line. */
const HEAD = 24;

/** Where a row has its landings. */
export interface PlacedLandings {
  readonly kind: DiagramKind;
  /** Top of the first. */
  readonly y: number;
  readonly landings: Landings;
}

/** The room that arrows need beside the rows. */
export function arrowsWidth(lanes: DiagramLanes): number {
  return lanes.count === 0 ? 0 : HEAD + lanes.signWidth + lanes.count * LANE_WIDTH;
}

/**
 * Gives the arrow of a flow its place beside the rows.
 *
 * @param edge - where the rows end
 */
export function placeArrow(flow: DiagramFlow, lanes: DiagramLanes, rows: ReadonlyMap<string, PlacedLandings>, edge: number): Arrow {
  const find = (key: string, wanted?: DiagramFlow): Landing & { y: number } => {
    const { y, landings } = rows.get(key)!;
    const landing = landings.landings.find((other) => other.flow === wanted)!;
    return { ...landing, y: y + landing.offset };
  };
  const [start, end] = [find(flow.from), find(flow.to, flow)];
  const width = Math.max(...end.lines.map((line) => textWidth(line, 'ports'))) + 2 * SIGN_PADDING;
  const first = end.y - (end.lines.length - 1) * LINE_HEIGHT / 2;
  return {
    title: flow.words.join('; '),
    kind: rows.get(flow.from)!.kind,
    from: { x: edge, y: start.y },
    to: { x: edge, y: end.y },
    lane: edge + HEAD + lanes.signWidth + (lanes.lane(flow.from) + 0.75) * LANE_WIDTH,
    sign: { x: edge + HEAD, y: end.y - end.height / 2, width, height: end.height },
    labels: end.lines.map((text, line) => ({ text, font: 'ports', x: edge + HEAD + width / 2, y: first + line * LINE_HEIGHT, centered: true })),
  };
}
