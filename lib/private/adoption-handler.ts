/**
 * What the function behind adopted services does, for `customResourceCode`.
 *
 * It knows no service: the custom resource says, in its `Adoption` property, how to find what is there and what it should have. Rules it keeps,
 * and why:
 * - What is there belongs to somebody else. It is only ever added to: a wish is a set of items, those that are there are left as they are, and the
 *   call that writes names those alone that are missing.
 * - A deletion does nothing at all, nor does the roll-back of a deployment: nobody's detection is switched off behind his back.
 * - Nothing is made where there is nothing, unless the custom resource says how: whether to make it is the user's choice. What was made belongs to
 *   somebody else from then on: a failure later in the same request leaves it, and the next one finds it.
 */
export const ADOPTION_HANDLER = `const covers = (found, item) => Array.isArray(item)
  ? item.every((part) => [found].flat().some((each) => covers(each, part)))
  : item && typeof item === 'object'
    ? Object.entries(item).every(([name, value]) => covers(found?.[name], value))
    : found === item;

const settle = async (event, answer, signal) => {
  if (event.RequestType === 'Delete') return;
  const { service, client, region, name, find, make, as, wishes } = JSON.parse(event.ResourceProperties.Adoption);
  const send = connect(service, client, signal, region);
  const at = (path, response) => path.reduce((part, step) => part?.[step], response);

  const look = () => send(find.command, find.input ?? {}).then((response) => at(find.path, response), (error) => {
    if (!find.absent?.includes(error.name)) throw error;
  });
  const needed = (found) => {
    if (found) return found;
    throw Object.assign(new Error('There is no ' + name + ' to adopt. Create it: ServiceAdoption.create()'), { name: 'Absent' });
  };
  let id = await look();
  if (!id && make) {
    await send(make.command, make.input ?? {});
    id = await persist(6, /^Absent$/, async () => needed(await look()));
  }
  needed(id);
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
