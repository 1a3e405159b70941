import * as fc from 'fast-check';
import { Guardrail } from '../../lib/organization/guardrail';
import { PolicyStatementJson } from '../../lib/organization/guardrails/guardrail-entry';
import { IOrganizationControl } from '../../lib/organization/organization-control';
import { PolicyContent, PolicyPiece } from '../../lib/organization/organization-policy';
import { OrganizationPolicyType } from '../../lib/organization/organization-policy-type';
import { compile, CompiledPolicy } from '../../lib/organization/policy-compiler';
import { mergeContents } from '../../lib/organization/policy-compiler-contents';
import { lockedOut, locksAutomationOut, NEEDS_OF_AUTOMATION, NEEDS_OF_DEPLOYMENTS } from '../../lib/organization/policy-compiler-lockout';
import { packDense, packStable } from '../../lib/organization/policy-compiler-packing';
import { characters, charactersAtMost, CompiledStatement, covers, documentOf } from '../../lib/organization/policy-compiler-statements';
import { PolicyPacking } from '../../lib/organization/policy-packing';
import { PolicyTarget } from '../../lib/organization/policy-target';

const { SERVICE_CONTROL_POLICY, RESOURCE_CONTROL_POLICY, TAG_POLICY, BACKUP_POLICY } = OrganizationPolicyType;
const deny = (sid: string, actions: string[], rest: Partial<PolicyStatementJson> = {}): PolicyStatementJson => ({ Sid: sid, Effect: 'Deny', Action: actions, Resource: '*', ...rest });
const piece = (id: string, ...statements: PolicyStatementJson[]): PolicyPiece => ({ id, type: RESOURCE_CONTROL_POLICY, statements });
const control = (made: PolicyPiece): IOrganizationControl => ({ id: made.id, _piece: () => made, _problems: () => [] });
const tree = (id: string, content: PolicyContent, type = TAG_POLICY): PolicyPiece => ({ id, type, content });
const at = (path: string, ...pieces: PolicyPiece[]) => path === 'root' ? PolicyTarget.root('r-a1b2', { controls: pieces.map(control) })
  : PolicyTarget.unit(path, 'ou-a1b2-12345678', { controls: pieces.map(control) });
const compiled = (targets: PolicyTarget[], packing = PolicyPacking.stable(), characterLimit?: number) =>
  compile(targets, [], packing, { resourceControlCharacters: characterLimit });
const attached = (policies: CompiledPolicy[]) => policies.map(({ id, targets, pieces }) => [id, targets.map(({ name }) => name), pieces.map((each) => each.id)]);

/** What AWS decides about requests of a small world, written down without the code under test. */
const ACTIONS = ['s3:GetObject', 's3:GetBucketPolicy', 's3:PutObject', 'ec2:RunInstances', 'ec2:StopInstances'];
const RESOURCES = ['one', 'two', 'three'];
const VALUES = ['a', 'b', 'c'];
const matches = (pattern: string, text: string) => pattern.endsWith('*') ? text.startsWith(pattern.slice(0, -1)) : pattern === text;
const denied = (statements: CompiledStatement[]) => ACTIONS.flatMap((action) => RESOURCES.flatMap((resource) => VALUES.flatMap((x) => VALUES.flatMap((y) => {
  const context: Record<string, string> = { x, y };
  const stopped = statements.some(({ Action: actions, NotAction: others, Resource: resources, Condition: condition = {} }) =>
    (actions ? actions.some((each) => matches(each, action)) : !others!.some((each) => matches(each, action)))
    && [resources].flat().some((each) => matches(each, resource))
    && Object.entries(condition).every(([operator, keys]) => Object.entries(keys).every(([name, values]) =>
      [values].flat().includes(context[name]) === (operator === 'StringEquals'))));
  return stopped ? [`${action} ${resource} ${x} ${y}`] : [];
}))));

