import { ORGANIZATION_MEMBERS_HANDLER } from '../../lib/organization/organization-members-handler';
import { OrganizationMembers, OrganizationMembersProvider } from '../../lib/organization/organization-members-provider';
import { customResourceCode } from '../../lib/private/custom-resource-code';
import { awsError, Operation, State, World } from '../private/custom-resource-world';
import { ACCOUNT, synthesize } from '../support';

const api = { service: 'inspector2', client: 'Client' };
const accounts = { service: 'organizations', client: 'Client', command: 'ListAccounts', path: 'Accounts', token: 'NextToken' };
const adding: OrganizationMembers = {
  ...api, members: { command: 'ListMembers', path: 'members', token: 'nextToken' }, add: { command: 'AssociateMember' },
};
const scanning: OrganizationMembers = {
  ...adding, on: { read: 'BatchGetAccountStatus', states: ['ec2', 'lambda'], command: 'Enable', input: { resourceTypes: ['EC2', 'LAMBDA'] } },
};

const idOf = (index: number) => String(200000000000 + index);
const ids = (count: number) => Array.from({ length: count }, (_, index) => idOf(index));

/** An organization with a service whose members have two switches each. */
class Organization {
  readonly members: string[] = [];
  readonly on = new Map<string, string[]>();
  /** Accounts the service refuses to add, and those it refuses to scan, alone or among others. */
  refusedMembers: string[] = [];
  refusedScans: string[] = [];
  readonly states = new Map<string, string>();
  readonly world: World;
  constructor(readonly all: string[], declaration: OrganizationMembers, more: Record<string, Operation> = {}) {
    this.world = new World({ ...declaration, accounts }, {
      ListAccounts: ({ NextToken: token }) => this.page([ACCOUNT, ...this.all], token, (next) => ({ NextToken: next }), 'Accounts',
        (id) => ({ Id: id, Email: `${id}@example.com`, State: this.states.get(id) ?? 'ACTIVE' })),
      ListMembers: ({ nextToken: token }) => this.page(this.members, token, (next) => ({ nextToken: next }), 'members', (id) => ({ accountId: id })),
      AssociateMember: ({ accountId: id, account }) => this.add(id ?? (account as State).accountId),
      BatchGetAccountStatus: ({ accountIds: asked }) => ({
        accounts: (asked as string[]).map((id) => ({
          accountId: id,
          resourceState: Object.fromEntries(['ec2', 'lambda', 'ecr'].map((name) => [name, { status: this.on.get(id)?.includes(name.toUpperCase()) ? 'ENABLING' : 'DISABLED' }])),
        })),
      }),
      Enable: ({ accountIds, resourceTypes }) => this.enable(accountIds as string[], resourceTypes as string[]),
      ...more,
    }, ORGANIZATION_MEMBERS_HANDLER, 'Members');
  }

  count(command: string): number {
    return this.world.calls.filter((call) => call.command === command).length;
  }

  private page(all: string[], token: unknown, next: (token: string) => object, path: string, show: (id: string) => object): object {
    const start = Number(token ?? 0);
    return { [path]: all.slice(start, start + 20).map(show), ...start + 20 < all.length ? next(String(start + 20)) : {} };
  }

  private add(id: unknown): void {
    if (this.refusedMembers.includes(id as string)) {
      throw awsError('AccessDeniedException', 'not yours');
    }
    this.members.push(id as string);
  }

  private enable(asked: string[], types: string[]): object {
    if (asked.length > 100 || asked.some((id) => id !== ACCOUNT && !this.members.includes(id))) {
      throw awsError('ValidationException', 'not a member');
    }
    if (asked.some((id) => this.refusedScans.includes(id))) {
      throw awsError('AccessDeniedException', 'quarantined');
    }
    asked.forEach((id) => this.on.set(id, [...this.on.get(id) ?? [], ...types]));
    return { accounts: asked.map((accountId) => ({ accountId })) };
  }
}

const outcome = async (organization: Organization, type = 'Create') => (await organization.world.request(type)).Data?.Outcome;

