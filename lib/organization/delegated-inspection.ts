import { CfnOutput } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { ScanType } from '../detection/scan-type';
import { VulnerabilityScanning } from '../detection/vulnerability-scanning';
import { linkedRoleStatement } from '../private/linked-role';
import { Problem, refuse } from '../private/validation';
import { OrganizationMembersProvider } from './organization-members-provider';
import { OrganizationSwitchProvider } from './organization-switch-provider';

/** Properties of DelegatedInspection. */
export interface DelegatedInspectionProps {
  /**
   * What is scanned in every account, at least one. Each is charged by what there is to scan: instances, images and functions.
   *
   * @default - ScanType.EC2, ScanType.ECR and ScanType.LAMBDA
   */
  readonly scanTypes?: ScanType[];
}

/** What each type is called in the answers of Amazon Inspector. */
const FIELDS: Record<ScanType, string> = {
  [ScanType.EC2]: 'ec2', [ScanType.ECR]: 'ecr', [ScanType.LAMBDA]: 'lambda', [ScanType.LAMBDA_CODE]: 'lambdaCode',
};

/**
 * Scans by Amazon Inspector in every account of an organization, for one region: those that are there, and those to come. Findings of all accounts
 * reach the account it stands in, which is scanned as well.
 *
 * For the account that administers Amazon Inspector, once DelegatedAdministrators has made it so. AWS CloudFormation has no resource type for it, so
 * functions of the stack do it. Amazon Inspector adds accounts that join later by itself; those that are there are added one by one, which has a
 * quarter of an hour. Where that is too short, the deployment fails, and goes on where it stopped when it is repeated. An account that refuses is
 * left out and named in `outcome`; nothing tries it again by itself, so somebody adds it in the console of Amazon Inspector, once it can be. Amazon
 * Inspector takes 10,000 accounts.
 *
 * When the construct goes, scans stay on, for accounts to come too. Scan types that somebody else turned on stay on. Accounts must not have a
 * VulnerabilityScanning of their own.
 *
 * @see https://docs.aws.amazon.com/inspector/latest/user/managing-multiple-accounts.html
 */
export class DelegatedInspection extends Construct {
  /** @internal */
  public static _problems(props: DelegatedInspectionProps): Problem[] {
    return VulnerabilityScanning._problems(props);
  }

  /** What became of the accounts that were there, known once it is deployed: that all are scanned, or which are left out. Up to 100 are named. */
  public readonly outcome: string;

  /** @throws when a type is unknown or named twice, code is scanned without libraries, or there is no type */
  constructor(scope: Construct, id: string, props: DelegatedInspectionProps = {}) {
    super(scope, id);
    refuse(this, DelegatedInspection._problems(props));
    const named = props.scanTypes ?? [ScanType.EC2, ScanType.ECR, ScanType.LAMBDA];
    // Libraries before code, whatever the order they were named in.
    const types = Object.values(ScanType).filter((type) => named.includes(type));
    const states = types.map((type) => FIELDS[type]);
    const wanted = Object.fromEntries(states.map((state) => [state, true]));
    const api = { service: 'inspector2', client: 'Inspector2Client' };

    const joining = OrganizationSwitchProvider.of(this).turnOn(this, [{
      read: { ...api, command: 'DescribeOrganizationConfiguration', path: ['autoEnable'], match: wanted },
      enable: { ...api, command: 'UpdateOrganizationConfiguration', input: { autoEnable: wanted }, onto: 'autoEnable' },
    }], [new PolicyStatement({
      actions: [
        'inspector2:DescribeOrganizationConfiguration', 'inspector2:UpdateOrganizationConfiguration', 'organizations:DescribeOrganization',
        'organizations:ListAccounts',
      ],
      resources: ['*'],
    })], 'Amazon Inspector knows no resource for the configuration of an organization, nor AWS Organizations for its lists.');

    const existing = OrganizationMembersProvider.of(this).add(this, {
      ...api,
      members: { command: 'ListMembers', input: { onlyAssociated: true }, path: 'members', token: 'nextToken' },
      add: { command: 'AssociateMember' },
      on: { read: 'BatchGetAccountStatus', states, command: 'Enable', input: { resourceTypes: types } },
    }, this.permissions(), 'Amazon Inspector knows no resource for members and their scans, and AWS chooses the suffix of its roles.');
    // Who joins while the list is worked on has to be scanned as well.
    existing.node.addDependency(joining);
    this.outcome = existing.getAttString('Outcome');
    new CfnOutput(this, 'Outcome', { description: 'Accounts that Amazon Inspector scans', value: this.outcome });
  }

  private permissions(): PolicyStatement[] {
    return [
      new PolicyStatement({
        actions: ['inspector2:AssociateMember', 'inspector2:BatchGetAccountStatus', 'inspector2:Enable', 'inspector2:ListMembers'],
        resources: ['*'],
      }),
      linkedRoleStatement(this, 'inspector2.amazonaws.com', 'agentless.inspector2.amazonaws.com'),
    ];
  }
}