const someOf = (values: string[]) => fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 3 });
const statementArbitrary = fc.record({
  isNot: fc.boolean(), actions: someOf([...ACTIONS, 's3:*', 's3:Get*', 'ec2:*', '*']), resources: fc.oneof(fc.constant('*'), someOf(RESOURCES)),
  condition: fc.option(fc.dictionary(fc.constantFrom('StringEquals', 'StringNotEquals'), fc.dictionary(fc.constantFrom('x', 'y'), someOf(VALUES), { minKeys: 1 }), { minKeys: 1 })),
  sid: fc.constantFrom('One', 'Two', 'LongerThanTheOthers'),
}).map(({ isNot, actions, resources, condition, sid }): PolicyStatementJson => ({
  Sid: sid, Effect: 'Deny', ...isNot ? { NotAction: actions } : { Action: actions }, Resource: resources, ...condition && { Condition: condition },
}));
const piecesArbitrary = (minLength: number, maxLength: number) => fc.uniqueArray(
  fc.record({ id: fc.stringMatching(/^[a-z]{1,4}-[a-z]{1,4}$/), statements: fc.array(statementArbitrary, { minLength: 1, maxLength: 3 }) }),
  { minLength, maxLength, selector: ({ id }) => id },
).map((all) => all.map(({ id, statements }) => piece(id, ...statements)));

describe('a compiled document', () => {
  it('denies exactly what its guardrails deny', () => {
    fc.assert(fc.property(piecesArbitrary(1, 8), (pieces) => {
      expect(denied(documentOf(pieces).Statement)).toEqual(denied(pieces.flatMap(({ statements }) => statements!)));
    }), { seed: 1, numRuns: 150 });
  });

  it('is noticed when it denies less', () => {
    const { Statement: [first] } = documentOf([piece('a', deny('A', ['s3:GetObject', 's3:PutObject']))]);
    expect(denied([{ ...first, Action: ['s3:GetObject'] }])).not.toEqual(denied([first]));
  });

  it('is no longer than its guardrails side by side, nor than what it is packed by, which one guardrail more never lowers', () => {
    fc.assert(fc.property(piecesArbitrary(2, 8), (pieces) => {
      const size = characters(documentOf(pieces));
      expect(size).toBeLessThanOrEqual(characters({ Version: '2012-10-17', Statement: pieces.flatMap(({ statements }) => statements!) }));
      expect(size).toBeLessThanOrEqual(charactersAtMost(pieces));
      expect(charactersAtMost(pieces.slice(1))).toBeLessThanOrEqual(charactersAtMost(pieces));
    }), { seed: 1, numRuns: 150 });
  });

  it('names each statement once, and those it joined not at all', () => {
    expect(documentOf([piece('a', deny('Same', ['s3:GetObject'])), piece('b', deny('Same', ['s3:PutObject'], { Resource: 'one' }))]).Statement
      .map(({ Sid: sid }) => sid)).toEqual(['Same', undefined]);
    expect(documentOf([piece('b', deny('B', ['s3:PutObject'])), piece('a', deny('A', ['s3:GetObject']))]).Statement)
      .toEqual([{ Sid: undefined, Effect: 'Deny', Action: ['s3:GetObject', 's3:PutObject'], Resource: '*' }]);
  });

  it('joins values where several mean one or another, and never elsewhere', () => {
    const of = (operator: string) => documentOf(['a', 'b'].map((value) => piece(value, deny(value, ['s3:*'], { Condition: { [operator]: { x: value } } })))).Statement;
    expect(of('StringEquals')).toEqual([expect.objectContaining({ Condition: { StringEquals: { x: ['a', 'b'] } } })]);
    for (const operator of ['StringNotEquals', 'ForAllValues:StringEquals', 'Bool', 'Null', 'ArnNotLike', 'NumericLessThan', 'NotIpAddress']) {
      expect(of(operator)).toHaveLength(2);
    }
  });

  it.each([
    ['s3:*', 's3:GetObject', true], ['*', 's3:*', true], ['s3:Get*', 's3:G*', false], ['S3:get*', 's3:GetObject', true], ['s3:?etObject', 's3:GetObject', true],
    ['s3:?', 's3:*', false], ['s3:GetObject', 's3:GetObjectAcl', false], ['s3:*Object', 's3:Get*Object', true], ['s3.*', 's3:Get', false],
  ])('takes %s to name whatever %s names: %s', (wide, narrow, expected) => {
    expect(covers(wide, narrow)).toBe(expected);
  });
});

