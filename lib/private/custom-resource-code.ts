/**
 * What the functions behind custom resources have in common. AWS CloudFormation puts code that stands in a template into `index.js`, a CommonJS
 * module; the Node.js runtimes of AWS Lambda ship the AWS SDK. The code may be long, since 2022, but the template may not.
 *
 * Text and not a function, so that the template holds the same bytes whichever transpiler runs; without backslashes or substitutions, so that what
 * is read here is what runs.
 *
 * It calls `settle(event, answer, abortSignal)`, which does the work and may add to the answer, and offers it `connect`, for the region of the stack
 * or another one. Rules it keeps, and why:
 * - AWS CloudFormation gets an answer whatever happens: it waits for one, and fails the deployment when none comes.
 * - Refusals for want of permission are tried again for a quarter of a minute: the policy of the role may be seconds old, and so may that of a role
 *   for a log group (`InvalidCloudWatchLogs…`). So are throttling and conflicts with other changes, on top of what the SDK tries by itself.
 * - Nothing is called once the answer is on its way. There are 25 seconds left for it then, enough for four attempts.
 * - The response URL is a secret as long as it is valid: only names and messages of errors are written down. Its signature covers a content type that
 *   is empty.
 */
const COMMON = `const PASSING = /Denied|Unauth|Conc|Confl|Unmodif|Throttl|TooMany|Progress|CloudW/;

const persist = async (times, again, work) => {
  for (let turn = 1; ; turn++) {
    try {
      return await work();
    } catch (error) {
      if (turn === times || !again.test(error.name)) throw error;
      await new Promise((done) => setTimeout(done, turn * 1000));
    }
  }
};

const connect = (service, client, abortSignal, region) => {
  const sdk = require('@aws-sdk/client-' + service);
  const aws = new sdk[client]({ region, maxAttempts: 10, retryMode: 'standard' });
  return (command, input) => persist(6, PASSING, async () => {
    abortSignal.throwIfAborted();
    return aws.send(new sdk[command + 'Command'](input), { abortSignal }).catch(({ name, message }) => {
      throw Object.assign(new Error(command + ' failed: ' + name + ': ' + message), { name });
    });
  });
};

const put = async (url, body) => {
  const { ok, status } = await fetch(url, { method: 'PUT', headers: { 'content-type': '' }, body, signal: AbortSignal.timeout(4000) });
  if (!ok) throw new Error('HTTP ' + status);
};

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

/**
 * The code of a function behind custom resources: without indentation, for which there is no room.
 *
 * @param settle - text of a function `settle`, and what else it needs
 */
export function customResourceCode(settle: string): string {
  return `${settle}${COMMON}`.replace(/^ +/gm, '');
}
