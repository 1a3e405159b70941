import { DiagramModel, KINDS } from './diagram-model';
import { Area, Box, Label } from './diagram-scene';
import { inLines, LINE_HEIGHT, textWidth } from './diagram-text';

const SWATCH = { width: 20, height: 14 };
const AFTER_SWATCH = 8;
const BETWEEN = 24;
const LINE = 24;
const SAMPLE_WIDTH = 44;

const RULE = 'may call, on the ports written there: TCP, unless UDP is said. Nothing else is let through.';
const NO_RULE = 'No flows are declared: nothing is let through.';

interface Legend {
  readonly boxes: Box[];
  readonly labels: Label[];
  readonly sample?: Area;
  readonly height: number;
}

/** What colours, boxes and arrows mean, in as many lines as the width asks for. */
export function legend({ inside, flows }: DiagramModel, at: { readonly x: number; readonly y: number; readonly width: number }): Legend {
  const boxes: Box[] = [];
  const labels: Label[] = [];
  let [x, y] = [at.x, at.y + SWATCH.height / 2];
  const kinds = Object.entries(KINDS).filter(([kind]) => inside.some((row) => row.kind === kind));
  for (const [kind, text] of [...kinds, [undefined, 'subnet in a zone']] as [keyof typeof KINDS | undefined, string][]) {
    const width = SWATCH.width + AFTER_SWATCH + textWidth(text, 'detail');
    if (x > at.x && x + width > at.x + at.width) {
      [x, y] = [at.x, y + LINE];
    }
    boxes.push({ style: 'swatch', kind, x, y: y - SWATCH.height / 2, ...SWATCH });
    labels.push({ text, font: 'detail', x: x + SWATCH.width + AFTER_SWATCH, y });
    x += width + BETWEEN;
  }
  y += LINE;
  const indent = flows.length > 0 ? SAMPLE_WIDTH + AFTER_SWATCH : 0;
  const lines = inLines((flows.length > 0 ? RULE : NO_RULE).split(' '), 'detail', at.width - indent);
  lines.forEach((text, line) => labels.push({ text, font: 'detail', x: at.x + indent, y: y + line * LINE_HEIGHT }));
  return {
    boxes, labels,
    sample: flows.length > 0 ? { x: at.x, y: y - SWATCH.height / 2, width: SAMPLE_WIDTH, height: SWATCH.height } : undefined,
    height: y + (lines.length - 1) * LINE_HEIGHT + SWATCH.height / 2 - at.y,
  };
}
