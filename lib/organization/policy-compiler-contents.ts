import { PolicyContent, PolicyPiece } from './organization-policy';
import { inOrder, key } from './policy-compiler-statements';

type Content = PolicyContent[string];

/** Two pieces that want different things at one place. */
export interface Contradiction {
  readonly ids: [string, string];
  /** Keys down to the place, parted by dots. */
  readonly place: string;
}

/** One document for all pieces of a type: trees are laid over each other, and where two leaves meet, they have to be equal. */
export function mergeContents(pieces: readonly PolicyPiece[]): { content: PolicyContent; contradictions: Contradiction[] } {
  const contradictions: Contradiction[] = [];
  const owners = new Map<string, string>();
  const lay = (id: string, below: Content | undefined, above: Content, path: string[]): Content => {
    const place = path.join('.');
    const owner = owners.get(place);
    if (isTree(above) && (below === undefined || isTree(below))) {
      owners.set(place, owner ?? id);
      return Object.entries(above).reduce<PolicyContent>((tree, [name, inner]) =>
        ({ ...tree, [name]: lay(id, tree[name], inner, [...path, name]) }), below ?? {});
    }
    if (below !== undefined && key(below) !== key(above)) {
      contradictions.push({ ids: [owner!, id], place });
      return below;
    }
    owners.set(place, owner ?? id);
    return below ?? above;
  };
  const content = inOrder(pieces).reduce<Content>((tree, piece) => lay(piece.id, tree, piece.content ?? {}, []), {}) as PolicyContent;
  return { content: sorted(content) as PolicyContent, contradictions };
}

function isTree(content: Content): content is PolicyContent {
  return typeof content === 'object' && !Array.isArray(content);
}

/** The order of keys means nothing: a fixed one keeps policies from being updated for nothing. */
function sorted(content: Content): Content {
  return isTree(content)
    ? Object.fromEntries(Object.keys(content).sort().map((name) => [name, sorted(content[name])]))
    : content;
}
