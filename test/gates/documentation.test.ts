import { readFileSync } from 'fs';
import { join } from 'path';

/** The public surface, as the jsii compiler wrote it down. */
interface Documented { readonly name?: string; readonly optional?: boolean; readonly overrides?: string; readonly docs?: { summary?: string; default?: string } }
interface Method extends Documented { readonly parameters?: Documented[] }
interface Type extends Documented {
  readonly kind: string;
  readonly datatype?: boolean;
  readonly initializer?: Method;
  readonly properties?: Documented[];
  readonly methods?: Method[];
  readonly members?: Documented[];
}

const assembly = JSON.parse(readFileSync(join(__dirname, '../../.jsii'), 'utf8')) as { types: Record<string, Type> };

/** Scope and id mean the same everywhere; so do the props of a constructor, whose own type documents each of them. */
const SELF_EVIDENT = ['scope', 'id', 'props'];

function undocumented(types: Record<string, Type>): string[] {
  return Object.entries(types).flatMap(([fqn, type]) => {
    const missing: string[] = [];
    const check = (what: string, member: Documented) => {
      if (!member.docs?.summary?.trim()) {
        missing.push(`${what} has no summary`);
      }
    };
    check(fqn, type);
    type.properties?.forEach((property) => {
      check(`${fqn}.${property.name}`, property);
      if (type.datatype && property.optional && !property.docs?.default?.trim()) {
        missing.push(`${fqn}.${property.name} has no @default`);
      }
    });
    type.methods?.forEach((method) => {
      check(`${fqn}.${method.name}`, method);
      method.parameters?.forEach((parameter) => check(`${fqn}.${method.name}(${parameter.name})`, parameter));
    });
    type.initializer?.parameters
      ?.filter(({ name }) => !SELF_EVIDENT.includes(name!))
      .forEach((parameter) => check(`${fqn}.constructor(${parameter.name})`, parameter));
    type.members?.forEach((member) => check(`${fqn}.${member.name}`, member));
    return missing;
  });
}

describe('the public surface', () => {
  test('is documented to the last member, with the behaviour of every default', () => {
    expect(undocumented(assembly.types)).toEqual([]);
    expect(Object.keys(assembly.types).length).toBeGreaterThan(50);
  });

  test('keeps its folders out of its names, so that a file can move', () => {
    expect(Object.keys(assembly.types).filter((fqn) => fqn.split('.').length !== 2)).toEqual([]);
  });

  test('would be found wanting for a missing summary, default or parameter', () => {
    const planted: Type = {
      kind: 'interface',
      datatype: true,
      docs: { summary: 'Planted.' },
      properties: [{ name: 'silent' }, { name: 'lazy', optional: true, docs: { summary: 'Says nothing of its default.' } }],
      methods: [{ name: 'act', docs: { summary: 'Acts.' }, parameters: [{ name: 'how' }] }],
    };

    expect(undocumented({ Planted: planted })).toEqual(['Planted.silent has no summary', 'Planted.lazy has no @default', 'Planted.act(how) has no summary']);
  });
});
