import { ACCESS_MATRIX, SESSIONS } from './access-matrix';
import { ESCALATION_PATHS } from './escalation-paths';
import { ALMIGHTY, closedSteps, PEOPLE } from './people';
import { HeldPolicy, Person } from './person';

/** Everybody but an administrator, who has what the paths lead to. */
const LIMITED = Object.entries(PEOPLE).filter(([persona]) => persona !== 'administrator');

describe('A published escalation path', () => {
  test('is told once, and leads somewhere', () => {
    const titles = ESCALATION_PATHS.map(({ name, where }) => `${name}, ${where}`);

    expect(new Set(titles).size).toBe(titles.length);
    expect(titles.length).toBeGreaterThanOrEqual(65);
  });

  // Otherwise a path could be closed because it was written down wrongly.
  test.each(ESCALATION_PATHS)('is open to who may do everything: $name ($where)', async (path) => {
    expect(await closedSteps(ALMIGHTY, path)).toEqual([]);
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

const without = (whole: object, part: string) => Object.fromEntries(Object.entries(whole).filter(([name]) => name !== part));

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
        const left = (inner: object) => ({ ...statement.Condition, [operator]: { ...without(keys, key), ...inner } });
        const bare = Object.keys(keys).length > 1 ? left({}) : without(statement.Condition!, operator);
        return [
          mutant(statement, `condition ${operator} ${key}`, (whole) => [(Object.keys(bare).length > 0 ? { ...whole, Condition: bare } : without(whole, 'Condition')) as Statement]),
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

/** The mutants that no request of the matrix or of a path tells from what they were made of. */
async function survivors(persona: string, policies: readonly HeldPolicy[]): Promise<string[]> {
  const person = Person.holding([...policies]);
  const asked = requests(persona);
  const found = [];
  for (const mutant of mutants(policies)) {
    const mutated = Person.holding(mutant.policies);
    let survives = true;
    for (const { action, resource, ...circumstances } of asked.filter((request) => mutant.actions.some((pattern) => matches(pattern, request.action)))) {
      if (await mutated.verdict(action, resource, circumstances) !== await person.verdict(action, resource, circumstances)) {
        survives = false;
        break;
      }
    }
    found.push(...survives ? [mutant.what] : []);
  }
  return found;
}

describe('No denial and no condition is there for nothing', () => {
  test.each(Object.entries(PEOPLE))('in what %s holds: each changes a decision', async (persona, { policies }) => {
    expect(await survivors(persona, policies)).toEqual(REDUNDANT[persona] ?? []);
  });

  test('and one that is would be found', async () => {
    const planted = { Sid: 'Planted', Effect: 'Deny', Action: ['groundstation:ListSatellites', 'billing:GetBillingData'], Resource: '*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } };

    expect(await survivors('finance', [...PEOPLE.finance.policies, { name: 'planted', policy: { Version: '2012-10-17', Statement: [planted] } }])).toEqual([
      'Planted without the whole of it', 'Planted without Action groundstation:ListSatellites', 'Planted without Action billing:GetBillingData',
    ]);
  });
});
