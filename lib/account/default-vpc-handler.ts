/**
 * What the function behind the removal of a default VPC does, for `customResourceCode`.
 *
 * What tells that a VPC is in use is data, in the `Born` property of the custom resource: what belongs to a VPC, by which filter it is found, how
 * many of it a VPC is born with, and further filters.
 *
 * Rules it keeps, and why:
 * - It decides once, when the custom resource is made. An update repeats what was told then: what a person has done since was meant.
 * - What is done is recorded in the physical id before it is done, and taken back on deletion. Where the record would be too long, it is not done.
 * - A step that fails is taken back with those before it. That is why the gateway goes last: once the VPC has gone, only a new one can be made, which
 *   the deletion does that AWS CloudFormation asks for then.
 * - What AWS knows to depend on the VPC, and nothing here does, shows when AWS refuses. Then the VPC is in use, and stays.
 * - The default security group is emptied only while nobody is in it: rules taken away from under what runs would cut it off.
 */
export const DEFAULT_VPC_HANDLER = `const pass = (names) => (error) => names.test(error.name) ? error.message : Promise.reject(error);

const settle = async (event, answer, signal) => {
  const send = connect('ec2', 'EC2Client', signal);
  const list = async (what, filters) => {
    const Filters = Object.entries(filters).map(([Name, value]) => ({ Name, Values: [value] }));
    return Object.values(await send('Describe' + what, { Filters })).find(Array.isArray) ?? [];
  };
  const record = (done) => {
    answer.PhysicalResourceId = JSON.stringify({ of: event.LogicalResourceId, ...done });
    answer.Data = { Outcome: done.outcome };
    return Buffer.byteLength(answer.PhysicalResourceId) <= 1024;
  };

  const id = answer.PhysicalResourceId;
  const { of, ...done } = id[0] === '{' ? JSON.parse(id) : {};
  if (event.RequestType === 'Update') return record(done);

  const [vpc] = await list('Vpcs', { 'is-default': 'true' });
  if (event.RequestType === 'Delete') {
    const { removed, GroupId, rules } = done;
    if (removed && !vpc) await send('CreateDefaultVpc', {}).catch(pass(/AlreadyExists/));
    const [group] = GroupId ? await list('SecurityGroups', { 'group-id': GroupId }) : [];
    if (!group || group.IpPermissions.length || group.IpPermissionsEgress.length) return;
    for (const way in rules) await send('AuthorizeSecurityGroup' + way, { GroupId, IpPermissions: rules[way] });
    return;
  }
  if (!vpc) return record({ outcome: 'this region has no default VPC' });

  const { VpcId } = vpc;
  const undo = [];
  const step = (command, input, back, again = input) => {
    undo.unshift(() => send(back, again).catch(pass(/Already|Duplicate/)));
    return send(command, input);
  };
  const whole = (work) => work().catch(async (error) => {
    for (const back of undo.splice(0)) await back().catch((again) => {
      throw new Error(error.message + '; then: ' + again.message);
    });
    throw Object.assign(new Error(error.message + '; then: everything is as it was'), { name: error.name });
  });

  const remove = async () => {
    for (const { SubnetId, AvailabilityZone } of await list('Subnets', { 'vpc-id': VpcId })) {
      await step('DeleteSubnet', { SubnetId }, 'CreateDefaultSubnet', { AvailabilityZone });
    }
    const gateways = await list('InternetGateways', { 'attachment.vpc-id': VpcId });
    for (const { InternetGatewayId } of gateways) await step('DetachInternetGateway', { InternetGatewayId, VpcId }, 'AttachInternetGateway');
    await send('DeleteVpc', { VpcId });
    undo.splice(0, undo.length, async () => {
      throw new Error(VpcId + ' has gone');
    });
    for (const { InternetGatewayId } of gateways) await send('DeleteInternetGateway', { InternetGatewayId });
  };
  const lock = async (why) => {
    const [{ GroupId, IpPermissions, IpPermissionsEgress }] = await list('SecurityGroups', { 'vpc-id': VpcId, 'group-name': 'default' });
    const rules = Object.fromEntries([['Ingress', IpPermissions], ['Egress', IpPermissionsEgress]].filter(([, some]) => some.length));
    const members = await list('NetworkInterfaces', { 'group-id': GroupId });
    const outcome = VpcId + ' stays, because of ' + why.slice(0, 300) + '; its default security group ';
    if (members.length) return record({ outcome: outcome + 'is in use and keeps its rules' });
    if (!record({ GroupId, rules, outcome: outcome + 'has no rules' })) return record({ outcome: outcome + 'has more rules than can be recorded' });
    for (const way in rules) {
      await step('RevokeSecurityGroup' + way, { GroupId, IpPermissions: rules[way] }, 'AuthorizeSecurityGroup' + way);
    }
  };

  const uses = [];
  for (const [what, by, born, and] of JSON.parse(event.ResourceProperties.Born)) {
    const more = (await list(what, { [by]: VpcId, ...and })).length - born;
    if (more > 0) uses.push(more + ' ' + what);
  }
  if (!uses.length) {
    record({ removed: VpcId, outcome: VpcId + ' was removed' });
    const refused = await whole(remove).catch(pass(/DependencyViolation/));
    if (!refused) return;
    uses.push(refused);
  }
  await whole(() => lock(uses.join(', ')));
};
`;
