import { Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { MissingType, regionsWith } from '../private/missing-types';
import { checkAccountId, checkRange, checkRegion, checkUnique, Problem, refuse } from '../private/validation';
import { warn } from '../private/warn';
import { DelegatedService } from './delegated-service';
import { OrganizationSwitch, OrganizationSwitchProvider } from './organization-switch-provider';

/** Settings of DelegatedAdministrators that a baseline chooses. */
export interface DelegatedAdministratorsOptions {
  /**
   * The services that the account administers.
   *
   * @default - all of DelegatedService but Amazon Macie
   */
  readonly delegatedServices?: DelegatedService[];
}

/** Properties of DelegatedAdministrators. */
export interface DelegatedAdministratorsProps extends DelegatedAdministratorsOptions {
  /** The account that administers: 12 digits. A member account, and not the management account. */
  readonly accountId: string;

  /**
   * The regions in which it administers the services that live in regions: 1 or more, all in use by the management account. Those that lack a
   * service are left out for it, with a warning.
   */
  readonly regions: string[];
}

/**
 * Has a member account administer security services for all accounts of its organization, so that nobody needs the management account for that.
 *
 * The services must be trusted first, as TrustedAccess makes them. A function of the stack asks each service in each region, one after the other; AWS
 * CloudFormation has a resource type for AWS Security Hub alone, and for the region of its stack alone. Where another account administers a service,
 * the deployment fails and says so. When the construct goes, the account goes on: to take its role away would end the service in all member accounts.
 *
 * @see https://docs.aws.amazon.com/prescriptive-guidance/latest/security-reference-architecture/security-tooling.html
 */
export class DelegatedAdministrators extends Construct {
  /** @internal */
  public static _problems(props: DelegatedAdministratorsOptions): Problem[] {
    const services = props.delegatedServices ?? [];
    const known: string[] = Object.values(DelegatedService);
    return [
      ...checkRange('delegatedServices', props.delegatedServices?.length, 1, 100, 'name one service or more'),
      ...checkUnique('delegatedServices', services, 'name each service once'),
      ...services.flatMap((service, index) => known.includes(service) ? []
        : [{ prop: `delegatedServices[${index}]`, got: service, allowed: known.join(', '), fix: 'use a member of DelegatedService' }]),
    ];
  }

  /** @throws when the account, a region or a service is none */
  constructor(scope: Construct, id: string, props: DelegatedAdministratorsProps) {
    super(scope, id);
    refuse(this, [
      ...checkAccountId('accountId', props.accountId),
      ...checkRange('regions', props.regions.length, 1, 100, 'name the regions you work in'),
      ...checkUnique('regions', props.regions, 'name each region once'),
      ...props.regions.flatMap((region, index) => checkRegion(`regions[${index}]`, region)),
      ...DelegatedAdministrators._problems(props),
    ]);
    const services = props.delegatedServices ?? Object.values(DelegatedService).filter((service) => service !== DelegatedService.MACIE);
    const regional = services.filter((service) => REGIONAL[service]);
    const global = services.filter((service) => !REGIONAL[service]);

    this.register('Organization', props.accountId, global, global.map((service) => register(service, props.accountId)));
    for (const service of regional) {
      const entry = REGIONAL[service]!;
      const able = entry.type === undefined ? props.regions : regionsWith(entry.type, props.regions);
      const without = props.regions.filter((region) => !able.includes(region));
      if (without.length > 0) {
        warn(this, `${service.split('.')[0]}-regions`, `nobody administers ${service} in ${without.join(', ')}, which do not have it`);
      }
      // One request for each service: 17 regions of all of them would take longer than a function may run.
      const switches = able.map((region) => ({ region, ...entry.calls(props.accountId) }));
      this.register(entry.name, props.accountId, [service], switches, entry.actions);
    }
  }

  private register(
    id: string, accountId: string, services: DelegatedService[], switches: OrganizationSwitch[], actions: string[] = [],
  ): void {
    if (switches.length === 0) {
      return;
    }
    const stack = Stack.of(this);
    OrganizationSwitchProvider.of(this).turnOn(new Construct(this, id), switches, [
      new PolicyStatement({
        actions: [
          ...actions, ...services.includes(DelegatedService.CLOUDTRAIL) ? ['cloudtrail:RegisterOrganizationDelegatedAdmin'] : [],
          'organizations:DescribeAccount', 'organizations:DescribeOrganization', 'organizations:DescribeOrganizationalUnit',
          'organizations:ListAWSServiceAccessForOrganization', 'organizations:ListAccounts', 'organizations:ListDelegatedAdministrators',
        ],
        resources: ['*'],
      }),
      new PolicyStatement({
        actions: ['organizations:EnableAWSServiceAccess'],
        resources: ['*'],
        conditions: { StringEquals: { 'organizations:ServicePrincipal': services } },
      }),
      new PolicyStatement({
        actions: ['organizations:RegisterDelegatedAdministrator'],
        resources: [stack.formatArn({ service: 'organizations', region: '', resource: 'account', resourceName: `o-*/${accountId}` })],
        conditions: { StringEquals: { 'organizations:ServicePrincipal': services } },
      }),
      ...services.includes(DelegatedService.CLOUDTRAIL) ? [new PolicyStatement({
        actions: ['iam:CreateServiceLinkedRole', 'iam:GetRole'],
        resources: [stack.formatArn({
          service: 'iam', region: '', resource: 'role', resourceName: 'aws-service-role/cloudtrail.amazonaws.com/AWSServiceRoleForCloudTrail',
        })],
      })] : [],
    ], 'The services know no resource for who administers them, and the name of an account has the id of an organization in it.');
  }
}

const ORGANIZATIONS = { service: 'organizations', client: 'OrganizationsClient' };

function register(service: DelegatedService, accountId: string): OrganizationSwitch {
  return {
    read: {
      ...ORGANIZATIONS, command: 'ListDelegatedAdministrators', input: { ServicePrincipal: service },
      path: ['DelegatedAdministrators'], match: { Id: accountId },
    },
    // AWS CloudTrail makes the role that it needs in the management account only when it is asked itself.
    enable: service === DelegatedService.CLOUDTRAIL
      ? {
        service: 'cloudtrail', client: 'CloudTrailClient', command: 'RegisterOrganizationDelegatedAdmin', input: { MemberAccountId: accountId },
        already: ['AccountRegisteredException'],
      }
      : {
        ...ORGANIZATIONS, command: 'RegisterDelegatedAdministrator', input: { AccountId: accountId, ServicePrincipal: service },
        already: ['AccountAlreadyRegisteredException'],
      },
  };
}

/** Services that want to be asked themselves, in each region. */
const REGIONAL: Partial<Record<DelegatedService, {
  readonly name: string;
  /** Its type, for a service that some regions lack. */
  readonly type?: MissingType;
  readonly actions: string[];
  calls(accountId: string): OrganizationSwitch;
}>> = {
  [DelegatedService.GUARDDUTY]: {
    name: 'GuardDuty',
    actions: ['guardduty:EnableOrganizationAdminAccount', 'guardduty:ListOrganizationAdminAccounts'],
    calls: (accountId) => {
      const api = { service: 'guardduty', client: 'GuardDutyClient' };
      return {
        read: {
          ...api, command: 'ListOrganizationAdminAccounts', path: ['AdminAccounts'], match: { AdminAccountId: accountId, AdminStatus: 'ENABLED' },
        },
        enable: { ...api, command: 'EnableOrganizationAdminAccount', input: { AdminAccountId: accountId } },
      };
    },
  },
  [DelegatedService.SECURITY_HUB]: {
    name: 'SecurityHub',
    actions: ['securityhub:EnableOrganizationAdminAccount', 'securityhub:ListOrganizationAdminAccounts'],
    calls: (accountId) => {
      const api = { service: 'securityhub', client: 'SecurityHubClient' };
      return {
        read: { ...api, command: 'ListOrganizationAdminAccounts', path: ['AdminAccounts'], match: { AccountId: accountId, Status: 'ENABLED' } },
        enable: { ...api, command: 'EnableOrganizationAdminAccount', input: { AdminAccountId: accountId } },
      };
    },
  },
  [DelegatedService.INSPECTOR]: {
    name: 'Inspector',
    actions: ['inspector2:EnableDelegatedAdminAccount', 'inspector2:GetDelegatedAdminAccount'],
    calls: (accountId) => {
      const api = { service: 'inspector2', client: 'Inspector2Client' };
      return {
        read: {
          ...api, command: 'GetDelegatedAdminAccount', path: ['delegatedAdmin'], match: { accountId, relationshipStatus: 'ENABLED' },
          absent: ['ResourceNotFoundException'],
        },
        enable: {
          ...api, command: 'EnableDelegatedAdminAccount', input: { delegatedAdminAccountId: accountId }, already: ['ConflictException'],
        },
      };
    },
  },
  [DelegatedService.MACIE]: {
    name: 'Macie',
    type: 'AWS::Macie::Session',
    actions: ['macie2:EnableOrganizationAdminAccount', 'macie2:ListOrganizationAdminAccounts'],
    calls: (accountId) => {
      const api = { service: 'macie2', client: 'Macie2Client' };
      return {
        read: { ...api, command: 'ListOrganizationAdminAccounts', path: ['adminAccounts'], match: { accountId, status: 'ENABLED' } },
        enable: { ...api, command: 'EnableOrganizationAdminAccount', input: { adminAccountId: accountId } },
      };
    },
  },
};
