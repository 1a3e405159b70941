import { PolicyPiece } from './organization-policy';
import { OrganizationPolicyType } from './organization-policy-type';
import { mergeContents } from './policy-compiler-contents';
import { fold } from './policy-compiler-folding';
import { hash, packDense, packStable } from './policy-compiler-packing';
import { characters, compare, documentOf, inOrder, key } from './policy-compiler-statements';
import { PolicyPacking } from './policy-packing';
import { characterQuota, freeSlots, PolicyQuotaOptions } from './policy-quotas';
import { PolicyTarget } from './policy-target';

/** A policy as AWS Organizations takes it, and what it was made of. */
export interface CompiledPolicy {
  /** Tells it from all others, and stays when anything is added that lands elsewhere. */
  readonly id: string;
  readonly type: OrganizationPolicyType;
  readonly content: object;
  readonly characters: number;
  readonly pieces: PolicyPiece[];
  readonly targets: PolicyTarget[];
}

/** Two pieces of a target that cannot both hold. */
export interface TargetContradiction {
  readonly target: PolicyTarget;
  readonly ids: [string, string];
  readonly place: string;
}

export interface Compiled {
  /** In the order in which they have to be attached for nothing to be let go before it is held elsewhere. */
  readonly policies: CompiledPolicy[];
  readonly contradictions: TargetContradiction[];
  /** Targets that hold in policies of their own some of what they share with others, because they would carry too many. */
  readonly folded: PolicyTarget[];
}

const KINDS: Record<OrganizationPolicyType, string> = {
  SERVICE_CONTROL_POLICY: 'scp', RESOURCE_CONTROL_POLICY: 'rcp', DECLARATIVE_POLICY_EC2: 'ec2', S3_POLICY: 's3',
  AISERVICES_OPT_OUT_POLICY: 'ai', BACKUP_POLICY: 'backup', TAG_POLICY: 'tag',
};

/** What holds together at the same targets, and is put into documents together. */
interface Group { readonly type: OrganizationPolicyType; readonly targets: PolicyTarget[]; readonly pieces: PolicyPiece[] }

/** Types whose policies are statements: all others are trees of which every target has one. */
export function hasStatements(type: OrganizationPolicyType): boolean {
  return type === OrganizationPolicyType.SERVICE_CONTROL_POLICY || type === OrganizationPolicyType.RESOURCE_CONTROL_POLICY;
}

/**
 * From what holds where to policies and what they are attached to. The same whatever the order of targets and pieces is.
 */
export function compile(targets: readonly PolicyTarget[], exemptRoles: string[], packing: PolicyPacking, quotas: PolicyQuotaOptions): Compiled {
  const ordered = [...targets].sort((one, other) => one._depth - other._depth || compare(one.name, other.name));
  const intern = interning();
  const pieces = new Map(ordered.map((target) => [target.name, target._pieces(exemptRoles).map(intern)]));
  const above = (target: PolicyTarget) => target._above.map((name) => pieces.get(name) ?? []);
  const { policies, contradictions } = contentPolicies(ordered, pieces, above);

  const own = ordered.map((target) => {
    const inherited = new Set(above(target).flat());
    return { target, pieces: pieces.get(target.name)!.filter((piece) => hasStatements(piece.type) && !inherited.has(piece)) };
  });
  const pack = ({ type, targets: bound, pieces: held }: Group): CompiledPolicy[] =>
    (packing._dense ? packDense : packStable)(held, characterQuota(type, quotas)).map((bin) => {
      const content = documentOf(bin.pieces);
      return {
        id: `${KINDS[type]}-${label(bound)}${bin.label && `#${bin.label}`}`,
        type, content, characters: characters(content), pieces: inOrder(bin.pieces), targets: bound,
      };
    });
  const packed = (packing._dense ? byTarget(own) : byPiece(own)).flatMap(pack);
  const folds = Object.values(OrganizationPolicyType).filter(hasStatements).map((type) => fold({
    policies: packed.filter((policy) => policy.type === type), targets: ordered, slots: freeSlots(type, quotas),
    repack: (target, replaced) => pack({ type, targets: [target], pieces: replaced.flatMap((policy) => policy.pieces) }),
  }));
  const bound = new Map(folds.flatMap((each) => [...each.bound]));
  // What is taken from a target goes first: whatever comes to it besides needs the room.
  const leaves = (policy: CompiledPolicy) => (bound.get(policy) ?? policy.targets).length < policy.targets.length;
  const ordering = [...policies, ...folds.flatMap((each) => each.policies)]
    .sort((one, other) => Number(leaves(other)) - Number(leaves(one)) || attachedBefore(one, other));
  return {
    policies: ordering.map((policy) => ({ ...policy, targets: bound.get(policy) ?? policy.targets })).filter((policy) => policy.targets.length > 0),
    contradictions, folded: [...new Set(folds.flatMap((each) => each.targets))],
  };
}

