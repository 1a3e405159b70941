/**
 * What the function behind settings does, for `customResourceCode`. A test holds the whole below 4,096 characters.
 *
 * It knows no setting: the custom resource says, in its `Setting` property, which calls to make. That is one JSON text because AWS CloudFormation
 * turns every number and boolean of a custom resource into a string.
 *
 * Rules it keeps, and why:
 * - What was there is recorded in the physical id, the one place AWS CloudFormation hands back with every later request, before anything is
 *   written: a failed creation can be undone too. The id stays the same for good, since another one would be a replacement. Requests made by an
 *   older version of this file outlive it, so the form of the id and of the declaration may grow and not change.
 * - A deletion puts back what was recorded only where the account still has what was set. Somebody who has changed it since meant to.
 * - A deletion has nothing left to do where what has the setting, or what the record refers to, has gone: it must not block that of a stack.
 * - Without a record (a creation that failed before the first read, or never answered) a deletion leaves everything as it is.
 * - What must not be recorded is not overwritten either. Where it is as wanted already there is no record, and a deletion leaves it.
 * - Where the organization has decided nothing is written, neither now nor on deletion: the account would be refused.
 */
export const SETTING_HANDLER = `const same = require('util').isDeepStrictEqual;

const give = (name, value) => name ? { [name]: value } : name === '' && value;
const unless = (names = [], value) => (error) => names.includes(error.name) ? value : Promise.reject(error);

const settle = async (event, answer, signal) => {
  const setting = JSON.parse(event.ResourceProperties.Setting);
  const { service, client, read, fields, absent, wanted, write, restore, remove, gone, enforced, vacant, lags } = setting;
  const send = connect(service, client, signal);
  const call = ({ command, input, from, to }, found, target) => send(command, { ...input, ...give(from, found), ...give(to, target) });
  let bound;

  const extract = (response) => {
    bound = enforced && JSON.stringify(response).includes(enforced);
    const value = read.path.reduce((part, step) => part?.[step], response) ?? null;
    const some = fields && value && Object.entries(fields).map(([name, none]) => [name, (value[name] || none) ?? undefined]);
    return value === read.none ? null : JSON.parse(JSON.stringify(some ? Object.fromEntries(some) : value));
  };
  const look = () => call(read).then(extract).catch(unless(absent, null));

  const change = async (found, target, how = restore || write) => {
    const step = target === null ? remove : how;
    if (step && !bound && !same(found, target)) await call(step, found, target);
  };
  const refuse = (why) => {
    throw new Error('Nothing was changed: ' + why);
  };

  const id = answer.PhysicalResourceId;
  if (event.RequestType === 'Delete') {
    const undo = (found, now = lags ? wanted : found) => same(now, wanted) && change(now, JSON.parse(id).before);
    return id[0] === '{' && look().then((found) => undo(found)).catch(unless(gone));
  }

  const before = await look();
  if (event.RequestType === 'Create' && !(vacant && same(before, wanted))) {
    if (vacant && before) refuse('something else is set, name or remove it');
    const record = JSON.stringify({ of: event.LogicalResourceId, before });
    if (Buffer.byteLength(record) > 1024) refuse('what is there is too long to be recorded');
    answer.PhysicalResourceId = record;
  }
  try {
    await change(before, wanted, write);
  } catch (error) {
    const then = await look().then((now) => change(now, before)).then(() => 'everything is as it was', (again) => again.message);
    throw new Error(error.message + '; then: ' + then);
  }
};
`;
