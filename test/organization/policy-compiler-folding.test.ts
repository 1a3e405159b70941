import { App, Stack } from 'aws-cdk-lib';
import * as fc from 'fast-check';
import { Guardrail, IOrganizationControl, OrganizationPolicies, OrganizationPolicyType, PolicyPacking, PolicyTarget } from '../../lib';
import { PolicyPiece } from '../../lib/organization/organization-policy';
import { compile, CompiledPolicy } from '../../lib/organization/policy-compiler';
import { refusalsOf, warningsOf } from '../support';

const piece = (id: string, size = 100): PolicyPiece => ({
  id, type: OrganizationPolicyType.RESOURCE_CONTROL_POLICY,
  statements: [{ Sid: id, Effect: 'Deny', Principal: '*', Action: ['s3:GetObject'], Resource: '*', Condition: { StringNotEquals: { [`aws:RequestTag/${id}`]: 'x'.repeat(size) } } }],
});
const control = (made: PolicyPiece): IOrganizationControl => ({ id: made.id, _piece: () => made, _problems: () => [] });
const unit = (path: string, index: number, ...pieces: PolicyPiece[]) => PolicyTarget.unit(path, `ou-a1b2-${10000000 + index}`, { controls: pieces.map(control) });
const compiled = (targets: PolicyTarget[], quotas = {}) => compile(targets, [], PolicyPacking.stable(), quotas);
const carried = (policies: CompiledPolicy[], target: PolicyTarget) => policies.filter(({ targets }) => targets.includes(target));
const unlimited = { resourceControlPolicies: 1000 };

/** One unit that shares each of its controls with another unit. */
const NAMES = ['a', 'b', 'c', 'd', 'e', 'f'];
const crowded = (...pieces: PolicyPiece[]) => unit('hub', 0, ...NAMES.map((name, index) => piece(name, 100 + index)), ...pieces);
const others = NAMES.map((name, index) => unit(name, index + 1, piece(name, 100 + index), piece(`own-${name}`)));

