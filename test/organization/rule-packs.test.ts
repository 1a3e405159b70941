import { App, Stack } from 'aws-cdk-lib';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { ScanType } from '../../lib';
import { DelegatedDataDiscovery } from '../../lib/organization/delegated-data-discovery';
import { DelegatedDetection } from '../../lib/organization/delegated-detection';
import { DelegatedInspection } from '../../lib/organization/delegated-inspection';
import { DelegatedSecurityHub } from '../../lib/organization/delegated-security-hub';
import { OrganizationAccessAnalyzer } from '../../lib/organization/organization-access-analyzer';
import { OrganizationUnusedAccessAnalyzer } from '../../lib/organization/organization-unused-access-analyzer';
import { SecurityHubTarget } from '../../lib/organization/security-hub-target';
import { findings } from '../rule-packs';


/** Everything that looks after an organization from the account that administers it, in one stack. */
function administered(stack: Stack): void {
  new DelegatedDetection(stack, 'Detection');
  new DelegatedSecurityHub(stack, 'Hub', { targets: [SecurityHubTarget.root('r-a1b2')] });
  new DelegatedInspection(stack, 'Inspection', { scanTypes: Object.values(ScanType) });
  new DelegatedDataDiscovery(stack, 'Discovery');
  new OrganizationAccessAnalyzer(stack, 'External');
  new OrganizationUnusedAccessAnalyzer(stack, 'Unused');
}

describe('an organization that is looked after from one account', () => {
  it('gives the rule packs nothing to find, beside what is planted', () => {
    const found = findings((stack) => {
      administered(stack);
      new Bucket(stack, 'Planted');
    });
    expect(found.filter((finding) => !finding.includes('Test/Planted'))).toEqual([]);
    expect(found).toContain('AwsSolutions-S1 at Test/Planted/Resource');
  });

  it('fits into a template that deploys directly', () => {
    const app = new App();
    administered(new Stack(app, 'Test'));
    const { template } = app.synth().getStackByName('Test') as { template: unknown };
    expect(JSON.stringify(template).length).toBeLessThan(51_200);
  });
});
