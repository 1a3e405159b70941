/**
 * What the function behind ids that AWS manages does, for `customResourceCode`. A test holds the whole below 4,096 characters.
 *
 * It knows no kind of id: the custom resource says, in its `Lookup` property, which call lists them and which item is meant. It only reads, so a
 * deletion is done at once. An item without an owner in the field declared is somebody's own, whatever its name.
 */
export const AWS_MANAGED_ID_HANDLER = `const settle = async (event, answer, abortSignal) => {
  if (event.RequestType === 'Delete') return;
  const { service, client, command, input, items, owner, name, id, wanted } = JSON.parse(event.ResourceProperties.Lookup);
  const send = connect(service, client, abortSignal);
  const names = [];
  let NextToken;
  do {
    const page = await send(command, { ...input, NextToken });
    for (const item of (page[items] ?? []).filter((each) => each[owner])) {
      if (item[name] === wanted) {
        answer.PhysicalResourceId = wanted;
        answer.Data = { Id: item[id] };
        return;
      }
      names.push(item[name]);
    }
    NextToken = page.NextToken;
  } while (NextToken);
  throw new Error('AWS has no ' + wanted + ' in this region, but: ' + (names.sort().join(', ') || 'nothing'));
};
`;
