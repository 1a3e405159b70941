import { DiagramKind } from './diagram-model';
import { Font, FONTS, textWidth } from './diagram-text';

/** A rectangle, in pixels from the top left corner of the picture. */
export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A rectangle that is drawn. */
export interface Box extends Area {
  readonly style: 'vpc' | 'row' | 'accent' | 'cell' | 'badge' | 'swatch';
  readonly kind?: DiagramKind;
}

/** A line of text. */
export interface Label {
  readonly text: string;
  readonly font: Font;
  /** Where it starts, or its middle. */
  readonly x: number;
  /** The middle of its height. */
  readonly y: number;
  readonly centered?: boolean;
  /** In the colour of a kind, rather than that of text. */
  readonly kind?: DiagramKind;
}

/** A way from one row to another: out, along a lane beside the rows, and in. */
export interface Arrow {
  readonly title: string;
  readonly kind: DiagramKind;
  readonly from: { readonly x: number; readonly y: number };
  readonly to: { readonly x: number; readonly y: number };
  readonly lane: number;
  /** What is written on it, and the area that is kept free for that. */
  readonly sign: Area;
  readonly labels: Label[];
}

/** Everything in a picture, with its place. */
export interface Scene {
  readonly width: number;
  readonly height: number;
  readonly title: string;
  readonly description: string;
  readonly boxes: Box[];
  readonly labels: Label[];
  readonly arrows: Arrow[];
  /** Where a small arrow stands in the legend, where there are any to explain. */
  readonly sample?: Area;
}

/** The area a text may cover. */
export function areaOf({ text, font, x, y, centered }: Label): Area {
  const width = textWidth(text, font);
  const { size } = FONTS[font];
  return { x: centered ? x - width / 2 : x, y: y - size / 2, width, height: size };
}
