import { RuntimeAgent, ThreatDetectionFeature } from '../../lib';
import { DelegatedDetection, DelegatedDetectionProps } from '../../lib/organization/delegated-detection';
import { ORGANIZATION_SWITCH_HANDLER } from '../../lib/organization/organization-switch-handler';
import { OrganizationSwitch } from '../../lib/organization/organization-switch-provider';
import { State, World } from '../private/custom-resource-world';
import { problemsOf, resolve, synthesize } from '../support';

interface Configuration { AutoEnableOrganizationMembers: string; Features: State[] }

function account(props: DelegatedDetectionProps, configuration: Configuration): World {
  const template = synthesize((stack) => {
    new DelegatedDetection(stack, 'Detection', props);
  });
  const [{ Properties }] = Object.values(template.findResources('Custom::OrganizationSwitches'));
  const switches = (JSON.parse(resolve(Properties.Switches) as string) as OrganizationSwitch[]).map(({ of, read, enable }) =>
    ({ of: { ...of, client: 'Client' }, read: { ...read, client: 'Client' }, enable: { ...enable, client: 'Client' } }));
  return new World(switches, {
    ListDetectors: () => ({ DetectorIds: ['d-1'] }),
    DescribeOrganizationConfiguration: ({ DetectorId: id }) => id === 'd-1' ? configuration : {},
    UpdateOrganizationConfiguration: ({ AutoEnableOrganizationMembers: members, Features: features = [] }) => {
      configuration.AutoEnableOrganizationMembers = members as string;
      configuration.Features = [...configuration.Features.filter((there) => !(features as State[]).some((named) => named.Name === there.Name)), ...features as State[]];
    },
  }, ORGANIZATION_SWITCH_HANDLER, 'Switches');
}

describe('DelegatedDetection', () => {
  it('turns detection on for all accounts, with every feature but the one that reaches into networks, by the detector that is there', async () => {
    const configuration: Configuration = { AutoEnableOrganizationMembers: 'NONE', Features: [] };
    const guardDuty = account({}, configuration);
    expect(await guardDuty.request('Create')).toMatchObject({ Status: 'SUCCESS' });
    expect(configuration.AutoEnableOrganizationMembers).toBe('ALL');
    expect(configuration.Features).toEqual(Object.values(ThreatDetectionFeature).filter((name) => name !== ThreatDetectionFeature.RUNTIME_MONITORING)
      .map((name) => ({ Name: name, AutoEnable: 'ALL' })));
    expect(guardDuty.changes.every(({ input }) => input.DetectorId === 'd-1')).toBe(true);
    guardDuty.calls.length = 0;
    await guardDuty.request('Update', 'AccountSetting');
    expect(guardDuty.changes).toEqual([]);
  });

  it('turns on the features it is told', async () => {
    const configuration: Configuration = { AutoEnableOrganizationMembers: 'NEW', Features: [] };
    await account({ features: [ThreatDetectionFeature.S3_DATA_EVENTS] }, configuration).request('Create');
    expect(configuration).toEqual({ AutoEnableOrganizationMembers: 'ALL', Features: [{ Name: 'S3_DATA_EVENTS', AutoEnable: 'ALL' }] });
  });

  it('has the agents of Runtime Monitoring installed: all of them, or those that are named', async () => {
    const { RUNTIME_MONITORING: monitoring } = ThreatDetectionFeature;
    const on = (...agents: RuntimeAgent[]) => ({ Name: monitoring, AutoEnable: 'ALL', AdditionalConfiguration: agents.map((Name) => ({ Name, AutoEnable: 'ALL' })) });
    const all: Configuration = { AutoEnableOrganizationMembers: 'NONE', Features: [] };
    const guardDuty = account({ features: [monitoring] }, all);
    expect(await guardDuty.request('Create')).toMatchObject({ Status: 'SUCCESS' });
    expect(all.Features).toEqual([on(...Object.values(RuntimeAgent))]);
    guardDuty.calls.length = 0;
    await guardDuty.request('Update', 'AccountSetting');
    expect(guardDuty.changes).toEqual([]);

    const one: Configuration = { AutoEnableOrganizationMembers: 'ALL', Features: [{ ...on(RuntimeAgent.EKS_ADDON_MANAGEMENT) }] };
    await account({ features: [monitoring], runtimeAgents: [RuntimeAgent.EC2_AGENT_MANAGEMENT] }, one).request('Create');
    expect(one.Features).toEqual([on(RuntimeAgent.EC2_AGENT_MANAGEMENT)]);
    const none: Configuration = { AutoEnableOrganizationMembers: 'ALL', Features: [] };
    await account({ features: [monitoring], runtimeAgents: [] }, none).request('Create');
    expect(none.Features).toEqual([{ Name: monitoring, AutoEnable: 'ALL' }]);
  });

  it('refuses agents without what they report to', () => {
    expect(problemsOf((stack) => new DelegatedDetection(stack, 'Detection', { runtimeAgents: [RuntimeAgent.EC2_AGENT_MANAGEMENT] }))).toEqual([
      expect.stringMatching(/^- runtimeAgents: .*; allowed is agents together with ThreatDetectionFeature\.RUNTIME_MONITORING; add it to features/),
    ]);
  });

  it('refuses a feature named twice', () => {
    const { S3_DATA_EVENTS: feature } = ThreatDetectionFeature;
    expect(problemsOf((stack) => new DelegatedDetection(stack, 'Detection', { features: [feature, feature] }))).toEqual([expect.stringMatching(/^- features\[1\]/)]);
  });
});
