import { Stack } from 'aws-cdk-lib';
import { ADOPTION_HANDLER } from '../../lib/private/adoption-handler';
import { resolve, synthesize } from '../support';
import { Call, Operation, State, World } from './custom-resource-world';

/** What a construct declares to the function that adopts, for an account with one client. */
export function adoption(build: (stack: Stack) => void): State {
  const [resource] = Object.values(synthesize(build).findResources('Custom::AdoptedService'));
  const { Adoption: declaration } = resource.Properties as { Adoption: unknown };
  return { ...JSON.parse(resolve(declaration) as string) as State, client: 'Client' };
}

export interface AdoptedLife {
  readonly declaration: State;
  /** Operations of an account that has the state. Those that write change it. */
  readonly operations: (account: { state: State }) => Record<string, Operation>;
  /** Somebody's service, with less than what is wanted, and with something that is not wanted. */
  readonly partial: State;
  /** The same once it is adopted. */
  readonly complete: State;
  readonly id: string;
  /** Operations of an account that has none. Left out where there is always one. */
  readonly none?: Record<string, Operation>;
}

/** Calls that change something. */
export const writes = (calls: Call[]) => calls.filter(({ command }) => !/^(Get|List|Describe|BatchGet)/.test(command));

/** What adoption means, whatever the service is. */
export function isAdopted({ declaration, operations, partial, complete, id, none }: AdoptedLife): void {
  const make = (state: State) => {
    const account = { state: structuredClone(state) };
    return Object.assign(new World(declaration, operations(account), ADOPTION_HANDLER, 'Adoption'), { account });
  };

  it('adds what is missing, and gives the id of the one that is there', async () => {
    const world = make(partial);
    expect(await world.request('Create')).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: id, Data: { Id: id } });
    expect(world.account.state).toEqual(complete);
  });

  it('changes nothing where nothing is missing, and nothing the second time', async () => {
    const world = make(complete);
    expect(await world.request('Create')).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: id });
    expect(await world.request('Update', id)).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: id });
    expect([writes(world.calls), world.account.state]).toEqual([[], complete]);
  });

  it('adds again what somebody took away, with the next update', async () => {
    const world = make(complete);
    await world.request('Create');
    world.account.state = structuredClone(partial);
    expect(await world.request('Update', id)).toMatchObject({ Status: 'SUCCESS' });
    expect(world.account.state).toEqual(complete);
  });

  it.each([id, 'none'])('calls nothing when it goes, whether it was there or failed to be: %s', async (physicalId) => {
    const world = make(complete);
    expect(await world.request('Delete', physicalId)).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: physicalId });
    expect([world.calls, world.account.state]).toEqual([[], complete]);
  });

  if (none === undefined) {
    return;
  }

  it('makes nothing where there is none, and says what to do', async () => {
    const world = new World(declaration, none, ADOPTION_HANDLER, 'Adoption');
    expect(await world.request('Create')).toMatchObject({
      Status: 'FAILED', Reason: expect.stringMatching(/^There is no .+ to adopt\. Create it: ServiceAdoption\.create\(\)$/),
    });
    expect(writes(world.calls)).toEqual([]);
  });
}

/** A service that is taken over where it is there, and made where it is not. */
export interface EitherLife extends AdoptedLife {
  readonly none: Record<string, Operation>;
  /** The operation that makes it. */
  readonly command: string;
  /** What the account has when it was called. */
  readonly make: (input: State) => State;
  /** The state in the end, where there was nothing. */
  readonly made: State;
}

/** What adoption means where the service is made if it is not there. */
export function isAdoptedOrMade({ none, command, make, made, ...life }: EitherLife): void {
  isAdopted(life);

  const fromNothing = () => {
    const account = { state: {} as State };
    const present = life.operations(account);
    let there = false;
    const all = Object.entries(present).map(([name, operation]): [string, Operation] => [name, (input) => (there ? operation : none[name] ?? operation)(input)]);
    const creation = (input: State) => {
      account.state = make(input);
      there = true;
      return {};
    };
    return Object.assign(new World(life.declaration, { ...Object.fromEntries(all), [command]: creation }, ADOPTION_HANDLER, 'Adoption'), { account });
  };

  it('makes one where there is none, once, and leaves it when it goes', async () => {
    const world = fromNothing();
    expect(await world.request('Create')).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: life.id, Data: { Id: life.id } });
    expect(world.account.state).toEqual(made);
    expect(writes(world.calls)[0].command).toBe(command);
    const calls = world.calls.length;
    expect(await world.request('Update', life.id)).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: life.id });
    expect(await world.request('Delete', life.id)).toMatchObject({ Status: 'SUCCESS' });
    expect([writes(world.calls.slice(calls)), world.account.state]).toEqual([[], made]);
  });

  it('makes none where there is one', async () => {
    const world = new World(life.declaration, life.operations({ state: structuredClone(life.partial) }), ADOPTION_HANDLER, 'Adoption');
    await world.request('Create');
    expect(world.calls.map((call) => call.command)).not.toContain(command);
  });
}
