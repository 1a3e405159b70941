/**
 * Every setting that a function makes, in one stack: once as it comes, and once as an update would change it. What functions do for an organization is in
 * a stack of its own. For the emulator, not for an account.
 */
import { App, Stack } from 'aws-cdk-lib';
import { CfnVPC } from 'aws-cdk-lib/aws-ec2';
import { Key } from 'aws-cdk-lib/aws-kms';
import { AccountSettings, GlobalAccountSettings, ScanType } from '../../lib';
import { ClosedDefaultSecurityGroup } from '../../lib/network/closed-default-security-group';
import { DelegatedInspection } from '../../lib/organization/delegated-inspection';
import { DelegatedSecurityHub } from '../../lib/organization/delegated-security-hub';
import { SecurityHubTarget } from '../../lib/organization/security-hub-target';

const app = new App();

for (const [id, changed] of [['Settings', false], ['ChangedSettings', true]] as const) {
  const stack = new Stack(app, id);
  const contact = (team: string) => ({ name: changed ? `New ${team}` : team, title: 'Team', emailAddress: `${team}@example.com`, phoneNumber: '+49 30 1234567' });
  new AccountSettings(stack, 'Regional', {
    ebsEncryptionKey: Key.fromKeyArn(stack, 'Key', `arn:aws:kms:eu-central-1:123456789012:key/${changed ? '2' : '1'}2345678-1234-1234-1234-123456789012`),
    instanceMetadataHopLimit: changed ? 2 : 1,
  });
  new GlobalAccountSettings(stack, 'Global', {
    passwordPolicy: { minimumLength: changed ? 20 : 14 },
    accountAlias: changed ? 'example-changed' : 'example',
    securityContact: contact('security'),
    billingContact: contact('billing'),
    operationsContact: contact('operations'),
  });
  new ClosedDefaultSecurityGroup(stack, 'Closed', { vpc: new CfnVPC(stack, 'Vpc', { cidrBlock: '10.0.0.0/16' }) });
}
const organization = new Stack(app, 'Organization');
new DelegatedInspection(organization, 'Inspection', { scanTypes: Object.values(ScanType) });
new DelegatedSecurityHub(organization, 'Hub', { targets: [SecurityHubTarget.root('r-a1b2')] });
app.synth();