describe.each([['stable', packStable], ['dense', packDense]] as const)('%s packing', (_, pack) => {
  it('puts every piece into one document, none beyond the limit unless alone, whatever the order', () => {
    fc.assert(fc.property(piecesArbitrary(1, 20).chain((pieces) => fc.tuple(fc.constant(pieces), fc.shuffledSubarray(pieces, { minLength: pieces.length }))), ([pieces, shuffled]) => {
      const bins = pack(pieces, 1000);
      expect(bins.flatMap((bin) => bin.pieces.map(({ id }) => id)).sort()).toEqual(pieces.map(({ id }) => id).sort());
      expect(bins.filter((bin) => bin.pieces.length > 1 && characters(documentOf(bin.pieces)) > 1000)).toEqual([]);
      expect(new Set(bins.map(({ label }) => label)).size).toBe(bins.length);
      const written = (all: typeof bins) => all.map(({ label, pieces: held }) => [label, documentOf(held)]);
      expect(written(pack(shuffled, 1000))).toEqual(written(bins));
    }), { seed: 1, numRuns: 100 });
  });
});

/** Documents whose pieces are not the same any more, of those that were there. */
function changed(before: ReturnType<typeof packStable>, after: ReturnType<typeof packStable>): string[] {
  const ids = (bin?: { pieces: PolicyPiece[] }) => bin?.pieces.map(({ id }) => id).sort().join();
  return before.filter((bin) => ids(after.find(({ label }) => label === bin.label)) !== ids(bin)).map(({ label }) => label);
}

describe('stable packing', () => {
  it('moves no other piece when one is added, but for the new part of the one document it divides', () => {
    fc.assert(fc.property(piecesArbitrary(2, 24), ([added, ...pieces]) => {
      const before = packStable(pieces, 1200);
      const after = packStable([added, ...pieces], 1200);
      const whereBefore = new Map(before.flatMap(({ label, pieces: held }) => held.map(({ id }) => [id, label])));
      const moved = after.flatMap(({ label, pieces: held }) => held.flatMap(({ id }) => id !== added.id && whereBefore.get(id) !== label ? [[whereBefore.get(id)!, label]] : []));
      expect(changed(before, after).length).toBeLessThanOrEqual(1);
      expect(new Set(moved.map(([from]) => from)).size).toBeLessThanOrEqual(1);
      expect(moved.filter(([, to]) => before.some(({ label }) => label === to))).toEqual([]);
    }), { seed: 1, numRuns: 150 });
  });

  it('is noticed to be stable: dense packing is not', () => {
    const sized = (id: string, size: number) => piece(id, deny(id, [`s3:${'x'.repeat(size)}`], { Resource: id }));
    const all = [sized('a', 400), sized('b', 300), sized('c', 350), sized('d', 250)];
    expect(changed(packDense(all, 1000), packDense([sized('e', 380), ...all], 1000)).length).toBeGreaterThan(1);
  });
});

describe('contents of a type', () => {
  it('are laid over each other', () => {
    expect(mergeContents([tree('b', { tags: { cost: { key: 'Cost' } } }), tree('a', { tags: { owner: { key: 'Owner' }, cost: { key: 'Cost' } } })]))
      .toEqual({ content: { tags: { cost: { key: 'Cost' }, owner: { key: 'Owner' } } }, contradictions: [] });
  });

  it('are known to contradict each other where they differ in a leaf, or in where the leaves are', () => {
    expect(mergeContents([tree('a', { tags: { cost: 'a' } }), tree('b', { tags: { cost: 'b' } })]).contradictions).toEqual([{ ids: ['a', 'b'], place: 'tags.cost' }]);
    expect(mergeContents([tree('a', { tags: 'x' }), tree('b', { tags: { cost: 'b' } })]).contradictions).toEqual([{ ids: ['a', 'b'], place: 'tags' }]);
  });
});

