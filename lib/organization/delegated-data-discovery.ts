import { CfnOutput, Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { DataDiscovery } from '../detection/data-discovery';
import { SensitiveDataDiscovery } from '../detection/sensitive-data-discovery';
import { Problem, refuse } from '../private/validation';
import { OrganizationMembersProvider } from './organization-members-provider';
import { OrganizationSwitch, OrganizationSwitchProvider } from './organization-switch-provider';

/** Properties of DelegatedDataDiscovery. */
export interface DelegatedDataDiscoveryProps {
  /**
   * How sensitive data is looked for. With `BUCKETS_ONLY`, automated discovery stays as it is: it is not turned off.
   *
   * @default DataDiscovery.AUTOMATED
   */
  readonly discovery?: DataDiscovery;
}

/**
 * Amazon Macie in every account of an organization, for one region: those that are there, and those to come. Findings of all accounts reach the
 * account it stands in.
 *
 * Charged by the bucket in every account, and with automated discovery by the object and by what is looked through. No baseline adds it by itself,
 * and neither TrustedAccess nor DelegatedAdministrators have Amazon Macie in their defaults: name it there.
 *
 * For the account that administers Amazon Macie, once DelegatedAdministrators has made it so: that turns Amazon Macie on there too. AWS
 * CloudFormation has no resource type for it, so functions of the stack do it. Amazon Macie adds accounts that join later by itself; those that are
 * there are added one by one, which has a quarter of an hour. Where that is too short, the deployment fails, and goes on where it stopped when it is
 * repeated. An account that refuses is left out and named in `outcome`; the management account may have to turn Amazon Macie on first. Nothing tries
 * it again by itself, so somebody adds it in the console of Amazon Macie, once it can be. Amazon Macie takes 10,000 accounts.
 *
 * When the construct goes, Amazon Macie stays on, for accounts to come too. Accounts must not have a SensitiveDataDiscovery of their own.
 *
 * @see https://docs.aws.amazon.com/macie/latest/user/accounts-mgmt-ao.html
 */
export class DelegatedDataDiscovery extends Construct {
  /** @internal */
  public static _problems(props: DelegatedDataDiscoveryProps): Problem[] {
    return SensitiveDataDiscovery._problems(props);
  }

  /** What became of the accounts that were there, known once it is deployed: that all are members, or which are left out. Up to 100 are named. */
  public readonly outcome: string;

  /** @throws when the discovery is unknown */
  constructor(scope: Construct, id: string, props: DelegatedDataDiscoveryProps = {}) {
    super(scope, id);
    refuse(this, DelegatedDataDiscovery._problems(props));
    const automated = props.discovery !== DataDiscovery.BUCKETS_ONLY;
    const switches = [joiningAccounts(), ...automated ? [automatedDiscovery()] : []];
    const joining = OrganizationSwitchProvider.of(this).turnOn(this, switches, [new PolicyStatement({
      actions: [
        'macie2:DescribeOrganizationConfiguration', 'macie2:UpdateOrganizationConfiguration', 'organizations:DescribeOrganization',
        'organizations:ListAccounts',
        ...automated ? ['macie2:GetAutomatedDiscoveryConfiguration', 'macie2:UpdateAutomatedDiscoveryConfiguration'] : [],
      ],
      resources: ['*'],
    })], 'Amazon Macie knows no resource for the configuration of an organization, nor AWS Organizations for its lists.');

    const existing = OrganizationMembersProvider.of(this).add(this, {
      ...MACIE,
      members: { command: 'ListMembers', input: { onlyAssociated: 'true' }, path: 'members', token: 'nextToken' },
      add: { command: 'CreateMember', to: 'account' },
    }, [
      new PolicyStatement({ actions: ['macie2:ListMembers'], resources: ['*'] }),
      new PolicyStatement({
        actions: ['macie2:CreateMember'],
        resources: [Stack.of(this).formatArn({ service: 'macie2', resource: 'member', resourceName: '*' })],
      }),
    ], 'Amazon Macie knows no resource for the list of members, and each account of the organization is to be one.');
    // Who joins while the list is worked on has to be added as well.
    existing.node.addDependency(joining);
    this.outcome = existing.getAttString('Outcome');
    new CfnOutput(this, 'Outcome', { description: 'Accounts that are members of Amazon Macie', value: this.outcome });
  }
}

const MACIE = { service: 'macie2', client: 'Macie2Client' };

function joiningAccounts(): OrganizationSwitch {
  return {
    read: { ...MACIE, command: 'DescribeOrganizationConfiguration', path: [], match: { autoEnable: true } },
    enable: { ...MACIE, command: 'UpdateOrganizationConfiguration', input: { autoEnable: true } },
  };
}

function automatedDiscovery(): OrganizationSwitch {
  const wanted = { status: 'ENABLED', autoEnableOrganizationMembers: 'ALL' };
  return {
    read: { ...MACIE, command: 'GetAutomatedDiscoveryConfiguration', path: [], match: wanted },
    enable: { ...MACIE, command: 'UpdateAutomatedDiscoveryConfiguration', input: wanted },
  };
}
