/** Every front door in every profile, known and unknown environments alike: what the linter reads besides the apps themselves. */
import { App, Stage } from 'aws-cdk-lib';
import { AccountBaseline, AccountDomain, AccountSetting, BaselineProfile, Guardrail, OrganizationBaseline, OrganizationRoot } from '../../lib';

const app = new App();
const securityContact = 'security@example.com';

new AccountBaseline(new Stage(app, 'Essential'), 'Baseline', { profile: BaselineProfile.essential(), securityContact });
new AccountBaseline(new Stage(app, 'Standard'), 'Baseline', {
  profile: BaselineProfile.standard(),
  account: '111122223333',
  homeRegion: 'eu-central-1',
  additionalRegions: ['us-east-1', 'eu-west-1'],
  securityContact,
});
const team = { name: 'Security team', title: 'On call', emailAddress: securityContact, phoneNumber: '+49 30 1234567' };
new AccountBaseline(new Stage(app, 'Regulated'), 'Baseline', {
  profile: BaselineProfile.regulated(),
  accountSettings: AccountDomain.settings({
    accountAlias: 'example-regulated', securityContact: team, billingContact: team, operationsContact: team, instanceMetadataHopLimit: 2,
    omitted: [{ setting: AccountSetting.DEFAULT_VPC_REMOVAL, reason: 'to see a template without' }],
  }),
  securityContact,
});
// Regions that lack some of what the profile has.
new AccountBaseline(new Stage(app, 'Sparse'), 'Baseline', {
  profile: BaselineProfile.regulated(), account: '111122223333', homeRegion: 'eu-central-2', additionalRegions: ['ap-east-2', 'mx-central-1'], securityContact,
});
new OrganizationBaseline(app, 'Organization', {
  organization: OrganizationRoot.existing('r-a1b2'),
  guardrails: [...Guardrail.recommended(), Guardrail.allowedRegions(['eu-central-1', 'us-east-1', 'eu-west-1'])],
});
app.synth();
