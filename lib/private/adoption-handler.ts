/**
 * What the function behind adopted services does, for `customResourceCode`.
 *
 * It knows no service: the custom resource says, in its `Adoption` property, how to find what is there and what it should have. Rules it keeps,
 * and why:
 * - What is there belongs to somebody else. It is only ever added to: a wish is a set of items, those that are there are left as they are, and the
 *   call that writes names those alone that are missing.
 * - A deletion does nothing at all, nor does the roll-back of a deployment: nobody's detection is switched off behind his back.
 * - Nothing is made where there is nothing: whether to make it is the user's choice.
 */
export const ADOPTION_HANDLER = `const covers = (found, item) => Array.isArray(item)
  ? item.every((part) => [found].flat().some((each) => covers(each, part)))
  : item && typeof item === 'object'
    ? Object.entries(item).every(([name, value]) => covers(found?.[name], value))
    : found === item;

const settle = async (event, answer, signal) => {
  if (event.RequestType === 'Delete') return;
  const { service, client, name, find, as, wishes } = JSON.parse(event.ResourceProperties.Adoption);
  const send = connect(service, client, signal);
  const at = (path, response) => path.reduce((part, step) => part?.[step], response);

  const id = await send(find.command, find.input ?? {}).then((response) => at(find.path, response), (error) => {
    if (!find.absent?.includes(error.name)) throw error;
  });
  if (!id) throw new Error('There is no ' + name + ' to adopt. Create it: ServiceAdoption.create()');
  answer.PhysicalResourceId = id;
  answer.Data = { Id: id };
  const of = as ? { [as]: id } : {};

  for (const { read, items, write } of wishes) {
    const found = [at(read.path, await send(read.command, { ...of, ...read.input })) ?? []].flat();
    const missing = items.filter(({ item }) => !found.some((each) => covers(each, item)));
    if (missing.length) {
      const named = write.as ? { [write.as]: id } : of;
      await send(write.command, { ...named, ...write.input, ...write.to && { [write.to]: missing.map(({ sent }) => sent) } });
    }
  }
};
`;
