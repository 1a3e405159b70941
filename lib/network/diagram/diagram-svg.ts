import { Area, Arrow, Box, Label, Scene } from './diagram-scene';
import { style } from './diagram-style';

const RADIUS = { vpc: 14, row: 8, accent: 2, cell: 6, badge: 13, swatch: 4 };
const SIGN_RADIUS = 9;
const START_RADIUS = 4;
const CORNER = 7;
const HEAD = { length: 9, halfWidth: 4.5 };

/** A scene as the text of an SVG file. */
export function svgOf({ width, height, title, description, boxes, labels, arrows, sample }: Scene): string {
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" class="network" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img">`,
    `<title>${escaped(title)}</title>`,
    `<desc>${escaped(description)}</desc>`,
    `<style>${style()}</style>`,
    `<rect class="page" width="${width}" height="${height}"/>`,
    ...boxes.map(boxText),
    ...labels.map(labelText),
    ...[...new Set(arrows.map(({ from }) => from.y))].flatMap((y) => arrowTexts(arrows.filter(({ from }) => from.y === y))),
    ...sample ? [sampleText(sample)] : [],
    '</svg>',
    '',
  ].join('\n');
}

function boxText({ style: look, kind, ...area }: Box): string {
  return rect([look, ...kind ? [kind] : []], area, RADIUS[look]);
}

function rect(classes: string[], { x, y, width, height }: Area, radius: number): string {
  return `<rect class="${classes.join(' ')}" x="${x}" y="${y}" width="${width}" height="${height}" rx="${radius}"/>`;
}

function labelText({ text, font, x, y, centered, kind }: Label): string {
  const classes = [font, ...centered ? ['centered'] : [], ...kind ? [kind] : []];
  // Moved by hand to the middle of the height of its letters: browsers disagree on dominant-baseline.
  return `<text class="${classes.join(' ')}" x="${x}" y="${y}" dy="0.35em">${escaped(text)}</text>`;
}

/**
 * All arrows of one source. A gap around them first, so that a line that crosses is told from one that branches off; then their lines as one, since
 * what is drawn twice looks bolder; then each by itself, seen when it is pointed at.
 */
function arrowTexts(arrows: Arrow[]): string[] {
  const [{ from, kind }] = arrows;
  const ways = arrows.map(way);
  return [
    `<path class="gap" d="${ways.join('')}"/>`,
    `<path class="line ${kind}" d="${ways.join('')}"/>`,
    ...arrows.map(({ title, to, sign, labels }, index) => [
      `<g class="flow ${kind}"><title>${escaped(title)}</title>`,
      `<path class="way" d="${ways[index]}"/>`,
      head(to.x, to.y, -1),
      rect(['sign'], sign, SIGN_RADIUS),
      ...labels.map(labelText),
      '</g>',
    ].join('')),
    start(kind, from.x, from.y),
  ];
}

/** Out to the lane, along it, and back, with round corners. */
function way({ from, to, lane }: Arrow): string {
  const corner = Math.min(CORNER, Math.abs(to.y - from.y) / 2) * Math.sign(to.y - from.y);
  const turn = lane - Math.abs(corner);
  return `M${from.x} ${from.y}H${turn}Q${lane} ${from.y} ${lane} ${from.y + corner}`
    + `V${to.y - corner}Q${lane} ${to.y} ${turn} ${to.y}H${to.x + HEAD.length}`;
}

function head(x: number, y: number, direction: 1 | -1): string {
  return `<path class="head" d="M${x - direction} ${y}l${-direction * HEAD.length} ${-HEAD.halfWidth}v${2 * HEAD.halfWidth}z"/>`;
}

function start(kind: string, x: number, y: number): string {
  return `<circle class="start ${kind}" cx="${x}" cy="${y}" r="${START_RADIUS}"/>`;
}

function sampleText({ x, y, width, height }: Area): string {
  const middle = y + height / 2;
  return `<g class="outside"><path class="line" d="M${x + START_RADIUS} ${middle}h${width - START_RADIUS - HEAD.length}"/>`
    + `${head(x + width, middle, 1)}${start('outside', x + START_RADIUS, middle)}</g>`;
}

/** As the text of an element, without the characters that XML does not have. */
function escaped(text: string): string {
  const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
  return text.replace(/[^\t\n\r\x20-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '').replace(/[&<>]/g, (character) => entities[character]);
}
