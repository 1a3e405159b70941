import { CfnPolicy } from 'aws-cdk-lib/aws-organizations';
import { Construct, IDependable } from 'constructs';
import { checkRange, checkUnique, Problem, refuse } from '../private/validation';
import { warn } from '../private/warn';
import { exemptRoleProblems, list, lockouts } from './organization-policies-lockouts';
import { OrganizationPolicyType } from './organization-policy-type';
import { warnOfControls, warnOfLockouts, warnOfUnprotectedRoles } from './organization-policy-warnings';
import { Compiled, compile, CompiledPolicy, hasStatements } from './policy-compiler';
import { overruled } from './policy-compiler-inheritance';
import { STACK_SET_ROLES } from './policy-compiler-lockout';
import { characters, compare, documentOf } from './policy-compiler-statements';
import { PolicyPacking } from './policy-packing';
import { characterQuota, freeSlots, OLDER_QUOTA, PolicyQuotaOptions, quotaProblems, takenSlots } from './policy-quotas';
import { PolicyTarget } from './policy-target';

/** Settings of OrganizationPolicies that a baseline chooses. */
export interface OrganizationPoliciesOptions extends PolicyQuotaOptions {
  /**
   * ARN patterns of the roles that the guardrails which protect the baseline do not bind, because they deploy it. A pattern that fits any role
   * is refused, and so is an empty list where nobody could deploy the baseline any more.
   *
   * @default - the execution roles of AWS CloudFormation StackSets in every account
   */
  readonly exemptRoles?: string[];

  /**
   * How guardrails are put into policies.
   *
   * @default PolicyPacking.stable()
   */
  readonly packing?: PolicyPacking;
}

/** Properties of OrganizationPolicies. */
export interface OrganizationPoliciesProps extends OrganizationPoliciesOptions {
  /**
   * Where in the organization what holds, in any order. What holds at the root or a unit already is not repeated below it.
   */
  readonly targets: PolicyTarget[];

  /**
   * What has to be there first, such as the construct that enables the types of policies: AWS CloudFormation cannot.
   *
   * @default - nothing: the types are enabled
   */
  readonly after?: IDependable[];
}

/**
 * What holds where in an organization, as policies of AWS Organizations: merged, packed into few documents within the quotas, and attached one
 * after the other, since AWS Organizations takes no two changes at a time.
 *
 * Guardrails that hold at the same targets share policies. Contents of other types are one policy a type for each target.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies.html
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html
 */
export class OrganizationPolicies extends Construct {
  /** @internal */
  public static _problems(props: OrganizationPoliciesProps): Problem[] {
    return examine(props).problems;
  }

  /** Ids of the policies, in the order in which they are attached. */
  public readonly policyIds: string[];

  /**
   * @throws when a target, an exempt role or a quota is none, a guardrail locks out what deploys or, at the root, the management account, two
   * controls contradict each other, at one target or one above the other, or what holds at a target fits no policy or needs more of them than it
   * may carry
   */
  constructor(scope: Construct, id: string, props: OrganizationPoliciesProps) {
    super(scope, id);
    const { problems, policies, folded } = examine(props);
    refuse(this, problems);
    this.warnOfOlderQuotas(props, policies);
    warnOfControls(this, props.targets);
    warnOfUnprotectedRoles(this, props.targets, exempt(props));
    warnOfLockouts(this, props.targets, exempt(props));
    if (props.packing?._dense) {
      warn(this, 'policies-packed-densely', 'When a guardrail is added, others may move to another policy and not hold for moments: '
        + 'use PolicyPacking.stable() where the quotas allow it.');
    }
    if (folded.length > 0) {
      warn(this, 'policies-folded', 'Some of what is shared is held in policies of their own where there would be more than a target may carry, at '
        + `${folded.map(({ name }) => name).join(', ')}. When a guardrail is added there, others may move to another policy and not hold for `
        + 'moments. Name what is shared at a target above');
    }

    let previous: CfnPolicy | undefined;
    this.policyIds = policies.map(({ id: name, type, content, pieces, targets }) => {
      const policy = new CfnPolicy(this, name, {
        name: `secure-baseline-${name}`,
        description: description(pieces.map((piece) => piece.id)),
        type,
        content,
        targetIds: targets.map(({ targetId }) => targetId),
      });
      if (previous) {
        policy.addResourceDependency(previous);
      } else if (props.after) {
        policy.node.addDependency(...props.after);
      }
      previous = policy;
      return policy.attrId;
    });
  }

