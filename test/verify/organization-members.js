/** What becomes of the accounts of an emulated organization when a function brings them to a service: some are there, some refuse, and nobody ever goes. */
const { check } = require('./checks');
const { organizationFor } = require('./organization-functions');
const { ACCOUNT } = require('./resolve');

/** More than a page, and more than a call takes. */
const COUNT = 105;

const sorted = (all) => [...all].sort();
const inspector = (a, command, input) => a.call('inspector2', 'Inspector2Client', command, input);

async function pages(list) {
  const found = [];
  let nextToken;
  do {
    const said = await list({ nextToken });
    found.push(...said.members.map(({ accountId }) => accountId));
    ({ nextToken } = said);
  } while (nextToken);
  return sorted(found);
}

/** The accounts that have every scan of a list on. */
async function scanned(a, ids, types) {
  const found = [];
  for (let start = 0; start < ids.length; start += 100) {
    const { accounts } = await inspector(a, 'BatchGetAccountStatus', { accountIds: ids.slice(start, start + 100) });
    found.push(...accounts.filter(({ resourceState }) => types.every((type) => resourceState[type].status === 'ENABLED')).map(({ accountId }) => accountId));
  }
  return sorted(found);
}

/**
 * What there is to know of each service besides what its custom resource says.
 *   members: who is one       part: somebody brings the first accounts to it       add: the operation that brings one
 *   on: for whom all is on, and what somebody turned on besides (`beside`)
 */
const MEMBERS = {
  'inspector2:AssociateMember + inspector2:Enable': {
    members: (a) => pages((token) => inspector(a, 'ListMembers', token)),
    part: async (a, [first, ...more]) => {
      for (const accountId of [first, ...more]) {
        await inspector(a, 'AssociateMember', { accountId });
      }
      await inspector(a, 'Enable', { accountIds: [first], resourceTypes: ['EC2', 'LAMBDA'] });
    },
    add: 'AssociateMember',
    on: (a, others) => scanned(a, [ACCOUNT, ...others], ['ec2', 'ecr']),
    beside: (a, others) => scanned(a, others, ['lambda']),
  },
  'macie2:CreateMember': {
    members: (a) => pages((token) => a.call('macie2', 'Macie2Client', 'ListMembers', token)),
    part: async (a, first) => {
      for (const accountId of first) {
        await a.call('macie2', 'Macie2Client', 'CreateMember', { account: { accountId, email: 'somebody@example.com' } });
      }
    },
    add: 'CreateMember',
  },
};

async function broughtIn(account, declared, logicalId, name) {
  const { members, part, add, on, beside } = MEMBERS[name];
  const { others, template } = await organizationFor(account, declared, COUNT);
  const ask = (type, physical) => account.request(template, logicalId, type, physical);
  const outcome = (left) => ({ Outcome: `${left.length} of ${COUNT + 1} accounts left out${left.length > 0 ? `: ${left.join(' ')}` : ''}` });
  const adding = () => account.changes.filter((each) => each === add).length;

  account.failures.ListMembers = 'InvalidParameterValue';
  const failed = await ask('Create');
  check(`${name}: tells which call failed`, [failed.Status, failed.Reason], ['FAILED', 'ListMembers failed: InvalidParameterValue: planted']);
  check(`${name}: nothing is done then`, account.changes, []);
  account.documentedState.closed = others;
  const closed = await ask('Create');
  check(`${name}: fails where no account can be reached`, [closed.Status, closed.Reason],
    ['FAILED', 'No account could be reached: AccessDeniedException: an explicit deny in a service control policy']);
  for (const { PhysicalResourceId } of [failed, closed]) {
    account.forget();
    check(`${name}: goes after a failure`, [(await ask('Delete', PhysicalResourceId)).Status, account.calls], ['SUCCESS', []]);
  }

  // Some are there, one cannot be added, and for one that is there nothing can be turned on.
  const [,, third] = others;
  const refused = others[50];
  account.documentedState.closed = [];
  await part(account, others.slice(0, 3));
  account.documentedState.closed = [third, refused];
  account.forget();
  const made = await ask('Create');
  check(`${name}: made`, [made.Status, made.Reason, made.Data], ['SUCCESS', undefined, outcome([refused, ...on ? [third] : []])]);
  check(`${name}: has whoever can be reached`, await members(account), sorted(others.filter((id) => id !== refused)));
  check(`${name}: those that are there are not added again`, adding(), COUNT - 3);
  check(`${name}: is on for whoever can be reached`, await on?.(account, others), on && sorted([ACCOUNT, ...others.filter((id) => ![third, refused].includes(id))]));
  check(`${name}: what somebody turned on stays`, await beside?.(account, others), beside && [others[0]]);

  account.documentedState.closed = [];
  account.forget();
  const updated = await ask('Update', made.PhysicalResourceId);
  check(`${name}: goes on where it stopped`, [updated.PhysicalResourceId, updated.Data, adding()], [made.PhysicalResourceId, outcome([]), 1]);
  check(`${name}: has all`, await members(account), sorted(others));
  check(`${name}: is on for all`, await on?.(account, others), on && sorted([ACCOUNT, ...others]));

  account.forget();
  const again = await ask('Create');
  check(`${name}: repeated`, [again.Status, again.Data], ['SUCCESS', outcome([])]);
  check(`${name}: changes nothing when repeated`, account.changes, []);
  account.forget();
  check(`${name}: goes`, [(await ask('Delete', made.PhysicalResourceId)).Status, account.calls], ['SUCCESS', []]);
  check(`${name}: all stay in the end`, await members(account), sorted(others));
}

module.exports = { MEMBERS, broughtIn };