/** Each piece with all targets at which it holds: whatever is added to one target stays away from the policies of all others. */
function byPiece(own: { target: PolicyTarget; pieces: PolicyPiece[] }[]): Group[] {
  const holding = new Map<PolicyPiece, PolicyTarget[]>();
  own.forEach(({ target, pieces }) => pieces.forEach((piece) => holding.set(piece, holding.get(piece) ?? []).get(piece)!.push(target)));
  return grouped([...holding].map(([piece, targets]) => ({ type: piece.type, targets, pieces: [piece] })),
    ({ type, targets }) => [type, ...targets.map(({ name }) => name)].join('\n'),
    (groups) => ({ ...groups[0], pieces: groups.flatMap(({ pieces }) => pieces) }));
}

/** All pieces of a target, shared with those targets at which just the same holds. */
function byTarget(own: { target: PolicyTarget; pieces: PolicyPiece[] }[]): Group[] {
  const all = own.flatMap(({ target, pieces }) => Object.values(OrganizationPolicyType).map((type) =>
    ({ type, targets: [target], pieces: inOrder(pieces.filter((piece) => piece.type === type)) })));
  const numbers = new Map(own.flatMap(({ pieces }) => pieces).map((piece, index) => [piece, index]));
  return grouped(all.filter(({ pieces }) => pieces.length > 0), ({ pieces }) => pieces.map((piece) => numbers.get(piece)).join(),
    (groups) => ({ ...groups[0], targets: groups.flatMap(({ targets }) => targets) }));
}

function grouped(groups: Group[], keyOf: (group: Group) => string, join: (groups: Group[]) => Group): Group[] {
  const found = new Map<string, Group[]>();
  groups.forEach((group) => {
    const name = keyOf(group);
    found.set(name, found.get(name) ?? []).get(name)!.push(group);
  });
  return [...found.values()].map(join);
}

/** One document a type for each target, unless the next target above with such a document has the same. */
function contentPolicies(ordered: PolicyTarget[], pieces: Map<string, PolicyPiece[]>, above: (target: PolicyTarget) => PolicyPiece[][]): {
  policies: CompiledPolicy[]; contradictions: TargetContradiction[];
} {
  const policies: CompiledPolicy[] = [];
  const contradictions: TargetContradiction[] = [];
  for (const type of Object.values(OrganizationPolicyType).filter((each) => !hasStatements(each))) {
    const ofType = (all: PolicyPiece[]) => all.filter((piece) => piece.type === type);
    for (const target of ordered) {
      const held = ofType(pieces.get(target.name)!);
      const merged = mergeContents(held);
      contradictions.push(...merged.contradictions.map((each) => ({ target, ...each })));
      const next = above(target).map(ofType).find((all) => all.length > 0);
      if (held.length > 0 && (next === undefined || key(mergeContents(next).content) !== key(merged.content))) {
        policies.push({
          id: `${KINDS[type]}-${label([target])}`, type, content: merged.content, characters: characters(merged.content), pieces: inOrder(held),
          targets: [target],
        });
      }
    }
  }
  return { policies, contradictions };
}

/** Makes one piece of all that mean the same, most of them by a look. Pieces by one name may hold different things at different targets. */
function interning(): (piece: PolicyPiece) => PolicyPiece {
  const seen = new Map<PolicyPiece, PolicyPiece>();
  const written = new Map<string, PolicyPiece>();
  const meant = new Map<string, PolicyPiece>();
  const find = (piece: PolicyPiece): PolicyPiece => {
    const { id, type, statements, content } = piece;
    const text = JSON.stringify([id, type, statements, content]);
    const known = written.get(text);
    if (known) {
      return known;
    }
    const name = key({ id, type, statements, content });
    const found = meant.get(name) ?? piece;
    meant.set(name, found);
    written.set(text, found);
    return found;
  };
  return (piece) => {
    const found = seen.get(piece) ?? find(piece);
    seen.set(piece, found);
    return found;
  };
}

/** Names of policies are made of ASCII characters, those of units of any. */
function label(targets: PolicyTarget[]): string {
  const first = targets[0].name.replace(' ', '/');
  const ascii = first.replace(/[^ -~]/gu, '_');
  const short = first.length > 80 || ascii !== first ? `${ascii.slice(0, 72)}~${digest(first)}` : first;
  return targets.length === 1 ? short : `${short}+${targets.length - 1}-${digest(targets.map(({ name }) => name).join('\n'))}`;
}

function digest(text: string): string {
  return hash(text).toString(36).padStart(7, '0');
}

/**
 * What moves goes up in the organization, to more targets at once, or to the new part of a policy that was divided: there it has to be held before
 * it is let go elsewhere.
 */
function attachedBefore(one: CompiledPolicy, other: CompiledPolicy): number {
  return one.targets[0]._depth - other.targets[0]._depth || other.targets.length - one.targets.length
    || other.id.split('#').length - one.id.split('#').length || other.id.length - one.id.length || compare(one.id, other.id);
}
