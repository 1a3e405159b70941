/** Ids of what AWS manages, looked up in an emulated account: found by name and owner, page by page, and nothing but read. */
const { check } = require('./checks');

const LOOKUPS = {
  'AwsManagedId of ec2': { id: (id) => /^pl-[0-9a-f]+$/.test(id), lacks: /^AWS has no com\.amazonaws\.eu-central-1\.nothing in this region, but: .*com\.amazonaws\.eu-central-1\.s3/ },
  // The second page has it; the first has one of that name which is somebody's own.
  'AwsManagedId of route53resolver': {
    id: (id) => id === 'rslvr-fdl-3',
    lacks: /^AWS has no AWSManagedDomainsOfNobody in this region, but: AWSManagedDomainsAggregateThreatList, AWSManagedDomainsMalwareDomainList$/,
  },
};

/**
 * @param logicalId, otherId - of a name that AWS has, in `template`, and of one that it has not, in `other`
 */
async function lookedUp(account, template, logicalId, other, otherId, name) {
  await account.reset();
  const found = await account.request(template, logicalId, 'Create');
  check(`${name}: is found`, [found.Status, LOOKUPS[name].id(found.Data?.Id) || found], ['SUCCESS', true]);
  const again = await account.request(template, logicalId, 'Update', found.PhysicalResourceId);
  check(`${name}: is found again`, [again.PhysicalResourceId, again.Data], [found.PhysicalResourceId, found.Data]);
  const lacking = await account.request(other, otherId, 'Create');
  check(`${name}: tells what AWS has instead`, [lacking.Status, LOOKUPS[name].lacks.test(lacking.Reason) || lacking.Reason], ['FAILED', true]);
  check(`${name}: changes nothing`, account.changes, []);
  account.forget();
  for (const { PhysicalResourceId } of [found, lacking]) {
    check(`${name}: goes`, (await account.request(template, logicalId, 'Delete', PhysicalResourceId)).Status, 'SUCCESS');
  }
  check(`${name}: calls nothing when it goes`, account.calls, []);
}

module.exports = { LOOKUPS, lookedUp };
