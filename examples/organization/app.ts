import { App } from 'aws-cdk-lib';
import {
  AccountDomain, AccountSetting, AiServicesOptOut, DeclarativePolicy, Guardrail, MemberAccount, OrganizationalUnit, OrganizationBaseline, Persona,
  ResourceControl, SynthesisSummary, TagPolicy,
} from '../../lib';

// The groups of people in the company. Their ids come from the identity store: aws identitystore list-groups.
const GROUPS = {
  platform: '11111111-1111-1111-1111-111111111111',
  developers: '22222222-2222-2222-2222-222222222222',
  auditors: '33333333-3333-3333-3333-333333333333',
  finance: '44444444-4444-4444-4444-444444444444',
};
const homeRegion = 'eu-central-1';
const regions = [homeRegion, 'eu-west-1', 'us-east-1'];

export const app = new App({ stackTraces: false, treeMetadata: false });
new OrganizationBaseline(app, 'Organization', {
  homeRegion,
  regions,
  units: OrganizationalUnit.recommended(),
  accounts: [
    ...MemberAccount.recommended('aws+{name}@example.com'),
    MemberAccount.create({ name: 'network', email: 'aws+network@example.com', unit: 'infrastructure' }),
    MemberAccount.create({ name: 'playground', email: 'aws+playground@example.com', unit: 'sandbox' }),
  ],
  guardrails: [...Guardrail.recommended(), Guardrail.allowedRegions(regions)],
  controls: [
    ResourceControl.secureTransport(), ResourceControl.customerProvidedKeys(), ResourceControl.oldSignatures(),
    ...DeclarativePolicy.recommended(), ...AiServicesOptOut.recommended(), ...TagPolicy.recommended(),
  ],
  unitPolicies: [
    { unit: 'sandbox', guardrails: [Guardrail.allowedRegions([homeRegion]), Guardrail.expensiveServices(), Guardrail.marketplace()] },
    // The way to the internet is in the account named network.
    { unit: 'workloads', guardrails: [Guardrail.internetGateways(), Guardrail.publicDatabases()] },
    { unit: 'suspended', guardrails: [Guardrail.quarantine()] },
  ],
  identityCenter: {
    instanceArn: 'arn:aws:sso:::instance/ssoins-1234567890abcdef',
    assignments: [
      { persona: Persona.administrator(), groupId: GROUPS.platform, accounts: ['network', 'playground', 'development'] },
      { persona: Persona.developer(), groupId: GROUPS.developers, accounts: ['development', 'playground'] },
      { persona: Persona.readOnly(), groupId: GROUPS.developers, accounts: ['production'] },
      { persona: Persona.auditor(), groupId: GROUPS.auditors, accounts: ['audit', 'log-archive', 'production', 'development', 'accounting'] },
      { persona: Persona.finance(), groupId: GROUPS.finance, accounts: ['accounting'] },
    ],
  },
  rollout: {
    securityContact: 'security@example.com',
    accountSettings: AccountDomain.settings({
      omitted: [{ setting: AccountSetting.SNAPSHOT_SHARING_BLOCK, reason: 'a declarative policy holds it, and lets no account set it' }],
    }),
    waves: [
      { name: 'First', units: ['sandbox', 'workloads/development'] },
      { name: 'Shared', units: ['security', 'infrastructure', 'accounting'] },
      { name: 'Production', units: ['workloads/production', 'suspended'] },
    ],
    maxConcurrentPercentage: 50,
  },
});
process.stderr.write(SynthesisSummary.of(app).toString());
