/**
 * What runs in the function behind account settings. AWS CloudFormation puts it into `index.js`, a CommonJS module; the Node.js runtimes of AWS
 * Lambda ship the AWS SDK.
 *
 * Text and not a function, so that the template holds the same bytes whichever transpiler runs; without backslashes or substitutions, so that what
 * is read here is what runs. A test holds it below 4,096 characters. It knows no setting: the custom resource says, in its `Setting` property, which
 * calls to make. That is one JSON text because AWS CloudFormation turns every number and boolean of a custom resource into a string.
 *
 * Rules it keeps, and why:
 * - What was there is recorded in the physical id, the one place AWS CloudFormation hands back with every later request, before anything is
 *   written: a failed creation can be undone too. The id stays the same for good, since another one would be a replacement. Requests made by an
 *   older version of this file outlive it, so the form of the id and of the declaration may grow and not change.
 * - A deletion puts back what was recorded only where the account still has what was set. Somebody who has changed it since meant to.
 * - Without a record (a creation that failed before the first read, or never answered) a deletion leaves everything as it is.
 * - Refusals for want of permission are tried again for a quarter of a minute: the policy of the role may be seconds old. So are throttling and
 *   conflicts with other changes, on top of what the SDK tries by itself.
 * - Nothing is called once the answer is on its way. There are 25 seconds left for it then, enough for four attempts.
 * - The response URL is a secret as long as it is valid: only names and messages of errors are written down.
 */
export const SETTING_HANDLER = `const https = require('https');
const same = require('util').isDeepStrictEqual;

const PASSING = /AccessDenied|Unauthorized|Concurrent|Unmodifiable|Throttl|TooMany/;
const give = (name, value) => name ? { [name]: value } : name === '' && value;
const unless = (names = [], value) => (error) => names.includes(error.name) ? value : Promise.reject(error);

const persist = async (times, passing, work) => {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (attempt === times || !passing.test(error.name)) throw error;
      await new Promise((done) => setTimeout(done, attempt * 1000));
    }
  }
};

const settle = async (event, answer, abortSignal) => {
  const { service, client, read, fields, absent, wanted, write, restore, remove, enforced } = JSON.parse(event.ResourceProperties.Setting);
  const sdk = require('@aws-sdk/client-' + service);
  const aws = new sdk[client]({ maxAttempts: 10, retryMode: 'standard' });

  const call = ({ command, input, from, to }, found, target) => persist(6, PASSING, async () => {
    abortSignal.throwIfAborted();
    const request = { ...input, ...give(from, found), ...give(to, target) };
    return aws.send(new sdk[command + 'Command'](request), { abortSignal }).catch(({ name, message }) => {
      throw Object.assign(new Error(command + ' failed: ' + name + ': ' + message), { name });
    });
  });

  const extract = (response) => {
    const value = read.path.reduce((part, step) => part?.[step], response) ?? null;
    const some = fields && value && Object.entries(fields).map(([name, none]) => [name, (value[name] || none) ?? undefined]);
    return JSON.parse(JSON.stringify(some ? Object.fromEntries(some) : value));
  };
  const look = () => call(read).then(extract).catch(unless(absent, null));

  const change = async (found, target, how = restore || write) => {
    const step = target === null ? remove : how;
    if (step && !same(found, target)) await call(step, found, target).catch(unless(enforced));
  };

  const id = answer.PhysicalResourceId;
  if (event.RequestType === 'Delete') {
    if (id[0] === '{' && same(await look(), wanted)) await change(wanted, JSON.parse(id).before);
    return;
  }

  const before = await look();
  if (event.RequestType === 'Create') {
    const record = JSON.stringify({ of: event.LogicalResourceId, before });
    if (Buffer.byteLength(record) > 1024) throw new Error('Nothing was changed: what is there is too long to be recorded');
    answer.PhysicalResourceId = record;
  }
  try {
    await change(before, wanted, write);
  } catch (error) {
    const outcome = await look().then((now) => change(now, before)).then(() => 'everything is as it was', (again) => again.message);
    throw new Error(error.message + '; then: ' + outcome);
  }
};

const put = (url, body) => new Promise((done, failed) => {
  const headers = { 'content-type': '', 'content-length': Buffer.byteLength(body) };
  const request = https.request(url, { method: 'PUT', headers, timeout: 4000 }, (response) => {
    response.resume();
    response.statusCode < 300 ? done() : failed(new Error('HTTP ' + response.statusCode));
  });
  request.on('timeout', () => request.destroy(new Error('timeout')));
  request.on('error', failed);
  request.end(body);
});

exports.handler = async (event, context) => {
  const { RequestType, ResponseURL, StackId, RequestId, LogicalResourceId, PhysicalResourceId = 'none' } = event;
  const answer = { Status: 'SUCCESS', StackId, RequestId, LogicalResourceId, PhysicalResourceId };
  const late = AbortSignal.timeout(context.getRemainingTimeInMillis() - 25000);
  try {
    await Promise.race([settle(event, answer, late), new Promise((done, failed) => {
      late.onabort = () => failed(new Error('Not finished in time'));
    })]);
  } catch (error) {
    answer.Status = 'FAILED';
    answer.Reason = error.message.slice(0, 600);
  }
  console.log(RequestType, LogicalResourceId, answer.Status, answer.Reason);
  const body = JSON.stringify(answer);
  await persist(4, /./, () => put(ResponseURL, body));
};
`;