describe('the compiler', () => {
  const one = piece('one', deny('One', ['s3:GetObject'], { Resource: 'one' }));
  const two = piece('two', deny('Two', ['s3:PutObject'], { Resource: 'two' }));

  it('does not repeat below what holds above, and shares what holds at several targets', () => {
    expect(attached(compiled([at('a/b', one, two), at('a', two), at('c', two), at('root', one)]).policies)).toEqual([
      ['rcp-root', ['root'], ['one']], [expect.stringMatching(/^rcp-unit\/a\+1-[0-9a-z]{7}$/), ['unit a', 'unit c'], ['two']],
    ]);
  });

  it('keeps below what is called the same as above and denies something else', () => {
    expect(attached(compiled([at('root', one), at('a', { ...two, id: 'one' })]).policies)).toEqual([
      ['rcp-root', ['root'], ['one']], ['rcp-unit/a', ['unit a'], ['one']],
    ]);
  });

  it('has an account inherit from its unit, and from the root', () => {
    const account = (unit?: string) => PolicyTarget.account('audit', '111122223333', { unit, controls: [control(one), control(two)] });
    expect(attached(compiled([at('root', one), at('a', two), account('a/b')]).policies)).toHaveLength(2);
    expect(attached(compiled([at('root', one), at('a', two), account()]).policies)).toHaveLength(2);
    expect(attached(compiled([at('root', one), account('a')]).policies)).toContainEqual(['rcp-account/audit', ['account audit'], ['two']]);
  });

  it('gives every target one policy of a type of contents, unless the next above has the same', () => {
    const x = tree('x', { tags: 'x' });
    const y = tree('y', { tags: 'y' });
    expect(attached(compiled([at('root', x), at('a', y), at('a/b', x), at('a/b/c', x), at('d', x)]).policies)).toEqual([
      ['tag-root', ['root'], ['x']], ['tag-unit/a', ['unit a'], ['y']], ['tag-unit/a/b', ['unit a/b'], ['x']],
    ]);
    expect(attached(compiled([at('root', x, tree('z', { plans: 'z' }, BACKUP_POLICY))]).policies).map(([id]) => id)).toEqual(['backup-root', 'tag-root']);
  });

  it('gives the same whatever the order of targets and controls', () => {
    const named = fc.array(fc.uniqueArray(fc.constantFrom(one, two, piece('three', deny('Three', ['ec2:*'], { Resource: 'three' }))), { maxLength: 3 }), { minLength: 5, maxLength: 5 });
    const paths = ['root', 'a', 'a/b', 'c', 'd'];
    fc.assert(fc.property(named, fc.shuffledSubarray([0, 1, 2, 3, 4], { minLength: 5 }), fc.constantFrom(PolicyPacking.stable(), PolicyPacking.dense()), (held, order, packing) => {
      const written = (targets: PolicyTarget[]) => compiled(targets, packing).policies.map(({ id, content, targets: bound }) => [id, content, bound.map(({ name }) => name)]);
      expect(written(order.map((index) => at(paths[index], ...[...held[index]].reverse())))).toEqual(written(paths.map((path, index) => at(path, ...held[index]))));
    }), { seed: 1 });
  });

  it('holds everything that is to hold at a target there or above, within the quota', () => {
    fc.assert(fc.property(piecesArbitrary(3, 12), fc.array(fc.array(fc.nat(11)), { minLength: 4, maxLength: 4 }), fc.boolean(), (pieces, picks, isDense) => {
      const targets = ['root', 'a', 'a/b', 'c'].map((path, index) => at(path, ...new Set(picks[index].map((pick) => pieces[pick % pieces.length]))));
      const { policies } = compiled(targets, isDense ? PolicyPacking.dense() : PolicyPacking.stable(), 2000);
      for (const target of targets) {
        const holding = policies.filter(({ targets: bound }) => bound.some(({ name }) => [target.name, ...target._above].includes(name))).flatMap((policy) => policy.pieces);
        expect(holding).toEqual(expect.arrayContaining(target._pieces([])));
      }
      expect(policies.filter((policy) => policy.pieces.length > 1 && policy.characters > 2000)).toEqual([]);
    }), { seed: 1, numRuns: 100 });
  });
});

