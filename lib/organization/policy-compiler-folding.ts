import type { CompiledPolicy } from './policy-compiler';
import { compare } from './policy-compiler-statements';
import { PolicyTarget } from './policy-target';

/** Policies of a type, and how many of them a target takes. */
interface Folding {
  readonly policies: readonly CompiledPolicy[];
  readonly targets: readonly PolicyTarget[];
  readonly slots: number;
  /** The policies of a target alone, for what these policies hold. */
  repack(target: PolicyTarget, policies: readonly CompiledPolicy[]): CompiledPolicy[];
}

export interface Folded {
  /** All policies. Those that were there go on to have the content and the name they had. */
  readonly policies: CompiledPolicy[];
  /** Whom each binds in the end, which may be nobody. */
  readonly bound: Map<CompiledPolicy, PolicyTarget[]>;
  /** The targets that would have carried more than they take. */
  readonly targets: PolicyTarget[];
}

/**
 * Where a target would carry as many policies as it takes, or more, the shortest of those it shares become one with its own: as few as leave a
 * place to spare, or fit. Each target is looked at by itself, so that nothing depends on an order, and what others share stays as it is.
 */
export function fold({ policies, targets, slots, repack }: Folding): Folded {
  const carried = new Map<PolicyTarget, CompiledPolicy[]>();
  policies.forEach((policy) => policy.targets.forEach((target) => carried.set(target, carried.get(target) ?? []).get(target)!.push(policy)));
  const left = new Map<CompiledPolicy, Set<PolicyTarget>>();
  const added: CompiledPolicy[] = [];
  const folded = targets.filter((target) => {
    const all = carried.get(target) ?? [];
    const shared = all.filter((policy) => policy.targets.length > 1)
      .sort((one, other) => one.characters - other.characters || compare(one.id, other.id));
    // With a place to spare, if that can be had: what is grouped anew is attached before the group it leaves is gone.
    for (const room of [slots - 1, slots].filter((each) => each > 0)) {
      for (let count = shared.length + 1 - room; all.length > room && count <= shared.length; count++) {
        const replaced = [...all.filter((policy) => policy.targets.length === 1), ...shared.slice(0, Math.max(count, 0))];
        const made = repack(target, replaced);
        if (all.length - replaced.length + made.length <= room) {
          replaced.forEach((policy) => left.set(policy, left.get(policy) ?? new Set()).get(policy)!.add(target));
          added.push(...made);
          return true;
        }
      }
    }
    return false;
  });
  const every = [...policies, ...added];
  return {
    policies: every, targets: folded,
    bound: new Map(every.map((policy) => [policy, policy.targets.filter((target) => !left.get(policy)?.has(target))])),
  };
}
