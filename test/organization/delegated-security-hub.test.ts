import { App, CfnParameter, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { AggregatedRegions, SecurityStandard } from '../../lib';
import { DelegatedSecurityHub, DelegatedSecurityHubProps } from '../../lib/organization/delegated-security-hub';
import { ORGANIZATION_SWITCH_HANDLER } from '../../lib/organization/organization-switch-handler';
import { OrganizationSwitch } from '../../lib/organization/organization-switch-provider';
import { SecurityHubTarget } from '../../lib/organization/security-hub-target';
import { awsError, State, World } from '../private/custom-resource-world';
import { ACCOUNT, problemsOf, refusalsOf, resolve, synthesize } from '../support';

const root = SecurityHubTarget.root('r-a1b2');
const template = (props: Partial<DelegatedSecurityHubProps> = {}) => synthesize((stack) => {
  new DelegatedSecurityHub(stack, 'Hub', { targets: [root], ...props });
});
const refusals = (props: Partial<DelegatedSecurityHubProps>) => problemsOf((stack) => new DelegatedSecurityHub(stack, 'Hub', { targets: [root], ...props }));
const policy = (made: Template) => resolve(Object.values(made.findResources('AWS::SecurityHub::ConfigurationPolicy'))[0].Properties.ConfigurationPolicy.SecurityHub) as unknown;
const associations = (made: Template) => Object.values(made.findResources('AWS::SecurityHub::PolicyAssociation')).map(({ Properties }) => [Properties.TargetType as string, Properties.TargetId as unknown]);
const HUB = `arn:aws:securityhub:eu-central-1:${ACCOUNT}:hub/default`;

/** The function that sees to the hub, in an account with one or without. */
function account(hubs: string[]): World {
  const [{ Properties }] = Object.values(template().findResources('Custom::OrganizationSwitches'));
  const [{ read, enable }] = JSON.parse(resolve(Properties.Switches) as string) as OrganizationSwitch[];
  return new World([{ read: { ...read, client: 'Client' }, enable: { ...enable, client: 'Client' } }], {
    DescribeHub: () => {
      if (hubs.length === 0) {
        throw awsError('InvalidAccessException', 'not subscribed');
      }
      return { HubArn: hubs[0] };
    },
    EnableSecurityHub: () => void hubs.push(HUB),
  }, ORGANIZATION_SWITCH_HANDLER, 'Switches');
}

/** What it has the aggregator link. */
function linked(made: Template): unknown {
  return switchesOf(made)[1][1].enable.input;
}

function switchesOf(made: Template): OrganizationSwitch[][] {
  return Object.values(made.findResources('Custom::OrganizationSwitches')).map(({ Properties }) => JSON.parse(resolve(Properties.Switches) as string) as OrganizationSwitch[]);
}

/** The function that sees to the aggregator, in an account with one or without. */
function aggregators(regions: AggregatedRegions, found?: State): { world: World; state: { found?: State } } {
  const state = { found };
  const switches = switchesOf(template({ regions }))[1]
    .map(({ of: whose, read, enable }) => ({ ...whose && { of: { ...whose, client: 'Client' } }, read: { ...read, client: 'Client' }, enable: { ...enable, client: 'Client' } }));
  return {
    state, world: new World(switches, {
      ListFindingAggregators: () => ({ FindingAggregators: state.found ? [{ FindingAggregatorArn: 'arn' }] : [] }),
      GetFindingAggregator: () => ({ FindingAggregatorArn: 'arn', ...state.found }),
      CreateFindingAggregator: (input) => void (state.found = input),
      UpdateFindingAggregator: ({ RegionLinkingMode, Regions }) => void (state.found = { RegionLinkingMode, Regions }),
    }, ORGANIZATION_SWITCH_HANDLER, 'Switches'),
  };
}

describe('DelegatedSecurityHub', () => {
  it('configures all accounts by one policy, with every control of both standards', () => {
    const made = template();
    expect(policy(made)).toEqual({
      ServiceEnabled: true,
      EnabledStandardIdentifiers: [
        'arn:aws:securityhub:eu-central-1::standards/aws-foundational-security-best-practices/v/1.0.0',
        'arn:aws:securityhub:eu-central-1::standards/cis-aws-foundations-benchmark/v/5.0.0',
      ],
      // An empty list of what is disabled: a list of what is enabled would turn off what AWS adds.
      SecurityControlsConfiguration: { DisabledSecurityControlIdentifiers: [] },
    });
    made.hasResourceProperties('AWS::SecurityHub::OrganizationConfiguration', { ConfigurationType: 'CENTRAL', AutoEnable: false, AutoEnableStandards: 'NONE' });
    expect(linked(made)).toEqual({ RegionLinkingMode: 'ALL_REGIONS' });
    expect(associations(made)).toEqual([['ROOT', 'r-a1b2']]);
  });

  it('comes in the order that AWS asks for', () => {
    const { Resources: resources } = template().toJSON() as { Resources: Record<string, { Type: string; DependsOn?: string[] }> };
    const ids = (type: string) => Object.keys(resources).filter((each) => resources[each].Type === type);
    const order = ['Custom::OrganizationSwitches', 'AWS::SecurityHub::OrganizationConfiguration', 'AWS::SecurityHub::ConfigurationPolicy'].flatMap(ids);
    expect(order.map((each) => each.replace(/[0-9A-F]{8}$/, ''))).toEqual(['HubSwitches', 'HubAggregatorSwitches', 'HubCentral', 'HubPolicy']);
    order.slice(1).forEach((each, index) => expect(resources[each].DependsOn).toContain(order[index]));
    template().hasResourceProperties('AWS::SecurityHub::PolicyAssociation', { ConfigurationPolicyId: { 'Fn::GetAtt': [order[3], 'Id'] } });
    expect(Object.values(resources).map(({ Type }) => Type)).not.toContain('AWS::SecurityHub::Hub');
  });

  it('makes a hub where there is none, leaves the one that is there, and disables neither', async () => {
    const without: string[] = [];
    const made = account(without);
    expect(await made.request('Create')).toMatchObject({ Status: 'SUCCESS' });
    expect(without).toEqual([HUB]);
    expect(made.changes).toEqual([{ command: 'EnableSecurityHub', input: { EnableDefaultStandards: false, ControlFindingGenerator: 'SECURITY_CONTROL' } }]);
    const found = account([HUB]);
    expect(await found.request('Create')).toMatchObject({ Status: 'SUCCESS' });
    expect(await found.request('Delete', 'AccountSetting')).toMatchObject({ Status: 'SUCCESS' });
    expect(found.changes).toEqual([]);
  });

  it('holds at units and accounts, of ids that are known at deployment only as well', () => {
    const made = synthesize((stack) => {
      const parameter = new CfnParameter(stack, 'UnitId').valueAsString;
      new DelegatedSecurityHub(stack, 'Hub', {
        targets: [SecurityHubTarget.unit('ou-a1b2-12345678'), SecurityHubTarget.account('222233334444'), SecurityHubTarget.unit(parameter)],
      });
    });
    expect(associations(made)).toEqual([
      ['ORGANIZATIONAL_UNIT', 'ou-a1b2-12345678'], ['ACCOUNT', '222233334444'], ['ORGANIZATIONAL_UNIT', { Ref: 'UnitId' }],
    ]);
  });

  it('moves no association when a target comes or goes', () => {
    const ids = (...targets: SecurityHubTarget[]) => Object.keys(template({ targets }).findResources('AWS::SecurityHub::PolicyAssociation'));
    const [unit, other] = [SecurityHubTarget.unit('ou-a1b2-12345678'), SecurityHubTarget.unit('ou-a1b2-87654321')];
    expect(ids(root, unit, other)).toEqual([...ids(root), ...ids(unit), ...ids(other)]);
  });

  it('leaves controls out of all standards, and warns of each', () => {
    const stack = new Stack(new App(), 'Test');
    new DelegatedSecurityHub(stack, 'Hub', {
      targets: [root], standards: [SecurityStandard.nist80053()], disabledControls: [{ controlId: 'S3.11', reason: 'events are watched elsewhere' }],
      regions: AggregatedRegions.only(['us-east-1']),
    });
    const made = Template.fromStack(stack);
    expect(policy(made)).toMatchObject({
      EnabledStandardIdentifiers: ['arn:aws:securityhub:eu-central-1::standards/nist-800-53/v/5.0.0'],
      SecurityControlsConfiguration: { DisabledSecurityControlIdentifiers: ['S3.11'] },
    });
    expect(linked(made)).toEqual({ RegionLinkingMode: 'SPECIFIED_REGIONS', Regions: ['us-east-1'] });
    expect(Annotations.fromStack(stack).findWarning('*', Match.anyValue()).map(({ entry }) => entry.data)).toEqual([
      'no account is checked for S3.11: events are watched elsewhere [ack: cdk-secure-baseline:organization-S3.11-disabled]',
    ]);
  });

  it('makes the aggregator where there is none, and has the one that is there link what is wanted, in whatever order AWS lists it', async () => {
    const regions = AggregatedRegions.only(['us-east-1', 'eu-west-1']);
    const wanted = { RegionLinkingMode: 'SPECIFIED_REGIONS', Regions: ['us-east-1', 'eu-west-1'] };
    const without = aggregators(regions);
    expect(await without.world.request('Create')).toMatchObject({ Status: 'SUCCESS' });
    expect(without.world.changes).toEqual([{ command: 'CreateFindingAggregator', input: wanted }]);

    const other = aggregators(regions, { RegionLinkingMode: 'NO_REGIONS' });
    expect(await other.world.request('Create')).toMatchObject({ Status: 'SUCCESS' });
    expect(other.world.changes).toEqual([{ command: 'UpdateFindingAggregator', input: { ...wanted, FindingAggregatorArn: 'arn' } }]);
    expect(other.state.found).toEqual(wanted);

    const same = aggregators(regions, { ...wanted, Regions: ['eu-west-1', 'us-east-1'] });
    expect(await same.world.request('Update', 'AccountSetting')).toMatchObject({ Status: 'SUCCESS' });
    expect(same.world.changes).toEqual([]);
  });

  it('configures one region alone, where no other one is linked', async () => {
    const alone = aggregators(AggregatedRegions.none());
    expect(await alone.world.request('Create')).toMatchObject({ Status: 'SUCCESS' });
    expect(alone.world.changes).toEqual([{ command: 'CreateFindingAggregator', input: { RegionLinkingMode: 'NO_REGIONS' } }]);
  });

  it('allows its function the hub and the aggregator of its region and account alone', () => {
    const statements = Object.values(template().findResources('AWS::IAM::ManagedPolicy'))
      .flatMap(({ Properties }) => Properties.PolicyDocument.Statement as { Action: string | string[]; Resource: unknown }[])
      .filter(({ Action: action }) => !action.includes('logs:PutLogEvents'));
    expect(statements.map(({ Action: action, Resource: resource }) => [action, resolve(resource) as unknown])).toEqual([
      [['securityhub:DescribeHub', 'securityhub:EnableSecurityHub'], HUB],
      ['iam:CreateServiceLinkedRole', `arn:aws:iam::${ACCOUNT}:role/aws-service-role/securityhub.amazonaws.com/AWSServiceRoleForSecurityHub`],
      [['securityhub:CreateFindingAggregator', 'securityhub:ListFindingAggregators'], '*'],
      [['securityhub:GetFindingAggregator', 'securityhub:UpdateFindingAggregator'], `arn:aws:securityhub:eu-central-1:${ACCOUNT}:finding-aggregator/*`],
    ]);
  });

  it('refuses targets that are none, missing or there twice', () => {
    expect(refusals({ targets: [] })).toEqual(['- targets: got a list of 0; allowed is at least one target; use SecurityHubTarget.root(rootId) for all accounts']);
    expect(refusals({ targets: [SecurityHubTarget.root('x'), SecurityHubTarget.unit('r-a1b2'), SecurityHubTarget.account('1'), 'r-a1b2' as never, root, root] })).toEqual([
      '- targets[0]: got "x"; allowed is the id of a root: r- and 4 to 32 letters and digits; copy the id from the console of AWS Organizations',
      '- targets[1]: got "r-a1b2"; allowed is the id of an organizational unit: ou-…-…; copy the id from the console of AWS Organizations',
      expect.stringMatching(/^- targets\[2\]: got "1"; allowed is the 12 digits of an AWS account/),
      '- targets[3]: got "r-a1b2"; allowed is what a factory of SecurityHubTarget returns; use SecurityHubTarget.root(rootId) or another',
      expect.stringMatching(/^- targets\[\d\]: got "r-a1b2"; allowed is each value once; name each target once$/),
      expect.stringMatching(/^- targets\[\d\]: got "r-a1b2"; allowed is each value once; name each target once$/),
    ]);
  });

  it('refuses standards with exceptions of their own, and none', () => {
    expect(refusals({ standards: [] })).toEqual([expect.stringMatching(/^- standards: got a list of 0; allowed is at least one standard/)]);
    expect(refusals({ standards: [SecurityStandard.cisFoundations([{ controlId: '1.14', reason: 'none' }])] })).toEqual([
      '- standards[0].disabledControls: got a list of 1; allowed is none: in an organization a control is off for all standards; '
      + 'name them in disabledControls of DelegatedSecurityHub, by their ids such as S3.11',
    ]);
  });

  it('refuses controls that are unknown, twice, without a reason, or too many', () => {
    const control = { controlId: 'S3.11', reason: 'because' };
    expect(refusals({ disabledControls: [{ controlId: '1.14', reason: ' ' }, control, control] })).toEqual([
      '- disabledControls[2]: got "S3.11"; allowed is each value once; keep one of the two, with both reasons',
      '- disabledControls[0].controlId: got "1.14"; allowed is the id of a control, such as S3.11; copy it from the list of controls of AWS Security Hub',
      expect.stringMatching(/^- disabledControls\[0\]\.reason: got " "; allowed is a reason of 1 to 512 characters/),
    ]);
    expect(refusals({ disabledControls: Array.from({ length: 101 }, (_, index) => ({ controlId: `S3.${index + 1}`, reason: 'because' })) })).toEqual([
      '- disabledControls: got a list of 101; allowed is at most 100 controls; leave a whole standard out instead',
    ]);
  });

  it('refuses regions that are none', () => {
    expect(refusals({ regions: AggregatedRegions.only(['mars-1']) })).toEqual([expect.stringMatching(/^- regions\.regions\[0\]: got "mars-1"/)]);
  });

  it('refuses a region that nothing can be configured from', () => {
    const inRegion = (region: string) => refusalsOf(() => new DelegatedSecurityHub(new Stack(new App(), 'Test', { env: { region } }), 'Hub', { targets: [root] }));
    expect(inRegion('eu-south-1')).toEqual([
      '- scope: got "eu-south-1"; allowed is a stack in a region that is enabled by default; choose another one to configure all regions from',
    ]);
    expect(inRegion('eu-central-1')).toEqual([]);
  });
});
