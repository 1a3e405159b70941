import { App, Aws } from 'aws-cdk-lib';
import {
  AccountDomain, AccountSetting, DeclarativePolicy, Guardrail, MemberAccount, OrganizationBaseline, OrganizationBaselineProps, OrganizationRoot, ResourceControl,
} from '../../lib';
import { refusalsOf, warningsOf } from '../support';

const accounts = MemberAccount.recommended('aws+{name}@example.com');
const problems = (props: OrganizationBaselineProps) => refusalsOf(() => new OrganizationBaseline(new App(), 'Organization', { accounts, rollout: {}, ...props }));
const waves = [{ name: 'Development', units: ['workloads/development'] }];
const block = [DeclarativePolicy.snapshotBlockPublicAccess()];
const refusal = (id: string, place: string) => `- rollout.accountSettings: got "snapshot-sharing-block, beside ${id} at ${place}"; `
  + 'allowed is settings without what a declarative policy holds, since Amazon EC2 refuses to set it; leave it out: AccountDomain.settings({ omitted: [{ setting: AccountSetting.SNAPSHOT_SHARING_BLOCK, reason }] })';

describe('a rollout beside a declarative policy that holds whether snapshots are shared', () => {
  test('is refused, since Amazon EC2 refuses the setting of the account', () => {
    expect(problems({ controls: DeclarativePolicy.recommended() })).toEqual([refusal('snapshot-block-public-access', 'the root')]);
    expect(problems({ controls: [DeclarativePolicy.snapshotBlockNewPublicAccess()], rollout: { accountSettings: AccountDomain.settings() } }))
      .toEqual([refusal('snapshot-block-new-public-access', 'the root')]);
  });

  test.each([
    ['a unit that is reached', 'workloads/development'], ['a unit above it', 'workloads'],
  ])('is refused at %s', (_, unit) => {
    expect(problems({ unitPolicies: [{ unit, controls: block }], rollout: { waves } })).toEqual([refusal('snapshot-block-public-access', `unit ${unit}`)]);
    expect(problems({ unitPolicies: [{ unit, controls: block }] })).toEqual([refusal('snapshot-block-public-access', `unit ${unit}`)]);
  });

  test('is refused at an account that is reached', () => {
    const accountPolicies = [{ account: 'development', controls: block }];
    expect(problems({ accountPolicies, rollout: { waves } })).toEqual([refusal('snapshot-block-public-access', 'account development')]);
  });

  test.each<[string, OrganizationBaselineProps]>([
    ['a unit that no wave reaches', { unitPolicies: [{ unit: 'workloads/production', controls: block }], rollout: { waves } }],
    ['an account that no wave reaches', { accountPolicies: [{ account: 'production', controls: block }], rollout: { waves } }],
    ['settings without it', {
      controls: block, rollout: { accountSettings: AccountDomain.settings({ omitted: [{ setting: AccountSetting.SNAPSHOT_SHARING_BLOCK, reason: 'a policy holds it' }] }) },
    }],
    ['no settings', { controls: block, rollout: { accountSettings: AccountDomain.omitted('others make them') } }],
    ['no rollout', { controls: block, rollout: undefined }],
    ['other controls and guardrails', { controls: [DeclarativePolicy.imageBlockPublicAccess(), DeclarativePolicy.bucketBlockPublicAccess()], guardrails: [Guardrail.publicSnapshots()] }],
  ])('is taken with %s', (_, props) => {
    expect(problems(props)).toEqual([]);
  });
});

