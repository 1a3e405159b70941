/**
 * What the function behind switches of an organization does, for `customResourceCode`. A test holds the whole below 4,096 characters.
 *
 * It knows no switch: the custom resource says, in its `Switches` property, which calls tell whether one is on, and which one turns it on.
 *
 * Rules it keeps, and why:
 * - One switch after the other, since AWS Organizations takes one change at a time.
 * - It looks first, and calls nothing where a switch is on. One that somebody else turned on between the two is on as well.
 * - It goes on when a switch is seen to be on: what comes next needs it, and AWS turns some on in the background. It looks for 36 seconds.
 * - Nothing is ever turned off: whole accounts depend on each switch, and not this stack alone. A call that sets several at once is sent what was
 *   found of the others.
 */
export const ORGANIZATION_SWITCH_HANDLER = `const at = (region, { service, client }, abortSignal) => {
  const sdk = require('@aws-sdk/client-' + service);
  const aws = new sdk[client]({ ...region && { region }, maxAttempts: 10, retryMode: 'standard' });
  return (command, input, spared = []) => persist(6, PASSING, async () => {
    abortSignal.throwIfAborted();
    return aws.send(new sdk[command + 'Command'](input), { abortSignal }).catch(({ name, message }) => {
      if (spared.includes(name)) return {};
      throw Object.assign(new Error([command, 'failed in', region ?? 'the organization'].join(' ') + ': ' + name + ': ' + message), { name });
    });
  });
};

const dig = (response, path) => path.reduce((part, step) => Array.isArray(part) && typeof step === 'string'
  ? part.flatMap((each) => each[step] ?? []) : part?.[step], response);
const plain = (value) => String([value].flat().sort());
const matches = (found, wanted) => typeof wanted === 'string' ? found === wanted
  : Object.entries(wanted).every(([key, value]) => plain(found[key]) === plain(value));

const settle = async (event, answer, signal) => {
  if (event.RequestType === 'Create') answer.PhysicalResourceId = event.LogicalResourceId;
  if (event.RequestType === 'Delete') return;
  for (const { region, of, read, enable } of JSON.parse(event.ResourceProperties.Switches)) {
    const whose = of && { [of.as]: dig(await at(region, of, signal)(of.command, { ...of.input }), of.path) };
    const look = at(region, read, signal);
    let found;
    const isOn = async () => {
      let NextToken;
      do {
        const page = await look(read.command, { ...read.input, ...whose, ...NextToken && { NextToken } }, read.absent);
        found = dig(page, read.path) ?? [];
        if ([found].flat().some((each) => matches(each, read.match))) return true;
        NextToken = page.NextToken;
      } while (NextToken);
    };
    if (await isOn()) continue;
    const { onto } = enable;
    const input = onto ? { ...enable.input, [onto]: { ...found, ...enable.input[onto] } } : enable.input;
    await at(region, enable, signal)(enable.command, { ...input, ...whose }, enable.already);
    await persist(9, /Pending/, async () => {
      if (!await isOn()) throw Object.assign(new Error(enable.command + ' has not taken effect'), { name: 'Pending' });
    });
  }
};
`;
