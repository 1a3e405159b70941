/** What becomes of the default VPC of an emulated account. */
const { check } = require('./checks');

/** The default VPC of the region: removed where it is empty, and put back. */
async function defaultVpc(account, template) {
  const id = 'AccountDefaultVpcRemoval';
  const ec2 = (command, input) => account.call('ec2', 'EC2Client', command, input);
  const state = async () => {
    const [vpc] = (await ec2('DescribeVpcs', { Filters: [{ Name: 'is-default', Values: ['true'] }] })).Vpcs;
    const inside = { Filters: [{ Name: 'vpc-id', Values: [vpc?.VpcId ?? 'none'] }] };
    const [group] = (await ec2('DescribeSecurityGroups', inside)).SecurityGroups;
    return {
      vpc: vpc?.VpcId,
      zones: (await ec2('DescribeSubnets', inside)).Subnets.map(({ AvailabilityZone: zone }) => zone).sort(),
      gateways: (await ec2('DescribeInternetGateways', { Filters: [{ Name: 'attachment.vpc-id', Values: [vpc?.VpcId ?? 'none'] }] })).InternetGateways.length,
      rules: group ? [group.IpPermissions, group.IpPermissionsEgress].map(({ length }) => length) : [],
    };
  };
  const fresh = async () => {
    await account.reset();
    const { vpc } = await state();
    // The emulator makes default VPCs without the gateway they have in AWS.
    const { InternetGateway: { InternetGatewayId } } = await ec2('CreateInternetGateway');
    await ec2('AttachInternetGateway', { InternetGatewayId, VpcId: vpc });
    account.forget();
    return state();
  };
  const ask = (type, physical) => account.request(template, id, type, physical);

  let before = await fresh();
  for (const name of ['DeleteSubnet', 'DetachInternetGateway', 'DeleteVpc']) {
    account.failures[name] = 'InvalidParameterValue';
    const failed = await ask('Create');
    check(`${id}: tells which call failed`, failed.Reason, `${name} failed: InvalidParameterValue: planted; then: everything is as it was`);
    check(`${id}: is as it was after ${name} failed`, await state(), before);
    await ask('Delete', failed.PhysicalResourceId);
    check(`${id}: still as it was`, await state(), before);
  }

  const made = await ask('Create');
  check(`${id}: removed`, [made.Status, made.Data], ['SUCCESS', { Outcome: `${before.vpc} was removed` }]);
  check(`${id}: is gone`, await state(), { vpc: undefined, zones: [], gateways: 0, rules: [] });
  check(`${id}: no gateway is left`, (await ec2('DescribeInternetGateways')).InternetGateways, []);
  account.forget();
  check(`${id}: repeated`, await ask('Update', made.PhysicalResourceId).then(({ PhysicalResourceId, Data }) => [PhysicalResourceId, Data]), [made.PhysicalResourceId, made.Data]);
  const again = await ask('Create');
  check(`${id}: nothing to remove`, [again.Status, again.Data], ['SUCCESS', { Outcome: 'this region has no default VPC' }]);
  check(`${id}: changes nothing when repeated`, account.changes, []);
  check(`${id}: taken back where nothing was done`, (await ask('Delete', again.PhysicalResourceId)).Status, 'SUCCESS');
  check(`${id}: still gone`, (await state()).vpc, undefined);
  check(`${id}: taken back`, (await ask('Delete', made.PhysicalResourceId)).Status, 'SUCCESS');
  check(`${id}: is there again`, (await state()).zones, before.zones);

  before = await fresh();
  const [subnet] = (await ec2('DescribeSubnets', { Filters: [{ Name: 'vpc-id', Values: [before.vpc] }] })).Subnets;
  const { GroupId } = await ec2('CreateSecurityGroup', { GroupName: 'web', Description: 'web', VpcId: before.vpc });
  const { NetworkInterface: { NetworkInterfaceId } } = await ec2('CreateNetworkInterface', { SubnetId: subnet.SubnetId, Groups: [GroupId] });
  const kept = await ask('Create');
  check(`${id}: left in use`, [kept.Status, kept.Data], ['SUCCESS', {
    Outcome: `${before.vpc} stays, because of 1 NetworkInterfaces, 1 SecurityGroups; its default security group has no rules`,
  }]);
  check(`${id}: is locked`, await state(), { ...before, rules: [0, 0] });
  check(`${id}: unlocked`, (await ask('Delete', kept.PhysicalResourceId)).Status, 'SUCCESS');
  check(`${id}: is as it was in the end`, await state(), before);

  await ec2('DeleteNetworkInterface', { NetworkInterfaceId });
  await ec2('CreateNetworkInterface', { SubnetId: subnet.SubnetId });
  const used = await ask('Create');
  check(`${id}: left with its group in use`, [used.Status, used.Data.Outcome.split('; ')[1]], ['SUCCESS', 'its default security group is in use and keeps its rules']);
  check(`${id}: is not locked`, await state(), before);
}

module.exports = { defaultVpc };