describe('a target that would carry more policies than it may', () => {
  test('holds in one of its own the shortest of what it shares, and no more of it than leaves a place to spare', () => {
    const hub = crowded();
    const { policies, folded } = compiled([hub, ...others]);
    expect(folded).toEqual([hub]);
    expect(carried(policies, hub).map(({ pieces, targets }) => [pieces.map(({ id }) => id), targets.map(({ name }) => name)])).toEqual([
      [['e'], ['unit e', 'unit hub']], [['f'], ['unit f', 'unit hub']], [['a', 'b', 'c', 'd'], ['unit hub']],
    ]);
  });

  test('leaves to all others what they have, by the names it had', () => {
    const before = compiled([crowded(), ...others], unlimited);
    const after = compiled([crowded(), ...others]);
    const has = (policies: CompiledPolicy[], target: PolicyTarget) => carried(policies, target).map(({ id, content }) => [id, content]);
    others.forEach((other) => expect(has(after.policies, other)).toEqual(has(before.policies, other)));
    expect(before.folded).toEqual([]);
  });

  test('adds to its own policy, which keeps its name, and is attached after what it replaces is let go', () => {
    const own = piece('own');
    const { policies } = compiled([crowded(own), ...others]);
    expect(policies.filter(({ id }) => id === 'rcp-unit/hub').map(({ pieces }) => pieces.map(({ id }) => id))).toEqual([['a', 'b', 'c', 'd', 'own']]);
    const at = (id: string) => policies.findIndex(({ pieces }) => pieces.length === 1 && pieces[0].id === id);
    expect(Math.max(...['a', 'b', 'c', 'd'].map(at))).toBeLessThan(policies.findIndex(({ id }) => id === 'rcp-unit/hub'));
  });

  describe('has room at every step of a deployment', () => {
    const NAME = 'unit hub';
    const long = (name: string) => piece(name, 100 + name.charCodeAt(0));
    /** A hub that shares each of its controls with a unit, and what more units hold. */
    const shared = (names: string[], more: Record<string, string[]> = {}) => [
      unit('hub', 0, ...names.map(long)), ...names.map((name, index) => unit(name, index + 1, long(name), piece(`own-${name}`))),
      ...Object.entries(more).map(([name, held], index) => unit(name, 50 + index, ...held.map(long))),
    ];
    const binds = ({ targets }: CompiledPolicy) => targets.some(({ name }) => name === NAME);
    /** The most policies the hub carries: AWS CloudFormation makes and changes one after the other, and takes away what is left over in the end. */
    const most = (from: PolicyTarget[], to: PolicyTarget[]) => {
      const attached = new Set(compiled(from).policies.filter(binds).map(({ id }) => id));
      const counts = compiled(to).policies.map((policy) => {
        attached[binds(policy) ? 'add' : 'delete'](policy.id);
        return attached.size;
      });
      return Math.max(...counts);
    };
    const four = ['a', 'b', 'c', 'd'];
    const five = [...four, 'e'];

    test.each<[string, PolicyTarget[], PolicyTarget[]]>([
      ...['e', 'm', 'A', 'Z', '0', 'q'].map((added): [string, PolicyTarget[], PolicyTarget[]] => [`that adds ${added}`, shared(four), shared([...four, added])]),
      ...five.map((gone): [string, PolicyTarget[], PolicyTarget[]] => [`that takes ${gone} away`, shared(five), shared(five.filter((name) => name !== gone))]),
      ...five.map((wider): [string, PolicyTarget[], PolicyTarget[]] => [`that has one more unit share ${wider}`, shared(five), shared(five, { more: [wider] })]),
    ])('%s', (_, from, to) => {
      expect(compiled(to).folded.length + compiled(from).folded.length).toBeGreaterThan(0);
      expect(most(from, to)).toBeLessThanOrEqual(4);
    });
  });

  test('is left as it is where nothing it shares can be put together', () => {
    const long = NAMES.map((name) => piece(name, 3000));
    const { folded } = compiled([unit('hub', 0, ...long), ...long.map((each, index) => unit(each.id, index + 1, each))]);
    expect(folded).toEqual([]);
  });

  test('holds what it is to hold, as the others do, whatever is shared and in whatever order', () => {
    const holdings = fc.array(fc.uniqueArray(fc.nat(11), { maxLength: 9 }), { minLength: 6, maxLength: 6 });
    fc.assert(fc.property(holdings, fc.shuffledSubarray([0, 1, 2, 3, 4, 5], { minLength: 6 }), (held, order) => {
      const targets = held.map((picks, index) => unit(`u${index}`, index, ...picks.map((pick) => piece(`p${pick}`, 100 + pick))));
      const { policies, folded } = compiled(targets);
      targets.forEach((target) => {
        const bound = carried(policies, target);
        expect(new Set(bound.flatMap(({ pieces }) => pieces.map(({ id }) => id)))).toEqual(new Set(target._pieces([]).map(({ id }) => id)));
        expect(bound.length).toBeLessThanOrEqual(4);
        if (!folded.includes(target)) {
          expect(bound.map(({ id }) => id).sort()).toEqual(carried(compiled(targets, unlimited).policies, target).map(({ id }) => id).sort());
        }
      });
      expect(new Set(policies.map(({ id }) => id)).size).toBe(policies.length);
      const written = (all: CompiledPolicy[]) => all.map(({ id, content, targets: bound }) => [id, content, bound.map(({ name }) => name)]);
      expect(written(compiled(order.map((index) => targets[index])).policies)).toEqual(written(policies));
    }), { seed: 1, numRuns: 100 });
  });
});

describe('guardrails of which a unit shares each with another unit', () => {
  const guardrails = [
    Guardrail.iamUsers(), Guardrail.keyPairs(), Guardrail.cloudShell(), Guardrail.serialConsole(), Guardrail.defaultVpcs(), Guardrail.publicImages(), Guardrail.publicDocuments(),
    Guardrail.passwordPolicy(), Guardrail.regionOptIn(), Guardrail.objectLock(),
  ];
  const targets = [guardrails, ...guardrails.map((each) => [each, Guardrail.closingAccounts()])].map((held, index) => PolicyTarget.unit(`u${index}`, `ou-a1b2-${10000000 + index}`, { guardrails: held }));

  test('fit, and it is said what comes of it', () => {
    const stack = new Stack(new App(), 'Test');
    new OrganizationPolicies(stack, 'Policies', { targets: [...targets, PolicyTarget.root('r-a1b2', { guardrails: [Guardrail.protectBaselineRoles()] })] });
    expect(warningsOf(stack)).toContainEqual(expect.stringMatching(/than a target may carry, at unit u0\. When a guardrail is added there.*Name what is shared.*cdk-secure-baseline:policies-folded/));
    expect(refusalsOf(() => new OrganizationPolicies(new Stack(new App(), 'Test'), 'Policies', { targets, serviceControlPolicies: 2 }))).toEqual([]);
  });
});