describe('a guardrail', () => {
  const roles = ['arn:*:iam::*:role/deploy'];
  const exempt = { ArnNotLike: { 'aws:PrincipalArn': roles } };
  const all = [...new Set(NEEDS_OF_DEPLOYMENTS.map(([action]) => action))];
  const needs = (service: string) => all.filter((action) => action.startsWith(`${service}:`));
  it.each<[string, PolicyStatementJson, string[]]>([
    ['everything', deny('A', ['*']), all],
    ['all of AWS CloudFormation', deny('A', ['cloudformation:*']), ['cloudformation:CreateStack', 'cloudformation:UpdateStack']],
    ['all but a service', { Sid: 'A', Effect: 'Deny', NotAction: ['iam:*'], Resource: '*' }, all.filter((action) => action !== 'iam:CreateRole')],
    ['everything without MFA', deny('A', ['*'], { Condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } } }), all],
    ['everything to all but another role', deny('A', ['*'], { Condition: { ArnNotLike: { 'aws:PrincipalArn': ['arn:*:iam::*:role/other'] } } }), all],
    ['changes of the recorder', deny('A', ['config:Put*', 'config:Delete*']), ['config:PutConfigurationRecorder']],
    ['changes of the buckets of the archive', deny('A', ['s3:PutBucketPolicy'], { Resource: 'arn:*:s3:::secure-baseline-*' }), ['s3:PutBucketPolicy']],
    ['changes of the stacks of the baseline', deny('A', ['cloudformation:*'], { Resource: 'arn:*:cloudformation:*:*:stack/StackSet-secure-baseline-*' }), ['cloudformation:UpdateStack']],
    ['changes of other stacks', deny('A', ['cloudformation:*'], { Resource: 'arn:*:cloudformation:*:*:stack/Workload-*' }), []],
    ['everything to all but the role', deny('A', ['*'], { Condition: exempt }), []],
    ['everything to root users', deny('A', ['*'], { Condition: { ArnLike: { 'aws:PrincipalArn': ['arn:*:iam::*:root'] } } }), []],
    ['everything elsewhere', deny('A', ['*'], { Condition: { StringNotEquals: { 'aws:RequestedRegion': ['eu-central-1'] } } }), []],
    ['all that can be done to one resource', deny('A', ['*'], { Resource: 'arn:aws:s3:::logs' }), []],
    ['all of AWS Config', deny('A', ['config:*']), needs('config')],
    ['another service', deny('A', ['ec2:*']), []],
  ])('that denies %s locks deployment roles out as it should be known', (_, statement, expected) => {
    expect(lockedOut(statement, roles, NEEDS_OF_DEPLOYMENTS)).toEqual(expected);
  });

  it.each<[string, PolicyStatementJson, boolean]>([
    ['everything to all but the role', deny('A', ['*'], { Condition: exempt }), true],
    ['everything to all but one of its ways in', deny('A', ['*'], { Condition: { ArnNotLike: { 'aws:PrincipalArn': ['arn:*:iam::*:role/AWSControlTowerExecution'] } } }), false],
    ['all of AWS CloudFormation, and lets it assume roles', deny('A', ['cloudformation:*']), false],
    ['everything to root users', deny('A', ['*'], { Condition: { ArnLike: { 'aws:PrincipalArn': ['arn:*:iam::*:root'] } } }), false],
  ])('that denies %s locks the management account out as it should be known', (_, statement, expected) => {
    expect(locksAutomationOut(statement)).toBe(expected);
    expect(NEEDS_OF_AUTOMATION.length).toBeGreaterThan(0);
  });

  it('that protects the baseline locks out what deploys it where nobody is exempt', () => {
    const ids = Guardrail.recommended().filter((each) => each._statements([]).some((statement) =>
      lockedOut(statement, ['arn:*:iam::*:role/stacksets-exec-*'], NEEDS_OF_DEPLOYMENTS).length > 0)).map(({ id }) => id);
    expect(ids).toEqual(['protect-audit-trail', 'protect-configuration', 'protect-detection', 'protect-access-analyzer', 'protect-log-archive', 'protect-log-groups', 'protect-alerts',
      'protect-baseline-roles', 'protect-baseline-stacks']);
  });

  it('of the recommended ones locks nobody out', () => {
    expect(Guardrail.recommended().flatMap((each) => each._statements(roles)).flatMap((statement) => lockedOut(statement, roles, NEEDS_OF_DEPLOYMENTS))).toEqual([]);
    expect(Guardrail.recommended().flatMap((each) => each._statements(roles)).filter(locksAutomationOut)).toEqual([]);
    expect(compile([PolicyTarget.root('r-a1b2', { guardrails: Guardrail.recommended() })], roles, PolicyPacking.stable(), {}).policies
      .every(({ type }) => type === SERVICE_CONTROL_POLICY)).toBe(true);
  });
});
