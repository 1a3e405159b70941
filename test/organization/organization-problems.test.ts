import { App } from 'aws-cdk-lib';
import {
  AccountDomain, AccountSetting, DeclarativePolicy, Guardrail, MemberAccount, OrganizationBaseline, OrganizationBaselineProps,
} from '../../lib';
import { refusalsOf } from '../support';

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
