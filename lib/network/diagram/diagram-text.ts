/** The kinds of text in a picture. */
export type Font = 'title' | 'name' | 'detail' | 'address' | 'ports';

interface FontStyle {
  readonly size: number;
  readonly bold?: boolean;
  readonly monospaced?: boolean;
}

/** Sizes in pixels. */
export const FONTS: Readonly<Record<Font, FontStyle>> = {
  title: { size: 17, bold: true },
  name: { size: 14, bold: true },
  detail: { size: 12 },
  address: { size: 12, monospaced: true },
  ports: { size: 11.5, monospaced: true },
};

/** Distance from one line of text to the next, in pixels. */
export const LINE_HEIGHT = 16;

/** Widths of characters for a size of 1, where they are not those of most: of the widest fonts a browser may take, since nothing is measured here. */
const WIDTHS: readonly (readonly [string, number])[] = [
  ['ijltfr.,:;|!\'"()[]/- ', 0.42], ['mwMW@%…—', 1.03], ['ABCDEFGHIJKLNOPQRSTUVXYZ&#', 0.78], ['+=<>~', 0.84],
];
const USUAL_WIDTH = 0.64;
const FOREIGN_WIDTH = 1.05;
const MONOSPACED_WIDTH = 0.61;
const BOLD = 1.08;

/** How wide a text is at most, in pixels. */
export function textWidth(text: string, font: Font): number {
  const { size, bold, monospaced } = FONTS[font];
  const width = (character: string) => character > '\u00FF' && !'–…'.includes(character) ? FOREIGN_WIDTH
    : monospaced ? MONOSPACED_WIDTH
    : WIDTHS.find(([characters]) => characters.includes(character))?.[1] ?? USUAL_WIDTH;
  return Math.ceil([...text].reduce((sum, character) => sum + width(character), 0) * size * (bold ? BOLD : 1));
}

/** Words in as few lines of a width as they fit into. */
export function inLines(words: string[], font: Font, width: number): string[] {
  const lines: string[] = [];
  for (const word of words) {
    const longer = lines.length > 0 ? `${lines.at(-1)} ${word}` : word;
    if (lines.length > 0 && textWidth(longer, font) <= width) {
      lines[lines.length - 1] = longer;
    } else {
      lines.push(word);
    }
  }
  return lines;
}

/** Without what only a deployment knows: nobody can read the text that stands for it. */
export function readable(text: string): string {
  return text.replace(/[$#]\{Token\[[^\]]*\]\}/g, '…');
}
