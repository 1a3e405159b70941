import { ACCESS_MATRIX, SESSIONS } from './access-matrix';
import { ESCALATION_PATHS, EscalationPath } from './escalation-paths';
import { PEOPLE } from './people';
import { HeldPolicy, Person } from './person';

/** Everybody but an administrator, who has what the paths lead to. */
const LIMITED = Object.entries(PEOPLE).filter(([persona]) => persona !== 'administrator');
const everything = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };
const almighty = Person.holding([{ name: 'all', policy: everything }]);

/** The steps of a path that somebody cannot take; none when it is open. */
async function closedSteps(person: Person, { steps }: EscalationPath): Promise<string[]> {
  const verdicts = await Promise.all(steps.map(([action, resource, context]) => person.may(action, resource, { mfa: true, context })));
  return steps.filter((_, index) => !verdicts[index]).map(([action, resource]) => `${action} on ${resource}`);
}

describe('A published escalation path', () => {
  test('is told once, and leads somewhere', () => {
    const titles = ESCALATION_PATHS.map(({ name, where }) => `${name}, ${where}`);

    expect(new Set(titles).size).toBe(titles.length);
    expect(titles.length).toBeGreaterThanOrEqual(65);
  });

  // Otherwise a path could be closed because it was written down wrongly.
  test.each(ESCALATION_PATHS)('is open to who may do everything: $name ($where)', async (path) => {
    expect(await closedSteps(almighty, path)).toEqual([]);
  });

  describe.each(LIMITED)('is closed to %s', (_, person) => {
    test.each(ESCALATION_PATHS)('$name ($where)', async (path) => {
      expect(await closedSteps(person, path)).not.toEqual([]);
    });
  });

  // Code that is passed a role runs as that role: with PassRole on everything, these would open, so it is the role that closes them.
  test('by PassRole is closed to a developer by the role alone, wherever the service is one a developer works with', async () => {
    const careless = Person.holding([...PEOPLE.developer.policies, {
      name: 'careless', policy: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'iam:PassRole', Resource: '*' }] },
    }]);
    const opened = [];
    for (const path of ESCALATION_PATHS) {
      opened.push(...(await closedSteps(careless, path)).length === 0 ? [path.name] : []);
    }

    expect(opened).toEqual(expect.arrayContaining([
      'PassRole, CreateFunction and InvokeFunction', 'PassRole and UpdateFunctionConfiguration, to another role', 'PassRole and RunInstances', 'PassRole and CreateStack',
      'PassRole, RegisterTaskDefinition and RunTask', 'PassRole and CreateStateMachine, then StartExecution',
    ]));
  });
});

type Statement = Record<string, unknown> & { Sid: string; Effect: string; Condition?: Record<string, Record<string, string | string[]>> };
interface Mutant {
  readonly what: string;
  /** Actions it can make a difference for. */
  readonly actions: string[];
  readonly policies: HeldPolicy[];
}

/** Policies as somebody careless could leave them: without a denial, without a part of a denial, or without a condition. */
function mutants(policies: readonly HeldPolicy[]): Mutant[] {
  return policies.flatMap((held, index) => {
    const document = held.policy as { Statement: Statement[] };
    const mutant = ({ Sid: sid, Action }: Statement, what: string, change: (statement: Statement) => Statement[], actions?: string[]): Mutant => ({
      what: `${sid} without ${what}`,
      actions: actions ?? [Action ?? '*'].flat() as string[],
      policies: policies.map((other, at) => at !== index ? other : {
        ...other,
        policy: { ...document, Statement: document.Statement.flatMap((statement) => statement.Sid === sid ? change(statement) : [statement]) },
      }),
    });
    return document.Statement.flatMap((statement) => [
      ...statement.Effect !== 'Deny' ? [] : [
        mutant(statement, 'the whole of it', () => []),
        ...['Action', 'NotAction', 'Resource', 'NotResource'].flatMap((part) => {
          const values = [statement[part]].flat() as string[];
          return values.length < 2 ? [] : values.map((value) => mutant(statement, `${part} ${value}`,
            (whole) => [{ ...whole, [part]: values.filter((other) => other !== value) }], part.endsWith('Action') ? [value] : undefined));
        }),
      ],
      ...Object.entries(statement.Condition ?? {}).flatMap(([operator, keys]) => Object.entries(keys).flatMap(([key, expected]) => {
        const values = [expected].flat();
        const others = Object.fromEntries(Object.entries(keys).filter(([other]) => other !== key));
        const left = (inner: object) => ({ ...statement.Condition, [operator]: { ...others, ...inner } });
        const bare = Object.fromEntries(Object.entries(left({})).filter(([, inner]) => Object.keys(inner).length > 0));
        return [
          mutant(statement, `condition ${operator} ${key}`, ({ Condition, ...whole }) => [Object.keys(bare).length ? { ...whole, Condition: bare } : whole] as Statement[]),
          ...values.length < 2 ? [] : values.map((value) => mutant(statement, `${key} ${value}`,
            (whole) => [{ ...whole, Condition: left({ [key]: values.filter((other) => other !== value) }) } as Statement])),
        ];
      })),
    ]);
  });
}

/** Every request of the matrix and of the paths, for one persona. */
function requests(persona: string): { action: string; resource: string; mfa?: boolean; context?: Record<string, string | string[]> }[] {
  return [
    ...ACCESS_MATRIX.filter((section) => section.persona === persona).flatMap(({ rows }) => rows)
      .flatMap(([, action, resource, given]) => SESSIONS.map(({ mfa }) => ({ action, resource, mfa, context: given?.context }))),
    ...ESCALATION_PATHS.flatMap(({ steps }) => steps.map(([action, resource, context]) => ({ action, resource, mfa: true, context }))),
  ];
}

const matches = (pattern: string, action: string) => new RegExp(`^${pattern.replace(/\*/g, '.*')}$`, 'i').test(action);

/** What says the same a second time, so that nothing changes without it. */
const REDUNDANT: Record<string, string[]> = {
  // NoUnboundedRoles denies it too, whatever another policy allows; an allowance that names its condition is still the one to read.
  developer: ['MakeBoundedRoles without condition StringEquals iam:PermissionsBoundary'],
};

describe('No denial and no condition is there for nothing', () => {
  test.each(Object.entries(PEOPLE))('in what %s holds: each changes a decision of the matrix', async (persona, person) => {
    const asked = requests(persona);
    const survivors = [];
    for (const { what, actions, policies } of mutants(person.policies)) {
      const mutated = Person.holding(policies);
      const changes = async ({ action, resource, ...circumstances }: typeof asked[number]) =>
        await mutated.verdict(action, resource, circumstances) !== await person.verdict(action, resource, circumstances);
      let survives = true;
      for (const request of asked.filter(({ action }) => actions.some((pattern) => matches(pattern, action)))) {
        if (await changes(request)) {
          survives = false;
          break;
        }
      }
      survivors.push(...survives ? [what] : []);
    }

    expect(survivors).toEqual(REDUNDANT[persona] ?? []);
  });
});
