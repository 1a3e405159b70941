/**
 * What the function that brings accounts to a service does, for `customResourceCode`. A test holds the whole below 6,144 characters.
 *
 * The custom resource says, in its `Members` property, how accounts and members are listed, how one is added, and what is then turned on for them.
 *
 * Rules it keeps, and why:
 * - It looks first: an account that is a member, and has what is wanted, costs no call of its own. So a deployment that ran out of time goes on where
 *   it stopped when it is repeated.
 * - What counts is what the service lists in the end, not whether a call succeeded: some take effect in the background, and some are refused
 *   because somebody else has just made them.
 * - Eight accounts at a time, and as fast as the service takes it: the client slows down by itself when it is throttled.
 * - An account that cannot be added, because it is quarantined or belongs to somebody else, is told of and holds nobody up. That none at all could be
 *   added is an error.
 * - A call for many accounts that is refused is split until the accounts are found that it is refused for.
 * - Nobody is ever removed, and nothing turned off.
 */
export const ORGANIZATION_MEMBERS_HANDLER = `const all = async (call, { command, input, path, token }) => {
  const found = [];
  let next;
  do {
    const page = await call(command, { ...input, ...next && { [token]: next } });
    found.push(...page[path] ?? []);
    next = page[token];
  } while (next);
  return found;
};

const each = async (items, work) => {
  const queue = [...items];
  await Promise.all(Array.from({ length: 8 }, async () => {
    while (queue.length > 0) await work(queue.shift());
  }));
};

const batches = (ids) => ids.length > 100 ? [ids.slice(0, 100), ...batches(ids.slice(100))] : [ids];

const patiently = async (work) => {
  await persist(6, /Pending/, async () => {
    if (!await work()) throw Object.assign(new Error('pending'), { name: 'Pending' });
  }).catch((error) => {
    if (error.name !== 'Pending') throw error;
  });
};

const settle = async (event, answer, signal) => {
  if (event.RequestType === 'Create') answer.PhysicalResourceId = event.LogicalResourceId;
  if (event.RequestType === 'Delete') return;
  const { service, client, accounts, members, add, on } = JSON.parse(event.ResourceProperties.Members);
  const look = connect(service, client, signal);
  const sdk = require('@aws-sdk/client-' + service);
  const aws = new sdk[client]({ maxAttempts: 10, retryMode: 'adaptive' });
  const why = new Map();
  const change = (ids, command, input) => {
    signal.throwIfAborted();
    return aws.send(new sdk[command + 'Command'](input), { abortSignal: signal }).then((said) => {
      ids.forEach((id) => why.delete(id));
      return said;
    }, (error) => {
      signal.throwIfAborted();
      ids.forEach((id) => why.set(id, error.name + ': ' + error.message));
    });
  };

  const own = event.StackId.split(':')[4];
  const listed = await all(connect(accounts.service, accounts.client, signal), accounts);
  const others = listed.filter(({ Id, State, Status }) => Id !== own && (State ?? Status) === 'ACTIVE');
  let known;
  const missing = async () => {
    known = new Set((await all(look, members)).map(({ accountId }) => accountId));
    return others.filter(({ Id }) => !known.has(Id));
  };
  await each(await missing(), ({ Id, Email }) => {
    const account = { accountId: Id };
    return change([Id], add.command, add.to ? { [add.to]: { ...account, email: Email } } : account);
  });
  await patiently(async () => (await missing()).every(({ Id }) => why.has(Id)));

  let off = [];
  if (on) {
    const find = async () => {
      const ids = [own, ...others.map(({ Id }) => Id).filter((id) => known.has(id))];
      const done = new Set();
      await each(batches(ids), async (accountIds) => {
        const { accounts = [] } = await look(on.read, { accountIds });
        accounts.filter(({ resourceState }) => on.states.every((state) => /^ENABL/.test(resourceState?.[state]?.status)))
          .forEach(({ accountId }) => done.add(accountId));
      });
      off = ids.filter((id) => !done.has(id));
    };
    const enable = async (accountIds) => {
      const said = await change(accountIds, on.command, { ...on.input, accountIds });
      said?.failedAccounts?.forEach(({ accountId, errorCode, errorMessage }) => why.set(accountId, errorCode + ': ' + errorMessage));
      if (said || accountIds.length === 1) return;
      const half = accountIds.length / 2;
      await enable(accountIds.slice(0, half));
      await enable(accountIds.slice(half));
    };
    await patiently(async () => {
      await find();
      if (off.length > 0) await each(batches(off), enable);
      return off.length === 0;
    });
    await find();
  }

  const left = [...(await missing()).map(({ Id }) => Id), ...off];
  left.forEach((id) => console.log(id, why.get(id)));
  if (others.length > 0 && others.every(({ Id }) => left.includes(Id))) {
    throw new Error('No account could be reached: ' + (why.get(others[0].Id) ?? 'not a member yet'));
  }
  answer.Data = { Outcome: left.length + ' of ' + (others.length + 1) + ' accounts left out' + (left.length > 0 ? ': ' : '')
    + left.slice(0, 100).join(' ') + (left.length > 100 ? ' and more, see the log of the function' : '') };
};
`;