  private warnOfOlderQuotas(props: OrganizationPoliciesProps, policies: CompiledPolicy[]): void {
    const ofGuardrails = policies.filter(({ type }) => type === OrganizationPolicyType.SERVICE_CONTROL_POLICY);
    const long = ofGuardrails.filter((policy) => policy.characters > OLDER_QUOTA.characters).map((policy) => `${policy.id} has ${policy.characters}`);
    if (long.length > 0) {
      warn(this, 'policy-above-older-characters', `Service control policies with more than ${OLDER_QUOTA.characters} characters need the quota of `
        + `May 2026: ${long.join(', ')}. Set serviceControlCharacters to ${OLDER_QUOTA.characters} where AWS Organizations has not raised it.`);
    }
    const taken = takenSlots(OrganizationPolicyType.SERVICE_CONTROL_POLICY, props);
    const full = props.targets.map((target) => ({ target, count: taken + ofGuardrails.filter(({ targets }) => targets.includes(target)).length }))
      .filter(({ count }) => count > OLDER_QUOTA.policies).map(({ target, count }) => `${target.name} has ${count}`).sort();
    if (full.length > 0) {
      warn(this, 'policies-above-older-slots', `More than ${OLDER_QUOTA.policies} service control policies for a target need the quota of May 2026: `
        + `${full.join(', ')}. Set serviceControlPolicies to ${OLDER_QUOTA.policies} where AWS Organizations has not raised it.`);
    }
  }
}

function exempt(props: OrganizationPoliciesOptions): string[] {
  return props.exemptRoles ?? STACK_SET_ROLES;
}

/** What is wrong with the properties, and the policies that come of them where nothing is. */
function examine(props: OrganizationPoliciesProps): { problems: Problem[] } & Omit<Compiled, 'contradictions'> {
  const problems = [
    ...checkRange('targets', props.targets.length, 1, 10_000, 'name what the policies bind'),
    ...props.targets.flatMap((target, index) => target._problems(`targets[${index}]`)),
    ...checkUnique('targets', props.targets.map(({ name }) => name), 'name each target once'),
    ...checkUnique('targets', props.targets.map(({ targetId }) => targetId), 'name each target once'),
    ...exemptRoleProblems(exempt(props)),
    ...quotaProblems(props),
  ];
  // What is wrong with its input may keep a guardrail from saying what it denies.
  if (problems.length > 0) {
    return { problems, policies: [], folded: [] };
  }
  const compiled = compile(props.targets, exempt(props), props.packing ?? PolicyPacking.stable(), props);
  return { problems: [...lockouts(props.targets, exempt(props)), ...misfits(props, compiled)], ...compiled };
}

/** AWS Organizations takes 512 characters. */
function description(ids: string[]): string {
  const text = `Holds ${ids.join(', ')}`;
  return text.length > 512 ? `${text.slice(0, 509)}...` : text;
}

function misfits(props: OrganizationPoliciesProps, { policies, contradictions }: Compiled): Problem[] {
  const prop = (target: PolicyTarget, type?: OrganizationPolicyType) => `targets[${props.targets.indexOf(target)}].${list(type)}`;
  return [
    ...contradictions.map(({ target, ids, place }) => ({
      prop: prop(target), got: `${ids.join(' and ')}, which differ in ${place}`, allowed: 'controls that agree', fix: 'leave one of them out',
    })),
    ...props.targets.flatMap((target) => overruled(target, props.targets)).map(({ target, id, by, above, place }) => ({
      prop: prop(target), got: `${id}, below ${by} at ${above.name}`,
      allowed: `what ${above.name} holds in ${place}: AWS ignores anything else below it`,
      fix: `leave ${id} out there, or take ${by} from ${above.name} and hold it where it is wanted`,
    })),
    ...policies.filter((policy) => policy.characters > characterQuota(policy.type, props)).map((policy) => ({
      prop: prop(policy.targets[0], policy.type), got: `${policy.pieces.map(({ id }) => id).join(', ')} with ${policy.characters} characters`,
      allowed: `${characterQuota(policy.type, props)} characters a policy`,
      fix: hasStatements(policy.type) ? 'shorten exemptRoles or what the guardrail names, or divide it' : 'attach part of it to another target',
    })),
    ...props.targets.flatMap((target) => Object.values(OrganizationPolicyType).filter(hasStatements).flatMap((type) => {
      const bound = policies.filter((policy) => policy.type === type && policy.targets.includes(target));
      if (bound.length <= freeSlots(type, props)) {
        return [];
      }
      const [longest] = bound.flatMap(({ pieces }) => pieces).map((piece) => ({ id: piece.id, size: characters(documentOf([piece])) }))
        .sort((one, other) => other.size - one.size || compare(one.id, other.id));
      return [{
        prop: prop(target, type), got: `${bound.length} policies, in which ${longest.id} is longest with ${longest.size} characters`,
        allowed: `${freeSlots(type, props)} of type ${type}, besides ${takenSlots(type, props)} that are taken or reserved`,
        fix: 'name some of what they hold at a target above, or use PolicyPacking.dense()',
      }];
    })),
  ];
}
