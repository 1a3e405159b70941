import { arrowsWidth, placeArrow, PlacedLandings } from './diagram-arrows';
import { describe } from './diagram-description';
import { DiagramLanes } from './diagram-lanes';
import { legend } from './diagram-legend';
import { DiagramModel, DiagramRow } from './diagram-model';
import { Area, Box, Label, Scene } from './diagram-scene';
import { LINE_HEIGHT, textWidth } from './diagram-text';

const MARGIN = 24;
/** Between the border of the VPC and what is in it. */
const INSET = 20;
/** Between the edge of a box and the text in it. */
const PADDING = 16;
/** Between rows, and between cells. */
const GAP = 12;
const BADGE_HEIGHT = 26;
const ACCENT = { inset: 7, width: 4 };
const NARROWEST_CELL = 140;

/** Gives everything in the picture of a network its place. The size follows from what is there. */
export class DiagramLayout {
  private readonly boxes: Box[] = [];
  private readonly labels: Label[] = [];
  private readonly lanes: DiagramLanes;
  private readonly landings = new Map<string, PlacedLandings>();
  private readonly left = MARGIN + INSET;
  private readonly nameWidth: number;
  private readonly cellWidth: number;
  /** Where rows end and arrows start. */
  private readonly edge: number;
  /** Where the next thing goes. */
  private y = MARGIN;

  constructor(private readonly model: DiagramModel) {
    const { above, inside, below, zones } = model;
    this.lanes = new DiagramLanes([...above, ...inside, ...below].map(({ key }) => key), model.flows);
    this.nameWidth = Math.max(...inside.map(rowWidth)) + ACCENT.width;
    const widest = Math.max(
      ...[...above, ...below].map(rowWidth), badgesWidth(model.gateways), badgesWidth(model.endpoints),
      textWidth(model.name, 'title'), textWidth(addressLine(model), 'address'),
    );
    this.cellWidth = Math.max(
      NARROWEST_CELL,
      ...inside.flatMap(({ cells }) => cells.flat()).map((text) => textWidth(text, 'address') + 2 * PADDING),
      Math.ceil((widest - this.nameWidth) / zones) - GAP,
    );
    this.edge = this.left + this.nameWidth + zones * (this.cellWidth + GAP);
  }

  /** The picture. */
  public scene(): Scene {
    const { above, inside, below, gateways, endpoints, flows } = this.model;
    above.forEach((row) => this.row(row));
    this.y += above.length > 0 ? BADGE_HEIGHT / 2 + GAP / 2 : 0;
    const top = this.y;
    this.heading();
    inside.forEach((row) => this.row(row));
    this.y += BADGE_HEIGHT / 2 + GAP / 2;
    const vpc: Area = { x: MARGIN, y: top, width: this.edge + arrowsWidth(this.lanes) + INSET - MARGIN, height: this.y - top };
    this.boxes.unshift({ style: 'vpc', ...vpc });
    this.badges(gateways, top);
    this.badges(endpoints, this.y);
    this.y += BADGE_HEIGHT / 2 + GAP + GAP / 2;
    below.forEach((row) => this.row(row));
    const { boxes, labels, sample, height } = legend(this.model, { x: this.left, y: this.y + GAP, width: vpc.x + vpc.width - this.left });
    return {
      width: Math.ceil(vpc.x + vpc.width + MARGIN),
      height: Math.ceil(this.y + GAP + height + MARGIN / 2),
      sample,
      title: `Network ${this.model.name}`,
      description: describe(this.model),
      boxes: [...this.boxes, ...boxes],
      labels: [...this.labels, ...labels],
      arrows: flows.map((flow) => placeArrow(flow, this.lanes, this.landings, this.edge)),
    };
  }

  private heading(): void {
    const { name, zones, gateways } = this.model;
    this.y += gateways.length > 0 ? BADGE_HEIGHT / 2 + INSET : INSET + GAP / 2;
    this.labels.push(
      { text: name, font: 'title', x: this.left, y: this.y },
      { text: addressLine(this.model), font: 'address', x: this.left, y: this.y + 22 },
    );
    this.y += 52;
    for (let zone = 0; zone < zones; zone++) {
      this.labels.push({ text: `Availability zone ${zone + 1}`, font: 'detail', x: this.cell(zone) + this.cellWidth / 2, y: this.y, centered: true });
    }
    this.y += 14;
  }

  /** A row with its name, what is known about it, what stands in its zones, and the places where arrows meet it. */
  private row(row: DiagramRow): void {
    const texts = textsOf(row);
    const landings = this.lanes.landings(row.key);
    const inCells = Math.max(0, ...row.cells.map(({ length }) => length));
    const height = Math.max(texts.length * LINE_HEIGHT + 2 * GAP, inCells * LINE_HEIGHT + 3 * GAP, landings.height + GAP);
    const { y, left: x } = this;
    this.boxes.push({ style: 'row', kind: row.kind, x, y, width: this.edge - x, height });
    if (row.cells.length > 0) {
      this.boxes.push({ style: 'accent', kind: row.kind, x: x + ACCENT.inset, y: y + GAP, width: ACCENT.width, height: height - 2 * GAP });
    }
    this.landings.set(row.key, { kind: row.kind, y: y + (height - landings.height) / 2, landings });
    this.labels.push(...inMiddle(texts, y + height / 2).map((text) => ({ ...text, x: x + PADDING + ACCENT.width })));
    row.cells.forEach((lines, zone) => {
      const area = { x: this.cell(zone), y: y + GAP, width: this.cellWidth, height: height - 2 * GAP };
      const cell = lines.map((text) => ({ text, font: 'address' as const, x: area.x + area.width / 2, centered: true }));
      this.boxes.push({ style: 'cell', kind: row.kind, ...area });
      this.labels.push(...inMiddle(cell, y + height / 2));
    });
    this.y += height + GAP;
  }

  private badges(texts: string[], y: number): void {
    let x = this.left;
    for (const text of texts) {
      const width = badgesWidth([text]) - GAP;
      this.boxes.push({ style: 'badge', x, y: y - BADGE_HEIGHT / 2, width, height: BADGE_HEIGHT });
      this.labels.push({ text, font: 'detail', x: x + width / 2, y, centered: true });
      x += width + GAP;
    }
  }

  private cell(zone: number): number {
    return this.left + this.nameWidth + zone * (this.cellWidth + GAP);
  }
}

function textsOf(row: DiagramRow): Omit<Label, 'x' | 'y'>[] {
  return [
    { text: row.name, font: 'name' },
    ...row.addresses.map((text) => ({ text, font: 'address' as const })),
    ...row.details.map((text) => ({ text, font: 'detail' as const, kind: row.kind })),
  ];
}

function inMiddle<T>(lines: T[], middle: number): (T & { y: number })[] {
  return lines.map((line, index) => ({ ...line, y: middle + (index - (lines.length - 1) / 2) * LINE_HEIGHT }));
}

function rowWidth(row: DiagramRow): number {
  return Math.max(...textsOf(row).map(({ text, font }) => textWidth(text, font))) + 2 * PADDING;
}

function badgesWidth(texts: string[]): number {
  return texts.reduce((sum, text) => sum + textWidth(text, 'detail') + 2 * PADDING + GAP, 0);
}

function addressLine({ addresses }: DiagramModel): string {
  return `VPC ${addresses.join(' · ')}`;
}
