import { PolicyContent, PolicyPiece } from './organization-policy';
import { mergeContents } from './policy-compiler-contents';
import { key } from './policy-compiler-statements';
import { PolicyTarget } from './policy-target';

/** A piece that wants what a lock above it does not let it have: AWS Organizations takes its policy, and ignores that part of it. */
export interface Overruled {
  readonly target: PolicyTarget;
  readonly id: string;
  readonly by: string;
  readonly above: PolicyTarget;
  /** Keys down to the place, parted by dots. */
  readonly place: string;
}

type Content = PolicyContent[string];

/** The pieces of a target that are overruled, each once for what overrules it. */
export function overruled(target: PolicyTarget, targets: readonly PolicyTarget[]): Overruled[] {
  const wanted = contents(target);
  const found = targets.filter(({ name }) => target._above.includes(name)).flatMap((above) => wanted.flatMap(({ id, type, content }) => {
    const holding = contents(above).filter((piece) => piece.type === type);
    return differences(content!, mergeContents(holding).content).map(({ path, lock }) => ({
      target, id, above, place: path.join('.'), by: holding.find((piece) => isLocked(at(piece.content!, lock)))!.id,
    }));
  }));
  return found.filter(({ id, by, above }, index) =>
    found.findIndex((other) => other.id === id && other.by === by && other.above === above) === index);
}

function contents(target: PolicyTarget): PolicyPiece[] {
  return target._pieces([]).filter(({ content }) => content !== undefined);
}

/** Places at which a tree has another value than the one above it, or one more, and the places of the locks that forbid it. */
function differences(wanted: PolicyContent, held: PolicyContent, path: string[] = []): { path: string[]; lock: string[] }[] {
  return Object.entries(wanted).flatMap(([name, inner]) => {
    const place = [...path, name];
    if (!isTree(inner)) {
      return name === '@@assign' && isLocked(held) && key(inner) !== key(held[name]) ? [{ path, lock: path }] : [];
    }
    if (isTree(held[name])) {
      return differences(inner, held[name], place);
    }
    if (!isLocked(held)) {
      return [];
    }
    // What an opt-out policy says of services it does not name: to say the same of one of them adds nothing.
    return isTree(held.default) && differences(inner, held.default).length === 0 ? [] : [{ path: place, lock: path }];
  });
}

function at(content: Content | undefined, path: string[]): Content | undefined {
  return path.reduce<Content | undefined>((inner, name) => isTree(inner) ? inner[name] : undefined, content);
}

function isLocked(content: Content | undefined): content is PolicyContent {
  return isTree(content) && key(content['@@operators_allowed_for_child_policies']) === key(['@@none']);
}

function isTree(content: Content | undefined): content is PolicyContent {
  return typeof content === 'object' && !Array.isArray(content);
}
