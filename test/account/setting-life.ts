import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { awsError, Operation, State, World } from '../private/custom-resource-world';
import { resolve, synthesize } from '../support';

/** What a construct declares to its function, for an account with one client. */
export function declared(name: string, build: (stack: Stack) => void): State {
  const { Setting: setting } = synthesize(build).toJSON().Resources[name].Properties as { Setting: unknown };
  return { ...JSON.parse(resolve(setting) as string) as State, client: 'Client' };
}

interface Statement { Action: string | string[]; Resource: unknown }

/** What the function of a template may do, besides writing its log: actions by resource. */
export function permissions(template: Template): Record<string, string[]> {
  const statements = Object.values(template.findResources('AWS::IAM::ManagedPolicy'))
    .flatMap(({ Properties }) => Properties.PolicyDocument.Statement as Statement[])
    .map(({ Action, Resource }): [string, string[]] => [resolve(Resource) as string, [Action].flat()])
    .filter(([, actions]) => !actions.some((action) => action.startsWith('logs:')));
  return Object.fromEntries(statements);
}

export interface Life {
  readonly setting: State;
  /** Operations on an account that has one state. */
  readonly operations: (account: Account) => Record<string, Operation>;
  /** The state of a new account. */
  readonly fresh: unknown;
  /** A state that somebody has chosen. */
  readonly other?: unknown;
  /** The state when all is as wanted. */
  readonly wanted: unknown;
  /** Another wish of an update, with the state it leads to. */
  readonly changed?: { setting: State; wanted: unknown };
  /** The operation that writes. */
  readonly write: string;
  /** Whether a wrong state can be told from a late one. */
  readonly lags?: boolean;
}

export interface Account { state: unknown }

/** What every setting does, whatever it is: made, made again, changed, failed, taken back. */
export function livesUpTo({ setting, operations, fresh, other, wanted, changed, write, lags }: Life): void {
  const make = (state: unknown) => {
    const account: Account = { state };
    return Object.assign(new World(setting, operations(account)), { account });
  };
  const states: [string, unknown][] = [['a new account', fresh], ...other === undefined ? [] : [['an account where it is something else', other] as [string, unknown]]];

  describe.each(states)('in %s', (_, before) => {
    it('makes it as wanted, and puts it back', async () => {
      const world = make(before);
      const { Status: status, PhysicalResourceId: id } = await world.request('Create');
      expect([status, world.account.state]).toEqual(['SUCCESS', wanted]);
      expect(await world.request('Delete', id)).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: id });
      expect(world.account.state).toEqual(before);
    });

    it('changes nothing the second time', async () => {
      const world = make(before);
      const { PhysicalResourceId: id } = await world.request('Create');
      world.calls.length = 0;
      expect(await world.request('Update', id)).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: id });
      expect(await world.request('Create')).toMatchObject({ Status: 'SUCCESS' });
      expect(world.changes).toEqual([]);
    });

    it('leaves it as it was when a call fails, says which, and has nothing to put back then', async () => {
      const world = make(before);
      world.failures[write] = [awsError('InternalFailure')];
      const { Status: status, Reason: reason, PhysicalResourceId: id } = await world.request('Create');
      expect([status, reason]).toEqual(['FAILED', `${write} failed: InternalFailure: because; then: everything is as it was`]);
      await world.request('Delete', id);
      expect(world.account.state).toEqual(before);
    });

    if (changed) {
      it('follows an update, and still puts back what was there first', async () => {
        const world = make(before);
        const { PhysicalResourceId: id } = await world.request('Create');
        expect(await world.request('Update', id, changed.setting)).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: id });
        expect(world.account.state).toEqual(changed.wanted);
        await world.request('Delete', id, changed.setting);
        expect(world.account.state).toEqual(before);
      });
    }
  });

  it('leaves it where it was as wanted from the start', async () => {
    const world = make(wanted);
    const { PhysicalResourceId: id } = await world.request('Create');
    await world.request('Delete', id);
    expect([world.account.state, world.changes]).toEqual([wanted, []]);
  });

  if (other !== undefined && !lags) {
    it('leaves what somebody has changed since', async () => {
      const world = make(fresh);
      const { PhysicalResourceId: id } = await world.request('Create');
      world.account.state = other;
      expect(await world.request('Delete', id)).toMatchObject({ Status: 'SUCCESS' });
      expect(world.account.state).toEqual(other);
    });
  }
}

/** What a setting does that the organization can decide with a declarative policy. */
export function yieldsToTheOrganization(setting: State, read: string, response: (managedBy: string) => State): void {
  it('counts as made where a declarative policy of the organization decides, and is left alone', async () => {
    const world = new World(setting, { [read]: () => response('declarative-policy') });
    const { Status: status, PhysicalResourceId: id } = await world.request('Create');
    expect([status, (await world.request('Delete', id)).Status]).toEqual(['SUCCESS', 'SUCCESS']);
    expect(world.changes).toEqual([]);
  });

  it('does not where the account decides', async () => {
    const world = new World(setting, { [read]: () => response('account') });
    expect(await world.request('Create')).toMatchObject({ Status: 'FAILED' });
  });
}

