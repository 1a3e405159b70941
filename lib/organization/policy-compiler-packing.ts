import { PolicyPiece } from './organization-policy';
import { characters, charactersAtMost, compare, documentOf } from './policy-compiler-statements';

/** The pieces of one document. */
export interface Bin {
  /** Tells it from the other documents of the same targets, and stays when pieces are added. Empty for the first. */
  readonly label: string;
  readonly pieces: PolicyPiece[];
}

/**
 * Documents such that a piece that is added moves no other. Where a document becomes too long, the pieces whose hash goes on with a one leave it
 * for a new document; nothing depends on the order in which pieces came.
 *
 * More cannot be had: were no piece ever to move, its document would depend on nothing but itself, and no document could be filled.
 */
export function packStable(pieces: readonly PolicyPiece[], limit: number): Bin[] {
  return divide(pieces, limit, '', 0);
}

function divide(pieces: readonly PolicyPiece[], limit: number, label: string, depth: number): Bin[] {
  if (pieces.length === 0) {
    return [];
  }
  if (pieces.length === 1 || depth === 32 || charactersAtMost(pieces) <= limit) {
    return [{ label: label.replace(/0+$/, ''), pieces: [...pieces] }];
  }
  const goesOn = ({ id }: PolicyPiece) => (hash(id) >>> (31 - depth)) & 1;
  return [
    ...divide(pieces.filter((piece) => goesOn(piece) === 0), limit, `${label}0`, depth + 1),
    ...divide(pieces.filter((piece) => goesOn(piece) === 1), limit, `${label}1`, depth + 1),
  ];
}

/** Documents as full as they get: the longest pieces first, each in the first document that has room for it. */
export function packDense(pieces: readonly PolicyPiece[], limit: number): Bin[] {
  const longestFirst = pieces.map((piece) => ({ piece, size: characters(documentOf([piece])) }))
    .sort((one, other) => other.size - one.size || compare(one.piece.id, other.piece.id));
  const bins: { pieces: PolicyPiece[]; atMost: number }[] = [];
  for (const { piece } of longestFirst) {
    // Side by side, pieces take no fewer characters than joined: where they have room, nothing has to be joined to know it.
    const atMost = characters(piece.statements ?? []) + 1;
    const roomy = bins.find((bin) => bin.atMost + atMost <= limit || characters(documentOf([...bin.pieces, piece])) <= limit);
    if (roomy) {
      roomy.pieces.push(piece);
      roomy.atMost += atMost;
    } else {
      bins.push({ pieces: [piece], atMost: characters(documentOf([])) + atMost });
    }
  }
  return bins.map((bin, index) => ({ label: index === 0 ? '' : `${index + 1}`, pieces: bin.pieces }));
}

/** FNV-1a, with its bits mixed: ids that begin alike shall not end up alike. */
export function hash(text: string): number {
  let value = 0x811c9dc5;
  for (const character of text) {
    value = Math.imul(value ^ character.codePointAt(0)!, 0x01000193);
  }
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return (value ^ (value >>> 16)) >>> 0;
}