describe('a list of regions', () => {
  const only = (...regions: string[]) => [Guardrail.allowedRegions(regions)];
  const refused = (prop: string, regions: string, home: string) =>
    `- ${prop}.regions: got "${regions}"; allowed is regions with the home region ${home} among them; add ${home}, or name another homeRegion`;

  test('is refused without the home region, at the root, a unit and an account', () => {
    expect(problems({ homeRegion: 'eu-central-1', guardrails: only('eu-west-1') })).toEqual([refused('guardrails[0]', 'eu-west-1', 'eu-central-1')]);
    expect(problems({ guardrails: only('eu-west-1', 'eu-west-2') })).toEqual([refused('guardrails[0]', 'eu-west-1, eu-west-2', 'us-east-1')]);
    expect(problems({
      homeRegion: 'eu-central-1',
      unitPolicies: [{ unit: 'sandbox', guardrails: only('eu-central-1') }, { unit: 'workloads', guardrails: [Guardrail.iamUsers(), ...only('eu-west-1')] }],
      accountPolicies: [{ account: 'audit', guardrails: only('eu-west-3') }],
    })).toEqual([refused('unitPolicies[1].guardrails[1]', 'eu-west-1', 'eu-central-1'), refused('accountPolicies[0].guardrails[0]', 'eu-west-3', 'eu-central-1')]);
  });

  test('is taken with it, and where a region is known at deployment only', () => {
    expect(problems({ homeRegion: 'eu-central-1', guardrails: only('eu-west-1', 'eu-central-1') })).toEqual([]);
    expect(problems({ homeRegion: 'eu-central-1', guardrails: only('eu-west-1', Aws.REGION) })).toEqual([]);
  });

  test('that leaves out another region the baseline covers is warned of at the root, and narrower at a unit', () => {
    const warned = (guardrails: Guardrail[], inUnit: Guardrail[] = []) => {
      const app = new App();
      new OrganizationBaseline(app, 'Organization', {
        homeRegion: 'eu-central-1', regions: ['eu-central-1', 'eu-west-1', 'us-east-1'], guardrails, unitPolicies: [{ unit: 'sandbox', guardrails: inUnit }],
      });
      return warningsOf(app).filter((warning) => warning.includes('regions-closed'));
    };
    expect(warned(only('eu-central-1', 'eu-west-1'))).toEqual([expect.stringMatching(/^The baseline covers us-east-1, where Guardrail\.allowedRegions lets nobody work: add it to .*cdk-secure-baseline:regions-closed/)]);
    expect(warned(only('eu-central-1'))).toEqual([expect.stringMatching(/covers eu-west-1, us-east-1, .* add them to/)]);
    expect(warned(only('eu-central-1', 'eu-west-1', 'us-east-1', 'eu-west-3'), only('eu-central-1'))).toEqual([]);
  });
});

describe('what keeps out other organizations', () => {
  const organization = OrganizationRoot.existing('r-a1b2', 'o-aaaaaaaaaa');
  const refused = (prop: string) => `- ${prop}.organizationId: got "o-bbbbbbbbbb"; allowed is o-aaaaaaaaaa, the organization that is governed; pass o-aaaaaaaaaa: it would keep out everybody of it`;
  const governed = (props: OrganizationBaselineProps) => problems({ organization, accounts: [], rollout: undefined, ...props });

  test('is refused when it names another organization than the one that is governed', () => {
    expect(governed({ guardrails: [Guardrail.iamUsers(), Guardrail.ownResources('o-bbbbbbbbbb')] })).toEqual([refused('guardrails[1]')]);
    expect(governed({ controls: ResourceControl.recommended('o-bbbbbbbbbb') })).toEqual([0, 1, 2, 3, 4].map((index) => refused(`controls[${index}]`)));
    expect(governed({ controls: [ResourceControl.expectedNetworks('o-bbbbbbbbbb', ['203.0.113.0/24'])] })).toEqual([refused('controls[0]')]);
  });

  test('is taken when it names that one, or an id is not known', () => {
    const controls = ResourceControl.recommended('o-aaaaaaaaaa');
    expect(governed({ controls, guardrails: [Guardrail.ownResources('o-aaaaaaaaaa')] })).toEqual([]);
    expect(governed({ organization: OrganizationRoot.existing('r-a1b2'), controls })).toEqual([]);
    expect(governed({ organization: OrganizationRoot.create(), controls })).toEqual([]);
    expect(governed({ organization: OrganizationRoot.existing('r-a1b2', Aws.NO_VALUE), controls })).toEqual([]);
    expect(governed({ controls: ResourceControl.recommended(Aws.NO_VALUE) })).toEqual([]);
  });
});