describe('the function that makes accounts members', () => {
  it('adds every account but its own, through all pages, and turns on what is off everywhere', async () => {
    const organization = new Organization(ids(250), scanning);
    expect(await organization.world.request('Create')).toMatchObject({
      Status: 'SUCCESS', PhysicalResourceId: 'AccountSetting', Data: { Outcome: '0 of 251 accounts left out' },
    });
    expect([...organization.members].sort()).toEqual(ids(250));
    expect([...organization.on.keys()].sort()).toEqual([ACCOUNT, ...ids(250)]);
    expect(organization.count('Enable')).toBe(3);
  });

  it('changes nothing where all is as it should be', async () => {
    const organization = new Organization(ids(250), scanning);
    await organization.world.request('Create');
    organization.world.calls.length = 0;
    expect(await outcome(organization, 'Update')).toBe('0 of 251 accounts left out');
    expect(organization.world.changes).toEqual([]);
  });

  it('goes on where it stopped', async () => {
    const organization = new Organization(ids(50), scanning);
    organization.members.push(...ids(30));
    ids(10).forEach((id) => organization.on.set(id, ['EC2', 'LAMBDA']));
    organization.on.set(idOf(10), ['EC2']);
    expect(await outcome(organization)).toBe('0 of 51 accounts left out');
    expect(organization.count('AssociateMember')).toBe(20);
    expect(organization.world.changes.filter(({ command }) => command === 'Enable').flatMap(({ input }) => input.accountIds).sort()).toEqual([ACCOUNT, ...ids(50).slice(10)]);
  });

  it('works on a few accounts at the same time', async () => {
    let running = 0;
    let most = 0;
    const organization: Organization = new Organization(ids(60), adding, {
      AssociateMember: async ({ accountId }) => {
        most = Math.max(most, ++running);
        await new Promise((done) => setImmediate(done));
        running--;
        organization.members.push(accountId as string);
      },
    });
    expect(await outcome(organization)).toBe('0 of 61 accounts left out');
    expect(most).toBe(8);
  });

  it('slows down by itself when it is throttled', async () => {
    const { world } = new Organization(ids(1), adding);
    await world.request('Create');
    expect(world.configurations).toContainEqual({ maxAttempts: 10, retryMode: 'adaptive' });
  });

  it('hands over addresses where the service wants them', async () => {
    const organization = new Organization([idOf(0)], { ...adding, add: { command: 'AssociateMember', to: 'account' } });
    expect(await outcome(organization)).toBe('0 of 2 accounts left out');
    expect(organization.world.changes).toEqual([{ command: 'AssociateMember', input: { account: { accountId: idOf(0), email: `${idOf(0)}@example.com` } } }]);
  });

  it('leaves alone accounts that are closed', async () => {
    const organization = new Organization(ids(3), adding);
    organization.states.set(idOf(1), 'SUSPENDED');
    expect(await outcome(organization)).toBe('0 of 3 accounts left out');
    expect(organization.members).toEqual([idOf(0), idOf(2)]);
  });

  it('names an account that refuses, logs why, and goes on with the others', async () => {
    const organization = new Organization(ids(150), scanning);
    organization.refusedMembers = [idOf(3)];
    organization.refusedScans = [idOf(70)];
    expect(await outcome(organization)).toBe(`2 of 151 accounts left out: ${idOf(3)} ${idOf(70)}`);
    expect(organization.on.size).toBe(149);
    expect(organization.world.printed).toEqual(expect.arrayContaining([
      `${idOf(3)} AccessDeniedException: not yours`, `${idOf(70)} AccessDeniedException: quarantined`,
    ]));
  });

  it('finds those that refuse in the answer as well', async () => {
    const organization: Organization = new Organization(ids(2), scanning, {
      Enable: ({ accountIds }) => {
        (accountIds as string[]).filter((id) => id !== idOf(1)).forEach((id) => organization.on.set(id, ['EC2', 'LAMBDA']));
        return { failedAccounts: [{ accountId: idOf(1), errorCode: 'SUSPEND_IN_PROGRESS', errorMessage: 'later' }] };
      },
    });
    expect(await outcome(organization)).toBe(`1 of 3 accounts left out: ${idOf(1)}`);
    expect(organization.world.printed).toContain(`${idOf(1)} SUSPEND_IN_PROGRESS: later`);
  });

  it('waits for what takes effect in the background', async () => {
    const started: string[] = [];
    let looks = 0;
    const organization = new Organization(ids(2), adding, {
      AssociateMember: ({ accountId }) => void started.push(accountId as string),
      ListMembers: () => ({ members: ++looks > 3 ? started.map((accountId) => ({ accountId })) : [] }),
    });
    expect(await outcome(organization)).toBe('0 of 3 accounts left out');
  });

  it('counts one that somebody else has just added', async () => {
    const organization: Organization = new Organization(ids(2), adding, {
      AssociateMember: ({ accountId }) => {
        organization.members.push(accountId as string);
        throw awsError('ConflictException');
      },
    });
    expect(await outcome(organization)).toBe('0 of 3 accounts left out');
  });

  it('names a hundred at most', async () => {
    const organization = new Organization(ids(120), adding);
    organization.refusedMembers = ids(110);
    const said = await outcome(organization) as string;
    expect(said).toMatch(/^110 of 121 accounts left out: .* and more, see the log of the function$/);
    expect(said).not.toContain(idOf(100));
  });

  it('fails when it reaches nobody', async () => {
    const organization = new Organization(ids(3), scanning);
    organization.refusedMembers = ids(3);
    expect(await organization.world.request('Create')).toMatchObject({
      Status: 'FAILED', Reason: 'No account could be reached: AccessDeniedException: not yours',
    });
  });

  it('has nobody to reach in an organization of its own account', async () => {
    expect(await outcome(new Organization([], adding))).toBe('0 of 1 accounts left out');
  });

  it('says so when time runs out, and calls nothing afterwards', async () => {
    const organization: Organization = new Organization(ids(40), adding, {
      AssociateMember: () => organization.world.deadline.abort(new Error('late')),
    });
    expect(await organization.world.request('Create')).toMatchObject({ Status: 'FAILED' });
    expect(organization.count('AssociateMember')).toBeLessThanOrEqual(8);
  });

  it('removes nobody when it goes', async () => {
    const organization = new Organization(ids(3), scanning);
    expect(await organization.world.request('Delete', 'AccountSetting')).toMatchObject({ Status: 'SUCCESS' });
    expect(organization.world.calls).toEqual([]);
  });

  it('stays small', () => {
    expect(customResourceCode(ORGANIZATION_MEMBERS_HANDLER).length).toBeLessThan(6144);
  });
});

describe('the time it has', () => {
  it('is as long as a function can run, and AWS CloudFormation waits longer', () => {
    const template = synthesize((stack) => {
      OrganizationMembersProvider.of(stack).add(stack, adding, [], 'none');
    });
    const [{ Properties: { Timeout: timeout } }] = Object.values(template.findResources('AWS::Lambda::Function'));
    const [{ Properties: { MaximumEventAgeInSeconds: age } }] = Object.values(template.findResources('AWS::Lambda::EventInvokeConfig'));
    const [{ Properties: { ServiceTimeout: patience } }] = Object.values(template.findResources('Custom::OrganizationMembers'));
    expect(timeout).toBe(900);
    expect(Number(patience)).toBeGreaterThan((timeout as number) + (age as number));
    expect(Number(patience)).toBeLessThanOrEqual(3600);
  });
});
